"""Where the keyboard stands in a grid of columns: a moment of a day, or one of the day's events. No pixels."""

from caldesk.domain.event import Event
from caldesk.domain.local_day import DAY_MINUTES


class GridCursor:
    """`column` and `minute` always hold; `place` is the number of the marked event among the column's, or None.

    An event that is marked while the orders are not complete yet is awaited, unless the keyboard moves on.
    """

    def __init__(self) -> None:
        self.column = 0
        self.minute = 8 * 60
        self.place: int | None = None
        self._awaited: Event | None = None
        self._orders: tuple[tuple[Event, ...], ...] = ((),)

    def take(self, orders: tuple[tuple[Event, ...], ...], *, complete: bool = True) -> None:
        """Other events; a marked one stays marked where it still is, or comes again when the orders are complete."""
        marked, place = self.event or self._awaited, self.place
        self._orders = orders or ((),)
        self.column = min(self.column, len(self._orders) - 1)
        self.place = None
        here = self._orders[self.column]
        if marked is not None and marked in here:
            same_place = place is not None and place < len(here) and here[place] == marked
            self.place = place if same_place else here.index(marked)
        self._awaited = marked if self.place is None and not complete else None

    @property
    def events(self) -> tuple[Event, ...]:
        """Those of the day on which the keyboard stands."""
        return self._orders[self.column]

    @property
    def last_column(self) -> int:
        """The last column there is."""
        return len(self._orders) - 1

    @property
    def event(self) -> Event | None:
        """The marked event."""
        if self.place is None or self.place >= len(self.events):
            return None
        return self.events[self.place]

    def walk(self, step: int) -> bool:
        """Mark the next (1) or previous (-1) event of the day; False, and none marked, past the end."""
        self._awaited = None
        start = -1 if step > 0 else len(self.events)
        place = (start if self.place is None else self.place) + step
        self.place = place if 0 <= place < len(self.events) else None
        return self.place is not None

    def move_slot(self, minutes: int) -> None:
        """Up or down by so much, to whole steps."""
        step = abs(minutes)
        self.place = self._awaited = None
        aligned = self.minute // step * step
        if aligned != self.minute and minutes < 0:
            minutes = 0
        self.minute = min(max(aligned + minutes, 0), DAY_MINUTES - step)

    def move_column(self, step: int) -> int:
        """To another day; the result is 0, or the step if it leads out of view (then only the column wraps)."""
        self.place = self._awaited = None
        column = self.column + step
        self.column = column % len(self._orders)
        return 0 if column == self.column else step

    def stand(self, column: int, minute: float) -> None:
        """Go to a moment."""
        self.column, self.minute, self.place = column, int(minute), None
        self._awaited = None

    def mark(self, column: int, event: Event, *, complete: bool = True) -> None:
        """Go to an event; while the orders are not complete, it may come yet."""
        self.column = column
        self.place = self.events.index(event) if event in self.events else None
        self._awaited = event if self.place is None and not complete else None
