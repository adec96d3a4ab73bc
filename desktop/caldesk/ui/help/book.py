"""The help pages as plain text: a folder of Markdown files for each language, in the order that the first one gives.

No Qt; it knows titles, sections and links, and nothing of how a page looks.
"""

import re
from pathlib import Path

from msgspec import Struct, structs

from caldesk.i18n import SOURCE

FIRST = "index"

DEEPEST = 3
"""Level of the smallest headings that begin a section."""

_HEADING = re.compile(rf"^(#{{1,{DEEPEST}}}) (.+)$", re.MULTILINE)
_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
_MARKS = re.compile(r"\*\*|`|\||-{3,}|^\s*(?:[-*>]|\d+\.)\s+", re.MULTILINE)


class Section(Struct, frozen=True, kw_only=True):
    """A heading and the plain words below it.

    `anchor` is its name in every language, made from the heading in the source language. `written` is made from its own
    heading: what a link to it ends with, in pages of its language. Both are "" at the top of a page.
    """

    anchor: str
    written: str
    heading: str
    words: str


class HelpPage(Struct, frozen=True, kw_only=True):
    """One page; `id` is its file's name without the ending."""

    id: str
    title: str
    markdown: str
    sections: tuple[Section, ...]

    @property
    def links(self) -> tuple[str, ...]:
        """Where its links lead, as written."""
        return tuple(target for _words, target in _LINK.findall(self.markdown))

    def anchor_for(self, written: str) -> str:
        """The anchor that the end of a link means, in the page's language or in the source language; itself if none."""
        known = {section.anchor: section.anchor for section in self.sections}
        known.update({section.written: section.anchor for section in self.sections})
        return known.get(written, written)


class Place(Struct, frozen=True):
    """A page, and a section of it; the same in every language."""

    page: str
    anchor: str = ""


class Book:
    """All pages; `pages` is in reading order."""

    def __init__(self, pages: dict[str, HelpPage]) -> None:
        self._pages = pages

    @property
    def pages(self) -> tuple[HelpPage, ...]:
        """The pages in the order of the list on the first one; unlisted ones do not exist."""
        return tuple(self._pages.values())

    def page(self, page_id: str) -> HelpPage:
        """A page; the first one where there is none of that name."""
        return self._pages.get(page_id, self._pages[FIRST])

    def place(self, link: str, present: str) -> Place | None:
        """Where a link on the page `present` leads; None if it leads out of the book."""
        target, _hash, anchor = link.partition("#")
        page = target.removesuffix(".md") or present
        if page not in self._pages or (target and not target.endswith(".md")):
            return None
        return Place(page, self._pages[page].anchor_for(anchor))


def read_book(folder: Path, language: str = SOURCE) -> Book:
    """The pages in `language`; a page that it does not have is in the source language.

    Raises OSError when the first page of the source language, or one that it lists, is not there.
    """
    source = folder / SOURCE
    first = _read(source, FIRST)
    listed = dict.fromkeys(target.partition("#")[0] for target in first.links)
    others = [target.removesuffix(".md") for target in listed if target.endswith(".md") and "/" not in target]
    pages = [first, *(_read(source, page_id) for page_id in others)]
    if language != SOURCE:
        pages = [_translated(folder / language, page) for page in pages]
    return Book({page.id: page for page in pages})


def anchor_of(heading: str) -> str:
    """The anchor of a heading, as code hosting sites make it, so that a link works here and there."""
    return re.sub(r"[^\w\- ]", "", plain(heading).lower()).replace(" ", "-")


def plain(markdown: str) -> str:
    """The words without what marks them up, on one line."""
    return " ".join(_MARKS.sub(" ", _LINK.sub(r"\1", markdown)).split())


def _read(folder: Path, page_id: str) -> HelpPage:
    markdown = (folder / f"{page_id}.md").read_text(encoding="utf-8")
    sections = _sections(markdown)
    return HelpPage(id=page_id, title=sections[0].heading, markdown=markdown, sections=sections)


def _translated(folder: Path, source: HelpPage) -> HelpPage:
    """The page of the same name; `source` where there is none, or where it is behind and lacks headings of `source`."""
    try:
        page = _read(folder, source.id)
    except FileNotFoundError:
        return source
    if len(page.sections) != len(source.sections):
        return source
    pairs = zip(page.sections, source.sections, strict=True)
    return structs.replace(page, sections=tuple(structs.replace(own, anchor=same.anchor) for own, same in pairs))


def _sections(markdown: str) -> tuple[Section, ...]:
    found = list(_HEADING.finditer(markdown))
    ends = [match.start() for match in found[1:]] + [len(markdown)]
    return tuple(_section(match, markdown[match.end() : end]) for match, end in zip(found, ends, strict=True))


def _section(heading: re.Match[str], below: str) -> Section:
    anchor = anchor_of(heading[2]) if len(heading[1]) > 1 else ""
    return Section(anchor=anchor, written=anchor, heading=plain(heading[2]), words=plain(below))
