"""The practice site of the running program: one at a time, and none that somebody gave up is left."""

import asyncio
import threading

import pytest

from caldesk.practice_site import PRACTICE_ID, PracticeSite
from caldesk.sandbox.server import SandboxThread
from tests.helpers.waiting import until


def servers() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "practice site"]


async def test_a_fresh_one_takes_the_place_of_the_one_before() -> None:
    site = PracticeSite()
    assert not site.is_running
    first, _key = await site.start("fresh")
    second, key = await site.start("busy")
    assert first.base_url != second.base_url
    assert (second.id, second.practice, bool(key.reveal())) == (PRACTICE_ID, True, True)
    assert len(servers()) == 1
    await site.stop()
    await site.stop()
    assert not site.is_running
    assert not servers()


async def test_one_that_is_given_up_while_it_starts_is_ended_with_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    true_start, go_on = SandboxThread.start, threading.Event()

    def slow_start(server: SandboxThread) -> SandboxThread:
        started = true_start(server)
        go_on.wait(5)
        return started

    monkeypatch.setattr(SandboxThread, "start", slow_start)
    site = PracticeSite()
    starting = asyncio.ensure_future(site.start("fresh"))
    await until(servers, what="the server's thread")
    starting.cancel()
    await asyncio.wait([starting])
    go_on.set()
    await site.stop()
    await until(lambda: not servers(), what="the server to end")
