"""The theme of a desktop in high contrast, made of the system's own colours; imported where one is found."""

from PySide6.QtGui import QColor, QPalette

from caldesk.ui.style.palettes import COLOURS, LIGHT
from caldesk.ui.style.theme import Hue, Theme


def contrast_theme(palette: QPalette) -> Theme:
    """The theme of a high-contrast desktop: the system's own colours, and nothing told by colour alone.

    Selected rows keep the ground they have, so that text and icons stay readable on it; the bar and the ring of
    `accent` mark them.
    """

    def system(role: QPalette.ColorRole, group: QPalette.ColorGroup = QPalette.ColorGroup.Active) -> str:
        return palette.color(group, role).name().upper()

    role = QPalette.ColorRole
    ground, ink, accent = system(role.Base), system(role.WindowText), system(role.Highlight)
    grounds = {"window": system(role.Window), "raised": ground, "surface": ground}
    same_ground = ("hover", "pressed", "selection", "tile", *(n for n in COLOURS if n.endswith("_ground")))
    over = dict.fromkeys(same_ground, ground) | grounds
    over |= dict.fromkeys(("accent", "accent_hover", "accent_pressed", "focus", "practice_stripe", "scroll"), accent)
    over |= {"on_accent": system(role.HighlightedText), "on_bad": ground, "on_practice": ground}
    pale = system(role.WindowText, QPalette.ColorGroup.Disabled)
    over |= dict.fromkeys(("disabled", "skeleton", "skeleton_shine"), pale)
    hue = Hue(name="system", fill=ground, edge=ink, text=ink, on_edge=ground)
    return Theme(
        name="contrast",
        is_dark=QColor(ground).lightnessF() < QColor(ink).lightnessF(),
        hues=(hue,) * len(LIGHT.hues),
        **(dict.fromkeys(COLOURS, ink) | over),
    )
