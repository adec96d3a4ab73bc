"""The icon family: one grid, one stroke, no colours of its own, and something to see at every scale."""

import re

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QIcon, QImage, QPainter

from caldesk import resources
from caldesk.ui.style import DARK, LIGHT
from caldesk.ui.widgets.icons import app_icon, facing, icon, paint_icon, pixmap

NAMES = sorted(path.stem for path in resources.folder("icons").glob("*.svg"))
OWN = [name for name in NAMES if not name.startswith("app")]
NEEDED = [
    "activity",
    "app",
    "app-practice",
    "arrow-in",
    "arrow-left",
    "arrow-out",
    "browser",
    "business",
    "calendar",
    "check-circle",
    "checks",
    "chevron-down",
    "chevron-left",
    "chevron-right",
    "clock",
    "close",
    "cloud-off",
    "connections",
    "copy",
    "error",
    "external-link",
    "eye",
    "eye-off",
    "filter",
    "globe",
    "help",
    "info",
    "key",
    "link",
    "lock",
    "moon",
    "more",
    "pause",
    "person",
    "phone",
    "plus",
    "practice",
    "refresh",
    "room",
    "search",
    "settings",
    "shield",
    "sun",
    "today",
    "trash",
    "unlink",
    "unlock",
    "warning",
    "wifi-off",
]
RATIOS = [1.0, 1.25, 1.5, 2.0, 3.0]

pytestmark = pytest.mark.usefixtures("qapp")


def _inked(image: QImage) -> int:
    return sum(image.pixelColor(x, y).alpha() > 127 for x in range(image.width()) for y in range(image.height()))


def test_the_family_is_complete():
    assert set(NEEDED) <= set(NAMES)


@pytest.mark.parametrize("name", OWN)
def test_an_icon_keeps_to_the_family(name: str):
    svg = resources.read_bytes("icons", f"{name}.svg").decode()
    assert 'viewBox="0 0 20 20"' in svg
    assert set(re.findall(r'stroke-width="([^"]+)"', svg)) == {"1.5"}
    assert set(re.findall(r'(?:fill|stroke)="([^"]+)"', svg)) <= {"none", "currentColor"}


@pytest.mark.parametrize("ratio", RATIOS)
@pytest.mark.parametrize("name", NAMES)
def test_an_icon_has_exactly_the_pixels_of_the_screen(name: str, ratio: float):
    made = pixmap(name, LIGHT.text, 20, ratio)
    assert made.width() == round(20 * ratio)
    assert made.devicePixelRatio() == ratio
    assert _inked(made.toImage()) > 8 * ratio * ratio


def test_an_icon_takes_the_colour_asked_for():
    colours = {theme: icon("pause", theme.bad).pixmap(QSize(40, 40)).toImage() for theme in (LIGHT, DARK)}
    for theme, image in colours.items():
        solid = [image.pixelColor(16, y).name().upper() for y in range(17, 23)]
        assert theme.bad in solid


def test_a_disabled_icon_has_its_own_colour():
    made = icon("more", LIGHT.text, disabled=LIGHT.disabled)
    off = made.pixmap(QSize(20, 20), QIcon.Mode.Disabled).toImage()
    assert off.pixelColor(10, 10).name().upper() == LIGHT.disabled


@pytest.mark.parametrize("ratio", RATIOS)
def test_a_painted_icon_is_not_blurred_by_scaling(ratio: float):
    side = round(40 * ratio)
    canvas = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    canvas.setDevicePixelRatio(ratio)
    canvas.fill(0)
    painter = QPainter(canvas)
    paint_icon(painter, QRect(7, 7, 20, 20), "calendar", LIGHT.text)
    painter.end()
    direct = pixmap("calendar", LIGHT.text, 20, ratio).toImage()
    corner = round(7 * ratio)
    drawn = canvas.copy(corner, corner, direct.width(), direct.height())
    assert abs(_inked(drawn) - _inked(direct)) <= _inked(direct) * 0.02


def test_the_program_has_an_icon_and_another_for_practice():
    real, practice = (app_icon(practice=on).pixmap(QSize(64, 64)).toImage() for on in (False, True))
    assert real.pixelColor(32, 5).alpha() == 255
    assert real.pixelColor(32, 5) != practice.pixelColor(32, 5)
    assert real.pixelColor(32, 20) == QColor("white")


def test_an_unknown_icon_is_a_mistake():
    with pytest.raises(FileNotFoundError):
        pixmap("no-such-icon", LIGHT.text, 20, 1.0)


def test_back_and_forward_change_sides():
    assert facing("chevron-left", rtl=True) == "chevron-right"
    assert facing("chevron-left", rtl=False) == "chevron-left"
    assert facing("clock", rtl=True) == "clock"
