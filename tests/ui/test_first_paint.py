"""The first picture waits for nothing that it does not show, and is drawn as if it had not been in a hurry."""

import os
import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter

from caldesk.ui.widgets import painting

_START = """
import linecache, os, sys
import caldesk
from caldesk import app
from caldesk.services.settings import SettingsStore
application, window, shell = app.first_stage(SettingsStore(None))
app.wait_for_first_paint(window)
import PySide6.QtCore, PySide6.QtGui, PySide6.QtWidgets
made = {**vars(PySide6.QtCore), **vars(PySide6.QtGui), **vars(PySide6.QtWidgets)}
costly = [name for name in ("Qt", "QStyle", "QIcon", "QKeySequence", "QLinearGradient", "QMouseEvent") if name in made]
heavy = [name for name in ("asyncio", "httpx", "keyring", "qasync", "caldesk.ui.widgets.notice") if name in sys.modules]
sources = [file for file in linecache.cache if file.startswith(os.path.dirname(caldesk.__file__))]
print(*costly, *heavy, *sources)
"""


def test_enums_and_libraries_that_cost_milliseconds_come_after_the_first_paint():
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", _START], capture_output=True, text=True, timeout=60, check=True, env=environ
    )
    assert done.stdout.split() == []


def test_the_numbers_are_those_of_qt():
    flag = Qt.AlignmentFlag
    assert flag.AlignLeading.value == painting.LEADING
    assert (flag.AlignRight | flag.AlignAbsolute).value == painting.RIGHT | painting.ABSOLUTE
    assert flag.AlignVCenter.value == painting.V_CENTER
    assert flag.AlignCenter.value == painting.CENTER
    assert Qt.TextFlag.TextShowMnemonic.value == painting.MNEMONIC


def test_a_shape_is_filled_inside_its_edge():
    image = QImage(20, 20, QImage.Format.Format_ARGB32)
    image.fill(QColor("#ffffff"))
    with QPainter(image) as painter:
        shape = painting.box(image.rect().adjusted(2, 2, -2, -2))
        painting.fill(painter, shape, "#ff0000")
        painting.outline(painter, shape, "#0000ff", 2)
    assert [image.pixelColor(x, 10).name() for x in (0, 1, 2, 10)] == ["#ffffff", "#0000ff", "#0000ff", "#ff0000"]


@pytest.mark.parametrize("text", ["Anna", "Anna and a very long name"])
def test_a_text_that_fits_is_left_alone(qapp, text: str):
    metrics = QFontMetrics(QFont())
    room = metrics.horizontalAdvance("Anna") + 1
    shown = painting.fitted(text, metrics, room)
    assert (shown == text) is (text == "Anna")
    assert metrics.horizontalAdvance(shown) <= room
