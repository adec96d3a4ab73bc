"""Our own icons, drawn in any colour and sharp at any scale; nothing is read or drawn before it is needed."""

from functools import lru_cache

from PySide6.QtCore import QBuffer, QByteArray, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QImage, QImageReader, QPainter, QPixmap

from caldesk import resources


@lru_cache(maxsize=128)
def _svg(name: str) -> bytes:
    return resources.read_bytes("icons", f"{name}.svg")


@lru_cache(maxsize=512)
def _image(name: str, color: str, pixels: int) -> QImage:
    """The icon as a square of `pixels` device pixels.

    Qt's image plugin draws it: importing QtSvg would cost start-up time for nothing more.
    """
    buffer = QBuffer()
    buffer.setData(QByteArray(_svg(name).replace(b"currentColor", color.encode())))
    reader = QImageReader(buffer, QByteArray(b"svg"))
    reader.setScaledSize(QSize(pixels, pixels))
    image = reader.read()
    if image.isNull():
        raise ValueError(f"icon {name} cannot be drawn: {reader.errorString()}")
    return image


def _scaled(name: str, color: str, side: float, ratio: float) -> QImage:
    image = QImage(_image(name, color, max(1, round(side * ratio))))
    image.setDevicePixelRatio(ratio)
    return image


def pixmap(name: str, color: str, side: int, ratio: float) -> QPixmap:
    """The icon, `side` device-independent pixels wide, for a screen of `ratio` device pixels each."""
    return QPixmap.fromImage(_scaled(name, color, side, ratio))


def paint_icon(painter: QPainter, rect: QRect | QRectF, name: str, color: str) -> None:
    """Draw the icon as large as fits in the middle of `rect`, on whole device pixels."""
    side = min(rect.width(), rect.height())
    ratio = painter.device().devicePixelRatioF()
    image = _scaled(name, color, side, ratio)
    reach = image.width() / ratio / 2
    corner = QRectF(rect).center() - QPointF(reach, reach)
    device = painter.deviceTransform().map(corner)
    nudge = QPointF(round(device.x()) - device.x(), round(device.y()) - device.y()) / ratio
    painter.drawImage(corner + nudge, image)


class _Engine(QIconEngine):
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
        made = QPixmap.fromImage(_image(self._name, self._color_for(mode), max(1, side)))
        made.setDevicePixelRatio(scale)
        return made

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._color, self._off_color)


def icon(name: str, color: str, *, disabled: str | None = None) -> QIcon:
    """An icon for buttons, menus and views; `disabled` is its colour where Qt shows it as unavailable."""
    return QIcon(_Engine(name, color, disabled or color))


def app_icon(*, practice: bool = False) -> QIcon:
    """The program's own icon, for windows and task bars."""
    return icon("app-practice" if practice else "app", "")


_OTHER_WAY = {
    "chevron-left": "chevron-right",
    "chevron-right": "chevron-left",
    "arrow-left": "arrow-right",
    "arrow-right": "arrow-left",
}


def facing(name: str, direction: Qt.LayoutDirection) -> str:
    """The icon that means the same in a right-to-left layout: back and forward change sides."""
    return _OTHER_WAY.get(name, name) if direction is Qt.LayoutDirection.RightToLeft else name
