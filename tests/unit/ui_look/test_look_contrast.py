"""Every pair of colours in use can be read: text 4.5:1, icons and meaningful borders 3:1."""

import pytest

from caldesk.ui.style import DARK, LIGHT, Theme, Tone
from tests.unit.ui_look.colour_maths import contrast

GROUNDS = ("window", "surface", "raised", "hover", "selection")
TEXT_PAIRS = [
    *((ink, ground) for ground in GROUNDS for ink in ("text", "secondary", "accent", *Tone)),
    *(("text", f"{tone}_ground") for tone in Tone),
    *((tone, f"{tone}_ground") for tone in Tone),
    *(("accent", f"{tone}_ground") for tone in Tone),
    ("secondary", "tile"),
    ("text", "tile"),
    ("text", "pressed"),
    ("secondary", "pressed"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("on_accent", "accent_pressed"),
    ("on_bad", "bad"),
    ("on_bad", "bad_hover"),
    ("on_practice", "practice"),
]
SHAPE_PAIRS = [
    *(("control_edge", ground) for ground in ("window", "surface", "raised")),
    *(("focus", ground) for ground in GROUNDS),
    *(("accent", ground) for ground in GROUNDS),
    ("control_edge", "hover"),
]
BOTH = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)


def _ratio(theme: Theme, pair: tuple[str, str]) -> float:
    return contrast(getattr(theme, pair[0]), getattr(theme, pair[1]))


def test_the_formula_knows_the_ends_of_its_scale():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@BOTH
@pytest.mark.parametrize("pair", TEXT_PAIRS, ids="-on-".join)
def test_text_can_be_read(theme: Theme, pair: tuple[str, str]):
    assert _ratio(theme, pair) >= 4.5


@BOTH
@pytest.mark.parametrize("pair", SHAPE_PAIRS, ids="-on-".join)
def test_shapes_that_mean_something_can_be_seen(theme: Theme, pair: tuple[str, str]):
    assert _ratio(theme, pair) >= 3
