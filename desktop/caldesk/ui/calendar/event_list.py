"""A list of events to choose from: painted rows of two lines under headings, by mouse or keyboard."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from caldesk.domain.event import Event
from caldesk.ui.calendar.event_rows import EventRow, EventRows, Index
from caldesk.ui.style import CONTROL, ICON_SMALL, INSIDE, RADIUS_CONTROL, TIGHT, Look, Role, font
from caldesk.ui.widgets.avatar import paint_avatar
from caldesk.ui.widgets.focus_ring import paint_focus_ring
from caldesk.ui.widgets.icons import paint_icon
from caldesk.ui.widgets.row_list import RowList

_MARK = 24
_MOST_TAIL = 0.55
"""Share of a row's width that times may take."""
_ROWS_IN_SIGHT = 9
_Side = Qt.AlignmentFlag


class _RowDelegate(QStyledItemDelegate):
    """Paints headings and events."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._strong, self._caption = font(Role.STRONG), font(Role.CAPTION, tabular=True)
        self._heading_font = font(Role.CAPTION)
        self._heading_font.setWeight(QFont.Weight.DemiBold)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Two lines for an event, one for a heading."""
        model = index.model()
        is_event = isinstance(model, EventRows) and model.row(index).event is not None
        lines = QFontMetrics(self._strong).height() + (QFontMetrics(self._caption).height() if is_event else 0)
        return QSize(160, max(CONTROL, lines + INSIDE))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        model = index.model()
        if not isinstance(model, EventRows):
            return
        row = model.row(index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # names keep their own direction
        if row.event is None:
            self._heading(painter, option, row)
        else:
            self._event(painter, option, row)
        painter.restore()

    def _heading(self, painter: QPainter, option: QStyleOptionViewItem, row: EventRow) -> None:
        theme = self._look.theme
        rect = option.rect.adjusted(TIGHT, 0, -TIGHT, 0)
        if row.icon:
            tone = theme.attention if row.icon in ("warning", "help") else theme.secondary
            rect = self._icon(painter, option, rect, row.icon, tone)
        self._words(painter, option, rect, row.head, self._heading_font, theme.secondary)

    def _icon(self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, name: str, colour: str) -> QRect:
        rtl = option.direction is Qt.LayoutDirection.RightToLeft
        x = rect.right() + 1 - ICON_SMALL if rtl else rect.left()
        paint_icon(painter, QRect(x, rect.center().y() - ICON_SMALL // 2, ICON_SMALL, ICON_SMALL), name, colour)
        step = ICON_SMALL + INSIDE
        return rect.adjusted(0, 0, -step, 0) if rtl else rect.adjusted(step, 0, 0, 0)

    def _event(self, painter: QPainter, option: QStyleOptionViewItem, row: EventRow) -> None:
        theme = self._look.theme
        rtl = option.direction is Qt.LayoutDirection.RightToLeft
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.selection if chosen else theme.hover))
            painter.drawRoundedRect(option.rect, RADIUS_CONTROL, RADIUS_CONTROL)
        if chosen:
            paint_focus_ring(painter, QRectF(option.rect).adjusted(1, 1, -1, -1), theme, RADIUS_CONTROL)
        rect = option.rect.adjusted(INSIDE, TIGHT, -INSIDE, -TIGHT)
        if row.hue is not None:
            mark = QRect(rect.right() + 1 - _MARK if rtl else rect.left(), rect.top(), _MARK, rect.height())
            paint_avatar(painter, mark, theme.hue(row.hue), row.initials)
            step = _MARK + INSIDE
            rect = rect.adjusted(0, 0, -step, 0) if rtl else rect.adjusted(step, 0, 0, 0)
        upper = QRect(rect.left(), rect.top(), rect.width(), rect.height() // 2)
        lower = QRect(rect.left(), upper.bottom() + 1, rect.width(), rect.height() - upper.height())
        self._words(painter, option, self._tail(painter, option, upper, row.tail), row.head, self._strong, theme.text)
        self._words(painter, option, lower, row.line, self._caption, theme.secondary)

    def _tail(self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, words: str) -> QRect:
        """Times at the trailing edge; gives back the room before them."""
        metrics = QFontMetrics(self._caption)
        width = min(metrics.horizontalAdvance(words) + 2, round(rect.width() * _MOST_TAIL))
        rtl = option.direction is Qt.LayoutDirection.RightToLeft
        place = QRect(rect.left() if rtl else rect.right() + 1 - width, rect.top(), width, rect.height())
        painter.setFont(self._caption)
        painter.setPen(QColor(self._look.theme.secondary))
        cut = metrics.elidedText(words, Qt.TextElideMode.ElideRight, width + 1)
        painter.drawText(place, _Side.AlignCenter, cut)
        step = width + INSIDE
        return rect.adjusted(step, 0, 0, 0) if rtl else rect.adjusted(0, 0, -step, 0)

    def _words(
        self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, words: str, made: QFont, colour: str
    ) -> None:
        painter.setFont(made)
        painter.setPen(QColor(colour))
        cut = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
        side = _Side.AlignRight if option.direction is Qt.LayoutDirection.RightToLeft else _Side.AlignLeft
        painter.drawText(rect, side | _Side.AlignAbsolute | _Side.AlignVCenter, cut)


class EventList(RowList):
    """`chosen` gives the event of the row that was clicked, or on which Enter was pressed."""

    chosen = Signal(object)

    def __init__(self, look: Look, rows: Sequence[EventRow], *, name: str, label: str) -> None:
        super().__init__(look, name=name)
        self.setAccessibleName(label)
        self._rows = EventRows(rows)
        self._rows.setParent(self)
        self.setModel(self._rows)
        self.setItemDelegate(_RowDelegate(look, self))
        self.clicked.connect(lambda index: self._choose(index))
        self.setFixedHeight(self._usual_height())

    def _usual_height(self) -> int:
        heights = [self.sizeHintForRow(row) for row in range(min(self._rows.rowCount(), _ROWS_IN_SIGHT))]
        return sum(heights) + 2 * self.frameWidth()

    @property
    def events(self) -> list[Event]:
        """Every event in the list."""
        rows = (self._rows.row(self._rows.index(place)) for place in range(self._rows.rowCount()))
        return [row.event for row in rows if row.event is not None]

    @property
    def current(self) -> Event | None:
        """The event that the keyboard is on."""
        index = self.currentIndex()
        return self._rows.row(index).event if index.isValid() else None

    def start_at(self, moment: int) -> None:
        """Stand on the first event from a moment on, else on the last."""
        events = self.events
        if events:
            self._stand(next((place for place, event in enumerate(events) if event.end > moment), len(events) - 1))

    def step(self, steps: int) -> None:
        """Go to another event, past headings."""
        events, current = self.events, self.current
        if events:
            here = next((place for place, event in enumerate(events) if event is current), -1 if steps > 0 else 0)
            self._stand(min(max(here + steps, 0), len(events) - 1))

    def choose_current(self) -> None:
        """As Enter does."""
        self._choose(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.choose_current()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _stand(self, place: int) -> None:
        rows = [row for row in range(self._rows.rowCount()) if self._rows.row(self._rows.index(row)).event is not None]
        index = self._rows.index(rows[place])
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)
        if place == 0:
            self.scrollToTop()

    def _choose(self, index: Index) -> None:
        event = self._rows.row(index).event if index.isValid() else None
        if event is not None:
            self.chosen.emit(event)
