"""The steps of the type scale, as fonts of the system's own interface font."""

from enum import StrEnum

from PySide6.QtGui import QFont, QFontInfo
from PySide6.QtWidgets import QApplication


class Role(StrEnum):
    """A step of the type scale."""

    TITLE = "title"
    SECTION = "section"
    STRONG = "strong"
    BODY = "body"
    CAPTION = "caption"


SMALLEST_TEXT_PX = 11
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
