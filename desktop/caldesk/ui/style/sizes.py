"""Sizes that the whole window keeps to: distances in device-independent pixels, times of motion, and the type scale."""

from enum import StrEnum

from PySide6.QtGui import QFont, QFontInfo
from PySide6.QtWidgets import QApplication

GRID = 4  # every distance is a multiple of this
TIGHT, INSIDE, BETWEEN, AROUND = GRID, 2 * GRID, 4 * GRID, 6 * GRID
RADIUS_EVENT, RADIUS_CONTROL, RADIUS_CARD = 4, 6, 10
ROW, ROW_TOUCH, CONTROL = 40, 44, 32
ICON, ICON_SMALL, ICON_LARGE = 20, 16, 96
HAIRLINE, EDGE, FOCUS_RING = 1, 3, 2
MOTION_MS, SKELETON_AFTER_MS = 140, 150
SMALLEST_TEXT_PX = 11


class Role(StrEnum):
    """A step of the type scale."""

    TITLE = "title"
    SECTION = "section"
    STRONG = "strong"
    BODY = "body"
    CAPTION = "caption"


_SCALE = {Role.TITLE: 1.5, Role.SECTION: 1.15, Role.STRONG: 1.0, Role.BODY: 1.0, Role.CAPTION: 0.9}
_HEAVY = (Role.TITLE, Role.SECTION, Role.STRONG)


def font(role: Role, *, tabular: bool = False) -> QFont:
    """The system's interface font at a step of the type scale; `tabular` gives times and counts equal figures."""
    made = QFont(QApplication.font())
    if made.pointSizeF() > 0:
        made.setPointSizeF(made.pointSizeF() * _SCALE[role])
    else:
        made.setPixelSize(round(made.pixelSize() * _SCALE[role]))
    if QFontInfo(made).pixelSize() < SMALLEST_TEXT_PX:
        made.setPixelSize(SMALLEST_TEXT_PX)
    if role in _HEAVY:
        made.setWeight(QFont.Weight.DemiBold)
    if tabular:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made
