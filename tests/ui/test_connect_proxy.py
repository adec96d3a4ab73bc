"""The embedded sign-in page goes through the same proxy as the site, whoever has set it."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress

import pytest
from PySide6.QtNetwork import QNetworkProxy, QNetworkProxyFactory
from PySide6.QtWidgets import QApplication

from caldesk.ui.connect.consent_pane import ConsentPane
from caldesk.ui.connect.embedded import Embedded
from caldesk.ui.connect.web_proxy import use_proxy
from caldesk.ui.style import Look
from tests.helpers.waiting import until

pytestmark = pytest.mark.limit(60)


@pytest.fixture(autouse=True)
def system_proxy_afterwards() -> Iterator[None]:
    yield
    use_proxy(None)


@asynccontextmanager
async def proxy() -> AsyncIterator[tuple[str, list[bytes]]]:
    """Its address, and the first line of whatever is asked of it; it lets nobody through."""
    asked: list[bytes] = []

    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append((await reader.readline()).strip())
        writer.write(b"HTTP/1.1 502 no way\r\nContent-Length: 0\r\n\r\n")
        writer.close()

    listener = await asyncio.start_server(refuse, "127.0.0.1", 0)
    async with listener:
        yield f"http://127.0.0.1:{listener.sockets[0].getsockname()[1]}", asked


async def test_the_page_is_asked_of_the_proxy_and_of_the_next_one_when_that_changes(qapp: QApplication):
    pane = ConsentPane(Look(qapp))
    async with proxy() as (first, asked_first), proxy() as (second, asked_second):
        for address, asked in ((first, asked_first), (second, asked_second)):
            visit = asyncio.create_task(_visit(pane, address))
            await until(lambda asked=asked: asked, what="a request at the proxy")
            assert asked[0] == b"CONNECT calendar.example:443 HTTP/1.1"
            visit.cancel()
            with suppress(asyncio.CancelledError):
                await visit
    pane.deleteLater()


async def _visit(pane: ConsentPane, address: str) -> None:
    await Embedded(pane, lambda: "google", address).visit("https://calendar.example/", lambda _url: False)


@pytest.mark.parametrize(
    ("named", "kind", "host", "port", "user"),
    [
        ("", QNetworkProxy.ProxyType.NoProxy, "", 0, ""),
        ("proxy.example", QNetworkProxy.ProxyType.HttpProxy, "proxy.example", 8080, ""),
        ("http://ana:p%40ss@proxy.example:3128", QNetworkProxy.ProxyType.HttpProxy, "proxy.example", 3128, "ana"),
    ],
)
def test_what_a_name_means(named: str, kind: QNetworkProxy.ProxyType, host: str, port: int, user: str):
    use_proxy(named)
    found = QNetworkProxy.applicationProxy()
    assert (found.type(), found.hostName(), found.port(), found.user()) == (kind, host, port, user)
    assert found.password() == ("p@ss" if user else "")
    assert not QNetworkProxyFactory.usesSystemConfiguration()


def test_without_a_name_the_system_decides():
    use_proxy("proxy.example")
    use_proxy(None)
    assert QNetworkProxyFactory.usesSystemConfiguration()
