"""The form of a site: what to enter, and where to find it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from caldesk.domain.secret import Secret
from caldesk.domain.site import SiteSummary
from caldesk.i18n import _
from caldesk.services.profiles import DEFAULT_BASE_URL, DEFAULT_REDIRECT_BASE, CredentialKind, SiteProfile
from caldesk.services.site_form import SiteForm
from caldesk.ui import style
from caldesk.ui.style import Look
from caldesk.ui.widgets.buttons import Button, Kind
from caldesk.ui.widgets.field import Field, SecretEdit, ShowButton

KEYS_PAGE = "https://manage.wix.com/account/api-keys"

_Editor = tuple[str, str, str, QLineEdit | QComboBox, str]
"""The name in `SiteForm`, the object name, the label, what edits it, a hint."""


class SiteFormView(QWidget):
    """Fills and reads a `SiteForm`; faults appear at their fields and nothing typed is lost."""

    sites_wanted = Signal()

    def __init__(self, look: Look, profile: SiteProfile | None) -> None:
        super().__init__()
        self._look = look
        self._profile = profile
        self._secret = SecretEdit()
        self._kind = QComboBox()
        self._kind.addItem(_("API key of the Wix account"), CredentialKind.API_KEY)
        self._kind.addItem(_("Wix app (for agencies)"), CredentialKind.APP)
        self._fields = self._make_fields()
        self._find = Button(look, _("Choose from the account's sites…"), Kind.LINK, icon="search", name="findSites")
        self._find.clicked.connect(self.sites_wanted)
        self._advanced = QWidget()
        self._lay_out()
        self._kind.currentIndexChanged.connect(self._show_kind)
        if profile is not None:
            self._fill(profile)
        self._show_kind()

    def form(self) -> SiteForm:
        """What is entered now."""
        text = {
            name: field.editor.text() for name, field in self._fields.items() if isinstance(field.editor, QLineEdit)
        }
        proxy = text["proxy"].strip()
        return SiteForm(
            name=text["name"],
            kind=CredentialKind(self._kind.currentData()),
            secret=Secret(self._secret.text()),
            site_id=text["site_id"],
            account_id=text["account_id"],
            app_id=text["app_id"],
            instance_id=text["instance_id"],
            base_url=text["base_url"],
            redirect_base=text["redirect_base"],
            redirect_alternatives=tuple(each.rstrip("/") for each in text["redirect_alternatives"].split()),
            ca_file=text["ca_file"],
            proxy=proxy or None,
        )

    def show_faults(self, faults: dict[str, str]) -> None:
        """Put each fault at its field and the keyboard into the first one."""
        for name, field in self._fields.items():
            field.set_error(faults.get(name, ""))
        first = next((field for name, field in self._fields.items() if name in faults), None)
        if first is not None:
            self._open_advanced(first)
            first.editor.setFocus()

    def suggest_name(self, name: str) -> str:
        """Use `name` where none was entered; return the one in force."""
        editor = self._fields["name"].editor
        if isinstance(editor, QLineEdit):
            if not editor.text().strip():
                editor.setText(name)
            return editor.text().strip()
        return name

    def offer_sites(self, found: Sequence[SiteSummary]) -> None:
        """Let one of the account's sites be chosen; it fills the id, and the name if there is none."""
        menu = QMenu(self)
        menu.setObjectName("foundSites")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for site in found:
            name = site.display_name or site.name or site.id
            menu.addAction(name.replace("&", "&&"), partial(self._use_site, site))
        if not found:
            menu.addAction(_("This account has no sites")).setEnabled(False)
        menu.popup(self._find.mapToGlobal(self._find.rect().bottomLeft()))

    def set_finding(self, busy: bool) -> None:
        """Show that the list is being fetched."""
        self._find.set_busy(busy)
        self._find.setEnabled(not busy)

    def forget_secret(self) -> None:
        """Empty the key's field."""
        self._secret.clear()

    def _make_fields(self) -> dict[str, Field]:
        """Every field by the name it has in `SiteForm`."""
        editors = (*self._usual_editors(), *_advanced_editors())
        return {key: Field(self._look, label, editor, hint, name=name) for key, name, label, editor, hint in editors}

    def _usual_editors(self) -> tuple[_Editor, ...]:
        stored = _("Leave it empty to keep the stored one.")
        key_hint = stored if self._profile else _("It is only shown once, when it is made.")
        return (
            ("name", "siteName", _("Name"), QLineEdit(), _("As your team calls it. The site's own if left empty.")),
            ("kind", "credentialKind", _("Sign in with"), self._kind, ""),
            ("secret", "apiKey", _("API key"), self._secret, key_hint),
            ("app_id", "appId", _("App ID"), QLineEdit(), ""),
            ("instance_id", "instanceId", _("Instance ID"), QLineEdit(), _("Of the app on this site.")),
            (
                "site_id",
                "siteId",
                _("Site ID"),
                QLineEdit(),
                _("In the dashboard's address after /dashboard/. You can paste the whole address."),
            ),
            (
                "account_id",
                "accountId",
                _("Account ID (optional)"),
                QLineEdit(),
                _("At the top of the API Keys Manager. With it, the site can be chosen from a list."),
            ),
        )

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.BETWEEN)
        for name in ("name", "kind", "secret"):
            column.addWidget(self._fields[name])
        column.addLayout(self._key_row())
        for name in ("app_id", "instance_id", "account_id", "site_id"):
            column.addWidget(self._fields[name])
        column.addWidget(self._find, 0, Qt.AlignmentFlag.AlignLeading)
        toggle = Button(self._look, _("More settings"), Kind.LINK, icon="chevron-down", name="moreSettings")
        toggle.clicked.connect(lambda: self._advanced.setVisible(not self._advanced.isVisible()))
        row = QHBoxLayout()
        row.addWidget(toggle)
        row.addStretch()
        column.addLayout(row)
        column.addWidget(self._advanced)
        more = QVBoxLayout(self._advanced)
        more.setContentsMargins(0, 0, 0, 0)
        more.setSpacing(style.BETWEEN)
        for name in ("redirect_base", "redirect_alternatives", "base_url", "proxy", "ca_file"):
            more.addWidget(self._fields[name])
        self._advanced.hide()
        column.addStretch()

    def _key_row(self) -> QHBoxLayout:
        show = ShowButton(self._look, self._secret, name="showKey")
        where = Button(self._look, _("Open the API Keys Manager"), Kind.LINK, icon="external-link", name="openKeysPage")
        where.clicked.connect(lambda: QDesktopServices.openUrl(QUrl(KEYS_PAGE)))
        row = QHBoxLayout()
        row.setSpacing(style.BETWEEN)
        row.addWidget(show)
        row.addWidget(where)
        row.addStretch()
        return row

    def _fill(self, profile: SiteProfile) -> None:
        self._kind.setCurrentIndex(self._kind.findData(profile.credential_kind))
        for name, field in self._fields.items():
            if isinstance(field.editor, QLineEdit) and hasattr(profile, name):
                kept = getattr(profile, name) or ""
                field.editor.setText(kept if isinstance(kept, str) else " ".join(kept))

    def _show_kind(self) -> None:
        app = self._kind.currentData() == CredentialKind.APP
        for name in ("app_id", "instance_id"):
            self._fields[name].setVisible(app)
        self._fields["secret"].set_label(_("App secret") if app else _("API key"))
        self._fields["account_id"].setVisible(not app)
        self._find.setVisible(not app)

    def _use_site(self, site: SiteSummary) -> None:
        editor = self._fields["site_id"].editor
        if isinstance(editor, QLineEdit):
            editor.setText(site.id)
        self._fields["site_id"].set_error("")
        self.suggest_name(site.display_name or site.name)

    def _open_advanced(self, field: Field) -> None:
        if self._advanced.isAncestorOf(field):
            self._advanced.show()


def _advanced_editors() -> tuple[_Editor, ...]:
    return (
        (
            "redirect_base",
            "redirectBase",
            _("Address that sign-in returns to"),
            QLineEdit(DEFAULT_REDIRECT_BASE),
            _("It is never opened; the program recognises it and stops there."),
        ),
        (
            "redirect_alternatives",
            "redirectAlternatives",
            _("Other return addresses"),
            QLineEdit(),
            _("Tried where sign-ins keep failing. Separate them by spaces."),
        ),
        ("base_url", "baseUrl", _("Address of the service"), QLineEdit(DEFAULT_BASE_URL), ""),
        ("proxy", "proxy", _("Proxy"), QLineEdit(), _("Empty: as this computer is set up.")),
        (
            "ca_file",
            "caFile",
            _("Extra certificate file"),
            QLineEdit(),
            _("A PEM file, if the network inspects traffic."),
        ),
    )
