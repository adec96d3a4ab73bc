"""A card to choose a second time zone: none, this computer's, or any that is found by typing."""

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    QStringListModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from caldesk.i18n import _, ngettext
from caldesk.services.zones import matching_zones
from caldesk.ui.calendar.floating import FloatingCard
from caldesk.ui.calendar.second_zone import THIS_COMPUTER, computer_zone_id
from caldesk.ui.style import CONTROL, Look
from caldesk.ui.widgets.announce import announce
from caldesk.ui.widgets.label import Label
from caldesk.ui.widgets.search_field import SearchField

_WIDTH = 340
_LIST_HEIGHT = 260


class _Rows(QStyledItemDelegate):
    """Rows that are large enough for a finger."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As high as a control."""
        return super().sizeHint(option, index).expandedTo(QSize(0, CONTROL))


class ZoneCard(FloatingCard):
    """`zone_chosen` gives what to remember: "" for none, `THIS_COMPUTER`, or an id."""

    zone_chosen = Signal(str)

    def __init__(self, look: Look, page: QWidget) -> None:
        super().__init__(look, page, name="calendar.zones", width=_WIDTH)
        self._kept: list[str] = []
        self._present = self._typed = ""

    def open(self, present: str, anchor: QRect, return_to: QWidget) -> None:
        """Offer the zones; `present` is what is remembered now."""
        title = _("Show a second time zone")
        self.setAccessibleName(title)
        self._present = present
        body, column = self.headed(title)
        self._field = SearchField(self._look, _("City or zone"), name="calendar.zones.search", parent=body)
        self._field.installEventFilter(self)
        self._field.searched.connect(self._show)
        self._view = QListView(body)
        self._view.setObjectName("calendar.zones.list")
        self._view.setAccessibleName(_("Time zones"))
        self._view.setModel(QStringListModel(self._view))
        self._view.setItemDelegate(_Rows(self._view))
        self._view.setUniformItemSizes(True)
        self._view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._view.setFixedHeight(_LIST_HEIGHT)
        self._view.clicked.connect(lambda index: self._choose(index.row()))
        column.addWidget(self._field)
        column.addWidget(self._view)
        column.addWidget(Label(_("Events stay at the times of the site."), quiet=True))
        self._show("")
        self.float_body(body, anchor, return_to, self._field)

    def _show(self, text: str) -> None:
        self._typed = text
        found = matching_zones(text)
        computer = _("This computer ({zone})").format(zone=computer_zone_id())
        always = [] if text else [("", _("None")), (THIS_COMPUTER, computer)]
        self._kept = [key for key, _words in always] + found
        model = self._view.model()
        if isinstance(model, QStringListModel):
            model.setStringList([words for _key, words in always] + found)
        self._stand(self._kept.index(self._present) if self._present in self._kept else 0)
        if text:
            announce(self._field, ngettext("{n} time zone", "{n} time zones", len(found)).format(n=len(found)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keyboard stays in the field: Up and Down move in the list, Enter chooses, Esc closes."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        keys, row = Qt.Key, self._view.currentIndex().row()
        match event.key():
            case keys.Key_Up | keys.Key_Down:
                self._stand(row + (1 if event.key() == keys.Key_Down else -1))
            case keys.Key_Return | keys.Key_Enter:
                if self._field.text().strip() != self._typed:  # before the pause after which typing counts
                    self._show(self._field.text().strip())
                self._choose(self._view.currentIndex().row())
            case keys.Key_Escape:
                self.close_card()
            case _:
                return False
        return True

    def _stand(self, row: int) -> None:
        model = self._view.model()
        index = model.index(min(max(row, 0), model.rowCount() - 1), 0)
        self._view.setCurrentIndex(index)
        if index.isValid():
            announce(self._field, str(index.data()))

    def _choose(self, row: int) -> None:
        if 0 <= row < len(self._kept):
            chosen = self._kept[row]
            self.close_card()
            self.zone_chosen.emit(chosen)
