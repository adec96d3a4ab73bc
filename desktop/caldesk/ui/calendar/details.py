"""The details of an event in a small card beside it: not modal, gone with Esc or when the focus goes elsewhere."""

from PySide6.QtCore import QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QHBoxLayout, QVBoxLayout, QWidget

from caldesk.i18n import _
from caldesk.ui.calendar.details_words import Line, details_text
from caldesk.ui.style import BETWEEN, ICON_SMALL, INSIDE, RADIUS_CARD, TIGHT, Look, Role
from caldesk.ui.widgets.buttons import Button, Kind
from caldesk.ui.widgets.icon_button import IconButton
from caldesk.ui.widgets.icons import pixmap
from caldesk.ui.widgets.label import Label

_WIDTH = 320
_GAP = 8


class DetailsCard(QFrame):
    """Shows one event; a child of the page, so that it moves and closes with it."""

    def __init__(self, look: Look, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self.setObjectName("calendar.details")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._look = look
        self._body: QWidget | None = None
        self._text = ""
        self._return_to: QWidget | None = None
        self._anchor = QRect()
        self._window: QWindow | None = None
        self._shadow = QGraphicsDropShadowEffect(self, blurRadius=24, xOffset=0, yOffset=4)
        self.setGraphicsEffect(self._shadow)
        self._frame = QVBoxLayout(self)
        self._frame.setContentsMargins(0, 0, 0, 0)
        look.changed.connect(self._dress)
        self._dress()
        self.hide()

    def open(self, title: str, lines: list[Line], anchor: QRect, return_to: QWidget) -> None:
        """Show an event beside `anchor` (in the parent's coordinates); focus goes back to `return_to` at the end."""
        self._return_to, self._anchor = return_to, anchor
        self._text = details_text(title, lines)
        self.setAccessibleName(title)
        self.setAccessibleDescription(self._text)
        if self._body is not None:
            self._body.hide()
            self._frame.removeWidget(self._body)
            self._body.deleteLater()
        self._body = self._made(title, lines)
        self._frame.addWidget(self._body)
        self.setFixedWidth(min(_WIDTH, self._page.width() - 2 * _GAP))
        self.setFixedHeight(self._body.heightForWidth(self.width()))
        self._place()
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        self._watch()

    def close_card(self) -> None:
        """Hide it and give the focus back, if it still is here."""
        if self.isHidden():
            return
        self._unwatch()
        focused = self._page.window().focusWidget()
        had_focus = focused is self or self.isAncestorOf(focused)
        self.hide()
        if had_focus and self._return_to is not None:
            self._return_to.setFocus(Qt.FocusReason.PopupFocusReason)

    def _watch(self) -> None:
        self._unwatch()
        self._window = self._page.window().windowHandle()
        if self._window is not None:
            self._window.focusObjectChanged.connect(self._focus_moved)

    def _unwatch(self) -> None:
        if self._window is not None:
            self._window.focusObjectChanged.disconnect(self._focus_moved)
            self._window = None

    def copy(self) -> None:
        """Put the text on the clipboard."""
        QGuiApplication.clipboard().setText(self._text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_card()
        else:
            super().keyPressEvent(event)

    def _focus_moved(self, thing: QObject | None) -> None:
        """Closes the card when the focus goes elsewhere in the window; it is not called back then."""
        if isinstance(thing, QWidget) and thing is not self and not self.isAncestorOf(thing):
            self.close_card()

    def _place(self) -> None:
        """Beside the event where there is room, else on its other side, else over it; never past the edges."""
        room = self._page.rect().adjusted(_GAP, _GAP, -_GAP, -_GAP)
        size = QSize(self.width(), self.height())
        after, before = self._anchor.right() + _GAP, self._anchor.left() - _GAP - size.width()
        sides = (before, after) if self.isRightToLeft() else (after, before)
        fitting = [x for x in sides if x >= room.left() and x + size.width() <= room.right() + 1]
        x = fitting[0] if fitting else self._anchor.left()
        x = min(max(x, room.left()), room.right() + 1 - size.width())
        y = min(max(self._anchor.top(), room.top()), max(room.top(), room.bottom() + 1 - size.height()))
        self.move(QPoint(x, y))

    def _made(self, title: str, lines: list[Line]) -> QWidget:
        body = QWidget(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(BETWEEN, INSIDE + TIGHT, INSIDE + TIGHT, INSIDE + TIGHT)
        column.setSpacing(INSIDE)
        head = QHBoxLayout()
        head.addWidget(Label(title, Role.SECTION, name="calendar.details.title", selectable=True), 1)
        close = IconButton(self._look, "close", _("Close"), name="calendar.details.close")
        close.clicked.connect(self.close_card)
        head.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        for line in lines:
            column.addLayout(self._row(line))
        copy = Button(self._look, _("Copy"), Kind.SECONDARY, icon="copy", name="calendar.details.copy")
        copy.clicked.connect(self.copy)
        column.addSpacing(TIGHT)
        column.addWidget(copy, 0, Qt.AlignmentFlag.AlignLeading)
        return body

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

    def _dress(self) -> None:
        theme = self._look.theme
        self.setStyleSheet(
            f"#calendar\\.details {{ background: {theme.raised}; border: 1px solid {theme.line};"
            f" border-radius: {RADIUS_CARD}px; }}"
        )
        shade = QColor(theme.text if not theme.is_dark else theme.window)
        shade.setAlphaF(0.25 if not theme.is_dark else 0.8)
        self._shadow.setColor(shade)
