"""The marks of the list, avatars and provider tiles, each drawn once per theme and scale."""

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPixmap

from caldesk.ui.style import Look
from caldesk.ui.widgets.avatar import SIDE, initials, paint_avatar
from caldesk.ui.widgets.provider_badge import TILE, paint_provider


class Marks:
    """Pixmaps by what they show."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._drawn: dict[tuple[object, ...], QPixmap] = {}

    def avatar(self, name: str, hue: int, ratio: float) -> QPixmap:
        """A schedule's mark."""
        theme, letters = self._look.theme, initials(name)
        colour = theme.hue(hue)
        return self._kept(
            (letters, colour.name, theme.name, ratio), SIDE, ratio, lambda p, r: paint_avatar(p, r, colour, letters)
        )

    def provider(self, letter: str, ratio: float) -> QPixmap:
        """A provider's mark."""
        theme = self._look.theme
        return self._kept((letter, theme.name, ratio), TILE, ratio, lambda p, r: paint_provider(p, r, theme, letter))

    def _kept(
        self, key: tuple[object, ...], side: int, ratio: float, paint: Callable[[QPainter, QRect], None]
    ) -> QPixmap:
        found = self._drawn.get(key)
        if found is None:
            found = self._drawn[key] = _drawn(side, ratio, paint)
        return found


def _drawn(side: int, ratio: float, paint: Callable[[QPainter, QRect], None]) -> QPixmap:
    pixmap = QPixmap(round(side * ratio), round(side * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint(painter, QRect(0, 0, side, side))
    painter.end()
    return pixmap
