"""The open site's name on its colour, and the list of sites behind it."""

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QSize, Signal, SignalInstance
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton, QWidget

from caldesk.i18n import _
from caldesk.ui import style
from caldesk.ui.frame.nav_row import WIDTH, paint_ground, places
from caldesk.ui.style import Look
from caldesk.ui.widgets import icons
from caldesk.ui.widgets.avatar import SIDE, initials, paint_avatar
from caldesk.ui.widgets.painting import LEADING, V_CENTER, fitted


class SiteEntry(Struct, frozen=True):
    """A site in the switcher."""

    id: str
    name: str
    hue: int = 0


class SiteButton(QToolButton):
    """The name of the site on its colour; opens the list of sites."""

    chosen = Signal(str)
    add_requested = Signal()
    practice_requested = Signal()
    manage_requested = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._hue: int | None = None
        self.setObjectName("siteButton")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setProperty("toolButtonStyle", "ToolButtonTextOnly")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFont(style.font(style.Role.STRONG))
        self._list = QMenu(self)
        self._list.setObjectName("siteMenu")
        self.setMenu(self._list)
        self.set_sites((), "")
        look.changed.connect(self.update)

    def set_sites(self, sites: Sequence[SiteEntry], present: str) -> None:
        """List the sites; `present` is the id of the open one, "" for none."""
        open_site = next((site for site in sites if site.id == present), None)
        self._hue = open_site.hue if open_site else None
        self.setText(open_site.name if open_site else _("No site open") if sites else _("No site yet"))
        self.setToolTip(self.text())
        self.setAccessibleName(_("Site: {name}").format(name=self.text()))
        self._list.clear()
        for site in sites:
            self._add_site(site, checked=site.id == present)
        if sites:
            self._list.addSeparator()
        self._add_step(_("Add a site…"), self.add_requested)
        self._add_step(_("Open the practice site"), self.practice_requested)
        if sites:
            self._add_step(_("Manage sites…"), self.manage_requested)

    def _add_step(self, text: str, request: SignalInstance) -> None:
        action = QAction(self._list)
        action.setText(text)
        action.triggered.connect(lambda _checked=False: request.emit())
        self._list.addAction(action)

    def _add_site(self, site: SiteEntry, *, checked: bool) -> None:
        action = QAction(site.name.replace("&", "&&"), self._list)
        action.setCheckable(True)
        action.setChecked(checked)
        action.setData(site.id)
        action.triggered.connect(self._choose)
        self._list.addAction(action)

    def _choose(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.chosen.emit(str(action.data()))

    def sizeHint(self) -> QSize:
        return QSize(WIDTH - 2 * style.INSIDE, style.ROW_TOUCH)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._look.theme
        painter = QPainter(self)
        paint_ground(painter, self, self._look, on=self.isDown())
        mark, name, arrow = places(self, SIDE, style.ICON_SMALL)
        if self._hue is None:
            icons.paint_icon(painter, mark.adjusted(4, 4, -4, -4), "business", theme.secondary)
        else:
            paint_avatar(painter, mark, theme.hue(self._hue), initials(self.text()))
        painter.setFont(self.font())
        painter.drawText(name, V_CENTER | LEADING, fitted(self.text(), self.fontMetrics(), name.width()))
        icons.paint_icon(painter, arrow, "chevron-down", theme.secondary)
