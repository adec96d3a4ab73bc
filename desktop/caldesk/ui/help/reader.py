"""Shows one help page: dressed, zoomed, scrolled to a section, with the words that were searched for marked."""

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QColor, QResizeEvent, QTextBlock, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from caldesk.ui import style
from caldesk.ui.help import dressing
from caldesk.ui.help.book import DEEPEST, HelpPage
from caldesk.ui.style import Look

ZOOMS = (0.85, 1.0, 1.15, 1.3, 1.5, 1.75, 2.0)
_WIDEST = 760
"""Pixels of a line at the usual size; longer ones are hard to read."""


class HelpReader(QTextBrowser):
    """`link_pressed` gives a link as it is written; nothing is ever opened from here."""

    link_pressed = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("help.text")
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self._look = look
        self._page: HelpPage | None = None
        self._zoom = 1.0
        self._marked: tuple[str, ...] = ()
        self.anchorClicked.connect(self._press)
        look.changed.connect(self._draw_again)

    @property
    def zoom(self) -> float:
        """Factor on the type scale, one of `ZOOMS`."""
        return self._zoom

    def show_page(self, page: HelpPage, anchor: str = "", words: str = "") -> None:
        """Show a page from a section on, and mark `words` in it."""
        self._page, self._marked = page, tuple(words.split())
        self.setAccessibleName(page.title)
        self._draw()
        self.scroll_to(anchor)

    def scroll_to(self, anchor: str) -> None:
        """Bring a section to the top, "" the page's own; the keyboard stands there then."""
        block = self._section(anchor)
        self.setTextCursor(QTextCursor(block))
        top = self.document().documentLayout().blockBoundingRect(block).top() if anchor else 0
        self.verticalScrollBar().setValue(round(top) - style.INSIDE)

    def set_zoom(self, zoom: float) -> None:
        """Draw larger or smaller, at the same place of the text."""
        self._zoom = zoom
        self._fit_width()
        self._draw_again()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep lines short in a wide window."""
        super().resizeEvent(event)
        self._fit_width()

    def _fit_width(self) -> None:
        widest = round(_WIDEST * self._zoom)
        bar = self.verticalScrollBar().sizeHint().width()
        self.setViewportMargins(0, 0, max(self.width() - bar - widest, 0), 0)

    def _press(self, url: QUrl) -> None:
        self.link_pressed.emit(url.toString())

    def _draw_again(self) -> None:
        """The same text in another size or colour; what was on top stays there."""
        if self._page is None:
            return
        top = self.cursorForPosition(self.viewport().rect().topLeft()).position()
        self._draw()
        cursor = self.textCursor()
        cursor.setPosition(top)
        self.setTextCursor(cursor)
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + self.cursorRect(cursor).top())

    def _draw(self) -> None:
        if self._page is not None:
            dressing.fill(self.document(), self._page.markdown, self._look.theme, self._zoom)
            self._mark()

    def _mark(self) -> None:
        found = [selection for word in self._marked for selection in self._occurrences(word)]
        self.setExtraSelections(found)

    def _occurrences(self, word: str) -> list[QTextEdit.ExtraSelection]:
        form = QTextCharFormat()
        form.setBackground(QColor(self._look.theme.attention_ground))
        form.setForeground(QColor(self._look.theme.text))
        found, cursor = [], self.document().find(word)
        while not cursor.isNull():
            selection = QTextEdit.ExtraSelection()
            selection.cursor, selection.format = cursor, form
            found.append(selection)
            cursor = self.document().find(word, cursor)
        return found

    def _section(self, anchor: str) -> QTextBlock:
        sections = self._page.sections if self._page is not None else ()
        blocks = dressing.blocks(self.document())
        headings = (block for block in blocks if 1 <= block.blockFormat().headingLevel() <= DEEPEST)
        pairs = zip(sections, headings, strict=False)
        return next((block for section, block in pairs if section.anchor == anchor), self.document().begin())
