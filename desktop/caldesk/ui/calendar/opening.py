"""Opens what is in a view: the details of an event, the list of those that did not fit, or what can be done."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from caldesk.domain.event import Event
from caldesk.i18n import _
from caldesk.services.state import AppState
from caldesk.ui.calendar.details import DetailsCard
from caldesk.ui.calendar.details_words import Line, details_lines, details_text, details_title
from caldesk.ui.calendar.painted_view import PaintedView
from caldesk.ui.calendar.wording import day_words, spoken_event


class Opener:
    """Works on one page and one card; `age` says when the data was read, "" if that is not known."""

    def __init__(self, page: QWidget, card: DetailsCard, state: AppState, age: Callable[[], str]) -> None:
        self._page, self._card = page, card
        self._state, self._age = state, age

    def serve(self, view: PaintedView) -> None:
        """Open what this view asks for."""
        view.details_wanted.connect(partial(self.open, view))
        view.more_wanted.connect(partial(self.open_more, view))
        view.menu_wanted.connect(partial(self.open_menu, view))

    def open(self, view: PaintedView, event: Event, rect: QRect) -> None:
        """Show the details of an event that is drawn at `rect` of the viewport."""
        lines = self._lines(view, event)
        corner = view.viewport().mapTo(self._page, rect.topLeft())
        self._card.open(details_title(event), lines, QRect(corner, rect.size()), view)

    def open_more(self, view: PaintedView, events: Sequence[Event], rect: QRect) -> None:
        """Show a list with the keyboard in it; choosing an event opens its details, Esc leads back to the view."""
        menu, scene = self._menu("calendar.more"), view.scene
        if scene is None:
            return
        for event in events:
            action = menu.addAction(spoken_event(view.locale_used, event, scene).replace("&", "&&"))
            action.triggered.connect(partial(self.open, view, event, rect))
        menu.popup(view.viewport().mapToGlobal(rect.bottomLeft() + QPoint(0, 4)))
        menu.setActiveAction(menu.actions()[0])

    def open_menu(self, view: PaintedView, event: Event | None, day: date, rect: QRect) -> None:
        """Show what can be done with an event or a day; the same by mouse and by the Menu key."""
        menu = self._menu("calendar.menu")
        if event is not None:
            menu.addAction(_("Show details")).triggered.connect(partial(self.open, view, event, rect))
            menu.addAction(_("Copy details")).triggered.connect(partial(self._copy, view, event))
            menu.addSeparator()
        words = _("Open {day}").format(day=day_words(view.locale_used, day, "dddd, d MMMM"))
        menu.addAction(words).triggered.connect(lambda: view.day_wanted.emit(day))
        menu.popup(view.viewport().mapToGlobal(rect.bottomLeft()))
        menu.setActiveAction(menu.actions()[0])

    def _menu(self, name: str) -> QMenu:
        menu = QMenu(self._page)
        menu.setObjectName(name)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def _lines(self, view: PaintedView, event: Event) -> list[Line]:
        if view.scene is None:
            return []
        return details_lines(view.locale_used, event, view.scene, self._state.snapshot, self._age())

    def _copy(self, view: PaintedView, event: Event) -> None:
        QGuiApplication.clipboard().setText(details_text(details_title(event), self._lines(view, event)))
