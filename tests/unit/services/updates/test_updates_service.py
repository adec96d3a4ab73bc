"""When it is asked and told: once a day, remembered across starts, never in practice, whatever the clock does."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import date
from pathlib import Path

import pytest
from msgspec import Struct

from caldesk.services.policy.declared import NO_FEED, UpdateChoice
from caldesk.services.policy.policy import Policy
from caldesk.services.policy.rules import Rules
from caldesk.services.settings import SettingsStore
from caldesk.services.updates import pace
from caldesk.services.updates.daily import look_daily
from caldesk.services.updates.fault import Fault
from caldesk.services.updates.feed import Release
from caldesk.services.updates.kept import Heard, HeardFile
from caldesk.services.updates.updates import Known, Updates
from tests.unit.services.watch.fake_time import FakeTime

FEED = "https://downloads.example/releases.json"
NEWER = Release(version="1.4.0", date=date(2026, 12, 1), page="https://downloads.example/1.4.0")
NEWEST = Release(version="1.0.0", date=date(2026, 1, 1))
DAY, HOUR = 86_400, 3600


class Desk(Struct):
    """The service with a clock, a far side and a listener of the test's own."""

    updates: Updates
    clock: FakeTime
    asked: list[str]
    told: list[str]
    answers: list[Release | Fault]
    settings: SettingsStore


def desk(
    path: Path | None = None,
    *answers: Release | Fault,
    clock: FakeTime | None = None,
    policy: dict[str, object] | None = None,
    built_in: str = FEED,
    may_leave: Callable[[], bool] = lambda: True,
    present: str = "1.0.0",
) -> Desk:
    settings = SettingsStore(None, Policy(values=policy or {}, places=dict.fromkeys(policy or {}, "here")))
    time, asked, left = clock or FakeTime(), [], list(answers) or [NEWER]

    async def ask(feed: str, rules: Rules) -> Release | Fault:
        asked.append(feed)
        await asyncio.sleep(0)
        return left.pop(0) if len(left) > 1 else left[0]

    updates = Updates(
        lambda: settings.rules,
        HeardFile(path),
        time,
        built_in=built_in,
        may_leave=may_leave,
        ask=ask,
        present=present,
    )
    return Desk(updates, time, asked, [], left, settings)


@asynccontextmanager
async def running(one: Desk, silent: Callable[[], bool] = lambda: False) -> AsyncIterator[None]:
    looking = look_daily(
        lambda: one.updates,
        one.clock,
        tell=lambda release: one.told.append(release.version),
        silent=silent,
        luck=lambda: 0.5,
    )
    task = asyncio.create_task(looking, name="daily")
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def test_it_waits_until_the_window_has_settled_then_asks_and_tells_once_a_day() -> None:
    one = desk()
    async with running(one):
        await one.clock.pass_(pace.SETTLED)
        assert one.asked == []
        await one.clock.pass_(pace.SETTLED)
        assert (one.asked, one.told) == ([FEED], ["1.4.0"])
        await one.clock.pass_(DAY - 2 * HOUR)
        assert len(one.asked) == 1
        await one.clock.pass_(9 * DAY)
    assert 9 <= len(one.asked) <= 10
    assert one.told == ["1.4.0"] * len(one.asked)


async def test_a_restart_asks_no_sooner(tmp_path: Path) -> None:
    clock, file = FakeTime(), tmp_path / "data" / "updates.json"
    total = 0
    for _start in range(12):
        one = desk(file, clock=clock)
        async with running(one):
            await clock.pass_(2 * HOUR)
        total += len(one.asked)
    assert total == 1
    again = desk(file, clock=clock)
    assert again.updates.known.newer == NEWER
    async with running(again):
        await clock.pass_(3 * HOUR)
    assert len(again.asked) == 1


async def test_a_question_that_failed_or_was_cut_off_waits_a_day_too(tmp_path: Path) -> None:
    clock, file = FakeTime(), tmp_path / "updates.json"
    failing = desk(file, Fault.OFFLINE, clock=clock)
    async with running(failing):
        await clock.pass_(DAY)
    assert len(failing.asked) == 1
    assert failing.updates.known.fault is Fault.OFFLINE

    hanging = desk(file, clock=clock)
    hanging.updates._ask = lambda feed, rules: asyncio.get_running_loop().create_future()
    async with running(hanging):
        await clock.pass_(2 * HOUR)
        assert hanging.updates.known.asking
    assert not hanging.updates.known.asking
    after = desk(file, clock=clock)
    async with running(after):
        await clock.pass_(DAY - 4 * HOUR)
    assert after.asked == []


async def test_what_is_known_stays_known_while_nobody_answers() -> None:
    one = desk(None, NEWER, Fault.TIMEOUT, NEWEST)
    for _time in range(2):
        await one.updates.look()
    assert one.updates.known == Known(asked_at=one.clock.now(), newer=NEWER, fault=Fault.TIMEOUT)
    await one.updates.look()
    assert one.updates.known == Known(asked_at=one.clock.now(), newest=True)


async def test_a_clock_that_was_in_the_future_counts_the_day_from_now(tmp_path: Path) -> None:
    file, clock = tmp_path / "updates.json", FakeTime()
    clock.set_wall(400 * DAY)
    ahead = desk(file, clock=clock)
    async with running(ahead):
        await clock.pass_(HOUR)
        clock.set_wall(-400 * DAY)
        await clock.pass_(DAY)
        assert len(ahead.asked) == 1
        await clock.pass_(2 * HOUR)
    assert len(ahead.asked) == 2


async def test_a_wrong_clock_is_not_waited_for_by_a_computer_that_is_restarted_every_morning(tmp_path: Path) -> None:
    file, clock = tmp_path / "updates.json", FakeTime()
    HeardFile(file).save(Heard(feed=FEED, asked_at=clock.now() + 400 * DAY, release=NEWEST))
    asked = 0
    for _morning in range(3):
        one = desk(file, clock=clock)
        async with running(one):
            await clock.pass_(8 * HOUR)
        clock.set_wall(16 * HOUR)
        asked += len(one.asked)
    assert asked == 2


async def test_a_computer_that_slept_for_days_asks_once(tmp_path: Path) -> None:
    one = desk()
    async with running(one):
        await one.clock.pass_(HOUR)
        one.clock.set_wall(5 * DAY)
        await one.clock.pass_(3 * HOUR)
    assert len(one.asked) == 2


async def test_on_the_practice_site_nothing_is_asked_not_even_on_request() -> None:
    practice = True
    one = desk(may_leave=lambda: not practice)
    async with running(one):
        await one.clock.pass_(3 * DAY)
        await one.updates.look()
        assert one.asked == []
        practice = False
        await one.clock.pass_(2 * HOUR)
        assert len(one.asked) == 1


@pytest.mark.parametrize(
    ("policy", "built_in"),
    [
        ({}, ""),
        ({"updates": UpdateChoice.OFF}, FEED),
        ({"updates": UpdateChoice.OFF}, ""),
        ({"update_feed": NO_FEED}, FEED),
    ],
)
async def test_where_nobody_may_be_asked_nobody_is(policy: dict[str, object], built_in: str) -> None:
    one = desk(policy=policy, built_in=built_in)
    async with running(one):
        await one.clock.pass_(3 * DAY)
        await one.updates.look()
    assert one.asked == []
    allowed = one.updates.allowance
    assert allowed.feed == ""
    assert allowed.forbidden is bool(policy)
    assert ("Set by your organisation" if policy else "whoever installed it updates it") in allowed.why_not


async def test_who_chose_off_can_still_look() -> None:
    one = desk()
    one.settings.change(updates=UpdateChoice.OFF)
    async with running(one):
        await one.clock.pass_(3 * DAY)
        assert one.asked == []
        await one.updates.look()
    assert one.asked == [FEED]
    assert one.updates.known.newer == NEWER
    assert one.told == []


async def test_an_organisations_own_feed_is_asked_and_what_the_other_said_is_forgotten(tmp_path: Path) -> None:
    file, clock = tmp_path / "updates.json", FakeTime()
    await desk(file, clock=clock).updates.look()
    mirror = "https://intranet.example/releases.json"
    one = desk(file, NEWEST, clock=clock, policy={"update_feed": mirror})
    assert one.updates.known == Known()
    async with running(one):
        await clock.pass_(HOUR)
    assert one.asked == [mirror]
    assert one.updates.known.newest


async def test_kiosks_and_quiet_hours_keep_the_notice_back_and_not_the_question() -> None:
    quiet, one = True, desk()
    async with running(one, lambda: quiet):
        await one.clock.pass_(6 * HOUR)
        assert (len(one.asked), one.told) == (1, [])
        quiet = False
        await one.clock.pass_(2 * HOUR)
    assert (len(one.asked), one.told) == (1, ["1.4.0"])


async def test_a_version_that_was_declined_is_not_told_again_and_the_next_one_is(tmp_path: Path) -> None:
    file, clock = tmp_path / "updates.json", FakeTime()
    first = desk(file, clock=clock)
    await first.updates.look()
    first.updates.decline("1.4.0")
    assert first.updates.known.declined
    clock.set_wall(DAY)
    second = desk(file, NEWER, Release(version="1.5.0", date=date(2027, 1, 1)), clock=clock)
    async with running(second):
        await clock.pass_(2 * HOUR)
        assert (len(second.asked), second.told) == (1, [])
        await clock.pass_(DAY)
    assert second.told == ["1.5.0"]
    assert not second.updates.known.declined


async def test_nothing_is_newer_once_it_is_installed(tmp_path: Path) -> None:
    file = tmp_path / "updates.json"
    await desk(file).updates.look()
    known = desk(file, present="1.4.0").updates.known
    assert known.newer is None
    assert known.newest


async def test_two_wishes_at_once_ask_once_and_everybody_hears_of_each_step() -> None:
    one, heard = desk(), []
    stop = one.updates.subscribe(lambda known: heard.append((known.asking, known.newer)))
    await asyncio.gather(one.updates.look(), one.updates.look())
    assert one.asked == [FEED]
    assert heard == [(True, None), (False, NEWER)]
    stop()
    stop()
    await one.updates.look()
    assert len(heard) == 2


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"{}",
        b"\xff",
        b'{"version": 1, "heard": {"asked_at": 1e300}}',
        b'{"version": 2, "heard": {"asked_at": 1.0}}',
        b'{"version": 1, "heard": {"fault": "from-the-future"}}',
    ],
)
def test_a_file_that_is_not_understood_is_as_good_as_none(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "updates.json"
    file.write_bytes(content)
    assert HeardFile(file).load() == Heard()


def test_a_page_that_was_written_into_the_file_is_not_trusted_more_than_one_that_was_heard(tmp_path: Path) -> None:
    file = HeardFile(tmp_path / "updates.json")
    file.save(Heard(feed=FEED, release=Release(version="9", date=date(2026, 1, 1), page="https://evil.example/")))
    kept = file.load().release
    assert kept is not None
    assert kept.page == ""


async def test_a_folder_that_cannot_be_written_costs_only_the_memory(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    one = desk(tmp_path / "data" / "updates.json")
    await one.updates.look()
    assert one.updates.known.newer == NEWER
