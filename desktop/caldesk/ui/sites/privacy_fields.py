"""The settings of titles: how long they stay revealed, and whether they go when the window is left."""

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from caldesk.i18n import _, ngettext
from caldesk.services.settings import SettingsStore
from caldesk.ui.sites.locking import LockLine, under_policy
from caldesk.ui.style import BETWEEN, TIGHT, Look, Role
from caldesk.ui.widgets.field import Field
from caldesk.ui.widgets.label import Label
from caldesk.ui.widgets.switch import Switch

_REVEALS = (30, 60, 120, 300)


class PrivacyFields(QWidget):
    """Changes take effect with the next reveal. Where titles are not shown at all, it says so instead."""

    def __init__(self, look: Look, settings: SettingsStore) -> None:
        super().__init__()
        self.setObjectName("privacy")
        self._look, self._settings = look, settings
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(BETWEEN)
        if why := settings.rules.why_hidden():
            column.addWidget(LockLine(look, why, name="locked.reveal_titles"))
            return
        column.addWidget(under_policy(look, settings, self._reveal_field(), "reveal_seconds"))
        column.addWidget(self._blur_row())

    def _reveal_field(self) -> Field:
        choice = QComboBox()
        kept = self._settings.preferences.reveal_seconds
        for seconds in sorted({*_REVEALS, kept}):
            choice.addItem(_duration(seconds), seconds)
        choice.setCurrentIndex(choice.findData(kept))
        choice.currentIndexChanged.connect(lambda: self._settings.change(reveal_seconds=choice.currentData()))
        hint = _("Titles of events are hidden until someone reveals them, and hidden again after this time.")
        return Field(self._look, _("Show titles for"), choice, hint, name="revealTime")

    def _blur_row(self) -> QWidget:
        words = _("Hide titles when another program comes to the front")
        switch = Switch(self._look, words, name="hideOnBlur")
        switch.set_on(self._settings.preferences.hide_on_blur)
        switch.wished.connect(lambda on: self._use_blur(switch, on))
        texts = QVBoxLayout()
        texts.setSpacing(TIGHT)
        texts.addWidget(Label(words, Role.STRONG))
        texts.addWidget(Label(_("Ctrl+L in the calendar hides them at once."), Role.CAPTION, quiet=True))
        if self._settings.is_locked("hide_on_blur"):
            set_by = self._settings.rules.set_by
            switch.set_reason(set_by)
            texts.addWidget(LockLine(self._look, set_by, name="locked.hide_on_blur"))
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(BETWEEN)
        row.addLayout(texts, 1)
        row.addWidget(switch)
        return whole

    def _use_blur(self, switch: Switch, on: bool) -> None:
        self._settings.change(hide_on_blur=on)
        switch.set_on(on)


def _duration(seconds: int) -> str:
    if seconds % 60:
        return ngettext("{n} second", "{n} seconds", seconds).format(n=seconds)
    return ngettext("{n} minute", "{n} minutes", seconds // 60).format(n=seconds // 60)
