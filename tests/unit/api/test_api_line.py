"""Where the line goes: addresses, certificates, proxies; and how little is loaded before the first request."""

import asyncio
import gc
import os
import ssl
import subprocess
import sys
import threading
from pathlib import Path

import httpx
import pytest

from caldesk.api import line, providers, proxies, tls, transport
from caldesk.api.client import ApiClient
from caldesk.api.config import ApiConfig, BadBaseUrl, BadCaFile
from caldesk.api.errors import ApiError, Call, Trouble, Unreachable
from tests.helpers.waiting import until
from tests.unit.api.far_side import KEY, FarSide, client_of, ok, turns

SERVICE = "https://www.wixapis.com"


@pytest.mark.parametrize("url", [SERVICE, "http://127.0.0.1:8701", "http://localhost:1/x", "http://[::1]:8080"])
def test_good_addresses(url: str) -> None:
    assert ApiConfig(credentials=KEY, base_url=url).base_url == url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "www.wixapis.com",
        "ftp://www.wixapis.com",
        "https://",
        "http://www.wixapis.com",
        "http://127.0.0.1.example.com",
        "http://localhost.example",
        "https://name:word@www.wixapis.com",
        "https://www.wixapis.com/?a=b",
        "https://www.wixapis.com:port",
        "http://[::1",
    ],
)
def test_addresses_that_the_key_must_not_be_sent_to(url: str) -> None:
    with pytest.raises(BadBaseUrl) as caught:
        ApiConfig(credentials=KEY, base_url=url)
    assert str(caught.value).endswith(".")


async def test_requests_go_to_the_named_address() -> None:
    far = FarSide(ok())
    async with client_of(far, base_url="http://127.0.0.1:8701/prefix/") as client:
        await providers.list_providers(client)
    assert str(far.asked[0].url) == "http://127.0.0.1:8701/prefix/bookings/v2/external-calendars/providers"


def test_the_system_s_certificates_are_trusted_and_a_file_is_added(tmp_path: Path) -> None:
    bundle = ssl.get_default_verify_paths().cafile
    if bundle is None:
        pytest.skip("this system has no bundle of certificates")
    text = Path(bundle).read_text()
    one = tmp_path / "one.pem"
    one.write_text(text[: text.index("-----END CERTIFICATE-----") + 26])
    trusted = tls.context(str(one))
    assert trusted.verify_mode is ssl.CERT_REQUIRED
    assert trusted.check_hostname
    assert len(tls.context().get_ca_certs()) > 1


@pytest.mark.parametrize("content", [None, b"", b"no certificate", b"\x30\x82\x01"])
async def test_a_bad_file_of_certificates_says_which(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "ca.pem"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(BadCaFile, match=r"ca\.pem"):
        tls.context(str(file))
    async with ApiClient(ApiConfig(credentials=KEY, ca_file=str(file))) as client:
        with pytest.raises(Unreachable, match=r"ca\.pem") as caught:
            await providers.list_providers(client)
    assert caught.value.trouble is Trouble.CERTIFICATE
    assert not caught.value.maybe_done


@pytest.fixture
def system_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("https_proxy", "http://system.example:3128")
    monkeypatch.setenv("http_proxy", "http://system.example:3128")


@pytest.mark.usefixtures("system_proxy")
def test_the_system_s_proxy_is_used_unless_another_is_named() -> None:
    assert proxies.proxy_for(SERVICE, None) == "http://system.example:3128"
    assert proxies.proxy_for(SERVICE, "") is None
    assert proxies.proxy_for(SERVICE, "named.example:8080") == "http://named.example:8080"


@pytest.mark.usefixtures("system_proxy")
def test_exceptions_of_the_system_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "wixapis.com")
    assert proxies.proxy_for(SERVICE, None) is None


@pytest.mark.usefixtures("system_proxy")
@pytest.mark.parametrize("named", [None, "http://named.example:8080"])
def test_this_computer_is_never_reached_through_a_proxy(named: str | None) -> None:
    assert proxies.proxy_for("http://127.0.0.1:8701", named) is None


@pytest.mark.parametrize("bad", ["socks5://proxy.example:1080", "http://", "http://proxy.example:none"])
async def test_a_proxy_that_cannot_be_used_is_said_without_its_address(bad: str) -> None:
    async with ApiClient(ApiConfig(credentials=KEY, proxy=bad)) as client:
        with pytest.raises(Unreachable) as caught:
            await providers.list_providers(client)
    assert caught.value.trouble is Trouble.PROXY
    assert "proxy.example" not in caught.value.message


async def test_a_proxy_that_is_not_there_is_not_taken_for_the_service(monkeypatch: pytest.MonkeyPatch) -> None:
    far = FarSide(httpx.ConnectError("refused"))
    monkeypatch.setattr(line, "_build", lambda _config: (httpx.MockTransport(far), True))
    async with ApiClient(ApiConfig(credentials=KEY)) as client:
        with pytest.raises(Unreachable) as caught:
            await providers.list_providers(client)
    assert caught.value.trouble is Trouble.PROXY
    assert len(far.asked) == 1


async def test_the_line_is_opened_once_and_in_a_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    threads: list[int] = []

    def build(_config: ApiConfig) -> tuple[httpx.AsyncBaseTransport, bool]:
        threads.append(threading.get_ident())
        return httpx.MockTransport(FarSide(ok())), False

    monkeypatch.setattr(line, "_build", build)
    async with ApiClient(ApiConfig(credentials=KEY)) as client:
        assert threads == []
        await providers.list_providers(client)
        await providers.list_providers(client.background())
    assert len(threads) == 1
    assert threads[0] != threading.get_ident()


async def test_a_closed_client_says_so() -> None:
    client = client_of(FarSide(ok()))
    await client.aclose()
    with pytest.raises(RuntimeError, match="closed"):
        await providers.list_providers(client)


def test_the_http_library_is_not_loaded_before_it_is_needed() -> None:
    program = (
        "import sys, caldesk.api, caldesk.api.errors, caldesk.api.config, caldesk.api.client, caldesk.api.events\n"
        "from caldesk.api.config import *; from caldesk.domain.secret import Secret\n"
        "caldesk.api.client.ApiClient(ApiConfig(credentials=ApiKeyCredentials(key=Secret('k'), site_id='s')))\n"
        "sys.exit('httpx' in sys.modules or 'httpcore' in sys.modules or 'truststore' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], timeout=60, check=False)
    assert done.returncode == 0


@pytest.mark.parametrize("count", range(20))
async def test_a_request_under_way_as_the_line_is_closed_leaves_no_connection(count: int) -> None:
    present: list[asyncio.StreamWriter] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        present.append(writer)
        if await reader.readline():
            writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}")
            await reader.read()
        present.remove(writer)
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    config = ApiConfig(credentials=KEY, base_url=f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")
    opened = line.Line(config, transport.build_transport(config)[0])
    gc.disable()  # what nobody closes stays open until it is seen
    try:
        asking = asyncio.ensure_future(opened.send(Call(method="GET", path="/"), config.base_url, {}, None))
        await turns(count)
        closing = asyncio.ensure_future(opened.aclose())
        await asyncio.wait([asking, closing])
        await until(lambda: not present, what="the connection to be closed")
    finally:
        gc.enable()
        server.close()
        await server.wait_closed()
    if count:
        assert not isinstance(asking.result()[0], ApiError)


async def test_a_line_that_is_closed_while_it_is_opened_sends_nothing() -> None:
    opened = line.Line(ApiConfig(credentials=KEY, base_url="http://127.0.0.1:1"))
    asking = asyncio.ensure_future(opened.send(Call(method="GET", path="/"), "http://127.0.0.1:1", {}, None))
    await asyncio.sleep(0)
    await opened.aclose()
    with pytest.raises(RuntimeError, match="closed"):
        await asking


async def test_closing_does_not_wait_for_ever_for_somebody_else_s_request(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line, "_LAST_WORDS", 0.01)
    answer = asyncio.Event()

    async def late(_request: httpx.Request) -> httpx.Response:
        await answer.wait()
        return ok()

    opened = line.Line(ApiConfig(credentials=KEY), httpx.MockTransport(FarSide(late)))
    asking = asyncio.ensure_future(opened.send(Call(method="GET", path="/"), SERVICE, {}, None))
    await turns(3)
    await opened.aclose()
    answer.set()
    await asking
