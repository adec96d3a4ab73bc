"""Draws planned pages on anything that can be painted on: paper, a PDF, the preview.

Colours only help: persons have patterns, bookings a full frame, what was not read is hatched, clashes carry a sign.
Everything is drawn as lines and shapes, so that it stays sharp at any resolution.
"""

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QGuiApplication, QPainter, QPen, QPolygonF

from caldesk.ui.calendar.printing.drawing import (
    TINY,
    Align,
    Area,
    Badge,
    Card,
    Face,
    Ground,
    Ink,
    Item,
    Page,
    Rect,
    Rule,
    Swatch,
    Words,
)
from caldesk.ui.style import LIGHT

UNIT = 10
"""Painter units to a point: fonts have whole sizes only, and 6.5 points are to be one."""
_HATCH_STEP = 5.0
_PATTERNS = 6


def print_font(family: QFont, face: Face) -> QFont:
    """The interface's font, in painter units, the same on every device."""
    made = QFont(family)
    made.setPixelSize(round(face.size * UNIT))
    made.setWeight(QFont.Weight.DemiBold if face.bold else QFont.Weight.Normal)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


class QtRuler:
    """Measures text as it will be painted; see `ruler.Ruler`. Made in the window's thread, used in any one."""

    def __init__(self) -> None:
        self._family = QGuiApplication.font()
        self._metrics: dict[Face, QFontMetricsF] = {}

    def width(self, text: str, face: Face) -> float:
        """Width of one line, in points."""
        return self._of(face).horizontalAdvance(text) / UNIT

    def line(self, face: Face) -> float:
        """Height of one line, in points."""
        return self._of(face).height() / UNIT

    def _of(self, face: Face) -> QFontMetricsF:
        if face not in self._metrics:
            self._metrics[face] = QFontMetricsF(print_font(self._family, face))
        return self._metrics[face]


class PagePainter:
    """Draws with the colours of the light theme, whatever the window wears: paper is white."""

    def __init__(self) -> None:
        self._family = QGuiApplication.font()
        self._inks = {
            Ink.TEXT: QColor(LIGHT.text),
            Ink.QUIET: QColor(LIGHT.secondary),
            Ink.BAD: QColor(LIGHT.bad),
            Ink.ON_DARK: QColor(LIGHT.surface),
        }
        self._fonts: dict[Face, QFont] = {}

    def paint(self, painter: QPainter, page: Page, dots_per_inch: float) -> None:
        """Draw a page from the painter's origin on."""
        painter.save()
        painter.scale(dots_per_inch / 72 / UNIT, dots_per_inch / 72 / UNIT)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft if page.rtl else Qt.LayoutDirection.LeftToRight)
        for item in page.items:
            self._item(painter, item, page.rtl)
        painter.restore()

    def _item(self, painter: QPainter, item: Item, rtl: bool) -> None:
        match item:
            case Words():
                self._words(painter, item, rtl)
            case Rule():
                color = QColor(LIGHT.scroll) if item.soft else self._inks[Ink.QUIET]
                painter.setPen(QPen(color, item.weight * UNIT))
                rect = _units(item.rect)
                painter.drawLine(QLineF(rect.topLeft(), rect.bottomRight()))
            case Area():
                self._area(painter, item)
            case Swatch():
                self._swatch(painter, item)
            case Badge():
                self._badge(painter, item)
            case Card():
                self._card(painter, item, rtl)

    def _words(self, painter: QPainter, words: Words, rtl: bool) -> None:
        rect, face = _units(words.rect), words.face
        painter.setFont(self._font(face))
        painter.setPen(self._inks[words.ink])
        flag = Qt.AlignmentFlag
        leads, trails = (flag.AlignRight, flag.AlignLeft) if rtl else (flag.AlignLeft, flag.AlignRight)
        side = {Align.LEADING: leads, Align.CENTRE: flag.AlignHCenter, Align.TRAILING: trails}[words.align]
        across = side | flag.AlignAbsolute | flag.AlignVCenter
        painter.drawText(rect, int(across) | int(Qt.TextFlag.TextSingleLine), words.text)

    def _area(self, painter: QPainter, area: Area) -> None:
        rect = _units(area.rect)
        match area.ground:
            case Ground.DARK:
                painter.fillRect(rect, self._inks[Ink.TEXT])
            case Ground.SHADE:
                painter.fillRect(rect, QColor(LIGHT.tile))
            case Ground.GAP:
                painter.fillRect(rect, QColor(LIGHT.tile))
                self._stripes(painter, rect, _HATCH_STEP / 2, rising=False)
            case Ground.HATCH:
                self._stripes(painter, rect, _HATCH_STEP, rising=True)

    def _stripes(self, painter: QPainter, rect: QRectF, step: float, *, rising: bool) -> None:
        """Diagonals, clipped; a brush's pattern would be as fine as the printer's dots."""
        painter.save()
        painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
        painter.setPen(self._pen(Ink.QUIET, 0.35))
        height, at = rect.height(), rect.left() - rect.height()
        lines = []
        while at < rect.right():
            low, high = (at, at + height) if rising else (at + height, at)
            lines.append(QLineF(low, rect.bottom(), high, rect.top()))
            at += step * UNIT
        painter.drawLines(lines)
        painter.restore()

    def _swatch(self, painter: QPainter, swatch: Swatch) -> None:
        """Six patterns: full, empty, lying, leaning, dotted, half."""
        rect, color = _units(swatch.rect), QColor(LIGHT.hue(swatch.hue).edge)
        pattern = swatch.hue % _PATTERNS
        painter.fillRect(rect, self._inks[Ink.ON_DARK])
        painter.setPen(QPen(color, 0.7 * UNIT))
        if pattern == 0:
            painter.fillRect(rect, color)
        elif pattern == 5:
            painter.fillRect(QRectF(rect.topLeft(), QPointF(rect.center().x(), rect.bottom())), color)
        else:
            self._pattern(painter, rect, color, pattern)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(color, 0.5 * UNIT))
        painter.drawRect(rect.adjusted(2, 2, -2, -2))

    def _pattern(self, painter: QPainter, rect: QRectF, color: QColor, pattern: int) -> None:
        painter.save()
        painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
        y, step = rect.top() + UNIT, 2.4 * UNIT
        while y < rect.bottom() + rect.width() and pattern > 1:
            if pattern == 2:
                painter.drawLine(QLineF(rect.left(), y, rect.right(), y))
            elif pattern == 3:
                painter.drawLine(QLineF(rect.left(), y, rect.right(), y - rect.width()))
            else:
                painter.setBrush(color)
                painter.drawEllipse(QPointF(rect.center().x(), y), 0.5 * UNIT, 0.5 * UNIT)
            y += step
        painter.restore()

    def _badge(self, painter: QPainter, badge: Badge) -> None:
        rect = _units(badge.rect)
        painter.setPen(self._pen(Ink.TEXT, 0.4))
        painter.setBrush(self._inks[Ink.ON_DARK])
        painter.drawRect(rect)
        painter.setFont(self._font(TINY))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, badge.letter)

    def _card(self, painter: QPainter, card: Card, rtl: bool) -> None:
        """Bookings are tinted in a strong frame, others white in a thin one; a double booking has a dark frame."""
        hue = LIGHT.hue(card.hue)
        weight = 1.8 if card.clash else 1.1 if card.booking else 0.5
        color = self._inks[Ink.BAD] if card.clash else QColor(hue.edge)
        half = weight * UNIT / 2
        painter.setPen(QPen(color, weight * UNIT))
        painter.setBrush(QColor(hue.fill) if card.booking else self._inks[Ink.ON_DARK])
        painter.drawRect(_units(card.rect).adjusted(half, half, -half, -half))
        self._arrows(painter, card, rtl)

    def _arrows(self, painter: QPainter, card: Card, rtl: bool) -> None:
        rect, size = _units(card.rect), 2.2 * UNIT
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._inks[Ink.TEXT])
        for wanted, sign in ((card.before, -1), (card.after, 1)):
            if not wanted:
                continue
            if card.sideways:
                way = -sign if rtl else sign
                tip = QPointF(rect.right() if way > 0 else rect.left(), rect.center().y())
                base = tip.x() - way * size
                painter.drawPolygon(QPolygonF([tip, QPointF(base, tip.y() - size), QPointF(base, tip.y() + size)]))
            else:
                tip = QPointF(rect.center().x(), rect.bottom() if sign > 0 else rect.top())
                base = tip.y() - sign * size
                painter.drawPolygon(QPolygonF([tip, QPointF(tip.x() - size, base), QPointF(tip.x() + size, base)]))

    def _pen(self, ink: Ink, weight: float) -> QPen:
        return QPen(self._inks[ink], weight * UNIT)

    def _font(self, face: Face) -> QFont:
        if face not in self._fonts:
            self._fonts[face] = print_font(self._family, face)
        return self._fonts[face]


def _units(rect: Rect) -> QRectF:
    return QRectF(rect.left * UNIT, rect.top * UNIT, rect.width * UNIT, rect.height * UNIT)
