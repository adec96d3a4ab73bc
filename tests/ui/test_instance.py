"""One program for each person: the lock, the call to the first one, and what is no call."""

import asyncio
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

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


async def test_a_path_too_long_for_a_socket_has_a_short_one_elsewhere(tmp_path: Path):
    folder = tmp_path / ("long " * 20) / "data"
    claim, heard = Instance(folder), list[Call]()
    claim.listen(heard.append)
    assert await asyncio.to_thread(Instance(folder).hand_over, "")
    assert heard == [Call()]
    claim.release()


async def test_without_a_place_for_the_lock_every_start_is_a_first_one(tmp_path: Path):
    (tmp_path / "file").write_text("")
    for _start in range(2):
        claim = Instance(tmp_path / "file" / "data")
        assert claim.is_first
        claim.listen(lambda _call: None)
        claim.release()


@pytest.mark.skipif(sys.platform == "win32", reason="speaks to the socket itself")
@pytest.mark.parametrize("said", [b"hello\n", b'{"practice": 5}\n', b"x" * 10_000])
async def test_what_is_no_call_is_hung_up_on(first: Instance, tmp_path: Path, said: bytes):
    heard: list[Call] = []
    first.listen(heard.append)
    line = socket.socket(socket.AF_UNIX)
    line.connect(instance._address(tmp_path / "data"))
    line.settimeout(5)
    line.sendall(said)
    assert await asyncio.to_thread(_end_of, line) == b""
    assert heard == []
    line.close()
    assert await asyncio.to_thread(Instance(tmp_path / "data").hand_over, "")
    await until(lambda: heard == [Call()], what="the next call")


def _end_of(line: socket.socket) -> bytes:
    try:
        return line.recv(10)
    except ConnectionResetError:
        return b""
