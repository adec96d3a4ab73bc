"""A small card that floats over the page beside what it is about: not modal, gone with Esc or when the focus leaves.

It is a child of the page, so that it moves and closes with it. What it shows is made by who uses it.
"""

from PySide6.QtCore import QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QWindow
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QHBoxLayout, QVBoxLayout, QWidget

from caldesk.i18n import _
from caldesk.ui.style import BETWEEN, INSIDE, RADIUS_CARD, TIGHT, Look, Role
from caldesk.ui.widgets.icon_button import IconButton
from caldesk.ui.widgets.label import Label

_GAP = 8


class FloatingCard(QFrame):
    """`float_body` shows a body beside a place; `closed` tells that it is gone."""

    closed = Signal()

    def __init__(self, look: Look, page: QWidget, *, name: str, width: int) -> None:
        super().__init__(page)
        self._look, self._page, self._usual_width = look, page, width
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._body: QWidget | None = None
        self._return_to: QWidget | None = None
        self._friend: QWidget | None = None
        self._window: QWindow | None = None
        self._shadow: QGraphicsDropShadowEffect | None = None
        self.hide()

    def float_body(
        self, body: QWidget, anchor: QRect, return_to: QWidget, focus: QWidget | None = None, *, steal: bool = True
    ) -> None:
        """Show a body beside `anchor` (in the page's coordinates); focus goes back to `return_to` at the end.

        `focus` gets the focus now, the card itself if it is None. Without `steal` the focus stays where it is, and
        `return_to` is a field that goes with the card.
        """
        self._return_to, self._friend = return_to, None if steal else return_to
        if self._body is not None:
            self._body.hide()
            self._frame.removeWidget(self._body)
            self._body.deleteLater()
        self._body = body
        self._dress_once()
        self._frame.addWidget(body)
        self._fit(anchor)
        self.show()
        self.raise_()
        if steal:
            (focus or self).setFocus(Qt.FocusReason.PopupFocusReason)
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
        self.closed.emit()

    def headed(self, title: str) -> tuple[QWidget, QVBoxLayout]:
        """A body with a title and a button to close it, and the column for the rest."""
        body = QWidget(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(BETWEEN, INSIDE + TIGHT, INSIDE + TIGHT, INSIDE + TIGHT)
        column.setSpacing(INSIDE)
        head = QHBoxLayout()
        head.addWidget(Label(title, Role.SECTION, name=f"{self.objectName()}.title", selectable=True), 1)
        close = IconButton(self._look, "close", _("Close"), name=f"{self.objectName()}.close")
        close.clicked.connect(self.close_card)
        head.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        return body, column

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_card()
        else:
            super().keyPressEvent(event)

    def _watch(self) -> None:
        self._unwatch()
        self._window = self._page.window().windowHandle()
        if self._window is not None:
            self._window.focusObjectChanged.connect(self._focus_moved)

    def _unwatch(self) -> None:
        if self._window is not None:
            self._window.focusObjectChanged.disconnect(self._focus_moved)
            self._window = None

    def _focus_moved(self, thing: QObject | None) -> None:
        """Closes the card when the focus goes elsewhere in the window; it is not called back then."""
        mine = thing is self or thing is self._friend
        if isinstance(thing, QWidget) and not mine and not self.isAncestorOf(thing):
            self.close_card()

    def _fit(self, anchor: QRect) -> None:
        """As wide as usual and as high as its body, as far as the page has room."""
        room = self._page.rect().adjusted(_GAP, _GAP, -_GAP, -_GAP)
        self.setFixedWidth(min(self._usual_width, room.width()))
        body = self._body
        if body is not None:
            body.ensurePolished()
            high = body.heightForWidth(self.width()) if body.hasHeightForWidth() else body.sizeHint().height()
            self.setFixedHeight(min(high, room.height()))
        self._place(anchor, room)

    def _place(self, anchor: QRect, room: QRect) -> None:
        """Beside the anchor where there is room, else on its other side, else over it; never past the edges."""
        size = QSize(self.width(), self.height())
        after, before = anchor.right() + _GAP, anchor.left() - _GAP - size.width()
        sides = (before, after) if self.isRightToLeft() else (after, before)
        fitting = [x for x in sides if x >= room.left() and x + size.width() <= room.right() + 1]
        x = fitting[0] if fitting else anchor.left()
        x = min(max(x, room.left()), room.right() + 1 - size.width())
        y = min(max(anchor.top(), room.top()), max(room.top(), room.bottom() + 1 - size.height()))
        self.move(QPoint(x, y))

    def _dress_once(self) -> None:
        """Most cards are never opened, and a style sheet and a shadow take a moment of the first paint."""
        if self._shadow is None:
            self._shadow = QGraphicsDropShadowEffect(self, blurRadius=24, xOffset=0, yOffset=4)
            self.setGraphicsEffect(self._shadow)
            self._frame = QVBoxLayout(self)
            self._frame.setContentsMargins(0, 0, 0, 0)
            self._look.changed.connect(self._dress)
            self._dress()

    def _dress(self) -> None:
        theme = self._look.theme
        selector = self.objectName().replace(".", "\\.")
        self.setStyleSheet(
            f"#{selector} {{ background: {theme.raised}; border: 1px solid {theme.line};"
            f" border-radius: {RADIUS_CARD}px; }}"
        )
        shade = QColor(theme.text if not theme.is_dark else theme.window)
        shade.setAlphaF(0.25 if not theme.is_dark else 0.8)
        if self._shadow is not None:
            self._shadow.setColor(shade)
