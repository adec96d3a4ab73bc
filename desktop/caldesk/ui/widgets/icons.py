"""Our own icons, drawn in any colour and sharp at any scale; nothing is read or drawn before it is needed."""

from functools import lru_cache
from math import floor
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QImage, QImageReader, QPainter, QPixmap

from caldesk import resources

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon


@lru_cache(maxsize=128)
def _svg(name: str) -> bytes:
    return resources.read_bytes("icons", f"{name}.svg")


@lru_cache(maxsize=512)
def drawn(name: str, color: str, pixels: int) -> QImage:
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
    image = QImage(drawn(name, color, max(1, round(side * ratio))))
    image.setDevicePixelRatio(ratio)
    return image


def pixmap(name: str, color: str, side: int, ratio: float) -> QPixmap:
    """The icon, `side` device-independent pixels wide, for a screen of `ratio` device pixels each."""
    return QPixmap.fromImage(_scaled(name, color, side, ratio))


def paint_icon(painter: QPainter, rect: QRect | QRectF, name: str, color: str) -> None:
    """Draw the icon as large as fits in the middle of `rect`, on whole device pixels; halves always go up."""
    side = min(rect.width(), rect.height())
    ratio = painter.deviceTransform().m11()  # asking the device would have PySide look through all its classes: 15 ms
    image = _scaled(name, color, side, ratio)
    reach = image.width() / ratio / 2
    corner = QRectF(rect).center() - QPointF(reach, reach)
    device = painter.deviceTransform().map(corner)
    nudge = QPointF(_whole(device.x()) - device.x(), _whole(device.y()) - device.y()) / ratio
    painter.drawImage(corner + nudge, image)


def _whole(pixel: float) -> int:
    """The nearest whole pixel, the same one wherever a picture is scrolled to."""
    return floor(pixel + 0.5)


def icon(name: str, color: str, *, disabled: str | None = None) -> "QIcon":
    """An icon for buttons, menus and views; `disabled` is its colour where Qt shows it as unavailable."""
    from PySide6.QtGui import QIcon  # knows the names of 160 other icons

    from caldesk.ui.widgets.icon_engine import IconEngine

    return QIcon(IconEngine(name, color, disabled or color))


def app_icon(*, practice: bool = False) -> "QIcon":
    """The program's own icon, for windows and task bars."""
    return icon("app-practice" if practice else "app", "")


_OTHER_WAY = {
    "chevron-left": "chevron-right",
    "chevron-right": "chevron-left",
    "arrow-left": "arrow-right",
    "arrow-right": "arrow-left",
}


def facing(name: str, *, rtl: bool) -> str:
    """The icon that means the same in a right-to-left layout: back and forward change sides."""
    return _OTHER_WAY.get(name, name) if rtl else name
