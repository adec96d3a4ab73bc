"""Where the reader has been, for going back and forward again."""

from msgspec import Struct

from caldesk.ui.help.book import Place


class Stop(Struct, frozen=True):
    """A place, and how far down it was scrolled, in pixels."""

    place: Place
    scrolled: int = 0


class Trail:
    """The stops before and after the present one."""

    def __init__(self) -> None:
        self._before: list[Stop] = []
        self._after: list[Stop] = []

    @property
    def can_go_back(self) -> bool:
        """Whether there is a stop before."""
        return bool(self._before)

    @property
    def can_go_forward(self) -> bool:
        """Whether somebody went back from a stop."""
        return bool(self._after)

    def leave(self, stop: Stop) -> None:
        """A new place follows this one; what was gone back from is forgotten."""
        self._before.append(stop)
        self._after.clear()

    def back(self, stop: Stop) -> Stop:
        """The stop before `stop`, which can be gone forward to. Raises IndexError when there is none."""
        found = self._before.pop()
        self._after.append(stop)
        return found

    def forward(self, stop: Stop) -> Stop:
        """The stop after `stop`. Raises IndexError when there is none."""
        found = self._after.pop()
        self._before.append(stop)
        return found
