"""Why was this not blocked: every cause on its own, and what must hold whatever is known."""

from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from caldesk.domain.connection import Calendar, ConnectionState, ImportConfig, ImportSource, SyncConfig
from caldesk.domain.event import DAY, Event
from caldesk.domain.provider import CalendarType
from caldesk.domain.schedule import Schedule
from caldesk.domain.timespan import Span
from caldesk.services.state import ConnectionView, Snapshot
from caldesk.services.why.case import Case, Question
from caldesk.services.why.finding import Cause, Finding, Verdict
from caldesk.services.why.not_blocked import why_not_blocked
from tests.helpers.far_side import APPLE, connection

UTC = ZoneInfo("UTC")
TEN = 20_000 * DAY + 10 * 3600
ASKED = Span(TEN, TEN + 3600)
NOW = float(TEN - DAY)
CHOSEN = SyncConfig(
    imports=ImportConfig(enabled=True, source=ImportSource.CALENDARS, calendars=(Calendar("w", "Work"),))
)


def view(key: str = "c1", state: ConnectionState = ConnectionState.WORKING, **values: Any) -> ConnectionView:
    usual: dict[str, Any] = {"provider_id": APPLE.id, "calendar_type": CalendarType.I_CAL, "sync_config": CHOSEN}
    one = connection(key, **(usual | values))
    return ConnectionView(connection=one, state=state, as_of=NOW, since=NOW, provider=APPLE)


def case(*views: ConnectionView, events: tuple[Event, ...] = (), **values: Any) -> Case:
    """Everything is told and nothing speaks for any cause, but for what the values say."""
    question = Question(
        schedule_id="s-ana",
        span=ASKED,
        account=values.pop("account", "c1@mail.example"),
        calendar=values.pop("calendar", "Work"),
        made_at=values.pop("made_at", NOW - DAY),
    )
    snapshot = Snapshot(
        schedules=(Schedule(id="s-ana", name="Ana Bell"), Schedule(id="s-ben", name="Ben Moss")),
        connections=MappingProxyType({each.id: each for each in views}),
    )
    return Case(question=question, snapshot=snapshot, events=events, zone=UTC, now=NOW, **values)


def verdicts(found: tuple[Finding, ...]) -> dict[Cause, Verdict]:
    return {each.cause: each.verdict for each in found}


def switched_off(one: ConnectionView) -> ConnectionView:
    config = replace(CHOSEN, imports=replace(CHOSEN.imports, enabled=False))
    return replace(one, connection=replace(one.connection, sync_config=config))


def moved(hours: int) -> Event:
    return Event(schedule_id="s-ana", start=TEN + hours * 3600, end=TEN + (hours + 1) * 3600)


def test_where_all_is_told_and_fine_every_cause_is_ruled_out():
    assert set(verdicts(why_not_blocked(case(view()))).values()) == {Verdict.RULED_OUT}


CAUSES = {
    Cause.CONNECTION: lambda: case(view(state=ConnectionState.NEEDS_SIGN_IN)),
    Cause.IMPORT: lambda: case(switched_off(view())),
    Cause.CALENDAR: lambda: case(view(), calendar="Family"),
    Cause.ACCOUNT: lambda: case(view(), account="ana@home.example"),
    Cause.SYNC: lambda: case(view(), made_at=NOW - 60),
    Cause.ZONE: lambda: case(view(), events=(moved(2),), other_offsets=(7200,)),
}


@pytest.mark.parametrize("cause", CAUSES)
def test_one_fault_is_named_and_no_other(cause: Cause):
    found = why_not_blocked(CAUSES[cause]())
    assert [each.cause for each in found if each.verdict is Verdict.CAUSE] == [cause]


def test_an_account_of_another_schedule_is_named_with_it():
    other = view("c2", schedule_id="s-ben")
    found = {each.cause: each for each in why_not_blocked(case(view(), other, account="c2@mail.example"))}
    assert found[Cause.ACCOUNT].verdict is Verdict.CAUSE
    assert "Ben Moss" in found[Cause.ACCOUNT].evidence


@pytest.mark.parametrize(
    ("cause", "values"),
    [
        (Cause.ACCOUNT, {"account": ""}),
        (Cause.CALENDAR, {"calendar": ""}),
        (Cause.SYNC, {"made_at": None}),
        (Cause.SYNC, {"made_at": NOW - 400}),
        (Cause.ZONE, {"other_offsets": (3600,)}),
        (Cause.ALL_DAY, {"read": False}),
        (Cause.ALL_DAY, {"events": (Event("s-ana", 20_000 * DAY, 20_001 * DAY, all_day=True),)}),
    ],
)
def test_what_is_not_told_is_not_known(cause: Cause, values: dict[str, Any]):
    assert verdicts(why_not_blocked(case(view(), **values)))[cause] is Verdict.UNKNOWN


def test_a_main_calendar_only_leaves_the_question_which_calendar():
    config = SyncConfig(imports=ImportConfig(enabled=True, source=ImportSource.PRIMARY_CALENDAR))
    assert verdicts(why_not_blocked(case(view(sync_config=config))))[Cause.PRIMARY_ONLY] is Verdict.UNKNOWN


def test_nothing_connected_is_the_cause():
    found = verdicts(why_not_blocked(case(account="")))
    assert [cause for cause, verdict in found.items() if verdict is Verdict.CAUSE] == [Cause.CONNECTION]
    assert Verdict.RULED_OUT not in {found[each] for each in (Cause.IMPORT, Cause.SYNC, Cause.ALL_DAY)}


imports = st.builds(
    ImportConfig,
    enabled=st.sampled_from([True, False, None]),
    source=st.sampled_from(list(ImportSource)),
    calendars=st.sampled_from([(), (Calendar("w", "Work"),), (Calendar("x"),)]),
)
views = st.lists(
    st.builds(
        lambda key, state, config: view(key, state, sync_config=SyncConfig(imports=config)),
        st.sampled_from(["c1", "c2"]),
        st.sampled_from([each for each in ConnectionState if each is not ConnectionState.OFF]),
        imports,
    ),
    max_size=2,
    unique_by=lambda each: each.id,
)
cases = st.builds(
    lambda known, account, made_at, read, events, offsets: case(
        *known, account=account, made_at=made_at, read=read, events=tuple(events), other_offsets=offsets
    ),
    views,
    st.sampled_from(["", "c1@mail.example", "x@y.example"]),
    st.none() | st.floats(NOW - 2 * DAY, NOW),
    st.booleans(),
    st.lists(st.builds(moved, st.integers(-5, 5)), max_size=3),
    st.sampled_from([(), (3600,), (-7200, 3600)]),
)


@given(cases)
def test_every_cause_is_judged_in_order_with_evidence_and_a_cure(one: Case):
    found = why_not_blocked(one)
    assert [each.cause for each in found] == list(Cause)
    assert all(each.evidence for each in found)
    assert all(bool(each.cure) is (each.verdict is not Verdict.RULED_OUT) for each in found)


@given(cases)
def test_what_was_not_read_rules_nothing_out(one: Case):
    found = verdicts(why_not_blocked(replace(one, read=False)))
    assert found[Cause.ALL_DAY] is not Verdict.RULED_OUT


@given(cases)
def test_a_connection_that_may_be_at_fault_is_never_ruled_out(one: Case):
    states = {each.state for each in one.concerned()}
    healthy = bool(states) and states <= {ConnectionState.WORKING, ConnectionState.STARTING}
    assert (verdicts(why_not_blocked(one))[Cause.CONNECTION] is Verdict.RULED_OUT) is healthy


@given(cases)
def test_a_switch_is_only_blamed_where_it_is_off_for_all(one: Case):
    off = [each.connection.sync_config.imports.enabled is False for each in one.concerned()]
    blamed = verdicts(why_not_blocked(one))[Cause.IMPORT] is Verdict.CAUSE
    assert blamed is (bool(off) and all(off))
