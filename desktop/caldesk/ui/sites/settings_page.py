"""The Settings page: sites, look, privacy, network for all sites, and About."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from caldesk.i18n import _, ngettext
from caldesk.services.opening import secret_name
from caldesk.services.policy.declared import LookChoice
from caldesk.services.ports import SecretStore
from caldesk.services.profiles import ProfileStore, SiteProfile
from caldesk.ui import style
from caldesk.ui.shell import Shell
from caldesk.ui.sites.about import about
from caldesk.ui.sites.notices_fields import NoticesFields
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
from caldesk.ui.widgets.switch import Switch

_WIDEST = 720
_REVEALS = (30, 60, 120, 300)


class SettingsPage(Page):
    """Changes take effect at once; there is no button to save them."""

    add_requested = Signal()
    edit_requested = Signal(str)
    open_requested = Signal(str)
    removed = Signal(str)

    def __init__(self, shell: Shell, profiles: ProfileStore, secrets: SecretStore) -> None:
        super().__init__(shell.look, _("Settings"), name="settingsPage")
        self._shell, self._profiles, self._secrets = shell, profiles, secrets
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
        return line

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
        for name, title, content in (
            ("sites", _("Sites"), sites),
            ("look", _("Look"), self._look_field()),
            ("notices", _("Notices"), NoticesFields(self._shell.look, self._shell.settings)),
            ("privacy", _("Privacy"), self._privacy()),
            ("about", _("About"), about()),
        ):
            column.addWidget(Label(title, Role.SECTION))
            column.addWidget(self._card(name, content))
        column.addStretch()
        area = QScrollArea()
        area.setObjectName("settingsScroll")
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        return area

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

    def _privacy(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(style.BETWEEN)
        column.addWidget(self._reveal_field())
        column.addLayout(self._blur_row())
        return column

    def _blur_row(self) -> QHBoxLayout:
        words = _("Hide titles when another program comes to the front")
        switch = Switch(self._shell.look, words, name="hideOnBlur")
        switch.set_on(self._shell.settings.preferences.hide_on_blur)
        switch.wished.connect(lambda on: self._use_blur(switch, on))
        texts = QVBoxLayout()
        texts.setSpacing(style.TIGHT)
        texts.addWidget(Label(words, Role.STRONG))
        texts.addWidget(Label(_("Ctrl+L in the calendar hides them at once."), Role.CAPTION, quiet=True))
        row = QHBoxLayout()
        row.setSpacing(style.BETWEEN)
        row.addLayout(texts, 1)
        row.addWidget(switch)
        return row

    def _use_blur(self, switch: Switch, on: bool) -> None:
        self._shell.settings.change(hide_on_blur=on)
        switch.set_on(on)

    def _reveal_field(self) -> Field:
        choice = QComboBox()
        kept = self._shell.settings.preferences.reveal_seconds
        for seconds in sorted({*_REVEALS, kept}):
            choice.addItem(_duration(seconds), seconds)
        choice.setCurrentIndex(choice.findData(kept))
        choice.currentIndexChanged.connect(lambda: self._shell.settings.change(reveal_seconds=choice.currentData()))
        hint = _("Titles of events are hidden until someone reveals them, and hidden again after this time.")
        return Field(self._shell.look, _("Show titles for"), choice, hint, name="revealTime")


def _duration(seconds: int) -> str:
    if seconds % 60:
        return ngettext("{n} second", "{n} seconds", seconds).format(n=seconds)
    return ngettext("{n} minute", "{n} minutes", seconds // 60).format(n=seconds // 60)
