"""Opens what is in a view: the details of an event, the list of those that did not fit, or what can be done."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from caldesk.domain.event import Event, EventSource
from caldesk.domain.overlaps import event_span
from caldesk.domain.timespan import Span
from caldesk.i18n import _, ngettext
from caldesk.services.state import AppState
from caldesk.ui.calendar.details import DetailsCard
from caldesk.ui.calendar.details_words import Line, details_lines, details_text, details_title
from caldesk.ui.calendar.event_rows import event_row
from caldesk.ui.calendar.list_card import ListCard
from caldesk.ui.calendar.painted_view import PaintedView
from caldesk.ui.calendar.wording import day_of_year_words
from caldesk.ui.style import Look


class Opener:
    """Works on one page and its cards; `age` says when the data was read, "" if that is not known.

    `why` is asked with a schedule's id and a `Span` why a time was not blocked.
    """

    def __init__(
        self,
        look: Look,
        page: QWidget,
        state: AppState,
        age: Callable[[], str],
        why: Callable[[str, Span], object],
    ) -> None:
        self._page, self._state, self._age, self._why = page, state, age, why
        self._card = DetailsCard(look, page)
        self._list = ListCard(look, page, name="calendar.more")
        self._list.chosen.connect(self._choose)
        self._asked: tuple[PaintedView, QRect] | None = None

    def serve(self, view: PaintedView) -> None:
        """Open what this view asks for."""
        view.details_wanted.connect(partial(self.open, view))
        view.more_wanted.connect(partial(self.open_more, view))
        view.menu_wanted.connect(partial(self.open_menu, view))

    def open(self, view: PaintedView, event: Event, rect: QRect) -> None:
        """Show the details of an event that is drawn at `rect` of the viewport."""
        lines, anchor = self._lines(view, event), self._on_page(view, rect)
        self._card.open(details_title(event), lines, anchor, view, self._question(view, event))

    def _question(self, view: PaintedView, event: Event) -> Callable[[], object] | None:
        """Only what lives elsewhere can fail to block a booking."""
        if view.scene is None or event.source is not EventSource.EXTERNAL:
            return None
        return partial(self._why, event.schedule_id, event_span(event, view.scene.zone))

    def open_more(self, view: PaintedView, events: Sequence[Event], rect: QRect) -> None:
        """Show a list with the keyboard in it; choosing an event opens its details, Esc leads back to the view."""
        scene = view.scene
        if scene is None:
            return
        self._asked = view, rect
        day = day_of_year_words(view.locale_used, view.selection.day)
        title = ngettext("{day}: {n} event", "{day}: {n} events", len(events)).format(day=day, n=len(events))
        rows = [event_row(view.locale_used, event, scene) for event in events]
        self._list.open_list(title, rows, self._on_page(view, rect), view)
        if self._list.list is not None:
            self._list.list.step(1)

    def close(self) -> None:
        """Close what is open."""
        self._list.close_card()
        self._card.close_card()

    def _choose(self, event: Event) -> None:
        self._list.close_card()
        if self._asked is not None:
            self.open(self._asked[0], event, self._asked[1])

    def _on_page(self, view: PaintedView, rect: QRect) -> QRect:
        return QRect(view.viewport().mapTo(self._page, rect.topLeft()), rect.size())

    def open_menu(self, view: PaintedView, event: Event | None, day: date, rect: QRect) -> None:
        """Show what can be done with an event or a day; the same by mouse and by the Menu key."""
        menu = QMenu(self._page)
        menu.setObjectName("calendar.menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if event is not None:
            menu.addAction(_("Show details")).triggered.connect(partial(self.open, view, event, rect))
            menu.addAction(_("Copy details")).triggered.connect(partial(self._copy, view, event))
            menu.addSeparator()
        words = _("Open {day}").format(day=day_of_year_words(view.locale_used, day))
        menu.addAction(words).triggered.connect(lambda: view.day_wanted.emit(day))
        menu.popup(view.viewport().mapToGlobal(rect.bottomLeft()))
        menu.setActiveAction(menu.actions()[0])

    def _lines(self, view: PaintedView, event: Event) -> list[Line]:
        if view.scene is None:
            return []
        return details_lines(view.locale_used, event, view.scene, self._state.snapshot, self._age())

    def _copy(self, view: PaintedView, event: Event) -> None:
        QGuiApplication.clipboard().setText(details_text(details_title(event), self._lines(view, event)))
