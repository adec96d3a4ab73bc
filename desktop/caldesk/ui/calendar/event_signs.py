"""Draws the small signs on events: where one lives, that it is double booked, may be old, or may not block."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from caldesk.domain.event import Event, EventSource
from caldesk.ui.calendar.inks import Inks
from caldesk.ui.calendar.scene import Scene, badge_letter
from caldesk.ui.style import EDGE, SMALLEST_TEXT_PX, Role, font
from caldesk.ui.widgets.icons import paint_icon

_PAD, _NARROW_PAD = 5.0, 2.0
_BADGE = 15.0
NARROW, _NARROW_WITH_SIGN = 56.0, 84.0
"""Width from which a low box has room for a badge."""
_SIGNS_FROM = 28.0
"""Width from which a box has room for a sign at all."""
_SIGNS_BELOW_FROM, _SIGNS_BESIDE_FROM = 58.0, 110.0
"""Signs stand below the text in boxes at least so high and less wide than this."""
_SIGN_BELOW_FROM, _SIGN_BESIDE_FROM = 33.0, 54.0
"""... and so does a warning in a box without room for initials beside it; a low one has its frame alone."""
FRAME = 3.0
"""What the frame of a double booking takes at each side."""
_DOUBT_FROM = 64.0
"""Width that a bar must have left for a question mark."""

CLASH, STALE, DOUBT = "warning", "clock", "help"
"""Icons of what an event has to say beside itself; of the first two the first one wins."""


def may_not_block(event: Event) -> bool:
    """An all-day event elsewhere may be a note; the data does not say."""
    return event.all_day and event.source is EventSource.EXTERNAL


def sign_of(event: Event, scene: Scene) -> str:
    """The gravest thing that a sign has to say of an event; "" if there is none."""
    return CLASH if event in scene.clash_counts else STALE if event in scene.stale else ""


class SignPainter:
    """Draws signs in one theme and reading direction; `letter` is their font."""

    def __init__(self, inks: Inks, *, rtl: bool) -> None:
        self._inks, self._rtl = inks, rtl
        self.letter = font(Role.CAPTION)
        self.letter.setPixelSize(SMALLEST_TEXT_PX)
        self.letter.setWeight(self.letter.Weight.DemiBold)

    def paint(self, painter: QPainter, rect: QRectF, event: Event, sign: str) -> QRectF:
        """Draw badge and warning, at the trailing edge or below the text; the result is the room that text has."""
        leading, trailing = _pads(rect.width(), framed=sign == CLASH)
        room = rect.adjusted(trailing, 0, -leading, 0) if self._rtl else rect.adjusted(leading, 0, -trailing, 0)
        side = min(_BADGE, rect.height() - 2)
        if side < SMALLEST_TEXT_PX or rect.width() < _SIGNS_FROM:
            return room
        if rect.height() >= _SIGNS_BELOW_FROM and rect.width() < _SIGNS_BESIDE_FROM:
            return self._below(painter, rect, room, event, sign)
        if sign and rect.width() < _SIGN_BESIDE_FROM:
            return self._below(painter, rect, room, event, sign) if rect.height() >= _SIGN_BELOW_FROM else room
        if rect.width() >= (_NARROW_WITH_SIGN if sign else NARROW):
            self._badge(painter, self._corner(room, rect, side), badge_letter(event))
            room = self._without(room, side + 3)
        if sign:
            self._sign(painter, self._corner(room, rect, side), sign)
            room = self._without(room, side + 3)
        return room

    def paint_doubt(self, painter: QPainter, rect: QRectF, room: QRectF, event: Event) -> QRectF:
        """Draw a question mark on a bar that may not block, if `room` is wide; the result is what is left of it."""
        if not may_not_block(event) or room.width() < _DOUBT_FROM:
            return room
        side = min(_BADGE, rect.height() - 2)
        self._sign(painter, self._corner(room, rect, side), DOUBT)
        return self._without(room, side + 3)

    def _below(self, painter: QPainter, rect: QRectF, room: QRectF, event: Event, sign: str) -> QRectF:
        bottom = rect.bottom() - _BADGE - 3
        tile = QRectF(room.left() if self._rtl else room.right() - _BADGE, bottom, _BADGE, _BADGE)
        self._badge(painter, tile, badge_letter(event))
        if sign and room.width() >= 2 * _BADGE + 2:
            place = QRectF(room.right() - _BADGE if self._rtl else room.left(), bottom, _BADGE, _BADGE)
            self._sign(painter, place, sign)
        elif sign:
            self._sign(painter, tile, sign)
        return room.adjusted(0, 0, 0, -_BADGE - 3)

    def _sign(self, painter: QPainter, place: QRectF, sign: str) -> None:
        """A warning on a double booking, a clock on what may have changed, a question mark on what may not block."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._inks.surface)
        painter.drawRoundedRect(place, 3, 3)
        theme = self._inks.theme
        colours = {CLASH: theme.bad, STALE: theme.attention}
        paint_icon(painter, place.adjusted(1, 1, -1, -1), sign, colours.get(sign, theme.secondary))

    def _corner(self, room: QRectF, rect: QRectF, side: float) -> QRectF:
        top = rect.top() + max(1.0, min(3.0, (rect.height() - side) / 2))
        return QRectF(room.left() if self._rtl else room.right() - side, top, side, side)

    def _without(self, room: QRectF, width: float) -> QRectF:
        return room.adjusted(width, 0, 0, 0) if self._rtl else room.adjusted(0, 0, -width, 0)

    def _badge(self, painter: QPainter, tile: QRectF, letter: str) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._inks.surface)
        painter.drawRoundedRect(tile, 3, 3)
        painter.setPen(self._inks.text)
        painter.setFont(self.letter)
        painter.drawText(tile, Qt.AlignmentFlag.AlignCenter, letter)


def _pads(width: float, *, framed: bool) -> tuple[float, float]:
    """What lies before and after the text of a box: its edge, its frame, and air where there is room for some."""
    roomy = width >= NARROW
    if framed:
        return FRAME + EDGE + (_NARROW_PAD if roomy else 1.0), FRAME + (_NARROW_PAD if roomy else 0.0)
    pad = _PAD if roomy else _NARROW_PAD
    return EDGE + pad, pad
