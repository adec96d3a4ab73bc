"""What an appearance consists of: the tones of states, the hues of schedules, and every other colour by name."""

from enum import StrEnum

from msgspec import Struct


class Tone(StrEnum):
    """What a colour says about a state; an icon and a word always say it too."""

    GOOD = "good"
    STARTING = "starting"
    ATTENTION = "attention"
    BAD = "bad"
    OFF = "off"


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
