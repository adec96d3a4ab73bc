"""Paints the rows of the connections list and turns clicks and keys on them into wishes.

Marks that look alike in many rows are drawn once and kept as pixmaps; everything else is drawn from ready strings.
"""

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from caldesk.domain.connection import ConnectionState
from caldesk.i18n import _
from caldesk.services.state import ConnectionView
from caldesk.ui.connections.marks import Marks
from caldesk.ui.connections.model import Column, ConnectionsModel
from caldesk.ui.connections.rows import Row
from caldesk.ui.style import EDGE, INSIDE, RADIUS_CONTROL, ROW, TIGHT, Look, Role, font
from caldesk.ui.widgets.focus_ring import paint_focus_ring
from caldesk.ui.widgets.state_badge import State, paint_state
from caldesk.ui.widgets.switch import WIDTH, paint_switch

BADGE_STATE = {
    ConnectionState.WORKING: State.GOOD,
    ConnectionState.STARTING: State.STARTING,
    ConnectionState.NEEDS_SIGN_IN: State.ATTENTION,
    ConnectionState.NOT_REACHABLE: State.UNREACHABLE,
    ConnectionState.OFF: State.OFF,
}


def badge_state(view: ConnectionView) -> State:
    """The sign for a connection; what is only remembered has one of its own, and no colour."""
    return State.OLD if view.is_old else BADGE_STATE[view.state]


_MARK_AT = INSIDE + TIGHT + 14
_TEXT_AT = _MARK_AT + 14 + INSIDE
"""The middle of the mark, and where words begin behind it: the same for schedules and connections."""
_NARROWEST_NOTE = 48
_Align = Qt.AlignmentFlag
_KEYS = (Qt.Key.Key_Space, Qt.Key.Key_Select)


class RowDelegate(QStyledItemDelegate):
    """Draws by `Row`; `hovered` and `degrees` are set by the view."""

    def __init__(self, look: Look, model: ConnectionsModel, parent: QObject) -> None:
        super().__init__(parent)
        self._look, self._model = look, model
        self._marks = Marks(look)
        self.hovered = -1
        self.degrees = 0
        self._take_fonts()

    def _take_fonts(self) -> None:
        """Made once; measuring them anew for each cell would cost more than drawing."""
        self._strong, self._body = font(Role.STRONG), font(Role.BODY)
        self._caption, self._time = font(Role.CAPTION), font(Role.BODY, tabular=True)
        self._metrics = {id(one): QFontMetrics(one) for one in self._fonts()}

    def _fonts(self) -> tuple[QFont, ...]:
        return self._strong, self._body, self._caption, self._time

    @property
    def offer_width(self) -> int:
        """What the offer to connect a schedule needs, in the words of any language."""
        return self._metrics[id(self._strong)].horizontalAdvance(_("Connect")) + INSIDE

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Every row is as high as every other."""
        return QSize(ROW, ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Ground, content and, where the keyboard is, the ring."""
        number, column = index.row(), index.column()
        row, rect = self._model.rows[number], option.rect
        rtl = option.direction is Qt.LayoutDirection.RightToLeft
        self._paint_ground(painter, option, number, column, rtl=rtl)
        if column == Column.NAME:
            self._paint_name(painter, rect, row, rtl=rtl)
        elif column == Column.STATE:
            self._paint_state(painter, _inset(rect), row, rtl=rtl)
        elif column == Column.AS_OF:
            self._text(painter, _inset(rect), row.as_of, self._time, self._look.theme.secondary, rtl=rtl)
        else:
            self._paint_half(painter, rect, number, column, rtl=rtl)
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint_focus_ring(painter, rect.adjusted(2, 2, -2, -2), self._look.theme, RADIUS_CONTROL)

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """A click on a switch, or Space in its cell, wishes the other value; a second one wishes back."""
        switch = self._model.switch_at(index.row(), index.column())
        if switch is None or not _presses(event, switch_rect(option.rect)):
            return False
        wish = Qt.CheckState.Unchecked if switch.on else Qt.CheckState.Checked
        return model.setData(index, wish, Qt.ItemDataRole.CheckStateRole)

    def _paint_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, number: int, column: int, *, rtl: bool
    ) -> None:
        theme, rect = self._look.theme, option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected or number == self.hovered:
            painter.fillRect(rect, QColor(theme.selection if selected else theme.hover))
        if number and self._model.rows[number].view is None:
            painter.fillRect(rect.left(), rect.top(), rect.width(), 1, QColor(theme.line))
        if selected and column == Column.NAME:
            left = rect.right() + 1 - EDGE if rtl else rect.left()
            painter.fillRect(left, rect.top(), EDGE, rect.height(), QColor(theme.accent))

    def _paint_name(self, painter: QPainter, rect: QRect, row: Row, *, rtl: bool) -> None:
        head = row.view is None
        ratio = painter.device().devicePixelRatioF()
        mark = self._marks.avatar(row.title, row.hue, ratio) if head else self._marks.provider(row.letter, ratio)
        side = round(mark.width() / ratio)
        left = (rect.right() + 1 - _MARK_AT if rtl else rect.left() + _MARK_AT) - side // 2
        painter.drawPixmap(left, rect.center().y() + 1 - side // 2, mark)
        words = rect.adjusted(INSIDE, 0, -_TEXT_AT, 0) if rtl else rect.adjusted(_TEXT_AT, 0, -INSIDE, 0)
        theme = self._look.theme
        used = self._text(painter, words, row.title, self._strong if head else self._body, theme.text, rtl=rtl)
        left_over = words.width() - used - INSIDE
        if left_over >= _NARROWEST_NOTE:
            shift = used + INSIDE
            rest = words.adjusted(0, 0, -shift, 0) if rtl else words.adjusted(shift, 0, 0, 0)
            self._text(painter, rest, row.note, self._caption, theme.secondary, rtl=rtl)

    def _paint_state(self, painter: QPainter, rect: QRect, row: Row, *, rtl: bool) -> None:
        if row.view is None:
            self._text(painter, rect, row.state_text, self._body, self._look.theme.secondary, rtl=rtl)
            return
        direction = Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
        state = badge_state(row.view)
        paint_state(painter, rect, self._look.theme, state, row.state_text, self._body, direction)

    def _paint_half(self, painter: QPainter, rect: QRect, number: int, column: int, *, rtl: bool) -> None:
        theme = self._look.theme
        if self._model.offers_connect(number, column):
            room = rect.adjusted(0, 0, -INSIDE, 0) if rtl else rect.adjusted(INSIDE, 0, 0, 0)
            self._text(painter, room, _("Connect"), self._strong, theme.accent, rtl=rtl)
            return
        switch = self._model.switch_at(number, column)
        if switch is not None:
            paint_switch(
                painter,
                switch_rect(rect),
                theme,
                on=switch.on,
                pending=switch.pending,
                enabled=not switch.reason,
                mirrored=rtl,
                degrees=self.degrees,
            )

    def _text(self, painter: QPainter, rect: QRect, text: str, style: QFont, colour: str, *, rtl: bool) -> int:
        """Draw one line at the leading edge, cut where it must be; tells the width it took."""
        metrics = self._metrics[id(style)]
        width = metrics.horizontalAdvance(text)
        if width > rect.width():
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
            width = rect.width()
        painter.setFont(style)
        painter.setPen(QColor(colour))
        side = _Align.AlignRight if rtl else _Align.AlignLeft
        painter.drawText(rect, side | _Align.AlignVCenter | _Align.AlignAbsolute, text)
        return width


def switch_rect(cell: QRect) -> QRect:
    """Where a cell's switch is: in its middle, as tall as the row, so that it is easy to hit."""
    rect = QRect(0, 0, WIDTH + 2 * TIGHT, cell.height() - 2 * TIGHT)
    rect.moveCenter(cell.center())
    return rect


def _inset(cell: QRect) -> QRect:
    return cell.adjusted(INSIDE, 0, -INSIDE, 0)


def _presses(event: QEvent, target: QRect) -> bool:
    if isinstance(event, QMouseEvent):
        released = event.type() == QEvent.Type.MouseButtonRelease and event.button() is Qt.MouseButton.LeftButton
        return released and target.contains(event.position().toPoint())
    return isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _KEYS
