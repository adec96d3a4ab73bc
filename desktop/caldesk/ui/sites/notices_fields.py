"""The settings of notices: beside the clock or not, when to be quiet, and none at all on a kiosk."""

from collections.abc import Callable
from datetime import time

from PySide6.QtCore import QTime
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QTimeEdit, QVBoxLayout, QWidget

from caldesk.i18n import _
from caldesk.services.settings import SettingsStore
from caldesk.ui.sites.locking import under_policy
from caldesk.ui.style import BETWEEN, INSIDE, Look, Role
from caldesk.ui.tray import tray_problem
from caldesk.ui.widgets.field import Field
from caldesk.ui.widgets.label import Label


class NoticesFields(QWidget):
    """Changes take effect with the next notice."""

    def __init__(self, look: Look, settings: SettingsStore, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notices")
        self._settings = settings
        kept = settings.preferences
        self._kiosk = _check(_("No notices on this computer (a kiosk or a shared screen)"), "notices.kiosk", kept.kiosk)
        self._tray = _check(_("Also show notices beside the system's clock"), "notices.tray", kept.tray)
        self._kiosk.toggled.connect(self._use_kiosk)
        self._tray.toggled.connect(lambda on: settings.change(tray=on))
        self._tray_problem = tray_problem()
        self._tray.setToolTip(self._tray_problem)
        self._hours = QWidget()
        row = QHBoxLayout(self._hours)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(BETWEEN)
        row.addWidget(self._time(look, _("Quiet from"), kept.quiet_from, "notices.quietFrom", self._use_from))
        row.addWidget(self._time(look, _("Until"), kept.quiet_until, "notices.quietUntil", self._use_until))
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(INSIDE)
        for widget, keys in (
            (self._kiosk, ("kiosk",)),
            (self._tray, ("tray",)),
            (self._hours, ("quiet_from", "quiet_until")),
        ):
            column.addWidget(under_policy(look, settings, widget, *keys))
        if self._tray_problem and not settings.is_locked("tray"):
            column.insertWidget(2, Label(self._tray_problem, Role.CAPTION, name="notices.noTray", quiet=True))
        hint = _("With the same time in both fields there are no quiet hours. What was missed is told afterwards.")
        column.addWidget(Label(hint, quiet=True))
        self._show(kept.kiosk)

    def _time(self, look: Look, label: str, kept: time, name: str, use: Callable[[QTime], None]) -> Field:
        edit = QTimeEdit(QTime(kept.hour, kept.minute))
        edit.timeChanged.connect(use)
        return Field(look, label, edit, name=name)

    def _use_from(self, chosen: QTime) -> None:
        self._settings.change(quiet_from=time(chosen.hour(), chosen.minute()))

    def _use_until(self, chosen: QTime) -> None:
        self._settings.change(quiet_until=time(chosen.hour(), chosen.minute()))

    def _use_kiosk(self, on: bool) -> None:
        self._settings.change(kiosk=on)
        self._show(on)

    def _show(self, kiosk: bool) -> None:
        locked = self._settings.is_locked
        self._tray.setEnabled(not kiosk and not self._tray_problem and not locked("tray"))
        self._hours.setEnabled(not kiosk and not (locked("quiet_from") or locked("quiet_until")))


def _check(words: str, name: str, on: bool) -> QCheckBox:
    box = QCheckBox(words)
    box.setObjectName(name)
    box.setChecked(on)
    return box
