"""What following the state writes down: each change once, with its times, and by whom as far as that is known."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from msgspec.structs import replace

from caldesk.api.errors import Call, ServerError, Trouble, Unreachable
from caldesk.domain.connection import Calendar, Connection, ConnectionState, ConnectionStatus, ErrorReason, SyncConfig
from caldesk.services.history.recorder import Attempt, Recorder
from caldesk.services.history.records import EVENT, OK, Entry, Kind, Place
from caldesk.services.history.store import HistoryStore
from caldesk.services.history.timeline import CONNECTED, sentence
from caldesk.services.state import Saving
from tests.helpers.far_side import BOTH_ON, GOOGLE, HOME_AND_WORK, connection, make_desk, offline
from tests.helpers.waiting import until
from tests.unit.services.history.making_history import SITE, bytes_in

REVOKED = {"status": ConnectionStatus.ERROR, "error_reason": ErrorReason.TOKEN_REVOKED}


class Diary:
    """A desk with a recorder; `restart` begins another one on the same store, as a new start of the program does."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._patch = monkeypatch
        self.store = HistoryStore(None)
        self.desk = make_desk(monkeypatch)
        self.recorder = self._recorder()

    def _recorder(self) -> Recorder:
        return Recorder(self.store, SITE, self.desk.state, self.desk.clock, "ana")

    async def restart(self) -> None:
        self.recorder.stop()
        far, time = self.desk.far, self.desk.clock.time
        self.desk = make_desk(self._patch)
        for name in ("connections", "failed", "listing"):
            setattr(self.desk.far, name, getattr(far, name))
        self.desk.clock.time = time
        self.recorder = self._recorder()
        await self.recorder.begin()

    async def look(self, after: float = 60.0) -> None:
        self.desk.clock.time += after
        await self.desk.service.refresh()

    async def told(self) -> list[Entry]:
        return list(reversed(await self.store.entries(SITE)))

    async def kinds(self) -> list[str]:
        return [f"{one.kind} {one.before}>{one.after}" for one in await self.told()]


@asynccontextmanager
async def _begun(monkeypatch: pytest.MonkeyPatch, *found: Connection) -> AsyncIterator[Diary]:
    diary = Diary(monkeypatch)
    diary.desk.far.add(*(found or (connection(),)))
    await diary.recorder.begin()
    await diary.look(0)
    try:
        yield diary
    finally:
        await diary.desk.tasks.close()
        await diary.store.close()


def _become(diary: Diary, key: str = "c1", **values: object) -> None:
    diary.desk.far.connections[key] = replace(diary.desk.far.connections[key], **values)


def _imports_off(config: SyncConfig = BOTH_ON) -> SyncConfig:
    return replace(config, imports=replace(config.imports, enabled=False))


async def test_a_change_of_state_is_told_once_with_its_times(monkeypatch: pytest.MonkeyPatch) -> None:
    async with _begun(monkeypatch) as diary:
        await diary.look()
        _become(diary, **REVOKED)
        for _ in range(5):
            await diary.look()
        first, changed = await diary.told()
    assert (first.kind, first.after, first.at) == (Kind.FIRST_SEEN, "working", 1000.0)
    assert (changed.before, changed.after, changed.reason) == ("working", "needs-sign-in", "TOKEN_REVOKED")
    assert (changed.not_before, changed.at, changed.seconds) == (1060.0, 1120.0, 120.0)
    assert (changed.schedule_name, changed.provider_name) == ("Ana Bell", "Google")
    assert (changed.account, changed.place, changed.who) == ("c1@mail.example", Place.UNKNOWN, "")


async def test_the_first_sync_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    async with _begun(monkeypatch, connection(status=ConnectionStatus.CONNECTED)) as diary:
        _become(diary, status=ConnectionStatus.SYNC_IN_PROGRESS)
        await diary.look()
        _become(diary, status=ConnectionStatus.SYNCED)
        await diary.look()
        *_, delay = await diary.told()
    assert (delay.kind, delay.seconds, delay.not_before) == (Kind.SYNC_DELAY, 120.0, 1060.0)


async def test_since_when_a_state_holds_survives_restarts(monkeypatch: pytest.MonkeyPatch) -> None:
    async with _begun(monkeypatch) as diary:
        _become(diary, **REVOKED)
        await diary.look()
        await diary.restart()
        await diary.look(86_400)
        standing = diary.recorder.standing("c1")
        assert await diary.kinds() == ["first-seen >working", "state working>needs-sign-in"]
    assert standing is not None
    assert (standing.state, standing.since) == (ConnectionState.NEEDS_SIGN_IN, 1060.0)


async def test_what_changed_while_the_program_was_closed_is_told_with_when_it_was_last_true(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with _begun(monkeypatch) as diary:
        await diary.look()
        await diary.store.flush()
        _become(diary, **REVOKED, sync_config=_imports_off())
        await diary.restart()
        await diary.look(86_400)
        _first, state, switch = await diary.told()
    assert (state.kind, state.not_before, state.at) == (Kind.STATE, 1060.0, 87_460.0)
    assert (switch.kind, switch.part, switch.place) == (Kind.SWITCH, "import", Place.ELSEWHERE)


async def test_a_switch_changed_here_names_who(monkeypatch: pytest.MonkeyPatch) -> None:
    async with _begun(monkeypatch) as diary:
        diary.desk.service.set_import("c1", False)
        await until(lambda: diary.desk.view().saving is Saving.SETTLED)
        await diary.look()
        _first, switch = await diary.told()
    assert (switch.kind, switch.part, switch.before, switch.after) == (Kind.SWITCH, "import", "on", "off")
    assert (switch.place, switch.who) == (Place.HERE, "ana")


async def test_a_switch_turned_to_and_fro_here_was_never_turned_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    async with _begun(monkeypatch) as diary:
        gate = diary.desk.far.hold("update")
        diary.desk.service.set_import("c1", False)
        await until(lambda: "update" in diary.desk.far.calls)
        diary.desk.service.set_import("c1", True)
        gate.set()
        await until(lambda: diary.desk.view().saving is Saving.SETTLED)
        told = (await diary.told())[1:]
    assert [(one.after, one.place) for one in told] == [("off", Place.HERE), ("on", Place.HERE)]


async def test_a_switch_changed_elsewhere_is_told_apart_even_while_the_other_one_is_saved(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with _begun(monkeypatch) as diary:
        elsewhere = replace(BOTH_ON, exports=replace(BOTH_ON.exports, enabled=False))
        _become(diary, sync_config=elsewhere)
        diary.desk.service.set_import("c1", False)
        await until(lambda: diary.desk.view().saving is Saving.SETTLED)
        told = (await diary.told())[1:]
    assert [(one.part, one.after, one.place, one.who) for one in told] == [
        ("import", "off", Place.HERE, "ana"),
        ("export", "off", Place.ELSEWHERE, ""),
    ]


async def test_other_calendars_are_told_without_naming_them(monkeypatch: pytest.MonkeyPatch) -> None:
    async with _begun(monkeypatch, connection(sync_config=HOME_AND_WORK)) as diary:
        swapped = replace(HOME_AND_WORK.imports, calendars=tuple(reversed(HOME_AND_WORK.imports.calendars)))
        _become(diary, sync_config=replace(HOME_AND_WORK, imports=swapped))
        await diary.look()
        fewer = replace(HOME_AND_WORK.imports, calendars=(Calendar("home", "CANARY"),))
        _become(diary, sync_config=replace(HOME_AND_WORK, imports=fewer))
        await diary.look()
        _first, chosen = await diary.told()
    assert (chosen.kind, chosen.place) == (Kind.CALENDARS, Place.ELSEWHERE)
    assert "CANARY" not in repr(chosen)


async def test_a_change_that_could_not_be_saved_is_told_with_its_request_id(monkeypatch: pytest.MonkeyPatch) -> None:
    async with _begun(monkeypatch) as diary:
        diary.desk.far.fail("update", ServerError("no", Call(request_id="r-42"), 500))
        diary.desk.service.set_import("c1", False)
        await until(lambda: diary.desk.view().saving is Saving.FAILED)
        await diary.look()
        _first, failure = await diary.told()
    assert (failure.kind, failure.connection_id, failure.request_id) == (Kind.FAILURE, "c1", "r-42")


async def test_who_disconnected_is_known_only_if_it_was_here(monkeypatch: pytest.MonkeyPatch) -> None:
    async with _begun(monkeypatch, connection("c1"), connection("c2")) as diary:
        diary.recorder.ending("c1")
        await diary.desk.service.disconnect("c1")
        _become(diary, "c2", status=ConnectionStatus.DISCONNECTED)
        await diary.look()
        told = (await diary.told())[2:]
    assert [(one.connection_id, one.after, one.place, one.who) for one in told] == [
        ("c1", "off", Place.HERE, "ana"),
        ("c2", "off", Place.UNKNOWN, ""),
    ]


async def test_a_connection_that_is_no_longer_listed_is_gone_once(monkeypatch: pytest.MonkeyPatch) -> None:
    async with _begun(monkeypatch, connection("c1"), connection("c2")) as diary:
        del diary.desk.far.connections["c2"]
        await diary.look()
        await diary.look()
        await diary.restart()
        await diary.look()
        told = (await diary.told())[2:]
    assert [(one.kind, one.connection_id, one.before) for one in told] == [(Kind.GONE, "c2", "working")]


async def test_what_could_not_be_read_is_never_called_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    async with _begun(monkeypatch) as diary:
        await diary.restart()
        diary.desk.far.failed = frozenset({GOOGLE.id})
        await diary.look()
        diary.desk.far.failed = frozenset()
        diary.desk.far.listing = offline()
        await diary.look()
        diary.desk.far.listing = None
        diary.desk.far.skipped = 1
        diary.desk.far.connections.clear()
        await diary.look()
        assert [one.kind for one in await diary.told() if one.connection_id] == [Kind.FIRST_SEEN]


async def test_a_run_of_failed_looks_is_told_at_both_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    async with _begun(monkeypatch) as diary:
        diary.desk.far.listing = offline()
        await diary.look()
        await diary.look()
        await diary.restart()
        await diary.look()
        diary.desk.far.listing = None
        await diary.look()
        _first, failure, recovered = await diary.told()
        looks = await diary.store.looks(SITE)
    assert (failure.kind, failure.reason, failure.at, failure.not_before) == (Kind.FAILURE, "timeout", 1060.0, 1000.0)
    assert (recovered.kind, recovered.seconds) == (Kind.RECOVERED, 180.0)
    assert [(row.outcome, row.times) for row in looks] == [(OK, 1), ("timeout", 3), (OK, 1)]


async def test_an_attempt_keeps_its_way_its_length_and_its_outcome(monkeypatch: pytest.MonkeyPatch) -> None:
    async with _begun(monkeypatch) as diary:
        attempt = Attempt(
            began=diary.desk.clock.time,
            outcome=CONNECTED,
            schedule_id="s-ana",
            provider_id=GOOGLE.id,
            way="browser",
            account="ana@mail.example",
        )
        diary.desk.clock.time += 42
        diary.recorder.attempted(attempt)
        _first, kept = await diary.told()
    assert (kept.kind, kept.after, kept.way, kept.seconds) == (Kind.ATTEMPT, CONNECTED, "browser", 42.0)
    assert (kept.schedule_name, kept.provider_name, kept.who) == ("Ana Bell", "Google", "ana")


async def test_a_measured_delay_is_kept_for_the_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    async with _begun(monkeypatch) as diary:
        diary.recorder.measured("c1", 240.0)
        diary.recorder.measured("nobody", 1.0)
        _first, kept = await diary.told()
    assert (kept.kind, kept.part, kept.seconds, kept.schedule_name) == (Kind.SYNC_DELAY, EVENT, 240.0, "Ana Bell")
    assert sentence(kept) == "An event took 4 min to arrive"


async def test_looks_that_bring_nothing_new_write_no_entries(monkeypatch: pytest.MonkeyPatch) -> None:
    async with _begun(monkeypatch, *(connection(f"c{n}") for n in range(50))) as diary:
        for _ in range(20):
            await diary.look()
        assert len(await diary.told()) == 50
        (looks,) = await diary.store.looks(SITE)
    assert looks.times == 21


async def test_no_title_no_token_and_no_password_reaches_the_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    canary = "CANARY-7f3a"
    diary = Diary(monkeypatch)
    await diary.store.close()
    diary.store = HistoryStore(tmp_path / "h.sqlite3")
    calendars = (Calendar(canary + "-calendar-id", canary + "-calendar-name"),)
    settings = replace(HOME_AND_WORK, imports=replace(HOME_AND_WORK.imports, calendars=calendars))
    diary.desk.far.add(connection(sync_config=settings, user_id=canary, app_id=canary))
    diary.recorder = Recorder(diary.store, SITE, diary.desk.state, diary.desk.clock, "ana")
    await diary.recorder.begin()
    await diary.look(0)
    diary.desk.far.listing = Unreachable(canary, Call(path="/" + canary), Trouble.DNS, maybe_done=False)
    diary.desk.far.fail("update", ServerError(canary, Call(request_id="r-1"), 500, canary, body=canary))
    diary.desk.service.set_import("c1", False)
    await until(lambda: diary.desk.view().saving is Saving.FAILED)
    await diary.look()
    await diary.store.flush()
    content = bytes_in(tmp_path)
    assert b"c1@mail.example" in content, "the search would find it"
    assert b"r-1" in content
    assert canary.encode() not in content
    await diary.desk.tasks.close()
    await diary.store.close()


def _own(diary: Diary, user: str) -> None:
    (member,) = diary.desk.far.staff  # type: ignore[misc]
    diary.desk.far.staff = (replace(member, wix_user_id=user),)


async def test_another_owner_of_the_schedule_is_told_once_over_restarts(monkeypatch: pytest.MonkeyPatch) -> None:
    async with _begun(monkeypatch) as diary:
        _own(diary, "")
        await diary.look()
        await diary.restart()
        _own(diary, "u-ben")
        await diary.look()
        await diary.look()
        told = [one for one in await diary.told() if one.kind is Kind.OWNER]
        assert [(one.connection_id, one.before, one.after) for one in told] == [("c1", "u", "u-ben")]
        assert told[0].not_before is not None
        assert sentence(told[0]) == "The schedule belongs to somebody else now"
        _own(diary, "u-cem")
        await diary.look()
        await diary.look()
        kinds = [one.kind for one in await diary.told()]
    assert kinds == [Kind.FIRST_SEEN, Kind.OWNER, Kind.OWNER]


async def test_a_change_that_was_cut_off_by_the_end_of_the_program_is_known_to_be_from_here(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with _begun(monkeypatch) as diary:
        gate = diary.desk.far.hold("update")
        diary.desk.service.set_import("c1", False)
        await until(lambda: "update" in diary.desk.far.calls)
        await diary.store.flush()
        saved = await diary.store.standings(SITE)
        assert [(wish.imports, wish.exports, wish.who) for wish in saved["c1"].wished] == [(False, True, "ana")]
        _become(diary, sync_config=_imports_off())
        await diary.desk.tasks.close()
        gate.set()
        await diary.restart()
        await diary.look()
        (told,) = [one for one in await diary.told() if one.kind is Kind.SWITCH]
        assert (told.after, told.place, told.who) == ("off", Place.HERE, "ana")
        assert (await diary.store.standings(SITE))["c1"].wished == ()
        _become(diary, sync_config=BOTH_ON)
        await diary.look()
        last = (await diary.told())[-1]
    assert (last.after, last.place) == ("on", Place.ELSEWHERE)
