"""Our icons as Qt's own `QIcon`s, for buttons, menus and views that draw their icons themselves."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap

from caldesk.ui.widgets.icons import drawn, paint_icon


class IconEngine(QIconEngine):
    """Draws one icon in one colour at whatever size and scale Qt asks for."""

    def __init__(self, name: str, color: str, off_color: str) -> None:
        super().__init__()
        self._name, self._color, self._off_color = name, color, off_color

    def _color_for(self, mode: QIcon.Mode) -> str:
        return self._off_color if mode is QIcon.Mode.Disabled else self._color

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        paint_icon(painter, rect, self._name, self._color_for(mode))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:  # noqa: N802
        side = min(size.width(), size.height())  # Qt gives device pixels here
        made = QPixmap.fromImage(drawn(self._name, self._color_for(mode), max(1, side)))
        made.setDevicePixelRatio(scale)
        return made

    def clone(self) -> QIconEngine:
        return IconEngine(self._name, self._color, self._off_color)
