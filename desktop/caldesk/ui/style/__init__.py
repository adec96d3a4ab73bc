"""The look of Caldesk: named tokens for light, dark and high contrast, and the one place that applies them.

No widget holds a colour of its own. Widgets take a `Look`, read `look.theme` when they paint, and repaint on
`look.changed`.
"""

from caldesk.ui.style.look import Look, Preference
from caldesk.ui.style.palettes import DARK, INK, LIGHT, PAPER
from caldesk.ui.style.sheet import apply
from caldesk.ui.style.sizes import (
    AROUND,
    BETWEEN,
    CONTROL,
    EDGE,
    FOCUS_RING,
    HAIRLINE,
    ICON,
    ICON_LARGE,
    ICON_SMALL,
    INSIDE,
    MOTION_MS,
    RADIUS_CARD,
    RADIUS_CONTROL,
    RADIUS_EVENT,
    ROW,
    ROW_TOUCH,
    SKELETON_AFTER_MS,
    SMALLEST_TEXT_PX,
    TIGHT,
    Role,
    font,
)
from caldesk.ui.style.theme import Hue, Theme, Tone

__all__ = [
    "AROUND",
    "BETWEEN",
    "CONTROL",
    "DARK",
    "EDGE",
    "FOCUS_RING",
    "HAIRLINE",
    "ICON",
    "ICON_LARGE",
    "ICON_SMALL",
    "INK",
    "INSIDE",
    "LIGHT",
    "MOTION_MS",
    "PAPER",
    "RADIUS_CARD",
    "RADIUS_CONTROL",
    "RADIUS_EVENT",
    "ROW",
    "ROW_TOUCH",
    "SKELETON_AFTER_MS",
    "SMALLEST_TEXT_PX",
    "TIGHT",
    "Hue",
    "Look",
    "Preference",
    "Role",
    "Theme",
    "Tone",
    "apply",
    "font",
]
