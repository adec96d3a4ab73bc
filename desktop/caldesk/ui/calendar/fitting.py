"""Texts cut to a width, remembered, since measuring costs more than drawing."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF

_MOST = 20_000


class Fitter:
    """Elides with one font. `fit` gives the text to draw and how wide it is."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        metrics = QFontMetricsF(font)
        self.metrics = metrics
        self.height, self.ascent, self.descent = metrics.height(), metrics.ascent(), metrics.descent()
        self._known: dict[tuple[str, int], tuple[str, float]] = {}
        self._wrapped: dict[tuple[str, int, int], tuple[str, ...]] = {}

    def fit(self, text: str, width: float) -> tuple[str, float]:
        """The text, cut at the end if it is wider than `width`, and its width."""
        key = text, int(width)
        known = self._known.get(key)
        if known is None:
            if len(self._known) > _MOST:
                self._known.clear()
            cut = self.metrics.elidedText(text, Qt.TextElideMode.ElideRight, key[1])
            known = self._known[key] = cut, self.metrics.horizontalAdvance(cut)
        return known

    def fits(self, text: str, width: float) -> bool:
        """Whether the text needs no cutting."""
        return self.fit(text, width)[0] == text

    def lines(self, text: str, width: float, most: int) -> tuple[str, ...]:
        """The text over at most `most` lines, broken between words; what is left over stands cut in the last."""
        key = text, int(width), most
        known = self._wrapped.get(key)
        if known is None:
            if len(self._wrapped) > _MOST:
                self._wrapped.clear()
            known = self._wrapped[key] = tuple(self._wrap(text, width, most))
        return known

    def _wrap(self, text: str, width: float, most: int) -> list[str]:
        lines: list[str] = []
        words = text.split()
        while words and len(lines) < most - 1:
            taken = 1
            while taken < len(words) and self.fits(" ".join(words[: taken + 1]), width):
                taken += 1
            lines.append(" ".join(words[:taken]))
            words = words[taken:]
        return lines + ([" ".join(words)] if words else [])
