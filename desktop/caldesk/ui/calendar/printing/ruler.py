"""Text cut and broken to a width. How wide text is, is for others to say: the plan needs no fonts of its own."""

from functools import lru_cache
from typing import Protocol

from caldesk.ui.calendar.printing.drawing import Face

_CUT = "…"
_FEWEST = 2
"""Letters that must be left for a cut text to be worth its ink."""
_JOINERS = "\u200d\ufe0f"


def isolated(text: str) -> str:
    """Text whose reading direction does not disturb what stands beside it."""
    return f"\u2068{text}\u2069" if text else ""


class Ruler(Protocol):
    """Measures text."""

    def width(self, text: str, face: Face) -> float:
        """Width of one line, in points."""
        ...

    def line(self, face: Face) -> float:
        """Height of one line, in points."""
        ...


class Fitting:
    """Fits text, and remembers what it measured."""

    def __init__(self, ruler: Ruler) -> None:
        self.width = lru_cache(maxsize=50_000)(ruler.width)
        self.line = lru_cache(maxsize=64)(ruler.line)

    def fits(self, text: str, face: Face, width: float) -> bool:
        """Whether one line takes it whole."""
        return self.width(text, face) <= width

    def first_fitting(self, texts: tuple[str, ...], face: Face, width: float) -> str:
        """The first text that fits whole, else the last one cut."""
        return next((text for text in texts if self.fits(text, face, width)), "") or self.cut(texts[-1], face, width)

    def cut(self, text: str, face: Face, width: float) -> str:
        """One line that fits; "" where not even a few letters would."""
        text = " ".join(text.split())
        if self.fits(text, face, width):
            return text
        kept = self._kept(text, face, width - self.width(_CUT, face))
        return text[:kept].rstrip(f" {_JOINERS}") + _CUT if kept >= _FEWEST else ""

    def wrapped(self, text: str, face: Face, width: float, most: int) -> tuple[str, ...]:
        """At most `most` lines, broken between words and, where one word is too long, in it; the last may be cut."""
        lines: list[str] = []
        rest = " ".join(text.split())
        while rest and len(lines) < most - 1 and not self.fits(rest, face, width):
            kept = max(1, self._kept(rest, face, width))
            space = rest.rfind(" ", 1, kept + 1)
            kept = space if space > 0 else kept
            lines.append(rest[:kept].rstrip())
            rest = rest[kept:].lstrip()
        if rest and most > 0:
            lines.append(self.cut(rest, face, width))
        return tuple(line for line in lines if line)

    def _kept(self, text: str, face: Face, width: float) -> int:
        """How many of the first characters fit."""
        low, high = 0, min(len(text), 2 + int(width / face.size * 6))
        while low < high:
            middle = (low + high + 1) // 2
            if self.width(text[:middle], face) <= width:
                low = middle
            else:
                high = middle - 1
        return low
