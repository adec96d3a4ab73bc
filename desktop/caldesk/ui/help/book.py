"""The help pages as plain text: read from one folder of Markdown files, in the order in which the first one lists them.

No Qt; it knows titles, sections and links, and nothing of how a page looks.
"""

import re
from pathlib import Path

from msgspec import Struct

FIRST = "index"

_HEADING = re.compile(r"^(#{1,3}) (.+)$", re.MULTILINE)
_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
_MARKS = re.compile(r"\*\*|`|\||-{3,}|^\s*(?:[-*>]|\d+\.)\s+", re.MULTILINE)


class Section(Struct, frozen=True, kw_only=True):
    """A heading and the plain words below it; `anchor` is what a link to it ends with, "" at the top of a page."""

    anchor: str
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


class Place(Struct, frozen=True):
    """A page, and a section of it."""

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
        return Place(page, anchor)


def read_book(folder: Path) -> Book:
    """The pages of a folder. Raises OSError when the first page or one that it lists is not there."""
    first = _read(folder, FIRST)
    listed = dict.fromkeys(target.partition("#")[0] for target in first.links)
    others = [target.removesuffix(".md") for target in listed if target.endswith(".md") and "/" not in target]
    return Book({FIRST: first, **{page_id: _read(folder, page_id) for page_id in others}})


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


def _sections(markdown: str) -> tuple[Section, ...]:
    found = list(_HEADING.finditer(markdown))
    ends = [match.start() for match in found[1:]] + [len(markdown)]
    return tuple(
        Section(
            anchor=anchor_of(match[2]) if len(match[1]) > 1 else "",
            heading=plain(match[2]),
            words=plain(markdown[match.end() : end]),
        )
        for match, end in zip(found, ends, strict=True)
    )
