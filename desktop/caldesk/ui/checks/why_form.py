"""Who and when: the question about a time that was not blocked, in the time of the site."""

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, QLocale, Qt, QTime
from PySide6.QtWidgets import QComboBox, QDateEdit, QGridLayout, QLineEdit, QTimeEdit, QWidget

from caldesk.domain.local_day import local_time
from caldesk.domain.timespan import Span
from caldesk.i18n import _
from caldesk.services.state import Snapshot
from caldesk.services.why.case import Question
from caldesk.ui import style
from caldesk.ui.style import Role
from caldesk.ui.widgets.label import Label

_HOUR = 3600
_AGES = (None, 60.0, 450.0, 86_400.0)
"""Seconds since the event was made, for each choice."""


class WhyForm(QWidget):
    """Filled with what is known; `now` is in epoch seconds."""

    def __init__(self, snapshot: Snapshot, zone: ZoneInfo, now: float, schedule_id: str, span: Span | None) -> None:
        super().__init__()
        self.setObjectName("whyForm")
        self._zone, self._now = zone, now
        self._who, self._made = QComboBox(), QComboBox()
        for schedule in snapshot.schedules:
            self._who.addItem(schedule.name, schedule.id)
        self._who.setCurrentIndex(max(0, self._who.findData(schedule_id)))
        self._made.addItems(
            [_("Not known"), _("Less than 5 minutes ago"), _("5 to 10 minutes ago"), _("Longer ago")],
        )
        self._day, self._from, self._to = QDateEdit(), QTimeEdit(), QTimeEdit()
        self._day.setDisplayFormat(QLocale().dateFormat(QLocale.FormatType.ShortFormat))
        for edit in (self._day, self._from, self._to):
            edit.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._account, self._calendar = QLineEdit(), QLineEdit()
        self._show(span or _next_hour(now))
        self._lay_out()

    def question(self) -> Question:
        """What was entered; an end that is not after the start is on the next day."""
        made = _AGES[self._made.currentIndex()]
        start, end = self._instant(self._from.time()), self._instant(self._to.time())
        return Question(
            schedule_id=str(self._who.currentData() or ""),
            span=Span(start, end if end > start else end + 24 * _HOUR),
            account=self._account.text().strip(),
            calendar=self._calendar.text().strip(),
            made_at=None if made is None else self._now - made,
        )

    def _instant(self, time: QTime) -> int:
        day = self._day.date()
        wall = datetime(day.year(), day.month(), day.day(), time.hour(), time.minute(), tzinfo=self._zone)
        return int(wall.timestamp())

    def _show(self, span: Span) -> None:
        start, end = local_time(self._zone, span.start), local_time(self._zone, span.end)
        self._day.setDate(QDate(start.year, start.month, start.day))
        self._from.setTime(QTime(start.hour, start.minute))
        self._to.setTime(QTime(end.hour, end.minute))

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(style.INSIDE)
        grid.setVerticalSpacing(style.TIGHT)
        fields: tuple[tuple[str, str, QWidget, int, int, int], ...] = (
            ("who", _("Who"), self._who, 0, 0, 2),
            ("day", _("Day"), self._day, 0, 2, 1),
            ("from", _("From"), self._from, 0, 3, 1),
            ("to", _("To"), self._to, 0, 4, 1),
            ("account", _("Account of the event, if known"), self._account, 2, 0, 2),
            ("calendar", _("Calendar, if known"), self._calendar, 2, 2, 1),
            ("made", _("When it was made"), self._made, 2, 3, 2),
        )
        for name, label, editor, row, column, width in fields:
            editor.setObjectName(f"why.{name}")
            editor.setAccessibleName(label)
            words = Label(label, Role.CAPTION)
            words.setBuddy(editor)
            grid.addWidget(words, row, column, 1, width)
            grid.addWidget(editor, row + 1, column, 1, width)
        grid.setColumnStretch(0, 2)


def _next_hour(now: float) -> Span:
    start = (int(now) // _HOUR + 1) * _HOUR
    return Span(start, start + _HOUR)
