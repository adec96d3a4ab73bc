"""The practice site on a port of this computer: inside a running asyncio program, or in a thread of its own."""

import asyncio
import contextlib
import os
import socket
import threading
from asyncio import Transport
from collections.abc import Iterator
from types import TracebackType
from typing import Self

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from caldesk.sandbox.control import Control
from caldesk.sandbox.site import PracticeSite
from caldesk.sandbox.web import application

HOST = "127.0.0.1"
_PATIENCE = 10.0


class _Protocol(H11Protocol):
    """Lets the application drop the connection, which ASGI has no word for."""

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]  # uvicorn narrows it
        super().connection_made(transport)
        self.app_state = {**self.app_state, "transport": transport}


class _Uvicorn(uvicorn.Server):
    """uvicorn without its signal handlers: the program around it decides when to stop."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def listen(port: int = 0) -> socket.socket:
    """A listening socket on loopback. Raises `OSError` for a port that is taken, `OverflowError` for none at all."""
    # The protocol is named so that asyncio sets TCP_NODELAY; without it every answer waits 40 ms.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":  # elsewhere the option would let two servers share a port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, port))
        listener.listen(128)
    except (OSError, OverflowError):
        listener.close()
        raise
    return listener


class _Listening:
    """A practice site with a port of its own and everything but a way to run.

    Raises `UnknownScenarioError` and `OSError` (port taken) when it is made.
    """

    def __init__(self, scenario: str = "busy", *, port: int = 0, seed: int = 1) -> None:
        self._site = PracticeSite(scenario, seed)
        self.control = Control(self._site)
        self._listener = listen(port)
        self.base_url = f"http://{HOST}:{self._listener.getsockname()[1]}"
        config = uvicorn.Config(
            application(self._site, self.control),
            http=_Protocol,
            ws="none",
            lifespan="off",
            log_config=None,
            log_level="critical",
            access_log=False,
            server_header=False,
        )
        self._uvicorn = _Uvicorn(config)

    @property
    def api_key(self) -> str:
        """The practice key."""
        return self._site.identity.api_key

    @property
    def site_id(self) -> str:
        """The practice site's id."""
        return self._site.identity.site_id

    @property
    def account_id(self) -> str:
        """The practice account's id."""
        return self._site.identity.account_id

    @property
    def app_credentials(self) -> tuple[str, str, str]:
        """App id, app secret and instance id for `oauth2/token`."""
        identity = self._site.identity
        return identity.app_id, identity.app_secret, identity.instance_id

    @property
    def site(self) -> PracticeSite:
        """The site behind the port; take its lock before reading the world."""
        return self._site

    def request_stop(self) -> None:
        """Ask the server to end; may be called from any thread."""
        self._uvicorn.should_exit = True
        self._uvicorn.force_exit = True

    async def run(self) -> None:
        """Serve until `request_stop`."""
        try:
            await self._uvicorn.serve(sockets=[self._listener])
        finally:
            self._listener.close()

    @property
    def started(self) -> bool:
        """Whether requests are answered."""
        return self._uvicorn.started

    async def _until_started(self, serving: asyncio.Task[None]) -> None:
        while not self.started and not serving.done():  # noqa: ASYNC110 - uvicorn has a flag, no event
            await asyncio.sleep(0.005)


class Server(_Listening):
    """A practice site inside an asyncio program: `async with Server("busy") as server: ...`."""

    _task: asyncio.Task[None]

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self.run(), name="practice site")
        await self._until_started(self._task)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.request_stop()
        await self._task


class SandboxThread(_Listening):
    """A practice site in a thread and on a loop of its own: `start`, then `stop`; or use it as a context."""

    def __init__(self, scenario: str = "busy", *, port: int = 0, seed: int = 1) -> None:
        super().__init__(scenario, port=port, seed=seed)
        self._thread = threading.Thread(target=self._serve, name="practice site", daemon=True)
        self._ready = threading.Event()

    def _serve(self) -> None:
        asyncio.run(self._run_and_tell())

    async def _run_and_tell(self) -> None:
        serving = asyncio.create_task(self.run())
        await self._until_started(serving)
        self._ready.set()
        await serving

    def start(self) -> Self:
        """Start serving; returns when requests are answered."""
        self._thread.start()
        self._ready.wait(_PATIENCE)
        if not self.started:
            self.stop()
            raise RuntimeError("the practice site did not start")
        return self

    def stop(self) -> None:
        """Stop serving; returns when the thread has ended."""
        self.request_stop()
        if self._thread.is_alive():
            self._thread.join(_PATIENCE)
        self._listener.close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()
