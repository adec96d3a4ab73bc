"""Lists over as many pages as they need: an entry is never split, a heading never stands alone at the foot."""

from collections.abc import Iterable

from msgspec import Struct

from caldesk.ui.calendar.printing.drawing import Item, Rect, moved


class Block(Struct, frozen=True):
    """Something that stays together, drawn for a place at the origin."""

    height: float
    items: tuple[Item, ...] = ()


class Section(Struct, frozen=True):
    """A heading, how it reads where the section goes on on another page, and what stands under it."""

    heading: Block
    again: Block
    blocks: tuple[Block, ...]


class _Column:
    """Pages that fill up from the top."""

    def __init__(self, body: Rect, used: float) -> None:
        self.pages: list[list[Item]] = [[]]
        self._body, self._y = body, used

    def takes(self, height: float) -> bool:
        return self._y + height <= self._body.height + 0.01

    def put(self, block: Block) -> None:
        self.pages[-1] += [moved(item, self._body.left, self._body.top + self._y) for item in block.items]
        self._y += block.height

    def turn(self) -> None:
        if self._y > 0:
            self.pages.append([])
            self._y = 0.0


def flow(sections: Iterable[Section], body: Rect, *, used: float = 0.0) -> list[list[Item]]:
    """The items of each page. The first `used` points of the first page are taken.

    No block may be higher than the body less its heading; the caller keeps them short.
    """
    column = _Column(body, used)
    for section in sections:
        first = section.blocks[0].height if section.blocks else 0.0
        if not column.takes(section.heading.height + first):
            column.turn()
        column.put(section.heading)
        for block in section.blocks:
            if not column.takes(block.height):
                column.turn()
                column.put(section.again)
            column.put(block)
    return column.pages
