"""Files that cannot be used: what is said, what is kept, and how it comes back."""

import sqlite3
from pathlib import Path

import pytest

from caldesk.services.history import keeper as keeper_module
from caldesk.services.history.database import Database
from caldesk.services.history.keeper import TRY_AGAIN_AFTER, Keeper
from caldesk.services.history.opening import connect
from caldesk.services.history.records import Batch, Entry, Wanted
from caldesk.services.history.trouble import TroubleId, trouble
from tests.unit.services.history.making_history import SITE, batch, bytes_in, entry, opened, standing


async def _moments(path: Path) -> list[float]:
    async with opened(path) as store:
        return [one.at for one in await store.entries(SITE, Wanted(limit=10_000))]


class SmallDisk:
    """Opens files that cannot grow beyond some pages, as SQLite sees a full disk."""

    def __init__(self) -> None:
        self.pages: int | None = 40

    def __call__(self, name: str) -> sqlite3.Connection:
        connection = connect(name)
        if self.pages is not None:
            connection.execute(f"PRAGMA max_page_count = {self.pages}").fetchall()
        return connection


class Time:
    """A clock for the tries to return."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def _write(keeper: Keeper, *entries: Entry) -> None:
    keeper.change(lambda database: database.write(SITE, batch(*entries)))


def _read(keeper: Keeper) -> list[float]:
    return [one.at for one in keeper.use(lambda database: database.entries(SITE, Wanted(limit=10_000)))]


def _big(at: float) -> Entry:
    return entry(at, request_id="x" * 2000)


@pytest.mark.parametrize("damage", [b"this is no database at all " * 200, b"SQLite format 3\x00" + b"\xff" * 8000])
async def test_a_damaged_file_is_set_aside_and_a_new_history_begun(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "h.sqlite3"
    path.write_bytes(damage)
    (tmp_path / "h.sqlite3-wal").write_bytes(b"its log")
    async with opened(path) as store:
        said = await store.open()
        assert said is not None
        assert said.id is TroubleId.SET_ASIDE
        await store.write(SITE, batch(entry(1)))
    assert bytes_in(Path(said.path)) == damage
    assert Path(said.path).parent == tmp_path
    assert await _moments(path) == [1]


async def test_damage_in_the_middle_of_a_file_is_found_when_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "h.sqlite3"
    async with opened(path) as store:
        await store.write(SITE, batch(*(_big(at) for at in range(50))))
    content = bytearray(path.read_bytes())
    content[4096:-4096] = bytes(len(content) - 8192)
    path.write_bytes(content)
    async with opened(path) as store:
        said = await store.open()
    assert said is not None
    assert said.id is TroubleId.SET_ASIDE
    assert bytes_in(Path(said.path)) == content


def test_a_file_that_breaks_while_it_is_open_is_set_aside_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keeper = Keeper(tmp_path / "h.sqlite3")
    _write(keeper, entry(1))
    broken = sqlite3.DatabaseError("database disk image is malformed")
    broken.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    answers = iter([broken])
    true_write = Database.write

    def write(database: Database, site: str, what: Batch) -> None:
        for error in answers:
            raise error
        true_write(database, site, what)

    monkeypatch.setattr(Database, "write", write)
    _write(keeper, entry(2))
    assert keeper.trouble is not None
    assert keeper.trouble.id is TroubleId.SET_ASIDE
    assert _read(keeper) == [2]
    keeper.close()
    assert [one.name.startswith("h.unreadable-") for one in tmp_path.iterdir()].count(True) >= 1


async def test_a_folder_that_cannot_be_made_means_memory_and_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    async with opened(tmp_path / "file" / "h.sqlite3") as store:
        said = await store.open()
        assert said is not None
        assert said.id is TroubleId.NO_PLACE
        await store.write(SITE, batch(entry(1)))
        assert [one.at for one in await store.entries(SITE)] == [1]


async def test_a_folder_in_place_of_the_file_means_memory_and_words(tmp_path: Path) -> None:
    (tmp_path / "h.sqlite3").mkdir()
    async with opened(tmp_path / "h.sqlite3") as store:
        said = await store.open()
        assert said is not None
        assert said.id is TroubleId.NO_PLACE


async def test_a_file_of_a_newer_version_is_left_untouched(tmp_path: Path) -> None:
    path = tmp_path / "h.sqlite3"
    newer = connect(str(path))
    newer.execute("CREATE TABLE theirs (x)")
    newer.execute("PRAGMA user_version = 99")
    newer.close()
    before = path.read_bytes()
    async with opened(path) as store:
        said = await store.open()
        assert said is not None
        assert said.id is TroubleId.NEWER
        await store.write(SITE, batch(entry(1)))
    assert path.read_bytes() == before


def _read_only(name: str) -> sqlite3.Connection:
    return sqlite3.connect(f"{Path(name).as_uri()}?mode=ro", uri=True, isolation_level=None)


async def test_a_file_that_may_only_be_read_is_still_shown_and_said(tmp_path: Path) -> None:
    path = tmp_path / "h.sqlite3"
    async with opened(path) as store:
        await store.write(SITE, Batch(entries=(entry(1),), standings=(standing(),)))
    async with opened(path, opener=_read_only) as store:
        said = await store.open()
        assert said is not None
        assert said.id is TroubleId.READ_ONLY
        await store.write(SITE, batch(entry(2)))
        assert [one.at for one in await store.entries(SITE)] == [2, 1]
        assert await store.standings(SITE) == {"c1": standing()}
    assert await _moments(path) == [1]


def test_a_full_disk_keeps_old_and_new_in_memory_and_writes_it_when_there_is_room(tmp_path: Path) -> None:
    disk, time = SmallDisk(), Time()
    keeper = Keeper(tmp_path / "h.sqlite3", disk, monotonic=time)
    for at in range(100):
        _write(keeper, _big(at))
    everything = list(range(99, -1, -1))
    assert keeper.trouble is not None
    assert keeper.trouble.id is TroubleId.FULL
    assert _read(keeper) == everything

    disk.pages = None
    assert _read(keeper) == everything
    assert keeper.trouble is not None, "not tried at every access"
    time.now += TRY_AGAIN_AFTER
    assert _read(keeper) == everything
    assert keeper.trouble is None
    keeper.close()
    again = Keeper(tmp_path / "h.sqlite3")
    assert _read(again) == everything
    again.close()


def test_closing_tries_once_more_to_write_what_waits(tmp_path: Path) -> None:
    disk = SmallDisk()
    keeper = Keeper(tmp_path / "h.sqlite3", disk, monotonic=Time())
    for at in range(100):
        _write(keeper, _big(at))
    assert keeper.trouble is not None
    disk.pages = None
    keeper.close()
    again = Keeper(tmp_path / "h.sqlite3")
    assert _read(again) == list(range(99, -1, -1))
    again.close()


def test_a_file_that_another_program_keeps_locked_is_said_and_used_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, time = tmp_path / "h.sqlite3", Time()

    def impatient(name: str) -> sqlite3.Connection:
        return sqlite3.connect(name, timeout=0.01, isolation_level=None)

    keeper = Keeper(path, impatient, monotonic=time)
    _write(keeper, entry(1))
    other = connect(str(path))
    other.execute("BEGIN EXCLUSIVE")
    _write(keeper, entry(2))
    assert keeper.trouble is not None
    assert keeper.trouble.id is TroubleId.BUSY
    assert _read(keeper) == [2, 1]
    other.execute("ROLLBACK")
    other.close()
    time.now += TRY_AGAIN_AFTER
    _write(keeper, entry(3))
    assert keeper.trouble is None
    keeper.close()
    again = Keeper(path)
    assert _read(again) == [3, 2, 1]
    again.close()


def test_what_waits_for_the_file_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeper_module, "_MOST_WAITING", 3)
    (tmp_path / "file").write_text("in the way")
    time = Time()
    keeper = Keeper(tmp_path / "file" / "h.sqlite3", monotonic=time)
    for at in range(10):
        _write(keeper, entry(at))
    (tmp_path / "file").unlink()
    time.now += TRY_AGAIN_AFTER
    assert _read(keeper) == [9, 8, 7]
    keeper.close()


def test_a_fault_of_the_program_is_not_taken_for_a_fault_of_the_file(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path / "h.sqlite3")

    def wrong(database: Database) -> None:
        database.connection.execute("SELECT nonsense FROM nowhere")

    with pytest.raises(sqlite3.OperationalError):
        keeper.use(wrong)
    assert keeper.trouble is None
    keeper.close()


@pytest.mark.parametrize("kind", list(TroubleId))
def test_every_trouble_has_words(kind: TroubleId) -> None:
    said = trouble(kind, Path("x"))
    assert all((said.title, said.what, said.cure, said.path))
    assert "{" not in said.title + said.what + said.cure
