"""A stretch of the grid that is being picked, with Shift and the arrows or by dragging: which slots, which instants."""

from typing import NamedTuple

from caldesk.domain.day_axis import axis_of
from caldesk.domain.local_day import DAY_MINUTES
from caldesk.domain.timespan import Span
from caldesk.ui.calendar.scene import Scene


class Slot(NamedTuple):
    """A cell of the grid: its column, and the axis minute at which it begins."""

    column: int
    minute: int


class Stripe(NamedTuple):
    """The part of a picked stretch in one column, in axis minutes."""

    column: int
    top: int
    bottom: int


class RangePick:
    """`fixed` is where picking began, `moving` where it is now; both slots belong to the stretch. No pixels."""

    def __init__(self) -> None:
        self.fixed: Slot | None = None
        self.moving: Slot | None = None

    @property
    def is_on(self) -> bool:
        """Whether something is picked."""
        return self.fixed is not None and self.moving is not None

    def begin(self, column: int, minute: int) -> None:
        """Something may be picked from here; nothing is yet."""
        self.fixed, self.moving = Slot(column, minute), None

    def extend(self, column: int, minute: int) -> None:
        """Pick up to here."""
        if self.fixed is not None:
            self.moving = Slot(column, minute)

    def clear(self) -> None:
        """Pick nothing."""
        self.fixed = self.moving = None

    def stripes(self, scene: Scene, step: int) -> list[Stripe]:
        """Days follow each other in time; people stand side by side, so that each has the same stretch."""
        if self.fixed is None or self.moving is None:
            return []
        if scene.by_person is not None:
            top, bottom = sorted((self.fixed.minute, self.moving.minute))
            left, right = sorted((self.fixed.column, self.moving.column))
            return [Stripe(column, top, _after(bottom, step)) for column in range(left, right + 1)]
        first, last = sorted((self.fixed, self.moving))
        return [
            Stripe(
                column,
                first.minute if column == first.column else 0,
                _after(last.minute, step) if column == last.column else DAY_MINUTES,
            )
            for column in range(first.column, last.column + 1)
        ]

    def span(self, scene: Scene, step: int) -> Span | None:
        """The instants, at their true length whatever the clocks do meanwhile."""
        stripes = self.stripes(scene, step)
        if not stripes:
            return None
        start = axis_of(scene.day(stripes[0].column)).instant_at(stripes[0].top)
        return Span(start, axis_of(scene.day(stripes[-1].column)).instant_at(stripes[-1].bottom))

    def schedule_ids(self, scene: Scene, step: int) -> tuple[str, ...] | None:
        """Whose columns are picked; None where columns are days, which are everybody's."""
        if scene.by_person is None:
            return None
        return tuple(scene.by_person[stripe.column].person.schedule_id for stripe in self.stripes(scene, step))


def _after(minute: int, step: int) -> int:
    return min(minute + step, DAY_MINUTES)
