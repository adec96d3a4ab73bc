"""Timed events as boxes in day or people columns: where, how wide, and what did not fit.

Heights are minutes of the day axis, widths are shares of a column; pixels are the widget's business.
"""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from caldesk.domain.column_packing import Hidden, pack
from caldesk.domain.day_axis import DayAxis, axis_of
from caldesk.domain.day_columns import DayColumns, is_bar, steady_order
from caldesk.domain.event import Event
from caldesk.domain.local_day import DAY_MINUTES, Day


class Box(Struct, frozen=True, gc=False):
    """An event in a column. `top`, `bottom`: axis minutes; `left`, `width`: shares of the column's width."""

    event: Event
    top: float
    bottom: float
    left: float
    width: float
    continues_before: bool = False
    continues_after: bool = False


class More(Struct, frozen=True):
    """A "+n" mark at the right edge of a group, with exactly the events that it stands for."""

    events: tuple[Event, ...]
    top: float
    bottom: float
    left: float
    width: float


class Column(Struct, frozen=True):
    """What one column shows; boxes by top, and side by side from left to right."""

    boxes: tuple[Box, ...] = ()
    more: tuple[More, ...] = ()


class _Piece(Struct, frozen=True, gc=False):
    """The part of an event that lies in one column."""

    event: Event
    top: float
    bottom: float
    continues_before: bool
    continues_after: bool


def lay_out_days(
    events: Iterable[Event], columns: DayColumns, *, min_minutes: float, max_lanes: int
) -> tuple[Column, ...]:
    """One column for each day. Events of the all-day lane (`is_bar`) are left out.

    `min_minutes` (more than 0) is the least height of a box, on the axis, and counts for overlaps; `max_lanes` (at
    least 2) is how many boxes a column takes side by side, the "+n" included.
    """
    axes = [axis_of(day) for day in columns.days]
    pieces: list[list[_Piece]] = [[] for _ in axes]
    for event, touch in columns.touches(event for event in events if not is_bar(event)):
        for index in columns.shown_in(event, touch):
            pieces[index].append(_piece(event, axes[index], min_minutes))
    return tuple(_column(each, max_lanes) for each in pieces)


def lay_out_day(events: Iterable[Event], day: Day, *, min_minutes: float, max_lanes: int) -> Column:
    """The column of one day, given the events that touch it; see `lay_out_days`."""
    if not day.segments:
        return Column()
    axis = axis_of(day)
    return _column([_piece(event, axis, min_minutes) for event in events if not is_bar(event)], max_lanes)


def lay_out_people(
    events: Iterable[Event], day: Day, schedule_ids: Sequence[str], *, min_minutes: float, max_lanes: int
) -> dict[str, Column]:
    """One column for each schedule, in the order given, all of one day."""
    axis, columns = axis_of(day), DayColumns([day])
    pieces: dict[str, list[_Piece]] = {schedule_id: [] for schedule_id in schedule_ids}
    for event in events:
        mine = pieces.get(event.schedule_id)
        if mine is not None and not is_bar(event) and columns.touch(event):
            mine.append(_piece(event, axis, min_minutes))
    return {schedule_id: _column(each, max_lanes) for schedule_id, each in pieces.items()}


def _piece(event: Event, axis: DayAxis, min_minutes: float) -> _Piece:
    day = axis.day
    top = axis.top_of(event.start)
    bottom = axis.bottom_of(event.end) if event.end > event.start else top
    if bottom - top < min_minutes:
        top = max(0.0, min(top, DAY_MINUTES - min_minutes))
        bottom = min(top + min_minutes, DAY_MINUTES)
    return _Piece(event, top, bottom, event.start < day.start, event.end > day.end)


def _drawing_order(piece: _Piece) -> tuple[float, float, tuple[object, ...]]:
    return piece.top, -piece.bottom, steady_order(piece.event)


def _column(pieces: list[_Piece], max_lanes: int) -> Column:
    pieces.sort(key=_drawing_order)
    slots, hidden = pack([(piece.top, piece.bottom) for piece in pieces], max_lanes)
    boxes = tuple(_box(pieces[slot.index], slot.lane, slot.span, slot.lanes) for slot in slots)
    return Column(boxes, tuple(_more(each, pieces) for each in hidden))


def _box(piece: _Piece, lane: int, span: int, lanes: int) -> Box:
    return Box(
        piece.event,
        piece.top,
        piece.bottom,
        lane / lanes,
        span / lanes,
        piece.continues_before,
        piece.continues_after,
    )


def _more(hidden: Hidden, pieces: list[_Piece]) -> More:
    width = 1 / hidden.lanes
    events = tuple(pieces[index].event for index in hidden.indices)
    return More(events, hidden.top, hidden.bottom, 1 - width, width)
