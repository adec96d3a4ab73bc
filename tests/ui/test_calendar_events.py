"""What an event says in the room that it has."""

from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QLocale, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from caldesk.domain.event import Event, EventSource
from caldesk.ui.calendar.count_mark import paint_count
from caldesk.ui.calendar.event_paint import EventPainter
from caldesk.ui.calendar.event_signs import DOUBT, SignPainter
from caldesk.ui.calendar.inks import Inks
from caldesk.ui.calendar.page_body import _side_width
from caldesk.ui.calendar.scene import Scene
from caldesk.ui.style import LIGHT, Role, font
from tests.ui.calendar_scenes import MONDAY, PEOPLE, all_day, booked, scene, timed


def picture_of(shown: Scene, event: Event, width: int, height: int, *, rtl: bool = False) -> QImage:
    """One event, drawn as a box of this size."""
    image = QImage(width, height, QImage.Format.Format_ARGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    made = EventPainter(Inks(LIGHT, 1.0), QLocale("en_GB"), rtl=rtl)
    made.paint(painter, QRectF(0, 0, width, height), event, shown)
    painter.end()
    return image


def named(shown: Scene, name: str) -> Scene:
    """The same with another name for Ana, in the same colour."""
    return replace(shown, people={"ana": replace(PEOPLE["ana"], name=name)})


@pytest.mark.parametrize("rtl", [False, True])
@pytest.mark.parametrize(("width", "height"), [(22, 24), (28, 24), (30, 36), (40, 20), (46, 36), (54, 60), (80, 36)])
def test_c2_a_double_booking_says_whose_it_is_however_narrow(width: int, height: int, rtl: bool) -> None:
    event, other = timed(MONDAY, 10), booked(MONDAY, 10, 30)
    shown = scene(event, other)
    assert event in shown.clash_counts
    ana, zoe = (picture_of(named(shown, name), event, width, height, rtl=rtl) for name in ("Ana Ruiz", "Zoe Quant"))
    assert ana != zoe


@pytest.mark.parametrize("height", [36, 60])
def test_c10_a_double_booking_has_its_sign_wherever_there_is_room(height: int) -> None:
    event, other = timed(MONDAY, 10), booked(MONDAY, 10, 30)
    for width in (30, 44, 60, 90, 140):
        image = picture_of(scene(event, other), event, width, height)
        inside = [image.pixelColor(x, y) for x in range(6, width - 4) for y in range(4, height - 4)]
        assert any(each.red() - each.blue() > 60 for each in inside), width  # all else is blue


def bar_of(event: Event, width: int) -> QImage:
    """An event of the all-day lane."""
    image = QImage(width, 21, QImage.Format.Format_ARGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    EventPainter(Inks(LIGHT, 1.0), QLocale("en_GB"), rtl=False).paint_bar(
        painter, QRectF(0, 0, width, 21), event, scene(event), False, False
    )
    painter.end()
    return image


def test_c3_a_bar_asks_whether_it_blocks_with_its_title_and_without(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []
    monkeypatch.setattr(SignPainter, "_sign", lambda _painter, _to, _place, sign: drawn.append(sign))
    note = all_day(MONDAY)
    bar_of(replace(note, title="Inventory"), 200)
    assert drawn == [DOUBT]
    drawn.clear()
    bar_of(note, 200)  # "Ben Okafor: all day?"
    bar_of(replace(note, title="Closed", source=EventSource.WIX), 200)
    assert drawn == []


def test_c2_the_name_of_a_person_is_said_and_not_their_title() -> None:
    shown = named(scene(timed(MONDAY, 10)), "Dr. Ana Ruiz de la Cuesta")
    plain = named(scene(timed(MONDAY, 10)), "Ana Ruiz de la Cuesta")
    event = timed(MONDAY, 10)
    assert picture_of(shown, event, 60, 40) == picture_of(plain, event, 60, 40)


@pytest.fixture
def large_text() -> Iterator[None]:
    before = QApplication.font()
    large = QApplication.font()
    large.setPointSizeF(2 * before.pointSizeF())
    QApplication.setFont(large)
    yield
    QApplication.setFont(before)


@pytest.mark.usefixtures("large_text")
def test_c14_large_text_stays_in_its_bars_and_boxes() -> None:
    made = EventPainter(Inks(LIGHT, 1.0), QLocale("en_GB"), rtl=False)
    assert made.bar_height >= made.line_height + 4
    low = round(made.line_height) - 8
    event = timed(MONDAY, 10)
    ana, zoe = (picture_of(named(scene(event), name), event, 200, low) for name in ("Ana Ruiz", "Zoe Quant"))
    assert ana == zoe  # no words that the box would cut


@pytest.mark.usefixtures("large_text")
def test_c14_the_panel_beside_the_views_has_room_for_large_text(qtbot: QtBot) -> None:
    panel = QWidget()
    qtbot.addWidget(panel)
    assert _side_width(panel) > 300
    QApplication.setFont(QFont("", 9))
    small = QWidget()
    qtbot.addWidget(small)
    assert _side_width(small) == 228


@pytest.mark.parametrize("rtl", [False, True])
def test_c3_a_bar_that_goes_on_at_both_ends_has_arrows_in_the_colour_of_its_text(rtl: bool) -> None:
    event, width = all_day(MONDAY, 1, who="ana"), 120
    pictures = []
    for both in (True, False):
        image = QImage(width, 21, QImage.Format.Format_ARGB32)
        image.fill(QColor("white"))
        painter = QPainter(image)
        made = EventPainter(Inks(LIGHT, 1.0), QLocale("en_GB"), rtl=rtl)
        made.paint_bar(painter, QRectF(0, 0, width, 21), event, scene(event), both, both)
        painter.end()
        pictures.append(image)
    text = QColor(LIGHT.hue(0).text)
    for x in (3, width - 4):
        assert pictures[0].pixelColor(x, 10) == text
        assert pictures[1].pixelColor(x, 10) != text


@pytest.mark.parametrize(("width", "height"), [(17, 40), (20, 30), (26, 24), (60, 20)])
def test_c2_a_count_is_never_cut(width: int, height: int) -> None:
    """The picture is the same whether or not it may go beyond the mark."""
    pictures = []
    for clipped in (False, True):
        image = QImage(width + 20, height + 20, QImage.Format.Format_ARGB32)
        image.fill(QColor("white"))
        painter = QPainter(image)
        rect = QRectF(10, 10, width, height)
        if clipped:
            painter.setClipRect(rect)
        paint_count(painter, rect, 88, Inks(LIGHT, 1.0), font(Role.STRONG), font(Role.CAPTION))
        painter.end()
        pictures.append(image)
    assert pictures[0] == pictures[1]
    assert QFontMetricsF(font(Role.STRONG)).horizontalAdvance("+88") > 20  # so that the narrow ones are narrow
