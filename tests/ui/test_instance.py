"""One program for each person: the lock, the call to the first one, and what is no call."""

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from caldesk.ui import instance
from caldesk.ui.instance import Call, Instance
from tests.helpers.waiting import until


@pytest.fixture
def first(tmp_path: Path) -> Iterator[Instance]:
    claim = Instance(tmp_path / "data")
    yield claim
    claim.release()


async def test_a_second_start_is_heard_by_the_first(first: Instance, tmp_path: Path):
    heard: list[Call] = []
    first.listen(heard.append)
    second = Instance(tmp_path / "data")
    assert first.is_first
    assert not second.is_first
    assert await asyncio.to_thread(second.hand_over, "busy")
    assert heard == [Call(practice="busy")]


async def test_the_folder_is_free_again_when_the_first_has_ended(tmp_path: Path):
    Instance(tmp_path / "data").release()
    again = Instance(tmp_path / "data")
    assert again.is_first
    again.release()


async def test_folders_of_other_people_are_their_own(first: Instance, tmp_path: Path):
    other = Instance(tmp_path / "other")
    assert other.is_first
    other.release()


async def test_one_that_does_not_listen_is_waited_for_and_then_left(
    first: Instance, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(instance, "PATIENCE", 0.3)
    assert not await asyncio.to_thread(Instance(tmp_path / "data").hand_over, "")
    assert list((tmp_path / "data" / "starts").iterdir()) == [], "its call was taken back"


async def test_one_that_is_still_starting_hears_of_it_once_it_listens(first: Instance, tmp_path: Path):
    second = asyncio.create_task(asyncio.to_thread(Instance(tmp_path / "data").hand_over, ""))
    await until(lambda: list((tmp_path / "data" / "starts").glob("*.json")), what="the call")
    heard: list[Call] = []
    first.listen(heard.append)
    assert heard == [], "the program has not begun to run"
    assert await second
    assert heard == [Call()]


async def test_a_call_that_nobody_waits_for_any_more_goes_unheard(first: Instance, tmp_path: Path):
    calls = tmp_path / "data" / "starts"
    calls.mkdir()
    (calls / "7.json").write_bytes(msgspec.json.encode(Call(practice="busy")))
    os.utime(calls / "7.json", (1, 1))
    heard: list[Call] = []
    first.listen(heard.append)
    await until(lambda: not list(calls.iterdir()), what="the old call to go")
    assert heard == []


async def test_where_no_call_can_be_left_the_second_start_is_on_its_own(first: Instance, tmp_path: Path):
    first.listen(lambda _call: None)
    second = Instance(tmp_path / "data")
    (tmp_path / "data" / "starts").rmdir()
    (tmp_path / "data" / "starts").write_text("a file in its place")
    assert not await asyncio.to_thread(second.hand_over, "")


async def test_without_a_place_for_the_lock_every_start_is_a_first_one(tmp_path: Path):
    (tmp_path / "file").write_text("")
    for _start in range(2):
        claim = Instance(tmp_path / "file" / "data")
        assert claim.is_first
        claim.listen(lambda _call: None)
        claim.release()


@pytest.mark.parametrize("said", [b"", b"hello", b'{"practice": 5}', b"x" * 10_000])
async def test_what_is_no_call_goes_unheard(first: Instance, tmp_path: Path, said: bytes):
    heard: list[Call] = []
    first.listen(heard.append)
    left = tmp_path / "data" / "starts" / "0.json"
    left.write_bytes(said)
    await until(lambda: not left.exists(), what="it to go")
    assert await asyncio.to_thread(Instance(tmp_path / "data").hand_over, "")
    assert heard == [Call()]
