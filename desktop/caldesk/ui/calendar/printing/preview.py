"""The pages as they will be printed, one under the other, as wide as there is room."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from caldesk.i18n import ngettext
from caldesk.ui.calendar.printing.drawing import Page
from caldesk.ui.calendar.printing.page_painter import PagePainter
from caldesk.ui.style import BETWEEN, LIGHT, Look

_WIDEST = 1.6
"""Pixels to a point; beyond that, pages are larger than on paper."""


class _Pages(QWidget):
    """Paints the pages that are in sight."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._painter = PagePainter()
        self.pages: tuple[Page, ...] = ()
        look.changed.connect(self.update)

    def scale(self) -> float:
        """Pixels to a point."""
        widest = max((page.width for page in self.pages), default=1.0)
        return min(_WIDEST, max(0.1, (self.width() - 2 * BETWEEN) / widest))

    def wanted_height(self) -> int:
        """All pages with room between them."""
        return round(sum(page.height * self.scale() + BETWEEN for page in self.pages)) + BETWEEN

    def place(self, number: int) -> QRectF:
        """Where a page is, counted from 0."""
        scale, page = self.scale(), self.pages[number]
        top = BETWEEN + sum(each.height * scale + BETWEEN for each in self.pages[:number])
        width = page.width * scale
        return QRectF((self.width() - width) / 2, top, width, page.height * scale)

    def paintEvent(self, event: QPaintEvent) -> None:
        """White sheets on the window's ground."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(self._look.theme.tile))
        for number, page in enumerate(self.pages):
            place = self.place(number)
            if place.intersects(QRectF(event.rect())):
                painter.setPen(QPen(QColor(self._look.theme.line), 1))
                painter.setBrush(QColor(LIGHT.surface))
                painter.drawRect(place)
                painter.save()
                painter.translate(place.topLeft())
                self._painter.paint(painter, page, 72 * self.scale())
                painter.restore()


class PreviewPane(QScrollArea):
    """Scrolls by wheel and keys; says to a screen reader how many pages there are."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("calendar.print.preview")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._pages = _Pages(look)
        self.setWidget(self._pages)

    @property
    def pages(self) -> tuple[Page, ...]:
        """What is shown."""
        return self._pages.pages

    def show_pages(self, pages: tuple[Page, ...]) -> None:
        """Show these; where one was looking stays in sight."""
        self._pages.pages = pages
        words = ngettext("Preview, {n} page", "Preview, {n} pages", len(pages)).format(n=len(pages))
        self.setAccessibleName(words)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Pages grow and shrink with the dialog."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        width = self.viewport().width()
        self._pages.resize(width, self._pages.height())
        self._pages.resize(width, self._pages.wanted_height())
        self._pages.update()
