"""The details of an event in a small card beside it."""

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from caldesk.i18n import _
from caldesk.ui.calendar.details_words import Line, details_text
from caldesk.ui.calendar.floating import FloatingCard
from caldesk.ui.style import BETWEEN, ICON_SMALL, INSIDE, TIGHT, Look
from caldesk.ui.widgets.buttons import Button, Kind
from caldesk.ui.widgets.icons import pixmap
from caldesk.ui.widgets.label import Label

_WIDTH = 320
_ROOM = _WIDTH - BETWEEN - INSIDE - TIGHT
"""Between the margins of a card."""


class DetailsCard(FloatingCard):
    """Shows one event."""

    def __init__(self, look: Look, page: QWidget) -> None:
        super().__init__(look, page, name="calendar.details", width=_WIDTH)
        self._text = ""

    def open(
        self, title: str, lines: list[Line], anchor: QRect, return_to: QWidget, why: Callable[[], object] | None = None
    ) -> None:
        """Show an event beside `anchor` (in the page's coordinates); focus goes back to `return_to` at the end.

        `why` asks why the time was not blocked, where that can be asked.
        """
        self._text = details_text(title, lines)
        self.setAccessibleName(title)
        self.setAccessibleDescription(self._text)
        self.float_body(self._made(title, lines, why), anchor, return_to)

    def copy(self) -> None:
        """Put the text on the clipboard."""
        QGuiApplication.clipboard().setText(self._text)

    def _made(self, title: str, lines: list[Line], why: Callable[[], object] | None) -> QWidget:
        body, column = self.headed(title)
        for line in lines:
            column.addLayout(self._row(line))
        copy = Button(self._look, _("Copy"), Kind.SECONDARY, icon="copy", name="calendar.details.copy")
        copy.clicked.connect(self.copy)
        column.addSpacing(TIGHT)
        column.addLayout(self._foot(copy, self._why(why) if why is not None else None))
        return body

    def _foot(self, copy: Button, link: Button | None) -> QBoxLayout:
        """Side by side where the words of this language fit, else one below the other."""
        foot = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        foot.addWidget(copy, 0, Qt.AlignmentFlag.AlignLeading)
        foot.addStretch(1)
        if link is not None:
            foot.addWidget(link, 0, Qt.AlignmentFlag.AlignLeading)
            if copy.sizeHint().width() + INSIDE + link.sizeHint().width() > _ROOM:
                foot.setDirection(QBoxLayout.Direction.TopToBottom)
        return foot

    def _why(self, why: Callable[[], object]) -> Button:
        link = Button(self._look, _("Why was this not blocked?"), Kind.LINK, name="calendar.details.why")
        link.clicked.connect(self.close_card)
        link.clicked.connect(lambda: why())
        return link

    def _row(self, line: Line) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(INSIDE)
        mark = Label()
        theme = self._look.theme
        color = theme.bad if line.icon == "warning" else theme.secondary
        mark.setPixmap(pixmap(line.icon, color, ICON_SMALL, self.devicePixelRatioF()))
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Label(line.text, selectable=True), 1)
        return row
