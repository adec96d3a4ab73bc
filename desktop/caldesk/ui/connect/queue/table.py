"""The table of both steps: rows of one height, the keyboard's ring, and marks of people drawn once."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from caldesk.ui.style import ICON, RADIUS_CONTROL, Hue, Look
from caldesk.ui.widgets.avatar import SIDE, initials, paint_avatar
from caldesk.ui.widgets.focus_ring import paint_focus_ring
from caldesk.ui.widgets.icons import pixmap
from caldesk.ui.widgets.row_table import RowTable

_SCALE = 2
Index = QModelIndex | QPersistentModelIndex


def heading(titles: Sequence[str], section: int, orientation: Qt.Orientation, role: int) -> str | None:
    """What stands above a column; `titles` from the leading edge."""
    is_told = orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
    return titles[section] if is_told else None


class RowDelegate(QStyledItemDelegate):
    """As Qt draws it, with our ring around the cell that has the keyboard; signs are smaller than people."""

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self.look = look

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """People are in the first column."""
        super().initStyleOption(option, index)
        if index.column():
            option.decorationSize = QSize(ICON, ICON)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The cell, then the ring."""
        super().paint(painter, option, index)
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint_focus_ring(painter, option.rect.adjusted(2, 2, -2, -2), self.look.theme, RADIUS_CONTROL)


class TeamTable(RowTable):
    """Set the model, then call `share_out`."""

    def __init__(self, look: Look, *, name: str, title: str) -> None:
        super().__init__(name=name, label=title)
        self.look = look
        self.setItemDelegate(RowDelegate(look, self))
        self.setMouseTracking(True)
        self.setIconSize(QSize(SIDE, SIDE))
        look.changed.connect(self.viewport().update)


class Marks:
    """The marks of people as icons, each drawn once for each theme."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._drawn: dict[tuple[str, ...], QIcon] = {}

    def sign(self, name: str, colour: str) -> QIcon:
        """One of our icons beside a line of text."""
        if (name, colour) not in self._drawn:
            self._drawn[name, colour] = _plain(pixmap(name, colour, ICON, _SCALE))
        return self._drawn[name, colour]

    def of(self, name: str, hue: int) -> QIcon:
        """The mark of a schedule; `hue` is its place in the site."""
        theme = self._look.theme
        colour, letters = theme.hue(hue), initials(name)
        key = (letters, colour.name, theme.name)
        if key not in self._drawn:
            self._drawn[key] = _plain(_drawn(colour, letters))
        return self._drawn[key]


def _plain(picture: QPixmap) -> QIcon:
    """An icon that looks the same in a selected row."""
    made = QIcon(picture)
    made.addPixmap(picture, QIcon.Mode.Selected)
    return made


def _drawn(hue: Hue, letters: str) -> QPixmap:
    """Large enough for every scale; views make it smaller."""
    side = _SCALE * SIDE
    picture = QPixmap(side, side)
    picture.setDevicePixelRatio(_SCALE)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint_avatar(painter, QRect(0, 0, SIDE, SIDE), hue, letters)
    painter.end()
    return picture
