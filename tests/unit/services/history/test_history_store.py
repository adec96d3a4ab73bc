"""What the history keeps: everything that was confirmed, in order, per site, within its size."""

import asyncio
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from caldesk.services.history.database import LOOKS_GAP
from caldesk.services.history.opening import connect
from caldesk.services.history.records import OK, Batch, Kind, Looked, Told, Wanted
from caldesk.services.history.schema import MIGRATIONS, NewerFileError, bring_up
from tests.unit.services.history.making_history import SITE, batch, bytes_in, entry, opened, standing


async def test_what_was_written_is_there_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "history.sqlite3"
    async with opened(path) as store:
        await store.write(
            SITE, Batch(entries=(entry(1), entry(2)), standings=(standing(),), told=(Told(id="i", began=3.0, day=1),))
        )
    async with opened(path) as store:
        assert [one.at for one in await store.entries(SITE)] == [2, 1]
        assert await store.standings(SITE) == {"c1": standing()}
        assert await store.told(SITE) == (Told(id="i", began=3.0, day=1),)
        assert store.trouble is None


async def test_every_field_comes_back_as_it_was(tmp_path: Path) -> None:
    full = entry(
        3.5,
        kind=Kind.SWITCH,
        part="import",
        before="on",
        after="off",
        who="ana",
        not_before=1.25,
        seconds=2.25,
        request_id="r-1",
        account="ana@mail.example",
    )
    async with opened(tmp_path / "h.sqlite3") as store:
        await store.write(SITE, batch(full))
        (found,) = await store.entries(SITE)
    assert found.number == 1
    assert {name: getattr(found, name) for name in found.__struct_fields__ if name != "number"} == {
        name: getattr(full, name) for name in full.__struct_fields__ if name != "number"
    }


async def test_entries_are_chosen_by_connection_schedule_kind_and_number() -> None:
    async with opened(None) as store:
        await store.write(
            SITE,
            batch(
                entry(1),
                entry(2, connection_id="c2"),
                entry(3, schedule_id="s-ben"),
                entry(4, kind=Kind.GONE),
            ),
        )
        await store.write("other", batch(entry(5)))
        found = {
            "all": await store.entries(SITE),
            "connection": await store.entries(SITE, Wanted(connection_id="c2")),
            "schedule": await store.entries(SITE, Wanted(schedule_id="s-ben")),
            "kind": await store.entries(SITE, Wanted(kinds=(Kind.GONE, Kind.ATTEMPT))),
            "between": await store.entries(SITE, Wanted(after=1, before=4)),
            "two": await store.entries(SITE, Wanted(limit=2)),
        }
    assert {name: [one.at for one in entries] for name, entries in found.items()} == {
        "all": [4, 3, 2, 1],
        "connection": [2],
        "schedule": [3],
        "kind": [4],
        "between": [3, 2],
        "two": [4, 3],
    }


async def test_everything_happens_in_order_on_one_thread_of_its_own(tmp_path: Path) -> None:
    threads: set[int] = set()

    def counted(name: str) -> sqlite3.Connection:
        threads.add(threading.get_ident())
        return connect(name)

    async with opened(tmp_path / "h.sqlite3", opener=counted) as store:
        for at in range(50):
            store.put(SITE, batch(entry(at)))
        await store.flush()
        assert [one.at for one in await store.entries(SITE)] == list(range(49, -1, -1))
    assert len(threads) == 1
    assert threading.get_ident() not in threads


async def test_a_cancelled_caller_does_not_undo_what_it_handed_in(tmp_path: Path) -> None:
    async with opened(tmp_path / "h.sqlite3") as store:
        writes = [asyncio.ensure_future(store.write(SITE, batch(entry(at)))) for at in range(20)]
        await asyncio.sleep(0)
        for write in writes:
            write.cancel()
        await asyncio.gather(*writes, return_exceptions=True)
        await store.flush()
        assert len(await store.entries(SITE)) == 20


async def test_a_batch_is_kept_whole_or_not_at_all(tmp_path: Path) -> None:
    async with opened(tmp_path / "h.sqlite3") as store:
        bad = batch(entry(1), entry(2, connection_id=None))
        with pytest.raises(sqlite3.IntegrityError):
            await store.write(SITE, bad)
        assert await store.entries(SITE) == ()
        assert store.trouble is None


async def test_looks_in_a_row_are_one_line_until_one_ends_otherwise_or_nobody_looked() -> None:
    async with opened(None) as store:
        ends = [(0, OK), (60, OK), (120, "dns"), (180, OK), (180 + LOOKS_GAP + 1, OK), (100, OK)]
        for at, outcome in ends:
            store.put(SITE, Batch(looked=Looked(at=at, outcome=outcome)))
        looks = await store.looks(SITE)
    assert [(row.first_at, row.last_at, row.times, row.outcome) for row in looks] == [
        (100, 100, 1, OK),
        (181 + LOOKS_GAP, 181 + LOOKS_GAP, 1, OK),
        (180, 180, 1, OK),
        (120, 120, 1, "dns"),
        (0, 60, 2, OK),
    ]


async def test_since_you_were_last_here(tmp_path: Path) -> None:
    async with opened(tmp_path / "h.sqlite3") as store:
        store.put(SITE, batch(entry(1)))
        assert await store.since_last_visit(SITE, "ana") == (None, ())
        await store.note_visit(SITE, "ana", 10.0)
        store.put("other", batch(entry(11)))
        store.put(SITE, batch(entry(12), entry(5)))
    async with opened(tmp_path / "h.sqlite3") as store:
        visit, entries = await store.since_last_visit(SITE, "ana")
        assert visit is not None
        assert visit.at == 10.0
        assert [one.at for one in entries] == [5, 12], "by number, not by a clock that may have been set back"
        assert (await store.since_last_visit(SITE, "ben"))[0] is None


async def test_a_forgotten_site_leaves_nothing_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "h.sqlite3"
    async with opened(path) as store:
        store.put(SITE, Batch(entries=(entry(account="canary@mail.example"),), standings=(standing(),)))
        store.put("other", batch(entry(2)))
        await store.forget_site(SITE)
        assert await store.entries(SITE) == ()
        assert await store.standings(SITE) == {}
        assert len(await store.entries("other")) == 1
    assert b"canary@" not in bytes_in(tmp_path)


async def test_the_file_stays_under_its_size_and_loses_the_oldest_first(tmp_path: Path) -> None:
    path, cap = tmp_path / "h.sqlite3", 512 * 1024
    sizes = []
    async with opened(path, cap=cap) as store:
        store.put(SITE, Batch(standings=(standing(),)))
        for round_ in range(40):
            await store.write(SITE, batch(*(entry(round_, request_id="x" * 100) for _ in range(300))))
            sizes.append(path.stat().st_size)
        kept = [one.at for one in await store.entries(SITE, Wanted(limit=100_000))]
        assert await store.standings(SITE) == {"c1": standing()}
    assert max(sizes) <= cap
    assert max(sizes) > cap / 2
    assert kept == sorted(kept, reverse=True)
    assert kept[0] == 39
    assert 300 < len(kept) < 40 * 300


async def test_a_clock_that_ran_ahead_does_not_cost_the_history(tmp_path: Path) -> None:
    async with opened(tmp_path / "h.sqlite3", cap=200_000) as store:
        store.put(SITE, batch(*(entry(4e9, request_id="x" * 200) for _ in range(400))))
        for at in range(40):
            store.put(SITE, batch(*(entry(at, request_id="x" * 200) for _ in range(20))))
        newest = await store.entries(SITE, Wanted(limit=20))
    assert [one.at for one in newest] == [39] * 20


_WRITER = """
import asyncio, sys
from pathlib import Path
from caldesk.services.history.records import Batch, Entry, Kind
from caldesk.services.history.store import HistoryStore

async def main():
    store = HistoryStore(Path(sys.argv[1]))
    n = 0
    while True:
        n += 1
        await store.write("site-1", Batch(entries=tuple(Entry(at=n, kind=Kind.STATE, part=str(i)) for i in range(3))))
        print(n, flush=True)

asyncio.run(main())
"""


def _kill_a_writer(path: Path, after: int) -> int:
    """Let another process write, kill it some writes later, and return the last one that it knew to be kept."""
    with subprocess.Popen([sys.executable, "-c", _WRITER, str(path)], stdout=subprocess.PIPE, text=True) as writer:
        if writer.stdout is None:
            raise RuntimeError("no pipe")
        told = [int(writer.stdout.readline()) for _ in range(after)]
        writer.kill()
        return max(told + [int(line) for line in writer.stdout if line.endswith("\n")])


@pytest.mark.parametrize("after", [1, 7, 40])
async def test_a_kill_at_any_moment_loses_nothing_that_was_confirmed(tmp_path: Path, after: int) -> None:
    path = tmp_path / "h.sqlite3"
    last = _kill_a_writer(path, after)
    async with opened(path) as store:
        found = await store.entries(SITE, Wanted(limit=10_000))
        assert store.trouble is None
    moments = [one.at for one in found]
    assert {float(n) for n in range(1, last + 1)} <= set(moments)
    assert all(moments.count(at) == 3 for at in set(moments)), "a batch is whole or missing"


def test_an_old_file_is_brought_up_step_by_step_and_keeps_its_content(tmp_path: Path) -> None:
    path = str(tmp_path / "h.sqlite3")
    old = connect(path)
    bring_up(old)
    old.execute("INSERT INTO visit VALUES ('s', 'ana', 1, 2)")
    old.close()
    steps = (*MIGRATIONS, ("ALTER TABLE visit ADD COLUMN why TEXT NOT NULL DEFAULT 'x'",))
    new = connect(path)
    bring_up(new, steps)
    assert new.execute("SELECT * FROM visit").fetchone() == ("s", "ana", 1.0, 2, "x")
    with pytest.raises(NewerFileError):
        bring_up(new)
    new.close()


def test_a_step_that_fails_leaves_the_old_version(tmp_path: Path) -> None:
    path = str(tmp_path / "h.sqlite3")
    file = connect(path)
    bring_up(file)
    with pytest.raises(sqlite3.OperationalError):
        bring_up(file, (*MIGRATIONS, ("CREATE TABLE half (x)", "NONSENSE")))
    assert file.execute("PRAGMA user_version").fetchone() == (1,)
    assert file.execute("SELECT name FROM sqlite_master WHERE name = 'half'").fetchone() is None
    file.close()
