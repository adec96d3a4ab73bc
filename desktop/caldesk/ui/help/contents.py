"""The left side of the help: the list of pages, or the sections in which the words searched for were found."""

from collections.abc import Sequence

from caldesk.i18n import _
from caldesk.ui.help.book import Book, Place
from caldesk.ui.help.search import Hit
from caldesk.ui.style import Look
from caldesk.ui.widgets.entry_list import Entry, EntryList


class Contents(EntryList):
    """The keys of its entries are places."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, name="help.contents")

    def show_pages(self, book: Book) -> None:
        """List all pages."""
        self.show_entries(tuple(Entry(Place(page.id), page.title) for page in book.pages), _("Help pages"))

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """List the sections that were found."""
        self.show_entries(tuple(Entry(hit.place, _title(hit), hit.excerpt) for hit in hits), _("Sections found"))

    def mark_place(self, place: Place) -> None:
        """Mark the entry of a place, or of its page; none where neither is listed."""
        if not self.mark(place):
            self.mark(Place(place.page))


def _title(hit: Hit) -> str:
    """A section says its page where its heading is another."""
    if hit.heading == hit.page:
        return hit.page
    return _("{section} – {page}").format(section=hit.heading, page=hit.page)
