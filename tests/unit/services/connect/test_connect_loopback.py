"""The loopback listener: hears one redirect, tells everybody else nothing."""

import asyncio

import pytest

from caldesk.domain.secret import Secret
from caldesk.services.connect import ways
from caldesk.services.connect.loopback import LoopbackListener
from caldesk.services.connect.redirect import ReturnAddress
from caldesk.services.connect.ways import Route
from caldesk.services.ports import ConsentEnd


async def ask(base, head):
    """Send raw bytes and read all of the answer."""
    host, _colon, port = base.removeprefix("http://").partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(head)
    answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    return answer.decode()


def get(base, target, host=None):
    return f"GET {target} HTTP/1.1\r\nHost: {host or base.removeprefix('http://')}\r\nX-A: b\r\n\r\n".encode()


async def test_the_right_address_is_heard_and_answered():
    async with LoopbackListener() as listener:
        address = ReturnAddress(listener.base, Secret("n"))
        heard = asyncio.ensure_future(listener.heard(address.is_mine))
        await asyncio.sleep(0)
        answer = await ask(listener.base, get(listener.base, "/caldesk/n/return?connectionId=c"))
        assert await heard == f"{address.url}?connectionId=c"
        assert answer.startswith("HTTP/1.1 200 ")
        assert "You can close this page" in answer
        assert "connectionId" not in answer
        assert "no-store" in answer
        again = await ask(listener.base, get(listener.base, "/caldesk/n/return?connectionId=d"))
        assert again.startswith("HTTP/1.1 404 ")


@pytest.mark.parametrize(
    "head",
    [
        lambda base: get(base, "/caldesk/guess/return?connectionId=c"),
        lambda base: get(base, "/"),
        lambda base: get(base, "/caldesk/n/return?connectionId=c", host="evil.example"),
        lambda base: get(base, "/caldesk/n/return?connectionId=c").replace(b"GET", b"POST"),
        lambda base: get(base, "http://evil.example/caldesk/n/return?connectionId=c"),
        lambda _base: b"GET /caldesk/n/return?connectionId=c HTTP/1.0\r\n\r\n",
        lambda _base: b"\x00\xff\r\n\r\n",
        lambda _base: b"\r\n\r\n",
    ],
)
async def test_everybody_else_gets_an_empty_answer_and_changes_nothing(head):
    async with LoopbackListener() as listener:
        heard = asyncio.ensure_future(listener.heard(ReturnAddress(listener.base, Secret("n")).is_mine))
        await asyncio.sleep(0)
        answer = await ask(listener.base, head(listener.base))
        assert answer.startswith("HTTP/1.1 404 ")
        assert answer.endswith("\r\n\r\n")
        assert not heard.done()
        heard.cancel()


async def test_a_head_that_is_too_long_is_cut_off():
    async with LoopbackListener() as listener:
        assert await ask(listener.base, b"GET /" + b"a" * 100_000) == ""


async def test_a_visitor_that_says_nothing_does_not_keep_the_port_open():
    async with LoopbackListener() as listener:
        host, _colon, port = listener.base.removeprefix("http://").partition(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        await asyncio.sleep(0)
    assert await reader.read() == b""
    writer.close()
    await writer.wait_closed()
    with pytest.raises(ConnectionError):
        await asyncio.open_connection(host, int(port))


async def test_it_listens_on_this_computer_only():
    async with LoopbackListener() as listener:
        assert listener.base.startswith("http://127.0.0.1:")


async def test_a_visit_ends_with_the_redirect():
    opened = []

    def open_url(url):
        opened.append(url)
        return True

    async with ways.in_browser(open_url, Route(base="")) as passage:
        address = ReturnAddress(passage.base, Secret("n"))
        assert passage.open("https://accounts.example.com/")
        visit = asyncio.ensure_future(passage.browser.visit("https://accounts.example.com/", address.is_mine))
        await asyncio.sleep(0)
        await ask(passage.base, get(passage.base, "/caldesk/n/return?error=reject"))
        result = await visit
    assert opened == ["https://accounts.example.com/"]
    assert (result.end, result.url) == (ConsentEnd.RETURNED, f"{address.url}?error=reject")
    assert passage.watched
    assert passage.shared


async def test_an_unheard_browser_waits_until_it_is_cancelled():
    opened = []
    async with ways.in_browser(
        lambda url: bool(opened.append(url)), Route(base="https://www.wix.com", listens=False)
    ) as passage:
        assert not passage.open("https://a.example/")
        visit = asyncio.ensure_future(passage.browser.visit("https://a.example/", lambda _url: True))
        await asyncio.sleep(0)
        assert opened == ["https://a.example/"]
        assert not visit.done()
        visit.cancel()
        with pytest.raises(asyncio.CancelledError):
            await visit
