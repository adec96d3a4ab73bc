"""Hours down the page, and across it the people of one day or the days of a week.

All hours that anything happens in are on the page, at one scale; what has no room beside others is handed back, so
that it can be listed.
"""

from collections.abc import Sequence
from math import ceil, floor

from msgspec import Struct

from caldesk.domain.calendar_layout import Column, lay_out_days, lay_out_people
from caldesk.domain.day_axis import DayAxis, axis_of
from caldesk.domain.day_columns import DayColumns, is_bar
from caldesk.domain.event import Event
from caldesk.domain.local_day import DAY_MINUTES, Day, zone_names
from caldesk.domain.row_layout import Rows, lay_out_lane
from caldesk.i18n import _
from caldesk.ui.calendar.printing.cards import NARROWEST_LANE, SMALLEST_BOX, CardMaker, Placed, heading
from caldesk.ui.calendar.printing.drawing import STRONG, TINY, Align, Area, Drawn, Ground, Ink, Item, Rect, Rule, Words
from caldesk.ui.calendar.printing.matter import Matter, Who, Wording
from caldesk.ui.calendar.printing.ruler import Fitting

NARROWEST_COLUMN = 62.0
_AXIS = 34.0
_USUAL = (8 * 60, 18 * 60)
_LANE_ROWS = 5
_BAR = SMALLEST_BOX + 0.5
_BLIND = 5.0


class _Head(Struct, frozen=True):
    """A column: its axis, what stands over it, what is in it, and whether it was read."""

    axis: DayAxis
    name: str
    below: tuple[str, ...]
    column: Column
    lane: Rows
    unread: bool = False
    blind: bool = False


class TimeSheet:
    """Draws one print's grids."""

    def __init__(self, matter: Matter, body: Rect, fitting: Fitting, words: Wording) -> None:
        self._matter, self._body, self._fitting, self._words = matter, body, fitting, words

    def people_on_a_page(self) -> int:
        """How many columns are wide enough to be read."""
        return max(1, int((self._body.width - _AXIS) / NARROWEST_COLUMN))

    def day(self, day: Day, people: Sequence[Who]) -> Drawn:
        """One day of these people, one column each; hours are those of everybody's day, on every page the same."""
        here = {who.schedule_id for who in people}
        mine = [event for event in self._matter.events if event.schedule_id in here]
        grid = self._grid([day], len(people), self._lane_rows_of_people(day), names=2, below=1)
        ids = tuple(who.schedule_id for who in people)
        columns = lay_out_people(mine, day, ids, min_minutes=grid.min_minutes, max_lanes=grid.lanes)
        axis, alone = axis_of(day), DayColumns([day])
        heads = [
            _Head(
                axis,
                who.name,
                (who.not_read,) if who.not_read else (),
                columns[who.schedule_id],
                lay_out_lane(
                    [each for each in mine if each.schedule_id == who.schedule_id], alone, max_rows=_LANE_ROWS
                ),
                unread=bool(who.not_read) or day.date in self._matter.unread_days,
            )
            for who in people
        ]
        return self._draw(grid, heads, CardMaker(self._matter, self._fitting, self._words, named=False), joined=False)

    def week(self) -> Drawn:
        """The days of the matter beside each other, everybody's events in them."""
        matter = self._matter
        lane = lay_out_lane(matter.events, matter.columns, max_rows=_LANE_ROWS)
        below = max(len(self._below(day)) for day in matter.columns.days)
        grid = self._grid(matter.columns.days, len(matter.columns), _rows(lane), names=1, below=below)
        columns = lay_out_days(matter.events, matter.columns, min_minutes=grid.min_minutes, max_lanes=grid.lanes)
        heads = [
            _Head(
                axis_of(day),
                self._words.short_day(day.date),
                self._below(day),
                column,
                lane,
                unread=day.date in matter.unread_days,
                blind=matter.has_blind,
            )
            for day, column in zip(matter.columns.days, columns, strict=True)
        ]
        return self._draw(grid, heads, CardMaker(matter, self._fitting, self._words, named=True), joined=True)

    def _below(self, day: Day) -> tuple[str, ...]:
        lines = []
        if day.changes:
            lines.append(" → ".join(zone_names(self._matter.zone, day)))
        if day.date in self._matter.unread_days:
            lines.append(_("not read yet"))
        return tuple(lines)

    def _lane_rows_of_people(self, day: Day) -> int:
        """Rows that the fullest person needs, so that all pages of a day have the same hours at the same height."""
        columns = DayColumns([day])
        counts = [0]
        for who in self._matter.people:
            mine = [each for each in self._matter.events if each.schedule_id == who.schedule_id]
            counts.append(_rows(lay_out_lane(mine, columns, max_rows=_LANE_ROWS)))
        return max(counts)

    def _grid(self, days: Sequence[Day], count: int, rows: int, *, names: int, below: int) -> "_Grid":
        body, head = self._body, 2 + names * self._fitting.line(STRONG) + below * self._fitting.line(TINY)
        lane = Rect(body.left + _AXIS, body.top + head, body.width - _AXIS, rows * _BAR + (2 if rows else 0))
        grid = Rect(lane.left, lane.bottom, lane.width, body.bottom - lane.bottom)
        first, last = _hours(days, self._matter.events, SMALLEST_BOX * DAY_MINUTES / grid.height)
        return _Grid(lane, grid, count, first, last)

    def _draw(self, grid: "_Grid", heads: Sequence[_Head], maker: CardMaker, *, joined: bool) -> Drawn:
        items = self._hours_items(grid, heads)
        for number, head in enumerate(heads):
            items += self._column_ground(grid, number, head)
        left_over: list[Event] = []
        for number, head in enumerate(heads):
            items += _timed(grid, number, head, maker)
            left_over += [event for more in head.column.more for event in more.events]
            if not joined or not number:
                items += _lane(grid, number, head.lane, maker, span=len(heads) if joined else 1)
                left_over += [event for hidden in head.lane.hidden for event in hidden]
        return Drawn(tuple(items), tuple(dict.fromkeys(left_over)))

    def _hours_items(self, grid: "_Grid", heads: Sequence[_Head]) -> list[Item]:
        """Lines and times of the axis; where days differ, as on a day when clocks change, each keeps its own marks."""
        items: list[Item] = [Rule(Rect(grid.body.left - _AXIS, grid.body.top, grid.body.width + _AXIS, 0), 0.8)]
        plain = next((head.axis for head in heads if not head.axis.day.changes), heads[0].axis)
        height = self._fitting.line(TINY)
        for mark in plain.marks():
            if not grid.first <= mark.position <= grid.last:
                continue
            y = grid.y(mark.position)
            items.append(Rule(Rect(grid.body.left, y, grid.body.width, 0), soft=True))
            text = f"{self._words.hour(mark.wall)} {mark.turn}".strip()
            top = min(y, grid.body.bottom - height)
            rect = Rect(grid.body.left - _AXIS, top, _AXIS - 3, height)
            items.append(Words(rect, self._fitting.cut(text, TINY, rect.width), TINY, Align.TRAILING, Ink.QUIET))
        items.append(Rule(Rect(grid.body.left, grid.body.bottom, grid.body.width, 0), 0.5))
        return items

    def _column_ground(self, grid: "_Grid", number: int, head: _Head) -> list[Item]:
        left, width = grid.left(number), grid.width
        whole = Rect(left, grid.lane.top, width, grid.body.bottom - grid.lane.top)
        items: list[Item] = [Rule(Rect(left, whole.top, 0, whole.height), 0.5)]
        if number == grid.count - 1:
            items.append(Rule(Rect(left + width, whole.top, 0, whole.height), 0.5))
        if head.unread:
            items.append(Area(whole.inset(0.5, 0, 0.5), Ground.HATCH))
        elif head.blind:
            items.append(Area(Rect(left + width - _BLIND, whole.top, _BLIND - 0.5, whole.height), Ground.HATCH))
        items += self._clock_changes(grid, number, head.axis)
        return items + heading(
            Rect(left, self._body.top, width, grid.lane.top - self._body.top), head.name, head.below, self._fitting
        )

    def _clock_changes(self, grid: "_Grid", number: int, axis: DayAxis) -> list[Item]:
        """Time that the day does not have is filled; time that it has twice is marked A and B."""
        left, width = grid.left(number), grid.width
        items: list[Item] = []
        for gap in axis.day.gaps:
            top, bottom = grid.y(gap.first), grid.y(gap.end)
            if bottom > top:
                items.append(Area(Rect(left + 0.5, top, width - 1, bottom - top), Ground.GAP))
        for mark in axis.marks() if axis.day.repeats else ():
            if mark.turn and grid.first <= mark.position < grid.last:
                text = f"{self._words.hour(mark.wall)} {mark.turn}"
                rect = Rect(left + 2, grid.y(mark.position), width - 4, self._fitting.line(TINY))
                items.append(Words(rect, self._fitting.cut(text, TINY, rect.width), TINY, Align.TRAILING, Ink.QUIET))
        return items


class _Grid(Struct, frozen=True):
    """Places: `count` columns under a lane, axis minutes `first` to `last` from top to bottom."""

    lane: Rect
    body: Rect
    count: int
    first: float
    last: float

    @property
    def width(self) -> float:
        return self.body.width / self.count

    @property
    def min_minutes(self) -> float:
        return SMALLEST_BOX * (self.last - self.first) / self.body.height

    @property
    def lanes(self) -> int:
        return max(2, int((self.width - _BLIND) / NARROWEST_LANE))

    def left(self, number: int) -> float:
        return self.body.left + number * self.width

    def y(self, minutes: float) -> float:
        inside = min(max(minutes, self.first), self.last)
        return self.body.top + (inside - self.first) * self.body.height / (self.last - self.first)


def _hours(days: Sequence[Day], events: Sequence[Event], smallest: float) -> tuple[float, float]:
    """Whole hours around the usual ones and everything that happens; the least box, in minutes, has room too."""
    columns = DayColumns(days)
    first, last = float(_USUAL[0]), float(_USUAL[1])
    for event, touch in columns.touches(event for event in events if not is_bar(event)):
        for index in columns.shown_in(event, touch):
            axis = axis_of(columns.days[index])
            top, bottom = axis.top_of(event.start), axis.bottom_of(max(event.end, event.start))
            first = min(first, top)
            last = max(last, bottom, min(top + smallest, DAY_MINUTES))
    return 60.0 * floor(first / 60), 60.0 * ceil(last / 60)


def _rows(lane: Rows) -> int:
    return lane.height + (1 if any(lane.hidden) else 0)


def _timed(grid: _Grid, number: int, head: _Head, maker: CardMaker) -> list[Item]:
    left, room = grid.left(number) + 1, grid.width - 2 - (_BLIND if head.blind and not head.unread else 0)
    items: list[Item] = []
    for box in head.column.boxes:
        rect = _box_rect(grid, left, room, (box.top, box.bottom, box.left, box.width))
        items += maker.card(Placed(event=box.event, rect=rect, before=box.continues_before, after=box.continues_after))
    for more in head.column.more:
        rect = _box_rect(grid, left, room, (more.top, more.bottom, more.left, more.width))
        items += maker.more(rect, len(more.events))
    return items


def _box_rect(grid: _Grid, left: float, room: float, box: tuple[float, float, float, float]) -> Rect:
    top, bottom, share, width = box
    y, end = grid.y(top), grid.y(bottom)
    return Rect(left + share * room, y + 0.3, width * room - 1, end - y - 0.6)


def _lane(grid: _Grid, number: int, lane: Rows, maker: CardMaker, *, span: int) -> list[Item]:
    items: list[Item] = []
    for bar in lane.bars:
        left = grid.left(number + bar.first) + 1
        rect = Rect(left, grid.lane.top + bar.row * _BAR, bar.span * grid.width - 2, SMALLEST_BOX)
        items += maker.bar(
            Placed(event=bar.event, rect=rect, before=bar.continues_before, after=bar.continues_after, sideways=True)
        )
    for column in range(span):
        if hidden := lane.hidden[column]:
            rect = Rect(
                grid.left(number + column) + 1, grid.lane.top + lane.height * _BAR, grid.width - 2, SMALLEST_BOX
            )
            items += maker.more(rect, len(hidden))
    return items
