"""The left side of the help: a search, and the list of pages or of the sections in which the words were found."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from caldesk.i18n import _
from caldesk.ui.help.book import Book, Place
from caldesk.ui.help.search import Hit, search
from caldesk.ui.style import BETWEEN, Look
from caldesk.ui.widgets.action import Action
from caldesk.ui.widgets.announce import announce
from caldesk.ui.widgets.entry_list import Entry, EntryList
from caldesk.ui.widgets.message_pane import MessagePane
from caldesk.ui.widgets.search_field import SearchField


class Contents(QWidget):
    """`chosen` gives the place that is to be shown; `mark` follows what is shown."""

    chosen = Signal(object)

    def __init__(self, look: Look, book: Book) -> None:
        super().__init__()
        self._book = book
        self._place = Place("")
        self.search = SearchField(look, _("Search the help"), name="help.search")
        self.search.searched.connect(self._search_for)
        self.list = EntryList(look, name="help.contents")
        self.list.chosen.connect(self.chosen)
        self._stack = QStackedLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(BETWEEN, BETWEEN, BETWEEN, BETWEEN)
        column.setSpacing(BETWEEN)
        column.addWidget(self.search)
        column.addLayout(self._stack, 1)
        self._stack.addWidget(self.list)  # shown by this, as a window of its own while the stack has no place
        self._stack.addWidget(self._nothing_found(look))
        self._search_for("")

    def mark(self, place: Place) -> None:
        """Mark the entry of a place, or of its page; none where neither is listed."""
        self._place = place
        if not self.list.mark(place):
            self.list.mark(Place(place.page))

    def begin_search(self) -> None:
        """Put the keyboard into the search."""
        self.search.setFocus()
        self.search.selectAll()

    def _search_for(self, text: str) -> None:
        hits = search(self._book, text)
        if text:
            self.list.show_entries(_entries_of(hits), _("Sections found"))
        else:
            pages = (Entry(Place(page.id), page.title) for page in self._book.pages)
            self.list.show_entries(tuple(pages), _("Help pages"))
        self.mark(self._place)
        nothing = bool(text) and not hits
        self._stack.setCurrentIndex(1 if nothing else 0)
        if nothing:
            announce(self.search, _("Nothing found"))

    def _nothing_found(self, look: Look) -> MessagePane:
        clear = Action(text=_("Show all pages"), run=self.search.clear_search, name="help.clear")
        sentence = _("No section holds all these words. Try fewer or other ones.")
        return MessagePane(look, "search", _("Nothing found"), (sentence,), actions=(clear,), name="help.nothing")


def _entries_of(hits: Sequence[Hit]) -> tuple[Entry, ...]:
    return tuple(Entry(hit.place, _title(hit), hit.excerpt) for hit in hits)


def _title(hit: Hit) -> str:
    """A section says its page where its heading is another."""
    if hit.heading == hit.page:
        return hit.page
    return _("{section} – {page}").format(section=hit.heading, page=hit.page)
