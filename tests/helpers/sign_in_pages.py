"""Pages of an embedded sign-in for tests: the provider's first page, pages of one's own, and an untouched address."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from caldesk.domain.provider import CalendarType
from caldesk.services.connect import oauth
from caldesk.services.connect.endings import Ending
from caldesk.services.connect.steps import Step
from caldesk.ui.connect.wizard import ConnectWizard
from tests.helpers.connecting import Bench, at, js, page_of, sign_in_page


@asynccontextmanager
async def untouched() -> AsyncIterator[tuple[str, list[object]]]:
    """An address at which nobody may ever knock: gives its origin and the list of those who did."""
    guests: list[object] = []

    async def note(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        guests.append(writer.get_extra_info("peername"))
        writer.close()

    listener = await asyncio.start_server(note, "127.0.0.1", 0)
    async with listener:
        port = listener.sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}", guests


@asynccontextmanager
async def pages(*bodies: str) -> AsyncIterator[int]:
    """Answers each request with the next of these bodies, the last one again and again; gives its port.

    A body that begins with "HTTP/" is a whole answer.
    """
    left = list(bodies)

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await reader.readuntil(b"\r\n\r\n")
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()  # the engine opens lines in advance, and may not need them
            return
        body = left.pop(0) if len(left) > 1 else left[0]
        if not body.startswith("HTTP/"):
            body = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n{body}"
        writer.write(body.encode())
        await writer.drain()
        writer.close()

    listener = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with listener:
        yield listener.sockets[0].getsockname()[1]


async def opened(desk: Bench, kind: CalendarType = CalendarType.GOOGLE) -> ConnectWizard:
    """The dialog at the first page of the provider."""
    wizard = desk.wizard(schedule_id=desk.free_schedule())
    await at(wizard, Step.WHAT)
    wizard.flow.choose_provider(desk.provider_id(kind))
    await sign_in_page(wizard)
    return wizard


async def sign_in_at(desk: Bench, monkeypatch: pytest.MonkeyPatch, url: str) -> ConnectWizard:
    """The dialog, at a sign-in page that the test has made."""

    async def lead_there(_client: object, **_about: object) -> str:
        return url

    monkeypatch.setattr(oauth.connections, "connect_by_oauth", lead_there)
    return await opened(desk)


async def page_ready(wizard: ConnectWizard) -> None:
    """Wait until the first page is there."""
    page = await page_of(wizard)
    end = asyncio.get_running_loop().time() + 10
    while not await js(page, "!!document.getElementById('account-0')"):
        assert asyncio.get_running_loop().time() < end
        await asyncio.sleep(0.02)


async def failed(wizard: ConnectWizard, ending: Ending) -> None:
    """Wait for an ending; nothing is connected then."""
    await at(wizard, Step.FAILED)
    assert wizard.flow.state.failure is not None
    assert wizard.flow.state.failure.ending is ending
    assert not wizard.flow.state.connection_id
