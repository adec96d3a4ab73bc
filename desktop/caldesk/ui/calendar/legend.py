"""Who is shown: one row for each schedule, with check box, colour, initials, state and count.

A list of any length costs the same: rows are painted from a model. A double click shows only that schedule.
"""

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from caldesk.i18n import _
from caldesk.ui.calendar.colouring import ColourBy
from caldesk.ui.calendar.legend_model import Index, LegendEntry, LegendModel
from caldesk.ui.calendar.printing.ruler import isolated
from caldesk.ui.calendar.scene import Person
from caldesk.ui.style import ICON_SMALL, INSIDE, RADIUS_CONTROL, Look, Role, font
from caldesk.ui.widgets.avatar import paint_avatar
from caldesk.ui.widgets.focus_ring import paint_focus_ring
from caldesk.ui.widgets.icons import paint_icon

_ROW = 32
_FEWEST_ROWS, _FEWEST_BELOW_KEY = 4, 2
"""Of the list in a low window; the second while the key of the providers takes room from it."""
_BOX = 16
_BADGE = 22


class _LegendDelegate(QStyledItemDelegate):
    """Paints a row: box in the schedule's colour, initials, name, state, count."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One line, large enough for a finger."""
        return QSize(160, max(_ROW, option.fontMetrics.height() + INSIDE))

    def editorEvent(self, event: QEvent, model: object, option: QStyleOptionViewItem, index: Index) -> bool:
        """A click anywhere in the row ticks it; the second of a double click is the view's."""
        if event.type() == QEvent.Type.MouseButtonRelease and isinstance(model, LegendModel):
            on = model.is_shown(index)
            state = Qt.CheckState.Unchecked if on else Qt.CheckState.Checked
            return model.setData(index, state, Qt.ItemDataRole.CheckStateRole)
        if event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
            return False
        return super().editorEvent(event, model, option, index)  # type: ignore[arg-type]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        model = index.model()
        if not isinstance(model, LegendModel):
            return
        theme, entry, shown = self._look.theme, model.entry(index), model.is_shown(index)
        rtl = option.direction is Qt.LayoutDirection.RightToLeft
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = option.rect
        if option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.hover))
            painter.drawRoundedRect(rect, RADIUS_CONTROL, RADIUS_CONTROL)
        row = _Row(rect.adjusted(INSIDE // 2, 0, -INSIDE // 2, 0), rtl)
        box = row.leading(_BOX)
        self._box(painter, QRect(box.left(), box.center().y() - _BOX // 2, _BOX, _BOX), entry.person, shown)
        hue = theme.hue(entry.person.hue)
        paint_avatar(painter, row.leading(_BADGE), hue, entry.person.initials)
        self._tail(painter, row, entry)
        painter.setPen(QPen(QColor(theme.text if shown else theme.secondary)))
        painter.setFont(_name_font(option.font, struck=bool(entry.reason) and entry.grave))
        words = option.fontMetrics.elidedText(entry.person.name, Qt.TextElideMode.ElideRight, row.rest.width())
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        name = isolated(words)  # else the dots of a Latin name would stand before it on a Hebrew page
        painter.drawText(row.rest, side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute, name)
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint_focus_ring(painter, rect, theme, RADIUS_CONTROL)
        painter.restore()

    def _box(self, painter: QPainter, rect: QRect, person: Person, shown: bool) -> None:
        theme = self._look.theme
        hue = theme.hue(person.hue)
        painter.setPen(QPen(QColor(hue.edge), 1.5))
        painter.setBrush(QColor(hue.edge) if shown else QColor(theme.surface))
        box = QRectF(rect).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(box, 3, 3)
        if shown:
            paint_icon(painter, box.adjusted(1, 1, -1, -1), "check", hue.on_edge)

    def _tail(self, painter: QPainter, row: "_Row", entry: LegendEntry) -> None:
        theme = self._look.theme
        painter.setFont(font(Role.CAPTION, tabular=True))
        words = "" if entry.count is None else str(entry.count)
        painter.setPen(QColor(theme.secondary))
        width = painter.fontMetrics().horizontalAdvance(words)
        if entry.count or not entry.reason:
            painter.drawText(row.trailing(width), Qt.AlignmentFlag.AlignCenter, words)
        if entry.reason:
            mark, color = ("warning", theme.attention) if entry.grave else ("pause", theme.off)
            paint_icon(painter, row.trailing(ICON_SMALL), mark, color)


def _name_font(usual: QFont, *, struck: bool) -> QFont:
    """A name is struck out where somebody's calendar should be in the picture and is not."""
    font = QFont(usual)
    font.setStrikeOut(struck)
    return font


class _Row:
    """Hands out pieces of a row from either end."""

    def __init__(self, rect: QRect, rtl: bool) -> None:
        self.rest, self._rtl = rect, rtl

    def leading(self, width: int) -> QRect:
        return self._taken(width, left=not self._rtl)

    def trailing(self, width: int) -> QRect:
        return self._taken(width, left=self._rtl)

    def _taken(self, width: int, *, left: bool) -> QRect:
        rest = self.rest
        x = rest.left() if left else rest.right() + 1 - width
        taken = QRect(x, rest.top(), width, rest.height())
        step = width + INSIDE
        self.rest = rest.adjusted(step, 0, 0, 0) if left else rest.adjusted(0, 0, -step, 0)
        return taken


class Legend(QListView):
    """The list; Space ticks, Return or a double click shows only that schedule."""

    def __init__(self, look: Look, model: LegendModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("calendar.legend")
        self.setAccessibleName(_("Calendars shown"))
        self._legend = model
        self.setModel(model)
        self.setItemDelegate(_LegendDelegate(look, self))
        self.setUniformItemSizes(True)
        self._keep_rows()
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setViewport(QWidget())  # Qt's own would have PySide look through all its classes for what it is: 15 ms
        self.viewport().setAutoFillBackground(False)
        self.doubleClicked.connect(model.show_only)
        model.changed.connect(self._keep_rows)
        look.changed.connect(self.viewport().update)

    def _keep_rows(self) -> None:
        rows = _FEWEST_ROWS if self._legend.colour_by is ColourBy.SCHEDULE else _FEWEST_BELOW_KEY
        self.setMinimumHeight(rows * _ROW)
