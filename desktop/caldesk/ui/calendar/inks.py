"""Colours, pens and patterns of the calendar, made once for a theme; everything comes from its tokens."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPixmap

from caldesk.ui.style import Hue, Theme

_HATCH_SIDE = 8
_FAINT, _QUIET, _CLEAR = 0.16, 0.22, 0.45


class HueInks:
    """One schedule's colours, ready to paint with."""

    def __init__(self, hue: Hue, ratio: float) -> None:
        self.fill, self.edge = QColor(hue.fill), QColor(hue.edge)
        self.text, self.on_edge = QPen(QColor(hue.text)), QPen(QColor(hue.on_edge))
        self.outline = QPen(QColor(hue.edge), 1)
        self.hatch = hatch(QColor(hue.edge), _FAINT, ratio)
        self.striped = hatch(QColor(hue.edge), _FAINT, ratio, self.fill)


class Inks:
    """The colours of a theme, ready to paint with at `ratio` device pixels for each of ours."""

    def __init__(self, theme: Theme, ratio: float) -> None:
        self.theme = theme
        self.outlined = theme.surface == theme.tile
        """Whether fills are the ground itself, as in high contrast, so that edges have to be drawn."""
        self.window, self.surface = QColor(theme.window), QColor(theme.surface)
        self.weekend = QColor(theme.window)
        self.line, self.faint_line = QPen(QColor(theme.line), 1), QPen(_clear(theme.line, 0.5), 1)
        self.text, self.secondary = QPen(QColor(theme.text)), QPen(QColor(theme.secondary))
        self.accent, self.on_accent = QColor(theme.accent), QPen(QColor(theme.on_accent))
        self.today = _clear(theme.accent, 0.05)
        self.veil = _clear(theme.accent, 0.18)
        self.bad, self.clash = QColor(theme.bad), QPen(QColor(theme.bad), 2)
        self.dotted = QPen(QColor(theme.attention), 2, Qt.PenStyle.DotLine)
        self.skeleton, self.tile = QColor(theme.skeleton), QColor(theme.tile)
        self.gap = hatch(QColor(theme.secondary), _CLEAR, ratio)
        self.unreadable = hatch(QColor(theme.attention), _CLEAR, ratio)
        self.unreadable_day = hatch(QColor(theme.attention), _QUIET, ratio)
        self.unreadable_ground = QColor(theme.attention_ground)
        self._ratio = ratio
        self._hues: dict[int, HueInks] = {}

    def hue(self, index: int) -> HueInks:
        """The inks of the n-th schedule, made when they are first needed."""
        place = index % len(self.theme.hues)
        made = self._hues.get(place)
        if made is None:
            made = self._hues[place] = HueInks(self.theme.hues[place], self._ratio)
        return made


def fill(painter: QPainter, rect: QRectF, ink: QColor | QBrush) -> None:
    """Fill a rectangle. `QPainter.fillRect` makes an enum of 200 gradients first: 3 ms of the first paint."""
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawRect(rect)
    painter.restore()


def _clear(color: str, alpha: float) -> QColor:
    made = QColor(color)
    made.setAlphaF(alpha)
    return made


def hatch(
    color: QColor, alpha: float, ratio: float, ground: QColor | Qt.GlobalColor = Qt.GlobalColor.transparent
) -> QBrush:
    """Diagonal stripes on a ground, sharp at any scale."""
    pattern = QPixmap(round(_HATCH_SIDE * ratio), round(_HATCH_SIDE * ratio))
    pattern.setDevicePixelRatio(ratio)
    pattern.fill(ground)
    ink = QColor(color)
    ink.setAlphaF(alpha)
    painter = QPainter(pattern)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ink, 1.5))
    side = float(_HATCH_SIDE)
    for shift in (-side, 0.0, side):  # the neighbours' stripes reach into the corners
        painter.drawLine(QPointF(shift - 1, side + 1), QPointF(shift + side + 1, -1))
    painter.end()
    return QBrush(pattern)
