"""The first events that a fresh connection brought, busy-only: the proof that it works."""

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, QLocale, QTime, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caldesk.domain.event import Event
from caldesk.i18n import _
from caldesk.services.connect.review import FirstEvents
from caldesk.services.problems import Problem
from caldesk.ui.style import INSIDE, TIGHT, Look, Role
from caldesk.ui.widgets.buttons import Button, Kind
from caldesk.ui.widgets.label import Label


class FirstEventsList(QWidget):
    """A few lines, or the words for none yet, with a way to look again."""

    look_again = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._again = Button(look, _("Look again"), Kind.LINK, icon="refresh", name="connect.review.look-again")
        self._again.clicked.connect(self.look_again)
        head = QHBoxLayout()
        head.addWidget(Label(_("First events found"), Role.STRONG), 1)
        head.addWidget(self._again)
        self._words = Label(quiet=True, name="connect.review.events")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        column.addLayout(head)
        column.addWidget(self._words)
        column.setSpacing(INSIDE)

    def set_busy(self, busy: bool) -> None:
        """Show that somebody looks."""
        self._again.set_busy(busy)
        self._again.setEnabled(not busy)
        if busy and not self._words.text():
            self._words.setText(_("Looking…"))

    def show_events(self, found: FirstEvents, zone: ZoneInfo) -> None:
        """The events, or why there are none."""
        if found.events:
            self._words.setText("\n".join(_line(event, zone) for event in found.events))
        elif found.readable:
            self._words.setText(_("None yet. The first events take 5 to 10 minutes to arrive."))
        else:
            self._words.setText(_("The calendar could not be read just now. That is usual in the first minutes."))

    def show_problem(self, problem: Problem) -> None:
        """Why it could not be looked at."""
        self._words.setText(f"{problem.what} {problem.cure}")


def _line(event: Event, zone: ZoneInfo) -> str:
    locale = QLocale()
    if event.all_day:
        first = event.first_day
        day = locale.toString(QDate(first.year, first.month, first.day), QLocale.FormatType.LongFormat)
        return _("{day}, all day: busy").format(day=day)
    start, end = (datetime.fromtimestamp(moment, zone) for moment in (event.start, event.end))
    short = QLocale.FormatType.ShortFormat
    return _("{day}, {start} to {end}: busy").format(
        day=locale.toString(QDate(start.year, start.month, start.day), QLocale.FormatType.LongFormat),
        start=locale.toString(QTime(start.hour, start.minute), short),
        end=locale.toString(QTime(end.hour, end.minute), short),
    )
