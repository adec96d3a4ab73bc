"""Tasks that end with their owner."""

import asyncio

import pytest

from caldesk.services.tasks import TaskOwner


async def _forever(ended: list[str]) -> None:
    try:
        await asyncio.Event().wait()
    finally:
        ended.append("ended")


async def test_closing_ends_what_runs_and_waits_for_it() -> None:
    owner, ended = TaskOwner(), []
    task = owner.start(_forever(ended), "forever")
    assert task is not None
    assert task.get_name() == "forever"
    await asyncio.sleep(0)
    await owner.close()
    assert ended == ["ended"]
    assert task.cancelled()


async def test_after_closing_nothing_is_started() -> None:
    owner, ended = TaskOwner(), []
    await owner.close()
    assert owner.start(_forever(ended), "late") is None
    assert ended == []


async def test_closing_from_within_a_task_does_not_wait_for_itself() -> None:
    owner = TaskOwner()
    task = owner.start(owner.close(), "closes")
    assert task is not None
    await asyncio.wait_for(task, 1)
    assert task.done()


async def test_a_task_that_fails_tells_the_loop() -> None:
    told: list[dict[str, object]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _loop, context: told.append(context))
    owner = TaskOwner()

    async def fails() -> None:
        raise LookupError("a bug")

    task = owner.start(fails(), "fails")
    assert task is not None
    with pytest.raises(LookupError):
        await task
    await asyncio.sleep(0)
    assert [context["message"] for context in told] == ["task fails failed"]
