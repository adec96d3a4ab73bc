"""What is drawn is made anew only where it changed, and says what may have changed since it was read."""

from datetime import timedelta

from PySide6.QtCore import QLocale

from caldesk.api.errors import Call, ServerError
from caldesk.services.calendar import STALE_SECONDS
from caldesk.ui.calendar.scene import Scene
from caldesk.ui.calendar.staging import Ask, Stager, people_of
from caldesk.ui.calendar.wording import spoken_event
from tests.unit.services.calendar.fake_events import (
    APPLE,
    GOOGLE,
    MONDAY,
    WEEK,
    Stage,
    booking,
    connection,
    external,
    snapshot,
)

TUESDAY = MONDAY + timedelta(days=1)


class Staged:
    """A service with a stager; people stay the same as on a page."""

    def __init__(self) -> None:
        self.stage = Stage(snapshot(connection(GOOGLE, "ana"), connection(APPLE, "ana")))
        self.stager = Stager(self.stage.service)
        self.people = people_of(self.stage.state.snapshot)

    def scene(self) -> Scene:
        return self.stager.stage(Ask(people=self.people, dates=WEEK, now=self.stage.clock.now()))


async def test_c12_what_arrives_elsewhere_is_not_drawn() -> None:
    s = Staged()
    await s.stage.loaded(external(9))
    first = s.scene()
    s.stage.service._feed.index.merge([external(9, day=MONDAY + timedelta(days=40))])
    assert s.scene() is first
    s.stage.service._feed.index.merge([external(11, day=TUESDAY)])
    second = s.scene()
    assert second is not first
    assert second.version > first.version
    assert [len(page.events) for page in second.pages[:2]] == [1, 1]
    await s.stage.tasks.close()


async def test_c10_a_day_that_was_not_read_again_in_time_is_stale() -> None:
    s = Staged()
    await s.stage.loaded(external(9))
    assert s.scene().stale == frozenset()
    s.stage.clock.move(STALE_SECONDS + 1)
    assert s.scene().stale == {external(9)}
    await s.stage.tasks.close()


async def test_c10_a_refresh_that_failed_leaves_what_was_known_as_stale() -> None:
    s = Staged()
    await s.stage.loaded(external(9))
    s.stage.service.refresh()
    await s.stage.until(lambda: len(s.stage.reader.foreground()) == 2)
    s.stage.reader.foreground()[1].fail(ServerError("internal", Call(), 500))
    await s.stage.until(lambda: not s.stage.service.status(WEEK).loading)
    scene = s.scene()
    assert scene.stale == {external(9)}
    assert "may have changed" in spoken_event(QLocale("en_GB"), external(9), scene)
    await s.stage.tasks.close()


async def test_c10_only_events_of_a_calendar_that_was_not_reached_are_stale() -> None:
    s = Staged()
    apple = external(11, calendar_type=APPLE.calendar_type)
    s.stage.reader.bookings = (booking(13),)
    await s.stage.loaded(external(9), apple)
    s.stage.service.refresh()
    await s.stage.until(lambda: len(s.stage.reader.foreground()) == 2)
    again = s.stage.reader.foreground()[1]
    again.answer(external(9), failed=(APPLE.id,))
    again.end()
    await s.stage.until(lambda: not s.stage.service.status(WEEK).loading)
    assert s.scene().stale == {apple}
    await s.stage.tasks.close()
