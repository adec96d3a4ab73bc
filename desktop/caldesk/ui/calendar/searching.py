"""Search in the calendar: a field, a list of hits that follows what is typed, and the way to a hit."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from caldesk.domain.event import Event
from caldesk.i18n import _, ngettext
from caldesk.services.calendar import CalendarService
from caldesk.services.calendar_search import Seen, find_events, nearest
from caldesk.ui.calendar.event_rows import rows_by_day
from caldesk.ui.calendar.list_card import ListCard
from caldesk.ui.calendar.scene import Scene
from caldesk.ui.calendar.wording import provider_words
from caldesk.ui.style import Look
from caldesk.ui.widgets.announce import announce
from caldesk.ui.widgets.search_field import SearchField

_MOST = 100
"""Rows of a list; more would only be scrolled past."""


class Searcher(QObject):
    """`hit_chosen` gives an event to go to; `left` says that the search is over and the focus may go home."""

    hit_chosen = Signal(object)
    left = Signal()

    def __init__(
        self,
        look: Look,
        page: QWidget,
        service: CalendarService,
        scene: Callable[[], Scene | None],
        hidden: Callable[[], frozenset[str]],
        now: Callable[[], float],
    ) -> None:
        super().__init__(page)
        self._page, self._service = page, service
        self._scene, self._hidden, self._now = scene, hidden, now
        self._text = ""
        self.field = SearchField(look, _("Search (Ctrl+F)"), name="calendar.search", parent=page)
        self.field.setAccessibleName(_("Search the calendar"))
        self.field.installEventFilter(self)
        self.field.searched.connect(self._search)
        self.card = ListCard(look, page, name="calendar.hits")
        self.card.chosen.connect(self._choose)

    def begin(self) -> None:
        """Put the keyboard into the field; what was searched for last is found anew."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        if self.field.text().strip():
            self._search(self.field.text())

    def look_again(self) -> None:
        """Events or titles have come or gone: an open list must not show what may no longer be seen."""
        if self.card.isVisible():
            self._search(self.field.text(), aloud=False)

    def end(self) -> None:
        """Search for nothing."""
        self.field.clear_search()
        self.card.close_card()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down go through the hits, Enter goes there, Esc ends the search; the keyboard stays in the field."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        keys = Qt.Key
        match event.key():
            case keys.Key_Up | keys.Key_Down:
                if self.card.list is not None:
                    self.card.list.step(1 if event.key() == keys.Key_Down else -1)
                    self._say_current()
            case keys.Key_Return | keys.Key_Enter:
                self._enter()
            case keys.Key_Escape:
                self.end()
                self.left.emit()
            case _:
                return False
        return True

    def _enter(self) -> None:
        """What was typed a moment ago counts."""
        text = self.field.text()
        if not self.card.isVisible() or text != self._text:
            self._search(text)
        if self.card.list is not None and self.card.isVisible():
            self.card.list.choose_current()

    def _search(self, text: str, *, aloud: bool = True) -> None:
        self._text = text
        scene = self._scene()
        if scene is None or not text.strip():
            self.card.close_card()
            return
        names = {key: person.name for key, person in scene.people.items()}
        revealed = self._service.revealed_until is not None
        seen = Seen(names=names, provider=provider_words, revealed=revealed)
        hidden = self._hidden()
        held = (event for event in self._service.held_events() if event.schedule_id not in hidden)
        found = find_events(held, text, seen)
        self._show(scene, found, revealed=revealed)
        if aloud:
            announce(self.field, hits_words(len(found)))

    def _show(self, scene: Scene, found: list[Event], *, revealed: bool) -> None:
        kept = self.card.list.current if self.card.list is not None and self.card.isVisible() else None
        listed = nearest(found, int(self._now()), _MOST)
        rows = rows_by_day(self.field.locale(), ((event, "") for event in listed), scene)
        notes = [_("Searched in what has been read so far; times in {zone}.").format(zone=scene.zone.key)]
        if not revealed:
            notes.append(_("Titles of other calendars are hidden and were not searched."))
        if len(listed) < len(found):
            notes.append(
                ngettext("The {n} nearest is listed.", "The {n} nearest are listed.", len(listed)).format(n=len(listed))
            )
        corner = self.field.mapTo(self._page, self.field.rect().topLeft())
        anchor = QRect(corner, self.field.size())
        self.card.open_list(hits_words(len(found)), rows, anchor, self.field, notes=notes, steal=False)
        if self.card.list is not None:
            self.card.list.start_at(kept.start if kept is not None else int(self._now()))

    def _say_current(self) -> None:
        current = self.card.list.currentIndex() if self.card.list is not None else None
        if current is not None and current.isValid():
            announce(self.field, str(current.data(Qt.ItemDataRole.AccessibleTextRole)))

    def _choose(self, event: object) -> None:
        self.card.close_card()
        self.hit_chosen.emit(event)


def hits_words(count: int) -> str:
    """How many events were found."""
    if not count:
        return _("Nothing found")
    return ngettext("{n} event found", "{n} events found", count).format(n=count)
