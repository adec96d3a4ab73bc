"""Every widget in every state can be drawn in every theme, in both directions and with large text."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QToolButton, QWidget

from caldesk.ui.style import DARK, LIGHT, Look, Theme
from caldesk.ui.style.contrast import contrast_theme
from tests.ui.gallery import contrast_palette, force, gallery

THEMES = [LIGHT, DARK, contrast_theme(contrast_palette())]


@pytest.fixture
def look(look: Look):
    yield look
    force(look, LIGHT)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_the_sheet_wears_the_theme(theme: Theme, look: Look, qtbot):
    sheet = gallery(look)
    qtbot.addWidget(sheet)
    sheet.show()
    force(look, theme)
    picture = sheet.grab().toImage()
    colours = {picture.pixelColor(x, y).name().upper() for x in range(0, picture.width(), 2) for y in range(300)}
    assert {theme.window, theme.accent, theme.practice, theme.surface, theme.attention} <= colours


def _ours(sheet: QWidget) -> list[QAbstractButton]:
    """All but the small ones Qt puts into its own fields, which the field's keys replace."""
    return [button for button in sheet.findChildren(QAbstractButton) if not isinstance(button, QToolButton)]


def test_every_button_has_a_name_and_can_be_reached(look: Look, qtbot):
    sheet = gallery(look)
    qtbot.addWidget(sheet)
    buttons = _ours(sheet)
    assert len(buttons) > 25
    nameless = [button for button in buttons if not (button.text() or button.accessibleName())]
    assert nameless == []
    assert all(b.focusPolicy() & Qt.FocusPolicy.TabFocus or b.autoExclusive() for b in buttons)


def _cut(sheet: QWidget) -> list[str]:
    return [
        button.text()
        for button in _ours(sheet)
        if button.isVisible() and button.text() and button.width() < button.minimumSizeHint().width()
    ]


def test_text_twice_as_large_still_fits(look: Look, qtbot, qapp):
    usual = qapp.font()
    large = qapp.font()
    large.setPointSizeF(usual.pointSizeF() * 2)
    qapp.setFont(large)
    try:
        sheet = gallery(look)
        qtbot.addWidget(sheet)
        sheet.show()
        assert sheet.grab().width() >= 1000
        assert _cut(sheet) == []
    finally:
        qapp.setFont(usual)
