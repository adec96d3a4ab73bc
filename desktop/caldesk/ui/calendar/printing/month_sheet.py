"""The month on one page: whole weeks, bars over several dates, lines for timed events, an exact count of the rest."""

from datetime import date

from caldesk.domain.month_layout import MonthWeek, lay_out_month, shown_places
from caldesk.i18n import _
from caldesk.ui.calendar.printing.cards import SMALLEST_BOX, CardMaker, Placed
from caldesk.ui.calendar.printing.drawing import (
    EVENT_STRONG,
    STRONG,
    Align,
    Area,
    Drawn,
    Ground,
    Ink,
    Item,
    Rect,
    Rule,
    Words,
)
from caldesk.ui.calendar.printing.matter import Matter, Wording
from caldesk.ui.calendar.printing.ruler import Fitting

_ROW = SMALLEST_BOX + 0.4
_BLIND = 4.0
_WEEK = 7


class MonthSheet:
    """Draws the month that holds the day that was looked at."""

    def __init__(self, matter: Matter, body: Rect, fitting: Fitting, words: Wording) -> None:
        self._matter, self._fitting, self._words = matter, fitting, words
        head = fitting.line(STRONG) + 2
        self._head = Rect(body.left, body.top, body.width, head)
        self._grid = body.inset(top=head)
        self._weeks = len(matter.columns) // _WEEK
        self._shown = shown_places(matter.columns.days[0].date.weekday(), matter.hidden_weekdays) or range(_WEEK)
        self._date = fitting.line(EVENT_STRONG) + 1
        self._maker = CardMaker(matter, fitting, words, named=True)

    def draw(self) -> Drawn:
        """The page, and the events that it only counts."""
        matter = self._matter
        capacity = max(1, int((self._height - self._date - 1) / _ROW))
        weeks = lay_out_month(
            matter.events, matter.columns.days, capacity=capacity, hidden_weekdays=matter.hidden_weekdays
        )
        items = [*self._weekdays(), *self._lines()]
        for number, week in enumerate(weeks):
            items += self._week(self._grid.top + number * self._height, week)
        left_over = dict.fromkeys(event for week in weeks for hidden in week.rows.hidden for event in hidden)
        return Drawn(tuple(items), tuple(left_over))

    @property
    def _width(self) -> float:
        return self._grid.width / len(self._shown)

    @property
    def _height(self) -> float:
        return self._grid.height / self._weeks

    def _weekdays(self) -> list[Item]:
        head, days = self._head, self._matter.columns.days[self._shown.start : self._shown.stop]
        rects = (Rect(self._left(column), head.top, self._width, head.height) for column in range(len(days)))
        return [
            Words(rect, self._fitting.cut(self._words.weekday(day.date), STRONG, rect.width), STRONG, Align.CENTRE)
            for rect, day in zip(rects, days, strict=True)
        ]

    def _week(self, top: float, week: MonthWeek) -> list[Item]:
        items: list[Item] = []
        for column, day in enumerate(week.columns.days):
            items += self._cell(Rect(self._left(column), top, self._width, self._height), day.date)
        first = top + self._date
        for bar in week.rows.bars:
            rect = Rect(self._left(bar.first) + 1, first + bar.row * _ROW, bar.span * self._width - 2, SMALLEST_BOX)
            placed = Placed(
                event=bar.event, rect=rect, before=bar.continues_before, after=bar.continues_after, sideways=True
            )
            items += self._maker.bar(placed)
        for column, hidden in enumerate(week.rows.hidden):
            if hidden:
                items += self._more(column, top, len(hidden))
        return items

    def _cell(self, rect: Rect, day: date) -> list[Item]:
        items: list[Item] = []
        if day in self._matter.unread_days:
            items.append(Area(rect.inset(0.5, 0.5, 0.5, 0.5), Ground.HATCH))
        elif self._matter.has_blind:
            items.append(Area(Rect(rect.right - _BLIND, rect.top, _BLIND - 0.5, self._date), Ground.HATCH))
        inside = day.month == self._matter.focus.month
        place = Rect(rect.left + 2, rect.top + 0.5, rect.width - 4 - _BLIND, self._date - 0.5)
        items.append(Words(place, str(day.day), EVENT_STRONG, ink=Ink.TEXT if inside else Ink.QUIET))
        return items

    def _more(self, column: int, top: float, count: int) -> list[Item]:
        """Stands beside the date, where no row is lost to it."""
        text = _("+{n} more").format(n=count)
        rect = Rect(self._left(column) + self._width * 0.3, top + 0.5, self._width * 0.7 - 3 - _BLIND, self._date - 0.5)
        return [Words(rect, self._fitting.cut(text, EVENT_STRONG, rect.width), EVENT_STRONG, Align.TRAILING)]

    def _lines(self) -> list[Item]:
        grid, edges = self._grid, range(len(self._shown) + 1)
        down: list[Item] = [Rule(Rect(self._left(column), grid.top, 0, grid.height)) for column in edges]
        return down + [
            Rule(Rect(grid.left, grid.top + number * self._height, grid.width, 0)) for number in range(self._weeks + 1)
        ]

    def _left(self, column: int) -> float:
        return self._grid.left + column * self._width
