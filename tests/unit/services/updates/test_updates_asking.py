"""Asking the feed over real HTTP on this computer: what is sent, and every way in which the answer can be none."""

import asyncio
import logging
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest

from caldesk import __version__
from caldesk.api import transport
from caldesk.api.errors import Trouble
from caldesk.services.policy.declared import Preferences
from caldesk.services.policy.rules import Rules
from caldesk.services.updates import asking, words
from caldesk.services.updates.asking import asked
from caldesk.services.updates.fault import Fault
from caldesk.services.updates.feed import MOST, Release
from tests.helpers.hostile_server import Answer, head, hostile, saying

SAID = {"version": "1.4.0", "date": "2026-12-01", "summary": "New."}
RELEASE = Release(version="1.4.0", date=date(2026, 12, 1), summary="New.")
PASSWORD = "canary-of-the-proxy"


def rules(**values: object) -> Rules:
    return Rules(settings=Preferences(**values))


async def answered(answer: Answer) -> Release | Fault:
    with hostile({"*": answer}) as server:
        outcome = await asked(f"{server.base_url}/releases.json", rules())
    for _turn in range(10):  # the rest of an answer that was left is closed by a task of the loop
        await asyncio.sleep(0)
    return outcome


async def test_nothing_is_sent_but_the_question() -> None:
    """The exact headers: whoever adds one has to answer for it here."""
    with hostile({"*": saying(SAID, ETag='"computer-4711"', Set_Cookie="id=4711", x_wix_consistent="4711")}) as server:
        feed = f"{server.base_url}/caldesk/releases.json"
        assert await asked(feed, rules()) == RELEASE
        assert await asked(feed, rules()) == RELEASE
    for one in server.asked:
        assert (one.method, one.target, one.body) == ("GET", "/caldesk/releases.json", b"")
        assert one.headers == {
            "host": server.base_url.removeprefix("http://"),
            "user-agent": f"Caldesk/{__version__}",
            "accept": "application/json",
            "accept-encoding": "gzip",
        }
    assert len(server.asked) == 2


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (saying(b""), Fault.NOT_UNDERSTOOD),
        (saying(b"<html>Welcome to our guest network</html>"), Fault.NOT_UNDERSTOOD),
        (saying({"version": "newest", "date": "2026-12-01"}), Fault.NOT_UNDERSTOOD),
        (saying(b" " * (MOST + 1)), Fault.NOT_UNDERSTOOD),
        (saying({}, 404), Fault.STATUS),
        (saying({}, 500), Fault.STATUS),
        (saying({}, 407), Fault.STATUS),
        (saying(SAID, 203), Fault.STATUS),
        (saying(SAID, 304), Fault.MOVED),
        (lambda _asked, line: line.sendall(head(1000) + b'{"version"'), Fault.CUT),
        (lambda _asked, line: line.sendall(b"no HTTP at all\r\n\r\n"), Fault.CUT),
        (lambda _asked, line: None, Fault.CUT),
    ],
)
async def test_an_answer_that_tells_nothing(answer: Answer, fault: Fault) -> None:
    assert await answered(answer) is fault


async def test_an_answer_without_an_end_is_left() -> None:
    def flood(_asked: object, line: socket.socket) -> None:
        line.sendall(head(None))
        while True:
            line.sendall(b" " * 65536)

    assert await answered(flood) is Fault.NOT_UNDERSTOOD


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_is_not_followed(status: int) -> None:
    with hostile({"*": saying(SAID)}) as elsewhere, hostile({}) as server:
        server.answers["*"] = saying({}, status, Location=f"{elsewhere.base_url}/releases.json")
        assert await asked(f"{server.base_url}/releases.json", rules()) is Fault.MOVED
        server.answers["*"] = saying({}, status, Location="/other.json")
        assert await asked(f"{server.base_url}/releases.json", rules()) is Fault.MOVED
        assert elsewhere.asked == []
        assert len(server.asked) == 2


async def test_a_place_that_drips_is_left_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "PATIENCE", 0.3)
    begun = time.monotonic()
    assert await answered(lambda _asked, line: (line.sendall(head(1000)), line.recv(1))) is Fault.TIMEOUT
    assert time.monotonic() - begun < 5


async def test_who_closes_the_program_meanwhile_leaves_nothing_behind() -> None:
    with hostile({"*": lambda _asked, line: (line.sendall(head(1000)), line.recv(1))}) as server:
        question = asyncio.create_task(asked(f"{server.base_url}/releases.json", rules()))
        await asyncio.to_thread(server.was_asked.wait, 10)
        question.cancel()
        with pytest.raises(asyncio.CancelledError):
            await question


async def test_nobody_answers() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    assert await asked(f"http://127.0.0.1:{port}/releases.json", rules()) is Fault.REFUSED


async def test_a_name_that_nobody_knows() -> None:
    fault = await asked("https://caldesk-updates.invalid/releases.json", rules(proxy="direct"))
    assert fault in (Fault.NOT_FOUND, Fault.OFFLINE)  # without any network the resolver says “try again”


async def test_a_certificate_that_nobody_signed(tmp_path: Path) -> None:
    with behind_a_certificate(tmp_path) as (address, certificate):
        assert await asked(f"{address}/releases.json", rules()) is Fault.CERTIFICATE
        assert await asked(f"{address}/releases.json", rules(ca_file=str(certificate))) == RELEASE


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"proxy": "socks5://proxy.example:1080"}, Fault.PROXY_SETTING),
        ({"ca_file": "/there/is/no/such/file.pem"}, Fault.CA_SETTING),
    ],
)
async def test_a_setting_that_cannot_be_used_is_named(values: dict[str, str], fault: Fault) -> None:
    assert await asked("https://downloads.example/releases.json", rules(**values)) is fault


@pytest.mark.parametrize(
    "feed", ["http://downloads.example/f.json", "https://u:p@downloads.example/", "https://-/", "ftp://a.example", "x"]
)
async def test_an_address_that_cannot_be_used_is_asked_nothing(feed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "build_transport", lambda config: pytest.fail("a connection was made"))
    assert await asked(feed, rules()) is Fault.ADDRESS


async def test_it_goes_through_the_proxy_and_the_proxys_password_is_nowhere(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    with hostile({"*": saying({}, 502)}) as proxy:
        way = proxy.base_url.replace("http://", f"http://reception:{PASSWORD}@")
        fault = await asked("https://downloads.example/releases.json", rules(proxy=way))
    assert fault is Fault.PROXY
    (tunnel,) = proxy.asked
    assert (tunnel.method, tunnel.target) == ("CONNECT", "downloads.example:443")
    assert set(tunnel.headers) <= {"host", "accept", "proxy-authorization"}
    assert caplog.messages
    assert not [one for one in caplog.messages if PASSWORD in one or "reception" in one]


async def test_a_proxy_that_is_not_there_is_named_as_such() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    gone = rules(proxy=f"http://reception:{PASSWORD}@127.0.0.1:{port}")
    assert await asked("https://downloads.example/releases.json", gone) is Fault.PROXY


def test_every_trouble_of_a_line_and_every_fault_has_words() -> None:
    assert set(asking._FAULTS) == set(Trouble)
    assert all(words.why_unknown(fault).endswith(".") for fault in Fault)


@contextmanager
def behind_a_certificate(folder: Path) -> Iterator[tuple[str, Path]]:
    """The feed with a certificate that its own file is needed to trust."""
    certificate, key = made_certificate(folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with suppress(OSError):  # also of a listener that was closed: that is the end
            while True:
                bare, _address = listener.accept()
                with suppress(ssl.SSLError), context.wrap_socket(bare, server_side=True) as line:
                    line.recv(4096)
                    saying(SAID)(None, line)  # type: ignore[arg-type]

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield f"https://127.0.0.1:{listener.getsockname()[1]}", certificate
    finally:
        listener.close()


def made_certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for this computer, and its key."""
    x509 = pytest.importorskip("cryptography.x509")
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
    made = made.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    certificate, private = folder / "own.pem", folder / "own.key"
    certificate.write_bytes(made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return certificate, private
