"""Finds the sections of the help pages in which all the words occur."""

from msgspec import Struct

from caldesk.ui.help.book import FIRST, Book, HelpPage, Place, Section

_BEFORE, _LONGEST = 24, 120
"""Characters of an excerpt before the first word that was found, and in all."""
_TITLE, _HEADING, _WORDS = 0, 1, 2
"""What counts most: a word in a page's title, in a heading, anywhere."""


class Hit(Struct, frozen=True, kw_only=True):
    """A section in which the words were found; `page` is the title of its page."""

    place: Place
    heading: str
    page: str
    excerpt: str


def search(book: Book, text: str) -> tuple[Hit, ...]:
    """Sections that hold every word of `text`, best first; upper and lower case are the same.

    The first page is left out: it only lists the others.
    """
    words = text.casefold().split()
    if not words:
        return ()
    ranked = [
        (rank, _hit(page, section, words))
        for page in book.pages
        if page.id != FIRST
        for section in page.sections
        if (rank := _rank(page, section, words)) is not None
    ]
    return tuple(hit for _rank, hit in sorted(ranked, key=lambda one: one[0]))


def _rank(page: HelpPage, section: Section, words: list[str]) -> tuple[int, int] | None:
    """How well it fits, less is better: where the words are, then how often; None if it does not."""
    heading, text = section.heading.casefold(), section.words.casefold()
    if not all(word in heading or word in text for word in words):
        return None
    often = -sum(text.count(word) for word in words)
    if not section.anchor and any(word in page.title.casefold() for word in words):
        return _TITLE, often
    return (_HEADING if any(word in heading for word in words) else _WORDS), often


def _hit(page: HelpPage, section: Section, words: list[str]) -> Hit:
    return Hit(
        place=Place(page.id, section.anchor),
        heading=section.heading,
        page=page.title,
        excerpt=_excerpt(section.words, words),
    )


def _excerpt(text: str, words: list[str]) -> str:
    """The words around the first one that was found, cut between words."""
    found = [at for word in words if (at := text.casefold().find(word)) >= 0]
    start = max(min(found, default=0) - _BEFORE, 0)
    if start:
        start = text.find(" ", start) + 1
    cut = text[start : start + _LONGEST]
    return f"…{cut}" if start else cut
