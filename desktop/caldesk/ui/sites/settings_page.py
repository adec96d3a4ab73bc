"""The Settings page: what the organisation has set, sites, look, language, watching, notices and the rest."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from caldesk.i18n import _
from caldesk.services.opening import secret_name
from caldesk.services.policy.declared import LookChoice
from caldesk.services.ports import SecretStore
from caldesk.services.profiles import ProfileStore, SiteProfile
from caldesk.services.updates.updates import Updates
from caldesk.ui import style
from caldesk.ui.shell import Shell
from caldesk.ui.sites.about import about
from caldesk.ui.sites.language_field import language_field
from caldesk.ui.sites.locking import under_policy
from caldesk.ui.sites.network_fields import NetworkFields
from caldesk.ui.sites.notices_fields import NoticesFields
from caldesk.ui.sites.organisation import has_a_say, organisation
from caldesk.ui.sites.privacy_fields import PrivacyFields
from caldesk.ui.sites.updates_fields import UpdatesFields
from caldesk.ui.sites.watching_field import watching_field
from caldesk.ui.style import Preference, Role
from caldesk.ui.tasks import WidgetTasks
from caldesk.ui.widgets.avatar import Avatar
from caldesk.ui.widgets.buttons import Button, Kind
from caldesk.ui.widgets.card import Card
from caldesk.ui.widgets.dialog import ask
from caldesk.ui.widgets.elided_label import ElidedLabel
from caldesk.ui.widgets.field import Field
from caldesk.ui.widgets.label import Label
from caldesk.ui.widgets.page import Page

_WIDEST = 720


class SettingsPage(Page):
    """Changes take effect at once; there is no button to save them."""

    add_requested = Signal()
    edit_requested = Signal(str)
    open_requested = Signal(str)
    removed = Signal(str)

    def __init__(self, shell: Shell, profiles: ProfileStore, secrets: SecretStore, updates: Updates) -> None:
        super().__init__(shell.look, _("Settings"), name="settingsPage")
        self._shell, self._profiles, self._secrets, self._updates = shell, profiles, secrets, updates
        self._tasks = WidgetTasks(self, shell.notices)
        self._sites = QVBoxLayout()
        self._sites.setSpacing(style.INSIDE)
        self.set_content(self._scrolled())
        self._list_sites()

    def _list_sites(self) -> None:
        while (item := self._sites.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for profile in self._profiles.profiles:
            self._sites.addWidget(self._site_row(profile))
        if not self._profiles.profiles:
            self._sites.addWidget(Label(_("No site has been added yet."), quiet=True))

    def _site_row(self, profile: SiteProfile) -> QWidget:
        line = QWidget()
        line.setObjectName(f"site.{profile.id}")
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.INSIDE)
        row.addWidget(Avatar(self._shell.look, profile.name, profile.hue))
        row.addWidget(ElidedLabel(profile.name), 1)
        for words, act in (
            (_("Open"), self.open_requested.emit),
            (_("Change…"), self.edit_requested.emit),
            (_("Remove…"), self._ask_remove),
        ):
            row.addWidget(self._button(words, profile, act))
        self._lock(line, profile)
        return line

    def _lock(self, line: QWidget, profile: SiteProfile) -> None:
        """A site that may not be opened can only be removed."""
        if why := self._shell.settings.rules.why_not_opened(profile):
            for button in line.findChildren(Button)[:2]:
                button.setEnabled(False)
                button.setToolTip(why)
                button.setAccessibleDescription(why)

    def _button(self, words: str, profile: SiteProfile, act: Callable[[str], object]) -> Button:
        button = Button(self._shell.look, words)
        button.setAccessibleName(_("{action} {site}").format(action=words.rstrip("…"), site=profile.name))
        button.clicked.connect(lambda _checked=False: act(profile.id))
        return button

    def _ask_remove(self, profile_id: str) -> None:
        self._tasks.run(self._remove(profile_id), key="remove")

    async def _remove(self, profile_id: str) -> None:
        profile = self._profiles.find(profile_id)
        if profile is None:
            return
        sure = await ask(
            self._shell.look,
            self.window(),
            question=_("Remove {site} from this computer?").format(site=profile.name),
            explanation=_("Its key is deleted here. Nothing changes on the site; its calendars stay connected."),
            verb=_("Remove"),
            keep_verb=_("Keep"),
            destructive=True,
        )
        if sure:
            await self._secrets.delete(secret_name(profile))
            self._profiles.remove(profile_id)
            self._list_sites()
            self.removed.emit(profile_id)

    def _scrolled(self) -> QScrollArea:
        inner = QWidget()
        inner.setMaximumWidth(_WIDEST)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, style.BETWEEN, 0)
        column.setSpacing(style.BETWEEN)
        sites = QVBoxLayout()
        sites.setSpacing(style.BETWEEN)
        sites.addLayout(self._sites)
        sites.addLayout(self._add_row())
        for name, title, content in self._sections(sites):
            column.addWidget(Label(title, Role.SECTION))
            column.addWidget(self._card(name, content))
        column.addStretch()
        area = QScrollArea()
        area.setObjectName("settingsScroll")
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        return area

    def _sections(self, sites: QVBoxLayout) -> Iterator[tuple[str, str, QWidget | QVBoxLayout]]:
        look, settings = self._shell.look, self._shell.settings
        if has_a_say(settings.policy):
            yield "organisation", _("Your organisation"), organisation(look, settings)
        yield "sites", _("Sites"), sites
        yield "look", _("Look"), self._looks()
        yield "watching", _("Watching"), under_policy(look, settings, watching_field(look, settings), "watching")
        yield "notices", _("Notices"), NoticesFields(look, settings)
        yield "privacy", _("Privacy"), PrivacyFields(look, settings)
        yield "network", _("Network"), NetworkFields(look, settings)
        yield "updates", _("Updates"), UpdatesFields(self._shell, self._updates)
        yield "about", _("About"), about()

    def _card(self, name: str, content: QWidget | QVBoxLayout) -> Card:
        card = Card(self._shell.look, name=f"settings.{name}")
        if isinstance(content, QWidget):
            card.column.addWidget(content)
        else:
            card.column.addLayout(content)
        return card

    def _add_row(self) -> QHBoxLayout:
        add = Button(self._shell.look, _("Add a site…"), Kind.PRIMARY, icon="plus", name="addSite")
        add.clicked.connect(self.add_requested)
        row = QHBoxLayout()
        row.addWidget(add)
        row.addStretch()
        return row

    def _looks(self) -> QVBoxLayout:
        look, settings = self._shell.look, self._shell.settings
        column = QVBoxLayout()
        column.setSpacing(style.BETWEEN)
        column.addWidget(under_policy(look, settings, self._look_field(), "look"))
        column.addWidget(under_policy(look, settings, language_field(look, settings), "language"))
        return column

    def _look_field(self) -> Field:
        choice = QComboBox()
        choice.addItem(_("As the system"), LookChoice.SYSTEM)
        choice.addItem(_("Light"), LookChoice.LIGHT)
        choice.addItem(_("Dark"), LookChoice.DARK)
        choice.setCurrentIndex(choice.findData(self._shell.settings.preferences.look))
        choice.currentIndexChanged.connect(lambda: self._use_look(LookChoice(choice.currentData())))
        return Field(self._shell.look, _("Light or dark"), choice, name="lookChoice")

    def _use_look(self, look: LookChoice) -> None:
        self._shell.settings.change(look=look)
        self._shell.look.prefer(Preference(look.value))
