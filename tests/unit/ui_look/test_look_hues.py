"""The twelve schedule hues: readable, visible, and told apart by colour-blind eyes."""

from itertools import combinations

import pytest

from caldesk.ui.style import DARK, LIGHT, Theme
from tests.unit.ui_look.colour_maths import EYES, contrast, distance

BOTH = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)


@BOTH
def test_there_are_twelve_and_then_they_come_round(theme: Theme):
    assert len({hue.edge for hue in theme.hues}) == 12
    assert theme.hue(12) == theme.hue(0)


def test_a_schedule_keeps_its_hue_when_the_theme_changes():
    assert [hue.name for hue in LIGHT.hues] == [hue.name for hue in DARK.hues]


@BOTH
def test_text_on_fill_and_on_edge_can_be_read(theme: Theme):
    worst = min(min(contrast(h.text, h.fill), contrast(h.on_edge, h.edge)) for h in theme.hues)
    assert worst >= 4.5


@BOTH
@pytest.mark.parametrize("ground", ["window", "surface", "raised"])
def test_edges_stand_out_from_the_page(theme: Theme, ground: str):
    assert min(contrast(hue.edge, getattr(theme, ground)) for hue in theme.hues) >= 3


@BOTH
@pytest.mark.parametrize("eye", EYES)
def test_any_two_edges_differ(theme: Theme, eye: str):
    closest = min(combinations(theme.hues, 2), key=lambda two: distance(two[0].edge, two[1].edge, eye))
    assert distance(closest[0].edge, closest[1].edge, eye) >= 13.5, (closest[0].name, closest[1].name)


def test_the_eyes_are_simulated():
    red, green = "#C00000", "#4F6B00"
    assert distance(red, green, "deutan") < distance(red, green, "usual") / 2
