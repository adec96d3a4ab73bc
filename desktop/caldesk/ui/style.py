"""The look of Caldesk: named tokens for light, dark and high contrast, and the one place that applies them.

No widget holds a colour of its own. Widgets take a `Look`, read `look.theme` when they paint, and repaint on
`look.changed`. Longer than most modules because both themes stand side by side, where they can be compared.
"""

import sys
from enum import StrEnum
from string import Template

from msgspec import Struct
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication

from caldesk import resources

GRID = 4  # every distance is a multiple of this, in device-independent pixels
TIGHT, INSIDE, BETWEEN, AROUND = GRID, 2 * GRID, 4 * GRID, 6 * GRID
RADIUS_EVENT, RADIUS_CONTROL, RADIUS_CARD = 4, 6, 10
ROW, ROW_TOUCH, CONTROL = 40, 44, 32
ICON, ICON_SMALL, ICON_LARGE = 20, 16, 96
HAIRLINE, EDGE, FOCUS_RING = 1, 3, 2
MOTION_MS, SKELETON_AFTER_MS = 140, 150
SMALLEST_TEXT_PX = 11
PAPER, INK = "#FFFFFF", "#000000"  # of what cameras and printers read, in every theme


class Tone(StrEnum):
    """What a colour says about a state; an icon and a word always say it too."""

    GOOD = "good"
    STARTING = "starting"
    ATTENTION = "attention"
    BAD = "bad"
    OFF = "off"


class Role(StrEnum):
    """A step of the type scale."""

    TITLE = "title"
    SECTION = "section"
    STRONG = "strong"
    BODY = "body"
    CAPTION = "caption"


class Preference(StrEnum):
    """Whose light or dark wins: the system's, or the user's."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Hue(Struct, frozen=True, kw_only=True):
    """One schedule's colour: `text` goes on the light `fill`, `on_edge` on the solid `edge`."""

    name: str
    fill: str
    edge: str
    text: str
    on_edge: str


class Theme(Struct, frozen=True, kw_only=True):
    """Every colour of one appearance, as "#RRGGBB"."""

    name: str
    is_dark: bool
    window: str
    surface: str
    raised: str
    line: str  # hairlines that only separate
    control_edge: str  # borders that carry meaning: 3:1 on surface
    text: str
    secondary: str
    disabled: str
    accent: str
    accent_hover: str
    accent_pressed: str
    on_accent: str
    hover: str
    pressed: str
    selection: str
    focus: str
    skeleton: str
    skeleton_shine: str
    scroll: str
    tile: str  # ground of provider badges
    good: str
    starting: str
    attention: str
    bad: str
    off: str
    good_ground: str
    starting_ground: str
    attention_ground: str
    bad_ground: str
    off_ground: str
    bad_hover: str
    on_bad: str
    practice: str
    practice_stripe: str
    on_practice: str
    hues: tuple[Hue, ...]

    def tone(self, tone: Tone) -> str:
        """The colour of a state's icon and word."""
        return str(getattr(self, tone.value))

    def ground(self, tone: Tone) -> str:
        """The quiet ground on which a notice of this tone stands."""
        return str(getattr(self, f"{tone.value}_ground"))

    def hue(self, index: int) -> Hue:
        """The hue of the n-th schedule; they come round again after the last."""
        return self.hues[index % len(self.hues)]

    def tokens(self) -> dict[str, str]:
        """The colours by name, for the style sheet."""
        return {name: value for name in self.__struct_fields__ if isinstance(value := getattr(self, name), str)}


_TOKENS = {  # name: (light, dark)
    "window": ("#F7F8FA", "#16181C"),
    "surface": ("#FFFFFF", "#1E2126"),
    "raised": ("#FFFFFF", "#262A31"),
    "line": ("#E3E6EB", "#343A43"),
    "control_edge": ("#828B9A", "#747D8C"),
    "text": ("#1B1F26", "#ECEFF4"),
    "secondary": ("#5A6372", "#A3ACBA"),
    "disabled": ("#9AA2AF", "#6B7482"),
    "accent": ("#2F5FE0", "#7DA2FF"),
    "accent_hover": ("#2450C6", "#97B5FF"),
    "accent_pressed": ("#1D43AB", "#B0C7FF"),
    "on_accent": ("#FFFFFF", "#0B1220"),
    "hover": ("#F1F3F6", "#272B32"),
    "pressed": ("#E6E9EE", "#30353E"),
    "selection": ("#EFF3FE", "#2A3552"),
    "focus": ("#2F5FE0", "#7DA2FF"),
    "skeleton": ("#E9ECF0", "#2A2E36"),
    "skeleton_shine": ("#F4F6F8", "#343A43"),
    "scroll": ("#C6CCD5", "#464D58"),
    "tile": ("#EBEEF2", "#31373F"),
    "good": ("#1A7F4B", "#5BD197"),
    "starting": ("#2F5FE0", "#7DA2FF"),
    "attention": ("#9A6100", "#F2B84B"),
    "bad": ("#B3261E", "#FF8A80"),
    "off": ("#5A6372", "#A3ACBA"),
    "good_ground": ("#ECF7F1", "#1B3328"),
    "starting_ground": ("#EDF2FD", "#212C45"),
    "attention_ground": ("#FDF4E0", "#382E1A"),
    "bad_ground": ("#FDEEEC", "#3D2425"),
    "off_ground": ("#EFF1F4", "#2A2F37"),
    "bad_hover": ("#971D16", "#FFA69E"),
    "on_bad": ("#FFFFFF", "#2A0A08"),
    "practice": ("#F5C451", "#E8B33A"),
    "practice_stripe": ("#E3A722", "#C9921B"),
    "on_practice": ("#2B1D00", "#2B1D00"),
}

# Okabe-Ito and Tol "muted", moved in lightness until every pair stays at least 14 CIELAB units apart for
# protan, deutan and tritan eyes; ordered so that the first few are the furthest apart.
_LIGHT_HUES = (  # name, fill, edge, text on fill, text on edge
    ("blue", "#DCEAF6", "#1771C2", "#1861A3", "#FFFFFF"),
    ("vermilion", "#F4E4D9", "#B74900", "#984108", "#FFFFFF"),
    ("pink", "#F7EAF1", "#C973A2", "#835170", "#0B1220"),
    ("green", "#D9E6E0", "#005930", "#005930", "#FFFFFF"),
    ("olive", "#EEEFE2", "#91933F", "#626535", "#0B1220"),
    ("purple", "#F2E3F0", "#AA4398", "#8D3C81", "#FFFFFF"),
    ("rose", "#F7E8EB", "#CC6677", "#8E4D5B", "#0B1220"),
    ("sky", "#DDF0F7", "#1C99CC", "#1C688A", "#0B1220"),
    ("indigo", "#E1DEEE", "#37268D", "#37268D", "#FFFFFF"),
    ("wine", "#EDDEE6", "#872155", "#872155", "#FFFFFF"),
    ("orange", "#F4EDD9", "#B48800", "#775E0F", "#0B1220"),
    ("forest", "#DAEBE1", "#077C3A", "#0B6936", "#FFFFFF"),
)
_DARK_HUES = (
    ("blue", "#203E5A", "#258AE0", "#88BCEA", "#0B1220"),
    ("vermilion", "#4F3723", "#CC6E1B", "#DCAE88", "#0B1220"),
    ("pink", "#5A4052", "#F48FC3", "#F1B1D4", "#0B1220"),
    ("green", "#1B4333", "#149A55", "#80C4A4", "#0B1220"),
    ("olive", "#43462F", "#A3A447", "#C0C28C", "#0B1220"),
    ("purple", "#4E324E", "#CA5EB6", "#D99FD2", "#0B1220"),
    ("rose", "#4E3E41", "#C98787", "#D9B6B8", "#0B1220"),
    ("sky", "#384F5F", "#7AC6F2", "#9CD2F3", "#0B1220"),
    ("indigo", "#434763", "#A3A7FF", "#BDC0FB", "#0B1220"),
    ("wine", "#553045", "#E15696", "#E6A2C5", "#0B1220"),
    ("orange", "#59492C", "#EFAF3D", "#EEC274", "#0B1220"),
    ("forest", "#344D3A", "#6DBD6F", "#A0D1A4", "#0B1220"),
)


def _hues(rows: tuple[tuple[str, str, str, str, str], ...]) -> tuple[Hue, ...]:
    return tuple(Hue(name=n, fill=f, edge=e, text=t, on_edge=o) for n, f, e, t, o in rows)


LIGHT = Theme(name="light", is_dark=False, hues=_hues(_LIGHT_HUES), **{name: pair[0] for name, pair in _TOKENS.items()})
DARK = Theme(name="dark", is_dark=True, hues=_hues(_DARK_HUES), **{name: pair[1] for name, pair in _TOKENS.items()})


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
    same_ground = ("hover", "pressed", "selection", "tile", *(n for n in _TOKENS if n.endswith("_ground")))
    over = dict.fromkeys(same_ground, ground) | grounds
    over |= dict.fromkeys(("accent", "accent_hover", "accent_pressed", "focus", "practice_stripe", "scroll"), accent)
    over |= {"on_accent": system(role.HighlightedText), "on_bad": ground, "on_practice": ground}
    pale = system(role.WindowText, QPalette.ColorGroup.Disabled)
    over |= dict.fromkeys(("disabled", "skeleton", "skeleton_shine"), pale)
    hue = Hue(name="system", fill=ground, edge=ink, text=ink, on_edge=ground)
    return Theme(
        name="contrast",
        is_dark=QColor(ground).lightnessF() < QColor(ink).lightnessF(),
        hues=(hue,) * len(_LIGHT_HUES),
        **(dict.fromkeys(_TOKENS, ink) | over),
    )


def palette(theme: Theme) -> QPalette:
    """The theme as a palette, for everything the Fusion style draws itself."""
    role = QPalette.ColorRole
    roles = {
        role.Window: theme.window,
        role.WindowText: theme.text,
        role.Base: theme.surface,
        role.AlternateBase: theme.window,
        role.ToolTipBase: theme.raised,
        role.ToolTipText: theme.text,
        role.PlaceholderText: theme.secondary,
        role.Text: theme.text,
        role.Button: theme.surface,
        role.ButtonText: theme.text,
        role.BrightText: theme.bad,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.on_accent,
        role.Accent: theme.accent,
        role.Link: theme.accent,
        role.LinkVisited: theme.accent,
        role.Mid: theme.line,
        role.Midlight: theme.line,
        role.Light: theme.surface,
        role.Dark: theme.control_edge,
    }
    made = QPalette()
    for name, colour in roles.items():
        made.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, name, QColor(theme.disabled))
    return made


def apply(app: QApplication, theme: Theme) -> None:
    """Dress the whole application in `theme`."""
    app.setPalette(palette(theme))
    sheet = Template(resources.read_bytes("style", "caldesk.qss").decode())
    is_contrast = theme.name == "contrast"
    places = {
        "ink": "dark" if theme.is_dark else "light",
        "style_folder": resources.folder("style").as_posix(),
        # Qt's own lists and menus have no bar of accent: there the system's highlight marks what is chosen.
        "chosen": theme.accent if is_contrast else theme.selection,
        "on_chosen": theme.on_accent if is_contrast else theme.text,
    }
    app.setStyleSheet(sheet.substitute(theme.tokens() | places))


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


_DARKER_THAN = 0.5


def _wants_contrast(app: QApplication) -> bool:
    hints = app.styleHints()
    if not hasattr(hints, "accessibility"):  # from Qt 6.10
        return False
    from PySide6.QtCore import Qt

    return hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast


class Look(QObject):
    """The theme in force: follows the system's light, dark and high contrast, and the user's own choice."""

    changed = Signal()

    def __init__(self, app: QApplication, preference: Preference = Preference.SYSTEM) -> None:
        super().__init__(app)
        self._app = app
        self._preference = preference
        self._calm: bool | None = None
        self._theme: Theme | None = None
        hints = app.styleHints()
        self._ask_system()
        hints.colorSchemeChanged.connect(self.refresh)
        if hasattr(hints, "accessibility"):
            hints.accessibility().contrastPreferenceChanged.connect(self.refresh)
        self._wear(self._likely() if sys.platform == "linux" else self._wanted())

    @property
    def theme(self) -> Theme:
        """The colours to paint with now."""
        return self._theme or LIGHT

    @property
    def app(self) -> QApplication:
        """The application that wears the theme."""
        return self._app

    @property
    def preference(self) -> Preference:
        """What the user chose."""
        return self._preference

    def prefer(self, preference: Preference) -> None:
        """Follow the system, or stay light or dark."""
        self._preference = preference
        self._ask_system()
        self.refresh()

    def reduced_motion(self) -> bool:
        """Whether nothing may move: as the user chose, or as the system's own effects are set."""
        if self._calm is not None:
            return self._calm
        from PySide6.QtWidgets import QStyle  # its many enums cost 5 ms, and nothing moves before the first paint

        return self._app.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) == 0

    def calm(self, reduced: bool | None) -> None:
        """Switch motion off (True) or on (False), or follow the system (None)."""
        self._calm = reduced

    def refresh(self) -> None:
        """Read the system's appearance again, and tell everybody if it is another one."""
        theme = self._wanted()
        if theme == self._theme:
            self._app.setPalette(palette(theme))  # asking for the system's took ours off
            return
        self._wear(theme)

    def _wear(self, theme: Theme) -> None:
        self._theme = theme
        apply(self._app, theme)
        self.changed.emit()

    def _likely(self) -> Theme:
        """What to begin with until `refresh`: light or dark as the system's own palette is.

        Asking Qt makes its ninety enums, which the first picture would wait for; and a desktop on D-Bus has not
        answered yet.
        """
        if self._preference is not Preference.SYSTEM:
            return DARK if self._preference is Preference.DARK else LIGHT
        self._app.setPalette(QPalette())
        return DARK if self._app.palette().window().color().lightnessF() < _DARKER_THAN else LIGHT

    def _wanted(self) -> Theme:
        if _wants_contrast(self._app):
            self._app.setPalette(QPalette())  # ours hides the system's until it is taken off
            return contrast_theme(self._app.palette())
        if self._preference is Preference.SYSTEM:
            from PySide6.QtCore import Qt

            return DARK if self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT
        return DARK if self._preference is Preference.DARK else LIGHT

    def _ask_system(self) -> None:
        """Let the window's own frame follow the user's choice where the system draws it."""
        hints = self._app.styleHints()
        if self._preference is Preference.SYSTEM:
            hints.unsetColorScheme()
        else:
            hints.setProperty("colorScheme", "Dark" if self._preference is Preference.DARK else "Light")
