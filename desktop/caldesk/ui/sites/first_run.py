"""The first page of a program that knows no site yet: three ways to begin."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from caldesk.i18n import _
from caldesk.ui import style
from caldesk.ui.shell import Shell
from caldesk.ui.sites.key_rights import what_the_key_may_do
from caldesk.ui.style import Look, Role
from caldesk.ui.widgets.focus_ring import paint_focus_ring
from caldesk.ui.widgets.icons import paint_icon
from caldesk.ui.widgets.label import Label
from caldesk.ui.widgets.message_pane import place_in_middle

if TYPE_CHECKING:
    from collections.abc import Callable

_CARD = QSize(248, 184)
_WIDEST = 820


class WayCard(QAbstractButton):
    """One way to begin, as a card that can be pressed."""

    def __init__(self, look: Look, icon: str, title: str, words: str, *, name: str) -> None:
        super().__init__()
        self._look, self._icon = look, icon
        self.setObjectName(name)
        self.setText(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(style.BETWEEN, 2 * style.AROUND + style.INSIDE, style.BETWEEN, style.BETWEEN)
        column.setSpacing(style.TIGHT)
        for label in (Label(title, Role.SECTION), Label(words, quiet=True)):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(label)
        column.addStretch()
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Room for the icon, the title and three lines."""
        inner = self.layout()
        return _CARD if inner is None else QSize(_CARD.width(), max(_CARD.height(), inner.sizeHint().height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A card; its edge takes the accent under the pointer."""
        theme = self._look.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(theme.pressed if self.isDown() else theme.surface))
        painter.setPen(QPen(QColor(theme.accent if self.underMouse() else theme.line), style.HAIRLINE))
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, style.RADIUS_CARD, style.RADIUS_CARD)
        side = style.AROUND
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = self.width() - style.BETWEEN - side if rtl else style.BETWEEN
        paint_icon(painter, QRectF(left, style.BETWEEN, side, side), self._icon, theme.accent)
        if self.hasFocus():
            paint_focus_ring(painter, self.rect(), theme, style.RADIUS_CARD)


class FirstRunPage(QWidget):
    """Add your site, try the practice site, or read what is needed first."""

    add_requested = Signal()
    practice_requested = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setObjectName("firstRunPage")
        self._needs = self._made_needs()
        self._needs.hide()
        inner = QVBoxLayout()
        inner.setSpacing(style.INSIDE)
        inner.addWidget(Label(_("Welcome to Caldesk"), Role.TITLE, name="firstRunTitle"))
        inner.addWidget(
            Label(
                _("Connect Google, Microsoft and Apple calendars to a Wix Bookings site, and see that they work."),
                quiet=True,
            )
        )
        inner.addSpacing(style.BETWEEN)
        inner.addLayout(self._cards(shell.look))
        inner.addSpacing(style.BETWEEN)
        inner.addWidget(self._needs)
        place_in_middle(self, inner, widest=_WIDEST, margin=style.AROUND, above=1, below=2)

    def _cards(self, look: Look) -> QHBoxLayout:
        ways: tuple[tuple[str, str, str, str, Callable[[], object]], ...] = (
            (
                "plus",
                _("Add your site"),
                _("With an API key of the Wix account. It takes about five minutes."),
                "firstAdd",
                self.add_requested.emit,
            ),
            (
                "practice",
                _("Try the practice site"),
                _("A pretend studio on this computer. Nothing leaves it, nothing can break."),
                "firstPractice",
                self.practice_requested.emit,
            ),
            (
                "list",
                _("What you need first"),
                _("The plan, the app, the key, and who can make it."),
                "firstNeeds",
                self._toggle_needs,
            ),
        )
        row = QHBoxLayout()
        row.setSpacing(style.BETWEEN)
        for icon, title, words, name, act in ways:
            card = WayCard(look, icon, title, words, name=name)
            card.clicked.connect(lambda _checked=False, act=act: act())
            row.addWidget(card, 1)
        return row

    def _toggle_needs(self) -> None:
        self._needs.setVisible(not self._needs.isVisible())

    def _made_needs(self) -> QWidget:
        needs = QWidget()
        needs.setObjectName("firstRunNeeds")
        row = QHBoxLayout(needs)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.AROUND)
        site = QVBoxLayout()
        site.setSpacing(style.TIGHT)
        site.addWidget(Label(_("What the site must have"), Role.STRONG))
        for line in (
            _("A paid Wix plan: external calendars are not in the free one"),
            _("The Wix Bookings app, with at least one member of staff"),
            _("For each calendar: its owner beside you, or on their own phone"),
        ):
            site.addWidget(Label(f"•  {line}", quiet=True))
        site.addStretch()
        row.addLayout(site, 1)
        row.addWidget(what_the_key_may_do(), 1)
        return needs
