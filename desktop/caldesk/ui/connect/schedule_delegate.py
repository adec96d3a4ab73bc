"""Draws a schedule as a row of the chooser: its mark, its name, and what it stands for."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from caldesk.ui.connect.schedule_model import HUE, NOTE
from caldesk.ui.style import INSIDE, RADIUS_CONTROL, TIGHT, Look, Role, font
from caldesk.ui.widgets.avatar import SIDE, initials, paint_avatar
from caldesk.ui.widgets.focus_ring import paint_focus_ring


class ScheduleDelegate(QStyledItemDelegate):
    """Two lines of text beside the mark."""

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Two lines and room around them."""
        lines = QFontMetrics(font(Role.BODY)).height() + QFontMetrics(font(Role.CAPTION)).height()
        return QSize(200, lines + TIGHT + 2 * INSIDE)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Ground, mark, name, note."""
        theme = self._look.theme
        state = option.state
        box = option.rect.adjusted(1, 1, -1, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.selection if selected else theme.hover))
            painter.drawRoundedRect(QRectF(box), RADIUS_CONTROL, RADIUS_CONTROL)
        if selected and state & QStyle.StateFlag.State_HasFocus:
            paint_focus_ring(painter, box, theme, RADIUS_CONTROL)
        rtl = option.direction is Qt.LayoutDirection.RightToLeft
        name = str(index.data())
        left = box.right() + 1 - INSIDE - SIDE if rtl else box.left() + INSIDE
        mark = QRect(left, box.center().y() - SIDE // 2, SIDE, SIDE)
        paint_avatar(painter, mark, theme.hue(index.data(HUE)), initials(name))
        aside = SIDE + 3 * INSIDE
        text = box.adjusted(INSIDE if rtl else aside, INSIDE, -aside if rtl else -INSIDE, -INSIDE)
        self._paint_lines(painter, text, name, str(index.data(NOTE)), rtl=rtl)
        painter.restore()

    def _paint_lines(self, painter: QPainter, box: QRect, name: str, note: str, *, rtl: bool) -> None:
        theme = self._look.theme
        align = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        lines = (
            (name, font(Role.STRONG), theme.text, Qt.AlignmentFlag.AlignTop),
            (note, font(Role.CAPTION), theme.secondary, Qt.AlignmentFlag.AlignBottom),
        )
        for text, face, colour, edge in lines:
            painter.setFont(face)
            painter.setPen(QColor(colour))
            elided = QFontMetrics(face).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(box, align | edge | Qt.AlignmentFlag.AlignAbsolute, elided)
