"""The ladder for internal errors: as data over every path, and climbed by the flow with a clock that stands still."""

import asyncio
from itertools import product

import pytest
from msgspec.structs import replace

from caldesk.api.errors import Call, NotFound
from caldesk.domain.connection import ConnectionStatus
from caldesk.domain.schedule import Schedule, ScheduleKind
from caldesk.services.connect import ways
from caldesk.services.connect.endings import Ending, Move
from caldesk.services.connect.flow import ConnectFlow
from caldesk.services.connect.ladder import ASKS_FIRST, PAUSE, Fate, Ground, Past, Rung, ladder_on
from caldesk.services.connect.recovery import other_kind
from caldesk.services.connect.rung_words import attempt_line, fate_word, words_of
from caldesk.services.connect.sign_in_book import CONNECTED, CUT_OFF, SignIn
from caldesk.services.connect.steps import Step
from caldesk.services.connect.ways import Way
from caldesk.services.ports import ConsentEnd, ConsentResult
from tests.helpers.fake_connections import APPLE, GOOGLE, FakeBrowser, FakeSession, made
from tests.helpers.waiting import until

SHOP = Schedule(id="s-shop", name="Shop", kind=ScheduleKind.BUSINESS)
ANA = Schedule(id="s-ana", name="Ana", kind=ScheduleKind.STAFF)
BEN = Schedule(id="s-ben", name="Ben", kind=ScheduleKind.STAFF)
WHOLE = Ground(other_schedules=("s-shop",), other_address=True, other_provider=True)


def test_the_rungs_are_those_of_the_recipe_in_its_order():
    assert ladder_on(WHOLE).rungs == (
        Rung.AGAIN,
        Rung.OTHER_SCHEDULE,
        Rung.CLEAN_SESSION,
        Rung.OTHER_ADDRESS,
        Rung.OTHER_PROVIDER,
    )
    assert {Rung.OTHER_SCHEDULE, Rung.OTHER_PROVIDER} == ASKS_FIRST


@pytest.mark.parametrize(("schedule", "address", "provider"), list(product((False, True), repeat=3)))
def test_a_rung_without_ground_is_left_out(schedule, address, provider):
    ground = Ground(other_schedules=("s",) if schedule else (), other_address=address, other_provider=provider)
    rungs = ladder_on(ground).rungs
    assert (Rung.OTHER_SCHEDULE in rungs, Rung.OTHER_ADDRESS in rungs, Rung.OTHER_PROVIDER in rungs) == (
        schedule,
        address,
        provider,
    )
    assert {Rung.AGAIN, Rung.CLEAN_SESSION} <= set(rungs)


@pytest.mark.parametrize("fates", list(product(Fate, repeat=5)))
def test_every_path_up_the_ladder_ends_at_its_top(fates):
    ladder = ladder_on(WHOLE)
    for number, (rung, fate) in enumerate(zip(Rung, fates, strict=True)):
        assert ladder.next is rung
        assert ladder.pause_helps is (number > 0)
        ladder = ladder.passed(fate, float(number))
    assert ladder.next is None
    assert ladder.pause_helps
    assert tuple(one.fate for one in ladder.past) == fates
    with pytest.raises(ValueError, match="no rung left"):
        ladder.passed(Fate.TRIED, 9.0)


def test_what_a_colleague_climbed_is_behind():
    past = (Past(rung=Rung.AGAIN, fate=Fate.TRIED, at=1.0), Past(rung=Rung.OTHER_ADDRESS, fate=Fate.TRIED, at=2.0))
    ladder = ladder_on(Ground(), past)
    assert ladder.rungs == (Rung.AGAIN, Rung.CLEAN_SESSION)
    assert ladder.next is Rung.CLEAN_SESSION


@pytest.mark.parametrize(("rung", "way"), list(product(Rung, Way)))
def test_every_rung_has_a_name_a_reason_and_a_verb(rung, way):
    words = words_of(rung, way)
    assert all((words.name, words.reason, words.verb))
    assert fate_word(Fate.TRIED) != fate_word(Fate.SKIPPED)


# climbed by the flow


class Site(FakeSession):
    """A shop with two people."""

    def __init__(self):
        super().__init__()
        self.state.replace(replace(self.state.snapshot, schedules=(SHOP, ANA, BEN)))


class Script:
    """A browser that ends each visit as the test wrote it down; the last line holds for all that follow."""

    def __init__(self, service, *lines):
        self._service = service
        self._lines = list(lines)
        self.routes = []

    async def visit(self, _url, _is_return):
        line = self._lines.pop(0) if len(self._lines) > 1 else self._lines[0]
        if callable(line):
            line = line(self._service)
        if isinstance(line, ConsentEnd):
            return ConsentResult(end=line)
        return ConsentResult(end=ConsentEnd.RETURNED, url=self._service.redirects[-1] + line)

    def open(self, route):
        self.routes.append(route)
        return ways.here(FakeBrowser(self.visit), route)


INTERNAL = "?error=internal"


def connects(on=ANA, **values):
    """A line: the connection is made, and named by the redirect."""

    def line(service):
        service.put(made("c-new", schedule_id=on.id, **values))
        return "?connectionId=c-new"

    return line


async def climbing(service, *lines, session=None, schedule=ANA, way=Way.HERE, **about):
    """A flow whose first sign-in has ended as the first line says."""
    session = session or Site()
    script = Script(service, *lines)
    flow = ConnectFlow(session, {way: script.open}, **(about or {"schedule_id": schedule.id}))
    flow.script, flow.session = script, session
    if flow.state.step is Step.WHAT:
        flow.choose_provider(GOOGLE.id)
    await flow.sign_in()
    return flow


async def test_an_internal_error_offers_the_ladder_after_it_was_looked_whether_it_worked(service):
    flow = await climbing(service, INTERNAL)
    assert flow.state.step is Step.FAILED
    assert flow.state.failure.ending is Ending.INTERNAL
    assert flow.state.failure.moves == (Move.LOOK_AGAIN,)
    assert service.calls == ["list", "oauth", "list"]
    assert flow.state.ladder.next is Rung.AGAIN


async def test_an_error_page_offers_it_too_and_a_refusal_does_not(service):
    flow = await climbing(service, ConsentEnd.SERVER_ERROR, "?error=reject")
    assert flow.state.ladder.next is Rung.AGAIN
    await flow.climb()
    assert flow.state.failure.ending is Ending.REJECTED
    assert flow.state.ladder.next is Rung.OTHER_SCHEDULE


async def test_again_at_once_changes_nothing_but_the_one_use_value(service):
    flow = await climbing(service, INTERNAL, connects())
    await flow.climb()
    assert flow.state.step is Step.REVIEW
    assert flow.script.routes[0] == flow.script.routes[1]
    assert len(set(service.redirects)) == 2
    assert [(one.rung, one.outcome) for one in flow.tried] == [("", Ending.INTERNAL), (Rung.AGAIN, CONNECTED)]


async def test_what_worked_late_is_found_before_anybody_signs_in_again(service):
    flow = await climbing(service, INTERNAL)
    service.put(made("c-late"))
    await flow.climb()
    assert (flow.state.step, flow.state.connection_id) == (Step.REVIEW, "c-late")
    assert len(service.redirects) == 1
    assert flow.state.ask_mine  # only the list says so


async def test_the_other_schedule_is_remembered_and_can_be_undone(service):
    flow = await climbing(service, INTERNAL, INTERNAL, connects(SHOP))
    await flow.climb()
    assert flow.state.ladder.next is Rung.OTHER_SCHEDULE
    assert other_kind(flow.session.state.snapshot, ANA.id) == (SHOP.id,)
    await flow.climb(SHOP.id)
    assert (flow.state.step, flow.state.schedule_id, flow.state.wanted_schedule_id) == (Step.REVIEW, SHOP.id, ANA.id)
    assert flow.session.sign_ins.detour("c-new").wanted_schedule_id == ANA.id
    assert [one.on_schedule_id for one in flow.tried] == ["", "", SHOP.id]
    await flow.undo_detour()
    ended = flow.session.state.snapshot.connections["c-new"].connection
    assert ended.status is ConnectionStatus.DISCONNECTED
    assert flow.session.sign_ins.detour("c-new") is None
    assert (flow.state.step, flow.state.schedule_id, flow.state.wanted_schedule_id) == (Step.HOW, ANA.id, "")
    assert flow.state.ladder.next is Rung.CLEAN_SESSION


async def test_the_other_schedule_failing_too_leads_back_to_the_one_that_was_wanted(service):
    flow = await climbing(service, INTERNAL)
    await flow.climb()
    await flow.climb(SHOP.id)
    assert (flow.state.schedule_id, flow.state.wanted_schedule_id) == (ANA.id, "")
    assert flow.state.ladder.next is Rung.CLEAN_SESSION


async def test_what_the_other_schedule_got_late_is_still_a_detour(service):
    flow = await climbing(service, INTERNAL)
    await flow.climb()
    await flow.climb(SHOP.id)
    service.put(made("c-late", schedule_id=SHOP.id))
    await flow.look_again()
    assert (flow.state.step, flow.state.schedule_id, flow.state.wanted_schedule_id) == (Step.REVIEW, SHOP.id, ANA.id)
    assert flow.session.sign_ins.detour("c-late").wanted_schedule_id == ANA.id


def test_staff_stand_for_the_business_and_the_business_for_anybody_else():
    snapshot = Site().state.snapshot
    assert other_kind(snapshot, SHOP.id) == (ANA.id, BEN.id)
    assert other_kind(snapshot, BEN.id) == (SHOP.id,)
    assert other_kind(snapshot, "gone") == ()


async def test_a_clean_session_is_asked_of_the_way_for_one_attempt_only(service):
    flow = await climbing(service, INTERNAL)
    for schedule in ("", SHOP.id, "", ""):
        await flow.climb(schedule)
    assert [route.clean for route in flow.script.routes] == [False, False, False, True, False]


async def test_another_address_is_taken_from_the_site_before_ours(service):
    session = Site()
    session.profile = replace(session.profile, redirect_alternatives=("https://desk.example",))
    flow = await climbing(service, INTERNAL, session=session)
    for schedule in ("", SHOP.id, "", ""):
        await flow.climb(schedule)
    assert [route.base for route in flow.script.routes[-2:]] == ["https://www.wix.com", "https://desk.example"]


async def test_in_the_browser_the_other_address_is_the_placeholder_instead_of_loopback(service):
    flow = await climbing(service, INTERNAL, way=Way.BROWSER)
    for schedule in ("", SHOP.id, "", ""):
        await flow.climb(schedule)
    assert [route.listens for route in flow.script.routes] == [True, True, True, True, False]
    assert flow.script.routes[-1].base == "https://www.wix.com"


async def test_another_provider_ends_the_ladder_and_the_next_one_has_its_own(service):
    flow = await climbing(service, INTERNAL)
    for schedule in ("", SHOP.id, "", "", ""):
        await flow.climb(schedule)
    assert flow.state.step is Step.WHAT
    assert flow.state.ladder.next is None
    flow.choose_provider(APPLE.id)
    assert flow.state.ladder is None


async def test_at_the_top_one_can_still_sign_in_again(service):
    flow = await climbing(service, INTERNAL)
    while flow.state.ladder.next is not None:
        flow.skip_rung()
    assert {one.fate for one in flow.state.ladder.past} == {Fate.SKIPPED}
    await flow.sign_in()
    assert flow.state.ladder.next is None
    assert flow.state.failure.moves == (Move.LOOK_AGAIN,)
    with pytest.raises(ValueError, match="no rung left"):
        flow.skip_rung()


async def test_a_reconnect_is_never_led_to_another_provider(service):
    former = made("c-old", status=ConnectionStatus.ERROR)
    flow = await climbing(service, INTERNAL, former=former)
    assert Rung.OTHER_PROVIDER not in flow.state.ladder.rungs


async def test_the_pause_counts_down_and_looks_at_its_end(service):
    flow = await climbing(service, INTERNAL)
    await flow.climb()
    clock = flow.session.clock
    task = asyncio.create_task(flow.pause())
    await until(lambda: flow.state.pause_until)
    assert flow.state.pause_until == clock.now() + PAUSE
    await clock.move(PAUSE - 1)
    assert not task.done()
    service.put(made("c-late"))
    await clock.move(1)
    await task
    assert (flow.state.step, flow.state.connection_id) == (Step.REVIEW, "c-late")


async def test_a_pause_can_be_skipped_and_a_rung_ends_it(service):
    flow = await climbing(service, INTERNAL)
    await flow.climb()
    for end in (flow.skip_pause, flow.skip_rung):
        task = asyncio.create_task(flow.pause())
        await until(lambda: flow.state.pause_until)
        end()
        assert not flow.state.pause_until
        calls = len(service.calls)
        await flow.session.clock.move(PAUSE)
        await task
        assert len(service.calls) == calls


async def test_a_colleague_goes_on_where_the_last_one_stopped(service):
    flow = await climbing(service, INTERNAL)
    await flow.climb()
    later = await climbing(service, INTERNAL, session=flow.session)
    assert later.state.ladder.next is Rung.OTHER_SCHEDULE
    assert len(later.tried) == 3
    await climbing(service, connects(), session=flow.session)
    del service.held["c-new"]
    fresh = await climbing(service, INTERNAL, session=flow.session)
    assert fresh.state.ladder.next is Rung.AGAIN


async def test_a_ladder_begins_afresh_the_next_day(service):
    flow = await climbing(service, INTERNAL)
    await flow.climb()
    flow.session.clock.time += 86_400
    later = await climbing(service, INTERNAL, session=flow.session)
    assert later.state.ladder.next is Rung.AGAIN
    assert len(later.tried) == 1


@pytest.mark.parametrize("outcome", [*Ending, CONNECTED, CUT_OFF, "from a later version"])
def test_each_attempt_reads_as_a_line(outcome):
    one = SignIn(
        began=1.0, schedule_id=ANA.id, provider_id=GOOGLE.id, way="here", outcome=str(outcome), on_schedule_id=SHOP.id
    )
    line = attempt_line(one, Site().state.snapshot, lambda moment: f"at {moment:.0f}")
    assert line.startswith("at 1  Google, inside Caldesk: ")
    assert line.endswith("(tried on Shop)")


# gone meanwhile


@pytest.mark.parametrize(
    ("changes", "ending", "move"),
    [
        ({"schedules": (SHOP,)}, Ending.SCHEDULE_GONE, Move.OTHER_SCHEDULE),
        ({"providers": (APPLE,)}, Ending.PROVIDER_GONE, Move.OTHER_PROVIDER),
        ({}, Ending.PROBLEM, Move.AGAIN),
    ],
)
async def test_what_is_gone_from_the_site_is_said(service, changes, ending, move):
    session = Site()

    async def refresh():
        session.state.replace(replace(session.state.snapshot, **changes))

    session.connections.refresh = refresh
    service.fail["oauth"] = [NotFound("Schedule not found", Call(method="POST", path="/x"), 404)]
    flow = await climbing(service, INTERNAL, session=session)
    assert flow.state.failure.ending is ending
    assert move in flow.state.failure.moves
