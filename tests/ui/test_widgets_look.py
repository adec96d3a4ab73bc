"""The look follows the system and the user, and high contrast overrules both."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontInfo

from caldesk.ui import style
from caldesk.ui.style import DARK, LIGHT, Look, Preference, Role
from caldesk.ui.style import look as look_module
from caldesk.ui.style.contrast import contrast_theme
from tests.ui.gallery import contrast_palette


@pytest.fixture
def look(qapp):
    made = Look(qapp)
    yield made
    made.prefer(Preference.LIGHT)
    made.deleteLater()


def test_the_system_is_followed_while_running(look: Look, qapp, monkeypatch):
    assert look.theme == LIGHT
    told = []
    look.changed.connect(lambda: told.append(look.theme.name))
    hints = qapp.styleHints()
    monkeypatch.setattr(type(hints), "colorScheme", lambda _self: Qt.ColorScheme.Dark)
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert told == ["dark"]
    assert qapp.palette().window().color().name().upper() == DARK.window


def test_the_user_overrules_the_system_and_is_told_once(look: Look):
    told = []
    look.changed.connect(lambda: told.append(look.theme.name))
    look.prefer(Preference.DARK)
    look.prefer(Preference.DARK)
    assert told == ["dark"]
    look.prefer(Preference.SYSTEM)
    assert look.theme == LIGHT


def test_high_contrast_overrules_the_user(look: Look, qapp, monkeypatch):
    look.prefer(Preference.DARK)
    monkeypatch.setattr(look_module, "_wants_contrast", lambda _app: True)
    look.refresh()
    assert look.theme.name == "contrast"
    dressed = qapp.palette()
    look.refresh()
    assert qapp.palette() == dressed
    monkeypatch.setattr(look_module, "_wants_contrast", lambda _app: False)
    look.refresh()
    assert look.theme == DARK


def test_high_contrast_uses_only_the_systems_colours():
    palette = contrast_palette()
    theme = contrast_theme(palette)
    assert set(theme.tokens().values()) - {"contrast"} == {"#000000", "#FFFFFF", "#00FFFF", "#3FF23F"}
    assert {hue.edge for hue in theme.hues} == {"#FFFFFF"}
    assert theme.is_dark


@pytest.mark.parametrize("role", Role)
def test_text_is_never_too_small(role: Role):
    assert QFontInfo(style.font(role)).pixelSize() >= style.SMALLEST_TEXT_PX


def test_titles_are_larger_than_the_body():
    assert style.font(Role.TITLE).pointSizeF() == pytest.approx(style.font(Role.BODY).pointSizeF() * 1.5)
    assert style.font(Role.BODY, tabular=True).featureTags()


def test_motion_can_be_switched_off_and_on(look: Look):
    look.calm(True)
    assert look.reduced_motion()
    look.calm(False)
    assert not look.reduced_motion()
