"""The checks, against practice sites that lack one thing each."""

import asyncio
import time
from collections.abc import Callable
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from caldesk.domain.local_day import offset_at
from caldesk.domain.secret import Secret
from caldesk.sandbox.records import Booking
from caldesk.sandbox.server import SandboxThread
from caldesk.sandbox.world import World
from caldesk.services.checks import Check, CheckedSite, CheckState, Group, run_checks
from caldesk.services.checks.check import GROUPS
from caldesk.services.clock import SystemClock
from caldesk.services.history.records import Batch, Entry, Kind
from caldesk.services.history.store import HistoryStore
from caldesk.services.opening import make_client
from caldesk.services.profiles import SiteProfile
from caldesk.services.trial import Trial, try_site
from tests.helpers.sandbox import running

dublin = partial(offset_at, ZoneInfo("Europe/Dublin"))
BAD = (CheckState.FAIL, CheckState.WARNING)


def profile_on(site: SandboxThread) -> SiteProfile:
    return SiteProfile(id="p", name="Practice", site_id=site.site_id, base_url=site.base_url)


async def looked(site: SandboxThread, **values: Any) -> dict[str, Check]:
    async with make_client(profile_on(site), Secret(site.api_key)) as client:
        usual = {"client": client, "clock": SystemClock(), "profile": profile_on(site), "computer_offset": dublin}
        return {check.id: check async for check in run_checks(CheckedSite(**(usual | values)))}


def checks_on(scenario: str, change: Callable[[World], None] | None = None, **values: Any) -> dict[str, Check]:
    """The checks of a site as the scenario has it, changed before the first look."""
    with running(scenario) as site:
        if change is not None:
            change(site.site.world)
        return asyncio.run(looked(site, **values))


def wrong(checks: dict[str, Check], *states: CheckState) -> set[str]:
    return {check.id for check in checks.values() if check.state in (states or BAD)}


class At:
    """A clock that stands."""

    def __init__(self, now: float) -> None:
        self._now = now

    def now(self) -> float:
        return self._now

    async def sleep(self, seconds: float) -> None:
        raise NotImplementedError


def test_a_fresh_site_passes_everything_that_can_be_known():
    checks = checks_on("fresh")
    assert wrong(checks) <= {"clock-changes"}
    assert wrong(checks, CheckState.UNKNOWN) == {"switches"}  # nothing was written down
    assert list(checks)[:2] == ["site", "zone"]
    assert set(checks) | {"certificate"} == set(GROUPS)


def test_every_line_is_in_a_group_and_says_what_was_found():
    checks = checks_on("busy")
    assert {check.group for check in checks.values()} == set(Group)
    assert all(check.title and check.what for check in checks.values())
    assert all(check.cure for check in checks.values() if check.state is CheckState.FAIL)


@pytest.mark.parametrize(
    ("scenario", "expected"),
    [
        ("not-premium", "plan"),
        ("no-bookings", "bookings"),
        ("provider-down", "reachable"),
        ("statuses", "sign-in"),
        ("duplicates", "duplicates"),
    ],
)
def test_what_is_missing_fails_with_a_cure(scenario: str, expected: str):
    checks = checks_on(scenario)
    assert expected in wrong(checks, CheckState.FAIL)
    assert checks[expected].cure


def test_a_line_that_is_cut_fails_once_and_everything_else_points_there():
    with running("fresh") as site:
        key, profile = Secret(site.api_key), profile_on(site)

    async def nobody_there() -> dict[str, Check]:
        async with make_client(profile, key) as client:
            return {
                one.id: one
                async for one in run_checks(CheckedSite(client=client, clock=SystemClock(), profile=profile))
            }

    checks = asyncio.run(nobody_there())
    assert wrong(checks) == {"network"}
    assert checks["network"].actions
    assert "Way to the service" in checks["site"].what


def test_a_key_that_is_refused_fails_once():
    with running("fresh") as site:
        profile = profile_on(site)

        async def with_a_wrong_key() -> dict[str, Check]:
            async with make_client(profile, Secret("IST.wrong")) as client:
                return {
                    one.id: one
                    async for one in run_checks(CheckedSite(client=client, clock=SystemClock(), profile=profile))
                }

        checks = asyncio.run(with_a_wrong_key())
    assert wrong(checks, CheckState.FAIL) == {"site"}
    assert "Key and site" in checks["connections"].what


def test_a_shared_account_is_named_with_both_schedules_and_the_danger():
    line = checks_on("duplicates")["duplicates"].what
    assert "studio.frontdesk@gmail.example" in line
    assert "Mara Quinn" in line
    assert "blocks the other" in line


def test_what_could_not_be_read_is_not_known_rather_than_fine():
    checks = checks_on("provider-down")
    assert checks["double-bookings"].state is not CheckState.PASS
    assert checks["events"].state is CheckState.WARNING


@pytest.mark.parametrize(
    ("permission", "words"),
    [
        ("CALENDAR.READ_EXTERNAL_CALENDAR_EVENTS", "read calendar events"),
        ("CALENDAR.LIST_EXTERNAL_CALENDAR_PROVIDERS", "list calendar providers"),
    ],
)
def test_a_missing_right_is_named(permission: str, words: str):
    held = frozenset(
        {
            "CALENDAR.READ_EXTERNAL_CALENDAR_EVENTS",
            "CALENDAR.LIST_EXTERNAL_CALENDAR_PROVIDERS",
            "CALENDAR.READ_OWN_EXTERNAL_CALENDAR_CONNECTIONS",
        }
    ) - {permission}

    def change(world: World) -> None:
        world.knobs = replace(world.knobs, permissions=held)

    line = checks_on("busy", change)["rights"]
    assert line.state is CheckState.FAIL
    assert words in line.what


@pytest.mark.parametrize(
    ("seconds", "state"),
    [(0, CheckState.PASS), (50, CheckState.PASS), (-90, CheckState.WARNING), (900, CheckState.FAIL)],
)
def test_a_clock_that_is_off_is_told_by_how_much(seconds: float, state: CheckState):
    line = checks_on("fresh", clock=At(time.time() + seconds))["clock"]
    assert line.state is state
    if state is not CheckState.PASS:
        assert ("fast" if seconds > 0 else "slow") in line.what


def test_a_connection_on_a_schedule_that_is_gone_is_a_leaver():
    def change(world: World) -> None:
        one = next(iter(world.connections.values()))
        schedule = world.schedules[one.schedule_id]
        del world.schedules[schedule.id]

    line = checks_on("busy", change)["leavers"]
    assert line.state is CheckState.WARNING
    assert "does not exist" in line.what


def test_a_connection_made_by_the_owner_of_another_schedule_is_told():
    def change(world: World) -> None:
        first, second = [one for one in world.connections.values() if one.user_id != world.identity.owner_user_id][:2]
        world.connections[first.id] = replace(first, user_id=second.user_id)
        del world.connections[second.id]

    line = checks_on("busy", change)["owners"]
    assert line.state is CheckState.WARNING
    assert "does not own" in line.what


def test_a_schedule_that_the_history_saw_change_hands_is_told_with_the_day():
    async def on(site: SandboxThread) -> tuple[str, Check]:
        world = site.site.world
        one = next(each for each in world.connections.values() if each.user_id != world.identity.owner_user_id)
        owner = world.owner_of(world.schedules[one.schedule_id])
        assert owner is not None
        world.connections[one.id] = replace(one, user_id="u-former")
        user = owner.associated_wix_identity.identification_data.wix_user_id
        seen = Entry(at=1.8e9, kind=Kind.OWNER, connection_id=one.id, before="u-former", after=user)
        history = HistoryStore(None)
        try:
            await history.write("p", Batch(entries=(seen,)))
            return one.email, (await looked(site, history=history))["owners"]
        finally:
            await history.close()

    with running("busy") as site:
        account, line = asyncio.run(on(site))
    assert line.state is CheckState.WARNING
    assert "belongs to somebody else since 2027-01-15" in line.what
    assert account in line.what


def test_a_computer_in_another_zone_is_told():
    assert "5 h earlier" in checks_on("fresh", computer_offset=lambda at: dublin(at) - 5 * 3600)["computer-time"].what


def test_a_schedule_in_another_zone_is_named():
    def change(world: World) -> None:
        one = next(each for each in world.schedules.values() if each.external_id in world.resources)
        world.schedules[one.id] = replace(one, time_zone="Asia/Tokyo")

    line = checks_on("fresh", change)["schedule-zones"]
    assert line.state is CheckState.WARNING
    assert "Asia/Tokyo" in line.what


def test_a_clock_change_with_a_booking_on_its_day_is_told_with_the_day():
    before_the_change = 1_792_000_000  # 14 October 2026; clocks in Dublin go back on the 25th

    def change(world: World) -> None:
        resource = next(iter(world.resources))
        start = 1_792_922_400  # 25 October 2026, 10:00
        world.bookings.append(
            Booking(
                id="b1",
                schedule_id=next(iter(world.schedules)),
                type="APPOINTMENT",
                title="Massage",
                start=start,
                end=start + 3600,
                resource_ids=(resource,),
            )
        )

    line = checks_on("fresh", change, clock=At(before_the_change))["clock-changes"]
    assert line.state is CheckState.WARNING
    assert [str(each.day) for each in line.days] == ["2026-10-25"]


def test_nothing_is_waited_for_longer_than_promised():
    def change(world: World) -> None:
        world.knobs = replace(world.knobs, latency=5.0)

    begun = time.monotonic()
    checks = checks_on("fresh", change, patience=0.3)
    assert time.monotonic() - begun < 5
    assert CheckState.PASS not in {check.state for check in checks.values()}


def test_leaving_early_ends_every_question():
    async def work() -> None:
        async with make_client(profile_on(site), Secret(site.api_key)) as client:
            checks = run_checks(CheckedSite(client=client, clock=SystemClock(), profile=profile_on(site)))
            assert (await anext(checks)).id == "site"
            await checks.aclose()  # type: ignore[attr-defined]
            assert asyncio.all_tasks() == {asyncio.current_task()}

    with running("busy") as site:
        asyncio.run(work())


def test_only_reading_methods_are_asked():
    with running("busy") as site:
        asyncio.run(looked(site))
        asked = {(entry.method, entry.path) for entry in site.control.requests()}
    writing = [path for method, path in asked if method not in ("GET", "POST")]
    assert not writing
    assert all(path.endswith("query") for method, path in asked if method == "POST")


def trial_of(scenario: str, key: str = "") -> Trial:
    seen: list[Check] = []

    async def work() -> Trial:
        return await try_site(profile_on(site), Secret(key or site.api_key), SystemClock(), seen.append)

    with running(scenario) as site:
        trial = asyncio.run(work())
    assert tuple(seen) == trial.checks
    return trial


def test_a_trial_names_the_site_and_ignores_what_is_wrong_with_connections():
    trial = trial_of("statuses")
    assert trial.opens
    assert trial.ready
    assert trial.site_name


def test_a_trial_of_a_site_without_the_plan_opens_but_is_not_ready():
    trial = trial_of("not-premium")
    assert (trial.opens, trial.ready) == (True, False)


def test_a_trial_with_a_wrong_key_opens_nothing():
    trial = trial_of("fresh", key="IST.wrong")
    assert (trial.opens, trial.ready, trial.site_name) == (False, False, "")
