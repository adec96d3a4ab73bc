"""A crowd is sorted and placed in turns: every day comes, the newest wish wins, and what is dropped leaves nothing."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QObject, QPointF, QRect
from pytestqt.qtbot import QtBot

from caldesk.domain.timespan import DateRange
from caldesk.ui.calendar.agenda_list import AgendaList
from caldesk.ui.calendar.agenda_rows import RowKind
from caldesk.ui.calendar.drawing import Drawing
from caldesk.ui.calendar.month_grid import MonthGrid
from caldesk.ui.calendar.painted_view import PaintedView
from caldesk.ui.calendar.presence import Presence
from caldesk.ui.calendar.scene import DayState, Scene
from caldesk.ui.calendar.slices import SLICE, Allowance, Job, Slices
from caldesk.ui.calendar.staging import Ask, Stager, people_of
from caldesk.ui.calendar.time_grid import TimeGrid
from tests.helpers.waiting import until
from tests.ui.calendar_scenes import scene, timed
from tests.ui.crowds import A_DAY, crowd
from tests.ui.view_scenes import agenda_of, grid_of, month_of, view_of
from tests.unit.services.calendar.fake_events import MONDAY, WEEK, Stage, external, snapshot

NEXT = DateRange(WEEK.end, WEEK.end + timedelta(days=7))


# ----- turns


@pytest.fixture
def owner(qtbot: QtBot) -> QObject:
    return QObject()


def counting(costs: list[int], done: list[int]) -> Job:
    for cost in costs:
        done.append(cost)
        yield cost


def test_a_small_job_is_done_at_once(owner: QObject) -> None:
    slices, done = Slices(owner), list[int]()
    slices.start(counting([1, 2, 3], done))
    assert done == [1, 2, 3]
    assert not slices.is_busy


def test_a_long_job_goes_on_in_later_turns(owner: QObject, qtbot: QtBot) -> None:
    pauses: list[int] = []
    done: list[int] = []
    slices = Slices(owner, lambda: pauses.append(len(done)))
    slices.start(counting([SLICE] * 3, done))
    assert (len(done), pauses) == (1, [1])
    qtbot.waitUntil(lambda: not slices.is_busy)
    assert (len(done), pauses) == (3, [1, 2, 3])


def test_the_newest_job_wins_and_nothing_is_left_of_the_others(owner: QObject, qtbot: QtBot) -> None:
    slices, first, second = Slices(owner), list[int](), list[int]()
    slices.start(counting([SLICE] * 9, first))
    slices.start(counting([SLICE] * 2, second))
    qtbot.waitUntil(lambda: not slices.is_busy)
    assert (len(first), len(second)) == (1, 2)


def test_a_job_that_starts_another_one_ends_there(owner: QObject, qtbot: QtBot) -> None:
    slices, second = Slices(owner), list[int]()

    def first() -> Job:
        slices.start(counting([1], second))
        yield SLICE
        second.append(-1)
        yield 1

    slices.start(first())
    qtbot.waitUntil(lambda: not slices.is_busy)
    assert second == [1]


def test_a_job_that_is_dropped_never_goes_on(owner: QObject, qtbot: QtBot) -> None:
    slices, done = Slices(owner), list[int]()
    slices.start(counting([SLICE] * 3, done))
    slices.stop()
    qtbot.wait(10)
    assert len(done) == 1


def test_only_the_first_thing_of_a_turn_may_cost_more_than_a_slice() -> None:
    allowance = Allowance()
    assert not allowance.take(SLICE + 1)
    assert allowance.take(SLICE)
    allowance.renew()
    assert allowance.take(2 * SLICE)
    assert not allowance.take(1)


# ----- sorting


class Sorted:
    """A crowd in memory, and what was drawn of it."""

    def __init__(self) -> None:
        self.stage = Stage(snapshot())
        self.stage.service._feed.index.merge([*crowd(), *crowd(NEXT.first)])
        people = people_of(self.stage.state.snapshot)
        self.ask = Ask(people=people, dates=WEEK, now=self.stage.clock.now(), first=MONDAY + timedelta(days=2))
        self.owner = QObject()
        self.drawing = Drawing(self.owner, self.stage.service, lambda: self.ask)
        self.scenes: list[Scene] = []
        self.drawing.drawn.connect(self.scenes.append)

    async def finished(self) -> Scene:
        await until(lambda: not self.drawing.is_busy)
        await self.stage.tasks.close()
        return self.scenes[-1]


def texts(scene: Scene) -> list[list[str]]:
    return [[repr(event) for event in page.events] for page in scene.pages]


async def test_c12_every_day_of_a_crowd_comes_and_until_then_it_is_marked() -> None:
    s = Sorted()
    s.drawing.begin()
    assert not s.scenes[0].complete
    assert DayState.LOADING in s.scenes[0].states
    for drawn in s.scenes:
        waiting = [page for page, state in zip(drawn.pages, drawn.states, strict=True) if state is DayState.LOADING]
        assert not any(page.events for page in waiting)
    last = await s.finished()
    whole = Stager(s.stage.service).stage(s.ask)
    assert last.complete
    assert texts(last) == texts(whole)
    assert last.clash_counts == whole.clash_counts
    assert [each.dates for each in s.scenes] == [WEEK] * len(s.scenes)


async def test_the_day_that_is_looked_at_comes_first() -> None:
    s = Sorted()
    s.drawing.begin()
    await until(lambda: len(s.drawing._stager._done) > 0)
    assert next(iter(s.drawing._stager._done)).date == s.ask.first
    await s.finished()


async def test_c12_the_newest_wish_wins_and_no_older_one_is_painted() -> None:
    s = Sorted()
    s.drawing.begin()
    s.scenes.clear()
    s.ask = replace(s.ask, dates=NEXT, first=NEXT.first)
    s.drawing.begin()
    last = await s.finished()
    assert {each.dates for each in s.scenes} == {NEXT}
    assert texts(last) == texts(Stager(s.stage.service).stage(s.ask))


async def test_a_dropped_wish_leaves_nothing_behind() -> None:
    s = Sorted()
    s.drawing.begin()
    s.ask = replace(s.ask, dates=NEXT, first=NEXT.first)
    s.drawing.begin()
    await s.finished()
    assert {day.date for day in s.drawing._stager._book._known} == set(NEXT)


async def test_hiding_somebody_while_days_are_sorted_shows_nothing_of_them_from_then_on() -> None:
    s = Sorted()
    s.drawing.begin()
    s.scenes.clear()
    s.ask = replace(s.ask, hidden=frozenset({"ana"}))
    s.drawing.begin()
    last = await s.finished()
    assert s.scenes
    assert not any(event.schedule_id == "ana" for each in s.scenes for page in each.pages for event in page.events)
    assert len(last.events) == 7 * A_DAY // 2 + 1
    s.ask = replace(s.ask, hidden=frozenset())
    s.drawing.begin()
    assert texts(await s.finished()) == texts(Stager(s.stage.service).stage(s.ask))


async def test_what_was_sorted_stays_in_sight_while_more_arrives() -> None:
    s = Sorted()
    s.drawing.begin()
    await s.finished()
    s.scenes.clear()
    s.stage.service._feed.index.merge([external(20)])
    s.drawing.begin()
    last = await s.finished()
    counts = [[len(page.events) for page in each.pages] for each in s.scenes]
    assert min(min(each) for each in counts) >= A_DAY, counts
    assert len(last.pages[0].events) == A_DAY + 3


async def test_titles_that_are_hidden_are_in_no_picture_from_then_on() -> None:
    s = Sorted()
    s.stage.service._feed.index.clear()
    s.stage.service._feed.index.merge(crowd(title="Yoga"))
    s.stage.service.reveal(60)
    s.drawing.begin()
    await until(lambda: not s.drawing.is_busy)
    assert any(event.title == "Yoga" for event in s.scenes[-1].events)
    s.stage.service.hide()
    s.scenes.clear()
    s.drawing.begin()
    await s.finished()
    assert s.scenes
    assert not any(event.title == "Yoga" for each in s.scenes for page in each.pages for event in page.events)


# ----- placing

CROWD = tuple(crowd())
MAKERS: dict[str, Callable[[], PaintedView]] = {
    "grid": lambda: grid_of(scene(*CROWD)),
    "month": lambda: view_of(MonthGrid, month_of(*CROWD)),
    "agenda": lambda: view_of(AgendaList, agenda_of(*CROWD)),
}


@pytest.fixture(params=MAKERS)
def view(request: pytest.FixtureRequest, qtbot: QtBot) -> Iterator[PaintedView]:
    made = MAKERS[request.param]()
    qtbot.addWidget(made)
    yield made
    made.close()


def monday_of(view: PaintedView) -> int:
    """The column of the crowd's first day."""
    column = view.scene.column_of_day(MONDAY, 0)
    assert column is not None
    return column


def ready(qtbot: QtBot, view: PaintedView) -> None:
    qtbot.waitUntil(lambda: view._picture.is_ready and view._picture._layer is not None)


def test_c2_a_crowd_is_placed_in_turns_and_whole_in_the_end(view: PaintedView, qtbot: QtBot) -> None:
    view.viewport().grab()
    assert not view._picture.is_ready
    ready(qtbot, view)
    first = monday_of(view)
    assert [len(order) for order in view.orders[first : first + 7]] == [A_DAY + 2, A_DAY + 1, A_DAY + 1, *[A_DAY] * 4]


def test_c2_no_event_of_a_crowd_is_lost(qtbot: QtBot) -> None:
    grid = grid_of(scene(*CROWD))
    qtbot.addWidget(grid)
    ready(qtbot, grid)
    picture = grid._grid
    columns = picture._columns(picture.geometry, grid.scene)
    for index, column in columns.items():
        placed = [box.event for box in column.boxes] + [event for more in column.more for event in more.events]
        bars = list(grid.scene.pages[index].bars)
        assert sorted(map(repr, placed + bars)) == sorted(map(repr, grid.scene.pages[index].events))
    grid.close()


def test_who_is_hidden_is_gone_from_the_next_picture_on(view: PaintedView, qtbot: QtBot) -> None:
    ready(qtbot, view)
    assert any(each.event.schedule_id == "ana" for each in view._picture.drawn())
    others = [event for event in CROWD if event.schedule_id != "ana"]
    made = {TimeGrid: scene, MonthGrid: month_of, AgendaList: agenda_of}[type(view)]
    view.show_scene(made(*others, version=2))
    assert not any(each.event.schedule_id == "ana" for each in view._picture.drawn())
    assert not any(event.schedule_id == "ana" for each in view._picture.leftovers() for event in each.events)
    ready(qtbot, view)
    assert not any(each.event.schedule_id == "ana" for each in view._picture.drawn())


def test_scroll_and_selection_stay_while_a_crowd_is_placed_again(view: PaintedView, qtbot: QtBot) -> None:
    ready(qtbot, view)
    tuesday = monday_of(view) + 1
    marked = view.orders[tuesday][40]
    view.select(marked, tuesday)
    place, at = view.verticalScrollBar().value(), view.rect_of(marked, tuesday)
    made = {TimeGrid: scene, MonthGrid: month_of, AgendaList: agenda_of}[type(view)]
    late = timed(MONDAY + timedelta(days=4), 22)
    view.show_scene(made(*CROWD, late, version=2))
    assert (view.verticalScrollBar().value(), view.selection.event) == (place, marked)
    ready(qtbot, view)
    assert (view.verticalScrollBar().value(), view.selection.event) == (place, marked)
    assert view.rect_of(marked, tuesday) == at


def test_an_event_that_was_chosen_before_its_day_is_sorted_is_marked_when_it_comes(qtbot: QtBot) -> None:
    whole = scene(*CROWD[:50], version=2)
    bare = replace(scene(version=1), complete=False, states=(DayState.LOADING,) * 7)
    grid = grid_of(bare)
    qtbot.addWidget(grid)
    wanted = whole.pages[0].events[5]
    grid.select(wanted)
    assert grid.selection.event is None
    grid.show_scene(whole)
    assert grid.selection.event == wanted
    grid.go_to(MONDAY, 600)
    grid.show_scene(replace(whole, version=3))
    assert grid.selection.event is None
    grid.close()


def test_zooming_into_a_crowd_keeps_it_in_sight(qtbot: QtBot) -> None:
    grid = grid_of(scene(*CROWD))
    qtbot.addWidget(grid)
    ready(qtbot, grid)
    before = {(each.column, each.event) for each in grid._picture.drawn()}
    assert before
    grid.zoom_by(2, around=QPointF(0, 300).y())
    assert any((each.column, each.event) in before for each in grid._picture.drawn())
    ready(qtbot, grid)
    grid.close()


def day_rect(view: PaintedView, column: int) -> QRect:
    return view.column_rect(column).adjusted(2, 60, -2, -2)


@pytest.mark.parametrize("name", ["grid", "month"])
@pytest.mark.parametrize("was_there", [True, False])
def test_a_day_whose_turn_has_not_come_does_not_look_free(name: str, was_there: bool, qtbot: QtBot) -> None:
    """Not even where it stood there without events while it was being sorted."""
    made = {"grid": scene, "month": month_of}[name]
    maker = {"grid": TimeGrid, "month": MonthGrid}[name]
    free = view_of(maker, made(), height=1600)
    crowded = view_of(maker, made() if was_there else made(*CROWD), height=1600)
    for view in (crowded, free):
        qtbot.addWidget(view)
        view.viewport().grab()
    if was_there:
        crowded.show_scene(made(*CROWD, version=2))
    last = monday_of(crowded) + 4
    rect = day_rect(crowded, last)
    pictures = [view.viewport().grab(rect).toImage() for view in (crowded, free)]
    assert not crowded._picture.is_ready
    assert pictures[0] != pictures[1]
    for view in (crowded, free):
        view.close()


def test_an_agenda_day_whose_turn_has_not_come_says_so(qtbot: QtBot) -> None:
    agenda = view_of(AgendaList, agenda_of())
    qtbot.addWidget(agenda)
    agenda.show_scene(agenda_of(*CROWD, version=2))
    assert not agenda._picture.is_ready
    kinds = {row.column: row.kind for row in agenda._agenda.rows if row.kind is not RowKind.HEAD}
    assert kinds[4] is RowKind.NOTE
    ready(qtbot, agenda)
    kinds = {row.column: row.kind for row in agenda._agenda.rows if row.kind is not RowKind.HEAD}
    assert kinds[4] is RowKind.ENTRY
    agenda.close()


@pytest.mark.parametrize("away", [3, 300])
def test_an_event_is_there_as_itself_or_as_an_equal_one(away: int) -> None:
    there = Presence(CROWD[:500])
    again = [replace(event) for event in CROWD[:500]]
    assert all(event in there for event in CROWD[:500])
    assert not any(event in there for event in CROWD[600 : 600 + away])
    assert all(event in there for event in again[:away])
