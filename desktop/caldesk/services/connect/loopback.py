"""Hears one redirect on the loopback interface: a free port, GET only, bounded in size and time, one use.

Anybody on this computer can knock here, and any web page can have the browser do it. Whoever does not know the one-use
value gets an empty 404 and changes nothing; whoever keeps the port busy is shown out for the next who comes.
Source: RFC 8252, section 7.3.
"""

import asyncio
import logging
from collections.abc import Callable
from types import TracebackType
from typing import Self

from caldesk.i18n import _

logger = logging.getLogger(__name__)

_HOST = "127.0.0.1"
_LONGEST_HEAD = 16 * 1024
_PATIENCE = 5.0
_MOST_GUESTS = 32
_HEADERS = (
    "Connection: close",
    "Cache-Control: no-store",
    "Referrer-Policy: no-referrer",
    "X-Content-Type-Options: nosniff",
    "Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'",
)
_PAGE = (
    '<!doctype html><html dir="auto"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark">'
    "<title>{title}</title><style>body{{font:18px/1.5 system-ui,sans-serif;max-width:32em;margin:20vh auto;"
    "padding:0 1em}}</style></head><body><h1>{title}</h1><p>{text}</p></body></html>"
)

IsReturn = Callable[[str], bool]


class LoopbackListener:
    """Bound while it is entered. `heard` waits for the one address that it is asked to wait for."""

    def __init__(self) -> None:
        self._server: asyncio.Server | None = None
        self._guests: dict[asyncio.Task[None], asyncio.StreamWriter] = {}
        self._is_return: IsReturn | None = None
        self._answer: asyncio.Future[str] | None = None
        self._turned_away = 0
        self.base = ""

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._welcome, _HOST, 0, limit=_LONGEST_HEAD)
        self.base = f"http://{_HOST}:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server is not None:
            self._server.close()
        for writer in self._guests.values():
            writer.transport.abort()  # ends the guest's task; asyncio's streams log one that is cancelled
        await asyncio.gather(*self._guests)
        if self._turned_away > 1:
            logger.info("%d visitors of the loopback port were turned away", self._turned_away)

    async def heard(self, is_return: IsReturn) -> str:
        """The whole address of the first request for which `is_return` is true."""
        self._is_return = is_return
        self._answer = asyncio.get_running_loop().create_future()
        return await self._answer

    async def _welcome(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is None:
            return
        self._make_room()
        self._guests[task] = writer
        try:
            async with asyncio.timeout(_PATIENCE):
                await self._serve(reader, writer)
        except (TimeoutError, ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            self._note_stranger("asked for nothing in time, or for too much")
        finally:
            del self._guests[task]
            writer.close()

    def _make_room(self) -> None:
        """Show out the one who has been silent for longest: the redirect may be the next who comes."""
        staying = [writer for writer in self._guests.values() if not writer.transport.is_closing()]
        if len(staying) >= _MOST_GUESTS:
            staying[0].transport.abort()

    def _note_stranger(self, why: str) -> None:
        """Log the first; a flood of them is counted, so that it does not fill the log. Never what was asked for."""
        self._turned_away += 1
        if self._turned_away == 1:
            logger.info("a visitor of the loopback port was turned away: it %s", why)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        url = self._address_of(head)
        mine = url is not None and self._waits_for(url)
        if not mine:
            self._note_stranger("did not know this sign-in" if url else "did not ask for a page of this address")
        writer.write(_welcome_page() if mine else _response("404 Not Found", b""))
        try:
            await writer.drain()
            writer.close()
            await writer.wait_closed()
        finally:  # a browser that hangs up has told its answer all the same
            if mine and url is not None and self._answer is not None and not self._answer.done():
                self._answer.set_result(url)

    def _address_of(self, head: bytes) -> str | None:
        """The address asked for; None for anything but a GET addressed to us by number."""
        lines = head.decode("latin-1").split("\r\n")
        words = lines[0].split(" ")
        hosts = [line[5:].strip() for line in lines[1:] if line[:5].lower() == "host:"]
        if len(words) != 3 or words[0] != "GET" or not words[1].startswith("/"):
            return None
        return self.base + words[1] if hosts == [self.base.removeprefix("http://")] else None

    def _waits_for(self, url: str) -> bool:
        waiting = self._answer is not None and not self._answer.done()
        return waiting and self._is_return is not None and self._is_return(url)


def _welcome_page() -> bytes:
    import html  # with a table of two thousand entities, which no start needs

    title = _("You can close this page")
    text = _("Go back to Caldesk: it is checking whether the calendar is connected.")
    return _response("200 OK", _PAGE.format(title=html.escape(title), text=html.escape(text)).encode())


def _response(status: str, body: bytes) -> bytes:
    head = (f"HTTP/1.1 {status}", "Content-Type: text/html; charset=utf-8", f"Content-Length: {len(body)}", *_HEADERS)
    return "\r\n".join((*head, "", "")).encode("latin-1") + body
