"""The table of people: a click or Space chooses, and each row's provider opens as a menu."""

from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QMenu, QStyle, QStyleOptionViewItem

from caldesk.domain.provider import Provider
from caldesk.i18n import _
from caldesk.services.wording import provider_name
from caldesk.ui.connect.queue.people_model import Column, PeopleModel
from caldesk.ui.connect.queue.table import Index, RowDelegate, TeamTable
from caldesk.ui.style import ICON_SMALL, INSIDE, Look
from caldesk.ui.widgets.icons import paint_icon

_WIDTHS = {Column.PROVIDER: 190, Column.STANDING: 300}
_OPENS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2})


class _Delegate(RowDelegate):
    """Leaves room for the sign that the provider can be changed, and takes no clicks: the view does."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The cell, and the sign in its far corner."""
        super().paint(painter, option, index)
        if index.column() == Column.PROVIDER:
            box = option.rect.adjusted(INSIDE, 0, -INSIDE, 0)
            rtl = option.direction is Qt.LayoutDirection.RightToLeft
            box.moveLeft(box.left() if rtl else box.right() + 1 - ICON_SMALL)
            box.setWidth(ICON_SMALL)
            chosen = option.state & QStyle.StateFlag.State_Selected
            theme = self.look.theme
            paint_icon(painter, box, "chevron-down", theme.text if chosen else theme.secondary)

    def editorEvent(self, event: QEvent, model: object, option: QStyleOptionViewItem, index: Index) -> bool:
        """Nothing: one click must not count twice."""
        return False


class PeopleView(TeamTable):
    """Shows a `PeopleModel`."""

    def __init__(self, look: Look, model: PeopleModel) -> None:
        super().__init__(look, name="team.people", title=_("Schedules to connect"))
        self._people = model
        self._providers: tuple[Provider, ...] = ()
        self.setModel(model)
        self.setItemDelegate(_Delegate(look, self))
        self.share_out({int(column): width for column, width in _WIDTHS.items()})

    def offer(self, providers: tuple[Provider, ...]) -> None:
        """The providers that a row may be given."""
        self._providers = providers

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the person, or open the menu of providers."""
        index = self.indexAt(event.position().toPoint())
        super().mouseReleaseEvent(event)
        if event.button() is not Qt.MouseButton.LeftButton or not index.isValid():
            return
        if index.column() == Column.PROVIDER:
            self.open_menu(index.row())
        else:
            self._people.toggle(index.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space chooses; Enter or F2 opens the menu of providers."""
        index = self.currentIndex()
        if index.isValid() and event.key() == Qt.Key.Key_Space:
            self._people.toggle(index.row())
        elif index.isValid() and event.key() in _OPENS:
            self.open_menu(index.row())
        else:
            super().keyPressEvent(event)

    def open_menu(self, row: int) -> None:
        """Ask for the provider of one row; never `exec()`."""
        menu = QMenu(self)
        menu.setObjectName("team.provider-menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        group = QActionGroup(menu)
        person = self._people.person(row)
        present = self._people.provider_id(person)
        for one in self._providers:
            action = QAction(provider_name(one), menu, checkable=True, checked=one.id == present)
            action.triggered.connect(partial(self._set_provider, person.schedule.id, one.id))
            group.addAction(action)
            menu.addAction(action)
        menu.popup(self._corner(self._people.index(row, Column.PROVIDER)))

    def _set_provider(self, schedule_id: str, provider_id: str, _checked: bool = False) -> None:
        self._people.set_provider(schedule_id, provider_id)

    def _corner(self, index: QModelIndex) -> QPoint:
        return self.viewport().mapToGlobal(self.visualRect(index).bottomLeft())
