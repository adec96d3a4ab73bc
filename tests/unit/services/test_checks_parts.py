"""What the checks are made of: owners, agreed switches, ways through proxies, days of double bookings."""

import asyncio
from datetime import date
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from caldesk.api.config import ApiConfig, ApiKeyCredentials
from caldesk.api.errors import Misconfigured, Trouble, Unreachable
from caldesk.api.probe import probe
from caldesk.domain.connection import Connection, ConnectionState, ConnectionStatus, ExportConfig, SyncConfig
from caldesk.domain.event import Event, EventSource
from caldesk.domain.local_day import local_time, offset_at
from caldesk.domain.schedule import Schedule
from caldesk.domain.secret import Secret
from caldesk.services.checks import CheckState
from caldesk.services.checks.disagreements import changed_elsewhere
from caldesk.services.checks.double_bookings import double_bookings
from caldesk.services.checks.misplaced import ended_by_owners, handed_over, leavers_of, other_owners
from caldesk.services.checks.network_checks import _way, clock
from caldesk.services.checks.time_checks import changing_days, same_time
from caldesk.services.history.records import Entry, Kind, Place
from caldesk.services.history.timeline import CONNECTED
from caldesk.services.profiles import SiteProfile
from caldesk.services.state import ConnectionView, Snapshot
from caldesk.services.wording import Half
from tests.helpers.far_side import connection
from tests.helpers.sandbox import running

DUBLIN = ZoneInfo("Europe/Dublin")
ANA = Schedule(id="s-ana", name="Ana Bell", owner_user_id="u-ana")
BEN = Schedule(id="s-ben", name="Ben Moss", owner_user_id="u-ben")


def site(*connections: Connection, schedules: tuple[Schedule, ...] = (ANA, BEN)) -> Snapshot:
    views = {
        each.id: ConnectionView(connection=each, state=ConnectionState.WORKING, as_of=0, since=0)
        for each in connections
    }
    return Snapshot(schedules=schedules, connections=MappingProxyType(views))


def test_a_schedule_out_of_use_or_gone_leaves_its_connection_behind():
    gone, idle = connection("c1", schedule_id="s-old"), connection("c2", schedule_id="s-ben")
    found = leavers_of(site(gone, idle, connection("c3"), schedules=(ANA, replace(BEN, active=False))))
    assert [(each.connection.id, each.schedule.name if each.schedule else "") for each in found] == [
        ("c1", ""),
        ("c2", "Ben Moss"),
    ]


def test_who_connects_for_everybody_says_nothing_about_owners():
    one, two = connection("c1", user_id="u-ben"), connection("c2", user_id="u-ben", schedule_id="s-ben")
    assert other_owners(site(one, two)) == ()
    (found,) = other_owners(site(one))
    assert (found.schedule.name, found.connected_by.name) == ("Ana Bell", "Ben Moss")


def test_an_owner_who_is_not_known_has_not_changed():
    assert other_owners(site(connection("c1", user_id="u-stranger"))) == ()
    assert other_owners(site(connection("c1", user_id=""))) == ()


def test_an_ended_connection_of_a_former_owner_is_told_until_there_is_a_new_one():
    ended = connection("c1", user_id="u-former", status=ConnectionStatus.DISCONNECTED)
    assert [each.connection.id for each in ended_by_owners(site(ended))] == ["c1"]
    assert ended_by_owners(site(ended, connection("c2", user_id="u-ana"))) == ()


def owned(after: str, at: float = 5.0) -> Entry:
    return Entry(at=at, kind=Kind.OWNER, connection_id="c1", before="u-former", after=after)


def test_a_schedule_that_was_seen_to_change_hands_is_told_until_somebody_signs_in_again():
    snapshot = site(connection("c1", user_id="u-former"), connection("c2"))
    (found,) = handed_over(snapshot, [owned("u-ana")])
    assert (found.connection.id, found.schedule.name, found.since) == ("c1", "Ana Bell", 5.0)
    refused = Entry(at=7.0, kind=Kind.ATTEMPT, connection_id="c1", after="rejected")
    assert handed_over(snapshot, [refused, owned("u-ana")])
    settled = Entry(at=7.0, kind=Kind.ATTEMPT, connection_id="c1", after=CONNECTED)
    assert handed_over(snapshot, [settled, owned("u-ana")]) == ()


def test_a_schedule_that_went_back_or_whose_owner_connected_it_has_not_changed_hands():
    assert handed_over(site(connection("c1", user_id="u-former")), [owned("u-other")]) == ()
    assert handed_over(site(connection("c1", user_id="u-ana")), [owned("u-ana")]) == ()
    ended = connection("c1", user_id="u-former", status=ConnectionStatus.DISCONNECTED)
    assert handed_over(site(ended), [owned("u-ana")]) == ()


def switched(after: str, place: Place, part: str = "export") -> Entry:
    return Entry(at=1, kind=Kind.SWITCH, connection_id="c1", part=part, after=after, place=place)


def exporting(on: bool | None) -> Connection:
    return connection("c1", sync_config=SyncConfig(exports=ExportConfig(enabled=on)))


@pytest.mark.parametrize(
    ("entries", "now", "differs"),
    [
        ([switched("on", Place.HERE)], False, True),
        ([switched("on", Place.HERE)], True, False),
        ([switched("on", Place.HERE)], None, False),
        ([switched("off", Place.ELSEWHERE), switched("on", Place.HERE)], False, True),
        ([switched("off", Place.HERE), switched("on", Place.HERE)], False, False),
        ([switched("on", Place.ELSEWHERE)], False, False),
        ([switched("on", Place.HERE, "import")], False, False),
        ([], False, False),
    ],
)
def test_a_switch_differs_from_what_was_set_here_last(entries: list[Entry], now: bool | None, differs: bool):
    found = changed_elsewhere(entries, [exporting(now)])
    assert [(each.half, each.agreed) for each in found] == ([(Half.EXPORT, True)] if differs else [])


def test_an_ended_connection_has_no_switches_to_differ():
    ended = replace(exporting(False), status=ConnectionStatus.DISCONNECTED)
    assert changed_elsewhere([switched("on", Place.HERE)], [ended]) == ()


PROXY = "http://user:secret@proxy.example:3128"


@pytest.mark.parametrize(
    ("named", "environment", "words"),
    [("", {}, "No proxy"), (PROXY, {}, "site's settings"), (None, {"https_proxy": PROXY}, "environment variable")],
)
def test_the_proxy_is_named_with_who_set_it_and_without_its_password(
    monkeypatch: pytest.MonkeyPatch, named: str | None, environment: dict[str, str], words: str
):
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        for spelling in (name, name.upper()):
            monkeypatch.delenv(spelling, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    said = _way(SiteProfile(id="p", name="Practice", proxy=named))
    assert words in said
    assert "secret" not in said
    assert ("proxy.example:3128" in said) is (words != "No proxy")


def test_a_service_that_tells_no_time_leaves_the_clock_unknown():
    assert clock(None, 1000.0, 0.1).state is CheckState.UNKNOWN


@given(st.floats(-4000, 4000), st.floats(0, 5))
def test_the_bounds_of_the_clock_hold_whatever_the_line(ahead: float, seconds: float):
    state = clock(1_000_000.0, 1_000_000.5 + seconds / 2 + ahead, seconds).state
    if abs(ahead) < 59.9:
        assert state is CheckState.PASS
    elif 60.1 < abs(ahead) < 299.9:
        assert state is CheckState.WARNING
    elif abs(ahead) > 300.1:
        assert state is CheckState.FAIL


def config(**values: Any) -> ApiConfig:
    return ApiConfig(credentials=ApiKeyCredentials(key=Secret(""), site_id=""), **values)


def test_the_service_is_asked_without_a_key():
    with running("fresh") as server:
        found = asyncio.run(probe(config(base_url=server.base_url)))
        (asked,) = server.control.requests()
    assert asked.status == 401
    assert "authorization" not in asked.headers
    assert (found.encrypted, found.issuer) == (False, "")
    assert found.date is not None


def test_nobody_there_is_refused_and_a_bad_proxy_is_a_setting():
    with pytest.raises(Unreachable) as refused:
        asyncio.run(probe(config(base_url="http://127.0.0.1:9")))
    assert refused.value.trouble is Trouble.REFUSED
    with pytest.raises(Misconfigured):
        asyncio.run(probe(config(base_url="https://www.wixapis.com", proxy="ftp://proxy.example")))


def test_clock_changes_are_found_at_the_zone_of_the_site():
    before = 1_792_000_000  # 14 October 2026
    assert [day.date for day in changing_days(DUBLIN, before)] == [date(2026, 10, 25)]
    assert changing_days(ZoneInfo("Africa/Lagos"), before) == []


def test_two_names_of_one_time_are_one_time_and_a_summer_apart_is_not():
    lisbon, london = (ZoneInfo(name) for name in ("Europe/Lisbon", "Europe/London"))
    now = 1_792_000_000
    assert same_time(london, lambda at: offset_at(lisbon, at), now)
    assert not same_time(london, lambda at: 0, now)


slots = st.integers(0, 60).map(lambda each: 1_792_900_000 + each * 1800)
events = st.lists(
    st.builds(
        lambda who, start, length, own: Event(
            who,
            start,
            start + length * 1800,
            source=EventSource.WIX if own else EventSource.EXTERNAL,
            kind="APPOINTMENT" if own else "",
            id=f"{who}{start}{length}" if own else "",
        ),
        st.sampled_from(["s-ana", "s-ben"]),
        slots,
        st.integers(1, 4),
        st.booleans(),
    ),
    max_size=25,
)


@given(events)
def test_days_hold_every_pair_that_a_slow_look_finds_once_and_in_order(known: list[Event]):
    copies = {(each.schedule_id, each.start, each.end) for each in known if each.source is EventSource.WIX}
    shown = [
        each
        for each in known
        if each.source is EventSource.WIX or (each.schedule_id, each.start, each.end) not in copies
    ]
    slow = sum(
        one.schedule_id == other.schedule_id
        and max(one.start, other.start) < min(one.end, other.end)
        and EventSource.WIX in (one.source, other.source)
        for place, one in enumerate(shown)
        for other in shown[place + 1 :]
    )
    found = double_bookings(known, DUBLIN)
    assert sum(len(each.clashes) for each in found.surely) == slow
    assert [each.day for each in found.surely] == sorted({each.day for each in found.surely})
    assert all(
        local_time(DUBLIN, clash.span.start).date() == each.day for each in found.surely for clash in each.clashes
    )
    assert found.perhaps == ()
