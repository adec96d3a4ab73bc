"""The loopback listener: hears one redirect, tells everybody else nothing."""

import asyncio
from contextlib import asynccontextmanager, suppress

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from caldesk.domain.secret import Secret
from caldesk.i18n import install
from caldesk.services.connect import loopback, ways
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


OTHER_METHODS = ("POST", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "get")
MINE = "/caldesk/n/return?connectionId=c"


@asynccontextmanager
async def waiting():
    """A listener that waits for an answer, and in the end hears the right one, whatever came before."""
    async with LoopbackListener() as listener:
        heard = asyncio.ensure_future(listener.heard(ReturnAddress(listener.base, Secret("n")).is_mine))
        await asyncio.sleep(0)
        yield listener
        assert not heard.done()
        answer = await ask(listener.base, get(listener.base, MINE))
        assert answer.startswith("HTTP/1.1 200 ")
        assert await heard == listener.base + MINE


def hosts_that_are_not_ours(base):
    """What a page of another name makes the browser send, once that name leads here."""
    port = base.rpartition(":")[2]
    names = ("evil.example", "localhost", "127.0.0.1.", "127.0.0.1@evil.example", "[::1]", "127.1", "2130706433")
    return (*(f"{name}:{port}" for name in names), "127.0.0.1", "127.0.0.1:1", f"127.0.0.1:0{port}", "")


@pytest.mark.parametrize(
    "head",
    [
        lambda base: get(base, "/caldesk/guess/return?connectionId=c"),
        lambda base: get(base, "/"),
        lambda base: get(base, "/favicon.ico"),
        lambda base: get(base, "//evil.example/caldesk/n/return?connectionId=c"),
        lambda base: get(base, f"http://evil.example{MINE}"),
        lambda base: get(base, f"{base}{MINE}"),
        lambda base: get(base, MINE, host=f"{base.removeprefix('http://')}\r\nHost: evil.example"),
        lambda base: get(base, f"/caldesk/n\0/return?connectionId=c{base[:0]}"),
        lambda base: get(base, f"/caldesk/%6E/return?connectionId=c{base[:0]}"),
        lambda base: get(base, f"/caldesk/n/return%00?connectionId=c{base[:0]}"),
        lambda base: get(base, f"/caldesk/n/return;x?connectionId=c{base[:0]}"),
        lambda _base: b"GET /caldesk/n/return?connectionId=c HTTP/1.0\r\n\r\n",
        lambda _base: b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n",  # TLS
        lambda _base: b"\x00\xff\r\n\r\n",
        lambda _base: b"\r\n\r\n",
    ],
)
async def test_everybody_else_gets_an_empty_answer_and_changes_nothing(head, caplog):
    caplog.set_level("INFO")
    async with waiting() as listener:
        answer = await ask(listener.base, head(listener.base))
        assert answer.startswith("HTTP/1.1 404 ")
        assert answer.endswith("\r\n\r\n")
    assert [record.message.partition(":")[0] for record in caplog.records] == [
        "a visitor of the loopback port was turned away"
    ]
    assert "connectionId" not in caplog.text


@pytest.mark.parametrize("method", OTHER_METHODS)
async def test_only_a_get_is_heard(method):
    async with waiting() as listener:
        answer = await ask(listener.base, get(listener.base, MINE).replace(b"GET", method.encode()))
        assert answer.startswith("HTTP/1.1 404 ")


async def test_a_name_that_was_made_to_lead_here_is_not_answered():
    async with waiting() as listener:
        for host in hosts_that_are_not_ours(listener.base):
            head = f"GET {MINE} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode()
            assert (await ask(listener.base, head)).startswith("HTTP/1.1 404 "), host


async def test_a_page_elsewhere_may_not_read_the_answer():
    async with LoopbackListener() as listener:
        answer = await ask(listener.base, get(listener.base, "/").replace(b"X-A: b", b"Origin: https://evil.example"))
        assert "access-control" not in answer.lower()


async def test_a_second_request_on_the_same_line_is_not_read():
    async with LoopbackListener() as listener:
        heard = asyncio.ensure_future(listener.heard(ReturnAddress(listener.base, Secret("n")).is_mine))
        await asyncio.sleep(0)
        answer = await ask(listener.base, get(listener.base, "/") + get(listener.base, MINE))
        assert answer.count("HTTP/1.1") == 1
        assert not heard.done()
        heard.cancel()


async def test_the_answer_is_taken_once():
    async with LoopbackListener() as listener:
        heard = asyncio.ensure_future(listener.heard(ReturnAddress(listener.base, Secret("n")).is_mine))
        await asyncio.sleep(0)
        both = await asyncio.gather(*(ask(listener.base, get(listener.base, f"{MINE}{n}")) for n in range(20)))
        assert sum(answer.startswith("HTTP/1.1 200 ") for answer in both) >= 1
        assert (await heard).startswith(f"{listener.base}{MINE}")
        again = await ask(listener.base, get(listener.base, MINE))
        assert again.startswith("HTTP/1.1 404 ")


async def test_a_browser_that_hangs_up_before_the_page_is_heard_all_the_same(monkeypatch):
    async def cut(_writer):
        raise ConnectionResetError

    async with LoopbackListener() as listener:
        heard = asyncio.ensure_future(listener.heard(ReturnAddress(listener.base, Secret("n")).is_mine))
        await asyncio.sleep(0)
        with monkeypatch.context() as patched:
            patched.setattr(asyncio.StreamWriter, "drain", cut)
            await ask(listener.base, get(listener.base, MINE))
            assert await asyncio.wait_for(heard, 5) == listener.base + MINE


@pytest.mark.parametrize("size", [20_000, 1_000_000])
async def test_a_head_that_is_too_long_is_cut_off(size):
    async with waiting() as listener:
        try:
            answer = await ask(listener.base, f"GET {MINE}{'&a=%zz' * (size // 6)}".encode())
        except ConnectionError:
            answer = ""
        assert answer == ""


async def test_a_visitor_that_sends_a_letter_now_and_then_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(loopback, "_PATIENCE", 0.2)
    async with waiting() as listener:
        host, _colon, port = listener.base.removeprefix("http://").partition(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        shown_out, sent = asyncio.ensure_future(reader.read()), 0
        while not shown_out.done() and sent < 500:
            writer.write(b"G")
            sent += 1
            await asyncio.wait([shown_out], timeout=0.02)
        assert sent < 500
        with suppress(ConnectionError):
            assert await shown_out == b""
        writer.transport.abort()


async def test_a_thousand_silent_visitors_do_not_keep_the_answer_out(caplog):
    caplog.set_level("INFO")
    guests = []
    async with waiting() as listener:
        host, _colon, port = listener.base.removeprefix("http://").partition(":")
        for _each in range(1000):
            guests.append(await asyncio.open_connection(host, int(port)))
        staying = [writer for writer in listener._guests.values() if not writer.transport.is_closing()]
        assert len(staying) <= loopback._MOST_GUESTS
    for _reader, writer in guests:
        writer.transport.abort()
    assert len(caplog.records) == 2
    assert "visitors of the loopback port were turned away" in caplog.records[-1].message


async def test_the_answer_speaks_the_users_language(tmp_path):
    folder = tmp_path / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    catalogue = Catalog(locale="de")
    catalogue.add("You can close this page", "Diese Seite können Sie schließen <b>")
    with (folder / "caldesk.mo").open("wb") as file:
        write_mo(file, catalogue)
    install(tmp_path, ["de"])
    try:
        async with LoopbackListener() as listener:
            heard = asyncio.ensure_future(listener.heard(ReturnAddress(listener.base, Secret("n")).is_mine))
            await asyncio.sleep(0)
            answer = await ask(listener.base, get(listener.base, MINE))
            await heard
    finally:
        install(tmp_path, [])
    assert "<h1>Diese Seite können Sie schließen &lt;b&gt;</h1>" in answer
    assert "close this page" not in answer


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
