"""What a reading makes of its parts: whole, partly failed, forbidden, or of a site that lacks something."""

import pytest

from caldesk.api.errors import (
    AppNotInstalled,
    BrokenAnswer,
    Call,
    Forbidden,
    NotFound,
    PremiumRequired,
    ServerError,
    Unauthorized,
)
from caldesk.domain.connection import ConnectionState, ConnectionStatus
from caldesk.domain.provider import Provider
from caldesk.domain.schedule import Schedule, ScheduleKind, StaffMember
from caldesk.domain.site import SiteProperties
from caldesk.services.problems import ProblemId
from tests.helpers.far_side import APPLE, GOOGLE, Desk, connection, offline


def _ids(desk: Desk) -> list[ProblemId]:
    return [problem.id for problem in desk.state.snapshot.problems]


async def test_business_first_then_staff_by_name_then_resources(desk: Desk) -> None:
    await desk.service.refresh()
    found = [(schedule.name, schedule.kind) for schedule in desk.state.snapshot.schedules]
    assert found == [
        ("Studio Nine", ScheduleKind.BUSINESS),
        ("Ana Bell", ScheduleKind.STAFF),
        ("Room 1", ScheduleKind.RESOURCE),
    ]
    assert desk.state.snapshot.checked_at == 1000.0
    assert desk.state.snapshot.problems == ()


async def test_staff_give_their_schedules_name_mail_and_owner(desk: Desk) -> None:
    await desk.service.refresh()
    ana = desk.state.snapshot.schedule("s-ana")
    assert ana is not None
    assert (ana.email, ana.staff_member_id, ana.owner_user_id) == ("ana@studio.example", "m-ana", "u")


async def test_staff_are_found_by_their_events_schedule_too(desk: Desk) -> None:
    desk.far.staff = (StaffMember(id="m", name="Ana Bell", events_schedule_id="s-ana"),)
    await desk.service.refresh()
    ana = desk.state.snapshot.schedule("s-ana")
    assert ana is not None
    assert (ana.name, ana.kind) == ("Ana Bell", ScheduleKind.STAFF)


async def test_a_business_schedule_with_a_name_of_its_own_keeps_it(desk: Desk) -> None:
    assert isinstance(desk.far.schedules, tuple)
    *others, business = desk.far.schedules
    desk.far.schedules = (*others, Schedule(id=business.id, name="Front desk", kind=ScheduleKind.BUSINESS))
    await desk.service.refresh()
    assert desk.state.snapshot.schedules[0].name == "Front desk"


async def test_a_business_without_any_name_is_called_the_business(desk: Desk) -> None:
    desk.far.properties = SiteProperties()
    await desk.service.refresh()
    assert desk.state.snapshot.schedules[0].name == "The business"


async def test_staff_forbidden_keeps_what_they_said_before(desk: Desk) -> None:
    await desk.service.refresh()
    desk.far.staff = Forbidden("no", Call(), 403)
    await desk.service.refresh()
    ana = desk.state.snapshot.schedule("s-ana")
    assert ana is not None
    assert (ana.name, ana.email, ana.staff_member_id, ana.owner_user_id) == (
        "Ana Bell",
        "ana@studio.example",
        "m-ana",
        "u",
    )
    assert _ids(desk) == []


async def test_staff_forbidden_from_the_start_leaves_the_schedules_own_names(desk: Desk) -> None:
    desk.far.staff = Forbidden("no", Call(), 403)
    await desk.service.refresh()
    ana = desk.state.snapshot.schedule("s-ana")
    assert ana is not None
    assert (ana.name, ana.kind) == ("staff", ScheduleKind.RESOURCE)
    assert desk.state.snapshot.checked_at == 1000.0


async def test_a_part_that_fails_keeps_its_old_value_and_says_so(desk: Desk) -> None:
    desk.far.add(connection())
    await desk.service.refresh()
    desk.far.schedules = offline()
    desk.clock.time += 60
    await desk.service.refresh()
    assert len(desk.state.snapshot.schedules) == 3
    assert _ids(desk) == [ProblemId.TIMEOUT]
    assert desk.state.snapshot.checked_at == 1000.0
    assert desk.view().as_of == 1060.0


async def test_connections_that_cannot_be_read_keep_the_time_at_which_they_were_true(desk: Desk) -> None:
    desk.far.add(connection())
    await desk.service.refresh()
    desk.far.listing = ServerError("oops", Call(), 500)
    desk.clock.time += 60
    await desk.service.refresh()
    assert desk.view().as_of == 1000.0
    assert _ids(desk) == [ProblemId.SERVER_ERROR]


async def test_the_same_trouble_in_several_parts_is_one_problem(desk: Desk) -> None:
    desk.far.providers = desk.far.schedules = desk.far.listing = Unauthorized("no", Call(), 401)
    await desk.service.refresh()
    assert _ids(desk) == [ProblemId.KEY_REFUSED]


async def test_partial_failure_keeps_the_rows_of_the_failed_provider(desk: Desk) -> None:
    desk.far.add(connection("g"), connection("a", provider_id=APPLE.id))
    await desk.service.refresh()
    desk.far.failed = frozenset({APPLE.id})
    desk.clock.time += 60
    await desk.service.refresh()
    kept, fresh = desk.view("a"), desk.view("g")
    assert (kept.state, kept.as_of, kept.since) == (ConnectionState.NOT_REACHABLE, 1000.0, 1060.0)
    assert (fresh.state, fresh.as_of, fresh.since) == (ConnectionState.WORKING, 1060.0, 1000.0)
    assert _ids(desk) == [ProblemId.PROVIDER_UNREACHABLE]
    assert desk.state.snapshot.problems[0].title == "Not reachable right now: Apple"
    assert desk.state.snapshot.checked_at == 1060.0


async def test_since_when_it_is_unreachable_does_not_move_with_each_reading(desk: Desk) -> None:
    desk.far.add(connection("a", provider_id=APPLE.id))
    await desk.service.refresh()
    desk.far.failed = frozenset({APPLE.id})
    for _turn in range(3):
        desk.clock.time += 60
        await desk.service.refresh()
    assert desk.view("a").since == 1060.0


async def test_a_provider_that_answers_again_brings_its_rows_back_to_life(desk: Desk) -> None:
    desk.far.add(connection("a", provider_id=APPLE.id))
    desk.far.failed = frozenset({APPLE.id})
    await desk.service.refresh()
    assert desk.state.snapshot.connections == {}
    desk.far.failed = frozenset()
    await desk.service.refresh()
    assert desk.view("a").state is ConnectionState.WORKING
    assert _ids(desk) == []


async def test_failed_providers_without_a_name_are_counted(desk: Desk) -> None:
    desk.far.failed = frozenset({GOOGLE.id, "x", "y"})
    await desk.service.refresh()
    assert desk.state.snapshot.problems[0].title == "Not reachable right now: Google, 2 other providers"


async def test_a_connection_of_another_provider_that_is_not_listed_any_more_goes(desk: Desk) -> None:
    desk.far.add(connection())
    await desk.service.refresh()
    desk.far.connections.clear()
    await desk.service.refresh()
    assert desk.state.snapshot.connections == {}


async def test_a_listed_connection_that_ended_is_off(desk: Desk) -> None:
    desk.far.add(connection(status=ConnectionStatus.DISCONNECTED))
    await desk.service.refresh()
    assert desk.view().state is ConnectionState.OFF


async def test_a_connection_of_an_unknown_provider_is_kept(desk: Desk) -> None:
    desk.far.add(connection(provider_id="nobody"))
    await desk.service.refresh()
    assert desk.view().provider is None


async def test_a_provider_that_learns_something_reaches_its_connections(desk: Desk) -> None:
    desk.far.add(connection())
    await desk.service.refresh()
    renamed = Provider(id=GOOGLE.id, name="Google Workspace")
    desk.far.providers = (renamed,)
    await desk.service.refresh()
    assert desk.view().provider == renamed


async def test_entries_that_could_not_be_read_are_said(desk: Desk) -> None:
    desk.far.skipped = 2
    await desk.service.refresh()
    assert _ids(desk) == [ProblemId.BROKEN_ANSWER]


async def test_without_premium_the_schedules_are_known_and_the_plan_is_named(desk: Desk) -> None:
    desk.far.providers = desk.far.listing = PremiumRequired("no", Call(), 403, "PREMIUM_FEATURE_NOT_ENABLED")
    await desk.service.refresh()
    assert _ids(desk) == [ProblemId.PREMIUM]
    assert len(desk.state.snapshot.schedules) == 3
    assert desk.state.snapshot.checked_at is None


@pytest.mark.parametrize(
    "symptom", [AppNotInstalled("no", Call(), 428), NotFound("no", Call(), 404), Forbidden("no", Call(), 403)]
)
async def test_bookings_missing_is_found_by_looking_at_the_apps(desk: Desk, symptom: Forbidden) -> None:
    desk.far.apps = ()
    desk.far.staff = symptom
    await desk.service.refresh()
    assert _ids(desk) == [ProblemId.BOOKINGS_MISSING]


async def test_bookings_missing_shows_as_a_site_without_schedules_too(desk: Desk) -> None:
    desk.far.apps, desk.far.schedules = (), ()
    await desk.service.refresh()
    assert _ids(desk) == [ProblemId.BOOKINGS_MISSING]


async def test_symptoms_alone_do_not_blame_bookings(desk: Desk) -> None:
    desk.far.listing = Forbidden("no", Call(), 403)
    await desk.service.refresh()
    assert _ids(desk) == [ProblemId.RIGHTS]


async def test_where_the_apps_cannot_be_read_only_the_clear_symptom_counts(desk: Desk) -> None:
    desk.far.apps = BrokenAnswer("?", Call())
    desk.far.listing = AppNotInstalled("no", Call(), 428)
    await desk.service.refresh()
    assert _ids(desk) == [ProblemId.BOOKINGS_MISSING]


async def test_a_healthy_site_is_not_asked_for_its_apps(desk: Desk) -> None:
    await desk.service.refresh()
    assert "apps" not in desk.far.calls


async def test_what_could_not_be_read_again_is_marked_until_it_is(desk: Desk) -> None:
    desk.far.add(connection(), connection("c2", provider_id=APPLE.id))
    await desk.service.refresh()
    assert not desk.state.snapshot.out_of_reach
    desk.far.listing = offline()
    await desk.service.refresh()
    first = desk.state.snapshot
    assert first.out_of_reach
    assert [view.out_of_reach for view in first.connections.values()] == [True, True]
    await desk.service.refresh()
    assert desk.state.snapshot.connections is first.connections, "an outage that lasts changes nothing"
    desk.far.listing, desk.far.failed = None, frozenset({APPLE.id})
    del desk.far.connections["c2"]
    await desk.service.refresh()
    snapshot = desk.state.snapshot
    assert not snapshot.out_of_reach
    assert {key: view.out_of_reach for key, view in snapshot.connections.items()} == {"c1": False, "c2": False}
    assert snapshot.connections["c2"].provider_failed
