"""The last good state in its file: kept, shown as old, lost without harm."""

import msgspec
import pytest
from msgspec.structs import replace

from caldesk.domain.connection import ConnectionState, ConnectionStatus
from caldesk.services.health import health_line
from caldesk.services.last_state import CAP, LastStates, kept_state
from caldesk.services.last_state_keeper import AT_LEAST_EVERY, LastStateKeeper
from caldesk.services.problems import Problem, ProblemId
from caldesk.services.state import AppState, Saving, Snapshot
from caldesk.services.tasks import TaskOwner
from caldesk.services.wording import Half, why_switch_unavailable
from tests.helpers.far_side import Desk, connection, offline
from tests.helpers.waiting import until


@pytest.fixture
def states(tmp_path) -> LastStates:
    return LastStates(tmp_path / "last")


async def read(desk: Desk) -> Snapshot:
    desk.far.add(connection(status=ConnectionStatus.SYNCED))
    await desk.service.refresh()
    return desk.state.snapshot


async def kept(desk: Desk, states: LastStates) -> Snapshot:
    snapshot = await read(desk)
    await states.of("one").save(snapshot.checked_at, kept_state(snapshot))
    loaded = await states.of("one").load()
    assert loaded is not None
    return loaded


async def test_what_comes_back_is_what_was_seen_and_is_marked_as_remembered(desk, states):
    snapshot = await read(desk)
    loaded = await kept(desk, states)
    assert loaded.remembered
    assert (loaded.checked_at, loaded.schedules, loaded.providers) == (
        snapshot.checked_at,
        snapshot.schedules,
        snapshot.providers,
    )
    view = loaded.connections["c1"]
    assert view.connection == snapshot.connections["c1"].connection
    assert (view.state, view.as_of, view.remembered) == (ConnectionState.WORKING, snapshot.checked_at, True)


async def test_a_connection_that_was_read_earlier_than_the_rest_keeps_its_own_time(desk, states):
    snapshot = await read(desk)
    older = replace(snapshot.connections["c1"], as_of=snapshot.checked_at - 50)
    await states.of("one").save(snapshot.checked_at, kept_state(replace(snapshot, connections={"c1": older})))
    loaded = await states.of("one").load()
    assert loaded is not None
    assert loaded.connections["c1"].as_of == snapshot.checked_at - 50


async def test_a_wish_that_was_not_confirmed_is_not_kept(desk, states):
    snapshot = await read(desk)
    view = replace(snapshot.connections["c1"], saving=Saving.PENDING, wish=snapshot.connections["c1"].shown_config)
    await states.of("one").save(1.0, kept_state(replace(snapshot, connections={"c1": view})))
    loaded = await states.of("one").load()
    assert loaded is not None
    assert loaded.connections["c1"].saving is Saving.SETTLED


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"version": 1}', b"\xff\xfe", b"x" * (CAP + 1)])
async def test_a_spoilt_file_is_as_good_as_none(content, desk, states, tmp_path):
    await kept(desk, states)
    (file,) = (tmp_path / "last").iterdir()
    file.write_bytes(content)
    assert await states.of("one").load() is None


async def test_a_write_that_was_killed_half_way_leaves_the_old_state(desk, states, tmp_path):
    loaded = await kept(desk, states)
    (file,) = (tmp_path / "last").iterdir()
    file.with_name(f".{file.name}.new").write_bytes(file.read_bytes()[:40])
    again = await states.of("one").load()
    assert again == loaded


async def test_a_file_of_another_version_is_as_good_as_none(desk, states, tmp_path):
    await kept(desk, states)
    (file,) = (tmp_path / "last").iterdir()
    held = msgspec.json.decode(file.read_bytes())
    file.write_bytes(msgspec.json.encode(held | {"version": 99}))
    assert await states.of("one").load() is None


async def test_sites_are_kept_apart_and_forgotten(desk, states):
    await kept(desk, states)
    assert await states.of("two").load() is None
    await states.of("one").forget()
    assert await states.of("one").load() is None
    await states.of("one").forget()


async def test_a_practice_site_keeps_nothing(desk):
    snapshot = await read(desk)
    last = LastStates(None).of("practice")
    await last.save(1.0, kept_state(snapshot))
    assert await last.load() is None


async def test_a_place_that_cannot_be_written_does_no_harm(desk, tmp_path, caplog):
    (tmp_path / "file").write_text("in the way")
    last = LastStates(tmp_path / "file" / "below").of("one")
    await last.save(1.0, kept_state(await read(desk)))
    assert "could not be kept" in caplog.text


async def test_remembered_connections_wait_with_their_switches_for_the_first_reading(desk, states):
    desk.state.replace(await kept(desk, states))
    assert "could not be read yet" in why_switch_unavailable(desk.state.snapshot.connections["c1"], Half.IMPORT)
    desk.clock.time += 60
    await desk.service.refresh()
    assert not desk.state.snapshot.remembered
    assert why_switch_unavailable(desk.state.snapshot.connections["c1"], Half.IMPORT) == ""


async def test_without_a_line_the_remembered_state_stays_and_says_so(desk, states):
    loaded = await kept(desk, states)
    desk.state.replace(loaded)
    assert health_line(loaded, lambda seconds: "yesterday 17:40") == "1 working, as of yesterday 17:40"
    desk.far.listing = desk.far.providers = desk.far.schedules = desk.far.staff = offline()
    await desk.service.refresh()
    snapshot = desk.state.snapshot
    assert snapshot.remembered
    assert snapshot.connections["c1"].remembered
    line = health_line(snapshot, lambda seconds: "yesterday 17:40")
    assert line == "Could not be checked since yesterday 17:40; then: 1 working"


class Counting:
    def __init__(self) -> None:
        self.saved: list[float] = []

    async def save(self, checked_at: float, state: object) -> None:
        self.saved.append(checked_at)


async def keeper_over(snapshot: Snapshot) -> tuple[LastStateKeeper, Counting, AppState, TaskOwner]:
    last, state, tasks = Counting(), AppState(), TaskOwner()
    keeper = LastStateKeeper(last, state, tasks)  # type: ignore[arg-type]
    keeper.begin()
    state.replace(snapshot)
    await until(lambda: last.saved)
    return keeper, last, state, tasks


async def test_it_is_written_when_something_changed_and_now_and_then_and_at_the_end(desk):
    first = await read(desk)
    at = first.checked_at
    assert at is not None
    keeper, last, state, tasks = await keeper_over(first)
    state.replace(replace(first, checked_at=at + 60))
    assert last.saved == [at]
    state.replace(replace(first, checked_at=at + AT_LEAST_EVERY))
    await until(lambda: len(last.saved) == 2)
    view = replace(first.connections["c1"], state=ConnectionState.NEEDS_SIGN_IN)
    state.replace(replace(first, checked_at=at + AT_LEAST_EVERY + 1, connections={"c1": view}))
    await until(lambda: len(last.saved) == 3)
    state.replace(replace(first, checked_at=at + AT_LEAST_EVERY + 2, connections={"c1": view}))
    await tasks.close()
    await keeper.finish()
    assert last.saved[-1] == at + AT_LEAST_EVERY + 2
    assert len(last.saved) == 4


async def test_a_look_that_failed_or_is_remembered_is_not_kept(desk):
    first = await read(desk)
    keeper, last, state, tasks = await keeper_over(first)
    problem = Problem(id=ProblemId.OFFLINE, title="No line", what="", cure="")
    state.replace(replace(first, checked_at=first.checked_at + AT_LEAST_EVERY, problems=(problem,)))
    state.replace(replace(first, checked_at=first.checked_at + AT_LEAST_EVERY, remembered=True))
    state.replace(replace(first, checked_at=first.checked_at + AT_LEAST_EVERY, loading=True))
    await tasks.close()
    await keeper.finish()
    assert len(last.saved) == 1
