"""The left side of the window: which site, and which of its pages."""

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from caldesk.i18n import _
from caldesk.ui import style
from caldesk.ui.frame.nav_row import WIDTH, paint_ground, places
from caldesk.ui.frame.site_button import SiteButton
from caldesk.ui.style import Look
from caldesk.ui.widgets import icons
from caldesk.ui.widgets.painting import LEADING, V_CENTER, box, fill


class Destination(Struct, frozen=True):
    """A page that can be gone to. `at_bottom` sets it apart from the daily ones."""

    id: str
    label: str
    icon: str
    at_bottom: bool = False


class PageButton(QAbstractButton):
    """One page: icon and word; the open one is marked by ground, weight and a bar."""

    def __init__(self, look: Look, destination: Destination, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._icon = destination.icon
        self.setObjectName(f"go.{destination.id}")
        self.setText(destination.label)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setProperty("focusPolicy", "StrongFocus")
        self.setAccessibleName(destination.label)
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH - 2 * style.INSIDE, style.ROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._look.theme
        painter = QPainter(self)
        paint_ground(painter, self, self._look, on=self.isChecked())
        place, name, _end = places(self, style.ICON)
        quiet = theme.secondary if self.isEnabled() else theme.disabled
        colour = theme.accent if self.isChecked() else quiet
        icons.paint_icon(painter, place, self._icon, colour)
        painter.setFont(style.font(style.Role.STRONG if self.isChecked() else style.Role.BODY))
        painter.drawText(name, V_CENTER | LEADING, self.text())


class Navigation(QWidget):
    """Site switcher on top, pages below, then `help`, which is no page; arrow keys move between them."""

    page_chosen = Signal(str)

    def __init__(self, look: Look, destinations: Sequence[Destination], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        look.changed.connect(self.update)
        self.setObjectName("navigation")
        self.setAccessibleName(_("Pages"))
        self.setFixedWidth(WIDTH)
        self.site = SiteButton(look, self)
        self._pages: dict[str, PageButton] = {}
        self.help = PageButton(look, Destination("help", _("Help"), "help"), self)
        self.help.setCheckable(False)
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(style.INSIDE, style.BETWEEN, style.INSIDE, style.BETWEEN)
        column.setSpacing(style.TIGHT)
        column.addWidget(self.site)
        column.addSpacing(style.INSIDE)
        daily = [one for one in destinations if not one.at_bottom]
        for destination in daily:
            column.addWidget(self._add(look, destination))
        column.addStretch()
        for destination in destinations:
            if destination.at_bottom:
                column.addWidget(self._add(look, destination))
        column.addWidget(self.help)

    def show_page(self, page_id: str) -> None:
        """Mark a page as the open one."""
        if (button := self._pages.get(page_id)) is not None:
            button.setChecked(True)

    def enable(self, page_id: str, enabled: bool) -> None:
        """Allow going to a page, or not."""
        if (button := self._pages.get(page_id)) is not None:
            button.setEnabled(enabled)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A ground of its own and a hairline towards the pages."""
        painter = QPainter(self)
        fill(painter, box(self.rect()), self._look.theme.surface)
        edge = 0 if self.isRightToLeft() else self.width() - style.HAIRLINE
        fill(painter, box(QRect(edge, 0, style.HAIRLINE, self.height())), self._look.theme.line)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        from PySide6.QtCore import Qt  # see `painting`

        step = {Qt.Key.Key_Down.value: 1, Qt.Key.Key_Up.value: -1}.get(event.key())
        buttons = [button for button in (*self._pages.values(), self.help) if button.isEnabled()]
        focused = next((place for place, button in enumerate(buttons) if button.hasFocus()), None)
        if step is None or focused is None:
            super().keyPressEvent(event)
            return
        buttons[(focused + step) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)

    def _add(self, look: Look, destination: Destination) -> PageButton:
        button = PageButton(look, destination, self)
        button.clicked.connect(lambda _checked, page_id=destination.id: self.page_chosen.emit(page_id))
        self._group.addButton(button)
        self._pages[destination.id] = button
        return button
