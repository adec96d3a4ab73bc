"""Scrolled pictures: they look exactly like pictures that are drawn anew, and what is under the pointer is found."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from random import Random

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QLocale, QPoint, QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from pytestqt.qtbot import QtBot

from caldesk.domain.event import Event
from caldesk.ui.calendar.agenda_picture import AgendaPicture
from caldesk.ui.calendar.grid_picture import GridPicture
from caldesk.ui.calendar.layer import Layer
from caldesk.ui.calendar.month_picture import MonthPicture
from caldesk.ui.calendar.picture import Picture
from caldesk.ui.calendar.scene import DayState, Scene
from caldesk.ui.calendar.time_grid import TimeGrid
from caldesk.ui.style import LIGHT
from tests.ui.calendar_scenes import MONDAY, all_day, booked, moment, scene, timed
from tests.ui.view_scenes import agenda_of, all_states, month_of, people_of, view_of

pytestmark = pytest.mark.usefixtures("qapp")
BRITISH = QLocale("en_GB")
NOW = moment(MONDAY, 10, 20)
CHANGE = date(2026, 10, 19)
"""A Monday; on the Sunday of its week clocks go back."""
FORTY = [f"Person {number:02}" for number in range(40)]
DOWN = [QPoint(0, y) for y in (72, 144, 151, 150, 77, 400, 13)]
ASIDE = [QPoint(x, 60) for x in (151, 302, 303, 290, 1200, 900, 0)]


def busy(first: date = MONDAY, days: int = 7, who: tuple[str, ...] = ("ana", "ben"), turn: int = 0) -> Iterator[Event]:
    """Events of odd lengths that overlap, external ones and bookings, and some of whole days."""
    chance = Random(f"{days} {turn}")  # noqa: S311 - the same for every run
    for place in range(days):
        day = first + timedelta(days=place)
        for number in range(14):
            name, minutes = chance.choice(who), chance.randrange(7, 130)
            make: Callable[..., Event] = chance.choice((booked, timed))
            yield make(day, chance.randrange(6, 22), minutes, name, title=f"Lesson {number}")
        yield all_day(day, who=chance.choice(who))


def week() -> Scene:
    events = list(busy())
    return replace(scene(*events, blind=("Ben",)), stale=frozenset(events[:9]))


def people() -> Scene:
    ids = tuple(f"p{place}" for place in range(len(FORTY)))
    events = [event for turn in range(20) for event in busy(days=1, who=ids, turn=turn)]
    return people_of(*events, names=FORTY, unread=FORTY[2:4])


def agenda() -> Scene:
    return replace(agenda_of(*busy(days=20), blind=("Ben",)), stale=frozenset(list(busy(days=20))[:9]))


def grid(shown: Scene) -> GridPicture:
    made = GridPicture(LIGHT, BRITISH)
    made.scene = shown
    return made


def listed(shown: Scene) -> AgendaPicture:
    made = AgendaPicture(LIGHT, BRITISH)
    made.scene = shown
    made.take(shown)
    return made


def month(shown: Scene) -> MonthPicture:
    made = MonthPicture(LIGHT, BRITISH)
    made.scene = shown
    return made


def fitted(picture: Picture, ratio: float = 1.0, *, rtl: bool = False) -> Picture:
    picture.size, picture.ratio, picture.rtl = QSize(641, 401), ratio, rtl
    picture.restyle(LIGHT)
    return picture


def painted(picture: Picture) -> QImage:
    """The picture as it is on the screen."""
    surface = QPixmap(round(picture.size.width() * picture.ratio), round(picture.size.height() * picture.ratio))
    surface.setDevicePixelRatio(picture.ratio)
    painter = QPainter(surface)
    picture.paint(painter, NOW)
    painter.end()
    return surface.toImage()


def differing(one: QImage, other: QImage) -> list[QPoint]:
    """Where two pictures differ."""
    spots = (QPoint(x, y) for y in range(one.height()) for x in range(one.width()))
    return [] if one == other else [spot for spot in spots if one.pixel(spot) != other.pixel(spot)]


def follow(moved: Picture, fresh: Picture, steps: list[QPoint]) -> int:
    """Scroll both, one of them drawn anew each time; how often the other one kept its layer."""
    kept = 0
    painted(moved)
    for step in steps:
        moved.scroll = fresh.scroll = step
        before = moved._layer
        fresh.forget()
        assert differing(painted(moved), painted(fresh)) == [], step
        kept += moved._layer is before
    return kept


@pytest.mark.parametrize("rtl", [False, True])
@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
@pytest.mark.parametrize(
    ("make", "steps"),
    [
        pytest.param(lambda: grid(week()), DOWN, id="week"),
        pytest.param(lambda: grid(people()), ASIDE, id="people"),
        pytest.param(lambda: listed(agenda()), DOWN, id="agenda"),
    ],
)
def test_what_is_scrolled_looks_as_if_it_were_drawn_anew(
    make: Callable[[], Picture], steps: list[QPoint], ratio: float, rtl: bool
) -> None:
    kept = follow(fitted(make(), ratio, rtl=rtl), fitted(make(), ratio, rtl=rtl), steps)
    assert kept >= (len(steps) - 3 if ratio.is_integer() else 1)  # half pixels and long jumps are drawn anew


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda: grid(scene(*busy(CHANGE), today=CHANGE)), id="words about the clocks look for room"),
        pytest.param(
            lambda: grid(replace(week(), states=all_states(7, DayState.UNREADABLE))), id="words stay in sight"
        ),
        pytest.param(lambda: month(month_of(*busy())), id="month"),
    ],
)
def test_what_does_not_move_as_a_whole_is_drawn_anew(make: Callable[[], Picture]) -> None:
    assert follow(fitted(make()), fitted(make()), [QPoint(0, 20), QPoint(0, 90), QPoint(0, 20)]) == 0


def test_hours_and_columns_at_once_are_drawn_anew() -> None:
    assert follow(fitted(grid(people())), fitted(grid(people())), [QPoint(151, 72), QPoint(302, 72)]) == 1


def test_a_layer_draws_only_what_comes_into_sight() -> None:
    parts: list[QRectF] = []

    def draw(_painter: QPainter, part: QRectF) -> None:
        parts.append(part)

    layer = Layer(QSize(200, 100), 1.0, QPoint(), QColor("white"), draw)
    assert layer.move(QRectF(0, 20, 200, 80), QPoint(0, -30), draw)
    assert layer.move(QRectF(50, 0, 150, 100), QPoint(40, 0), draw)
    assert parts == [QRectF(0, 0, 200, 100), QRectF(0, 70, 200, 30), QRectF(50, 0, 40, 100)]
    assert not layer.move(QRectF(0, 20, 200, 80), QPoint(0, 80), draw)


def test_a_notch_of_the_wheel_keeps_what_was_drawn(qtbot: QtBot) -> None:
    view = view_of(TimeGrid, week())
    qtbot.addWidget(view)
    qtbot.waitUntil(lambda: view._picture._layer is not None)
    drawn, bar = view._picture._layer, view.verticalScrollBar()
    bar.setValue(bar.value() + 24)
    view.viewport().repaint()
    assert view._picture._layer is drawn
    assert drawn.scroll == QPoint(0, bar.value())
    view.close()


@pytest.mark.parametrize("rtl", [False, True])
@pytest.mark.parametrize(
    ("make", "scrolled"),
    [
        pytest.param(lambda: grid(week()), QPoint(0, 400), id="week"),
        pytest.param(lambda: grid(people()), QPoint(700, 400), id="people"),
        pytest.param(lambda: month(month_of(*busy(date(2026, 11, 2), 28))), QPoint(0, 60), id="month"),
    ],
)
def test_the_event_under_the_pointer_is_the_topmost_of_all_that_are_drawn_there(
    make: Callable[[], Picture], scrolled: QPoint, rtl: bool
) -> None:
    picture = fitted(make(), rtl=rtl)
    picture.scroll = scrolled
    every = list(picture.drawn())
    assert len(every) > 10
    spots = [QPointF(x, y) for x in range(0, 641, 5) for y in range(0, 401, 5)]
    for spot in spots:
        assert picture.hit(spot) == next((each for each in every if each.rect.contains(spot)), None), spot
