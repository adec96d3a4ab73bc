"""What has happened, newest first, as a short list for the details: one line for each entry of the history."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caldesk.i18n import _
from caldesk.services.history.records import Entry
from caldesk.services.history.timeline import details, doer, sentence
from caldesk.ui.style import INSIDE, TIGHT, Look, Role
from caldesk.ui.times import clock_time
from caldesk.ui.widgets.buttons import Button, Kind
from caldesk.ui.widgets.label import Label


class Past(QWidget):
    """A title, what is known first, the lines, and the way to all of it as a file."""

    export_wished = Signal()

    def __init__(self, look: Look, title: str, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._known = Label(role=Role.CAPTION, name=f"{name}.known", quiet=True, tabular=True)
        self._export = Button(look, _("Export…"), Kind.LINK, name=f"{name}.export")
        self._export.setToolTip(_("Save the whole history as a CSV file"))
        self._export.setAccessibleName(_("Export the history as a CSV file"))
        self._export.clicked.connect(self.export_wished)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(INSIDE)
        self._shown: list[QWidget] = []
        head = QHBoxLayout()
        head.addWidget(Label(title, Role.STRONG), 1)
        head.addWidget(self._export)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(INSIDE)
        column.addLayout(head)
        column.addWidget(self._known)
        column.addLayout(self._lines)

    def show_lines(self, known: str, entries: Sequence[Entry], empty: str, *, name_schedules: bool = False) -> None:
        """Show these entries and no others; `known` stands above them, `empty` in their place where there are none."""
        self._known.setText(known)
        self._known.setVisible(bool(known))
        self._export.setVisible(bool(entries or known))
        for widget in self._shown:
            self._lines.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._shown = [_Line(entry, name_schedule=name_schedules) for entry in entries]
        if not entries and empty:
            self._shown = [Label(empty, quiet=True, name=f"{self.objectName()}.empty")]
        for widget in self._shown:
            self._lines.addWidget(widget)


class _Line(QWidget):
    def __init__(self, entry: Entry, *, name_schedule: bool) -> None:
        super().__init__()
        self.setObjectName("past.line")
        self.setToolTip(details(entry))
        words = sentence(entry)
        if name_schedule and (whose := entry.schedule_name or entry.account):
            words = _("{name}: {event}").format(name=_own_direction(whose), event=words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        column.addWidget(Label(words, name="past.words", selectable=True))
        column.addWidget(Label(_when(entry), Role.CAPTION, name="past.when", quiet=True, tabular=True))


def _when(entry: Entry) -> str:
    """The time, and by whom where that is known."""
    time, who = clock_time(entry.at), doer(entry)
    return _("{time}, {who}").format(time=time, who=who) if who else time


def _own_direction(name: str) -> str:
    """A name that is written the other way round leaves the sentence around it as it is, at its beginning too."""
    mark = "\u200f" if QGuiApplication.isRightToLeft() else "\u200e"
    return f"{mark}\u2068{name}\u2069"
