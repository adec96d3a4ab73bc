"""Connecting in the embedded view, against the practice site over real HTTP, with the real web view."""

import asyncio
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWebEngineWidgets import QWebEngineView

from caldesk.services.connect.endings import Ending
from caldesk.services.connect.steps import Step
from tests.helpers.connecting import at, bench, click, js, page_of, press
from tests.helpers.sign_in_pages import failed, opened, page_ready, untouched
from tests.helpers.waiting import until

pytestmark = pytest.mark.limit(60)


async def test_allow_ends_with_a_proven_connection(server):
    async with untouched() as (base, guests), bench(server, redirect_base=base) as desk:
        wizard = await opened(desk)
        schedule_id, told = wizard.flow.state.schedule_id, []
        wizard.finished_with.connect(told.append)
        await click(wizard, "account-0")
        await click(wizard, "allow")
        await at(wizard, Step.REVIEW)
        connection_id = wizard.flow.state.connection_id
        assert desk.session.state.snapshot.connections[connection_id].connection.schedule_id == schedule_id
        assert connection_id in {one.id for one in server.control.state().connections}
        await press(wizard, "connect.accept")
        await press(wizard, "connect.close")
        assert told == [connection_id]
        assert guests == []
        assert desk.posted == []


@pytest.mark.parametrize(
    ("element", "ending"),
    [
        ("trainer-unsupported", Ending.UNSUPPORTED),
        ("trainer-internal", Ending.INTERNAL),
        ("trainer-refuse", Ending.REFUSED_EMBEDDED),
        ("trainer-admin", Ending.ADMIN_APPROVAL),
        ("trainer-server-error", Ending.SERVER_ERROR),
    ],
)
async def test_each_failure_of_the_provider_has_its_own_end(server, element, ending):
    async with untouched() as (base, guests), bench(server, redirect_base=base) as desk:
        wizard = await opened(desk)
        await click(wizard, element)
        await failed(wizard, ending)
        assert guests == []
        assert wizard.focusWidget().objectName().startswith("connect.failed.")
        wizard.close()


async def test_cancel_on_the_page_is_a_rejection_and_offers_another_account(server):
    async with untouched() as (base, guests), bench(server, redirect_base=base) as desk:
        wizard = await opened(desk)
        await click(wizard, "account-0")
        await click(wizard, "cancel")
        await failed(wizard, Ending.REJECTED)
        assert guests == []
        await press(wizard, "connect.failed.other-account")
        await click(wizard, "account-0")
        await click(wizard, "allow")
        await at(wizard, Step.REVIEW)
        wizard.close()


async def test_an_internal_error_that_worked_after_all_is_a_success(server):
    server.control.set_knobs(internal_times=1, internal_hidden=True)
    async with bench(server) as desk:
        wizard = await opened(desk)
        await click(wizard, "account-0")
        await click(wizard, "allow")
        await at(wizard, Step.REVIEW)
        assert len(server.control.state().connections) == 1
        wizard.close()


async def test_an_error_page_that_worked_after_all_is_a_success(server):
    server.control.set_knobs(internal_times=1, internal_hidden=True, internal_kind="page")
    async with bench(server) as desk:
        wizard = await opened(desk)
        await click(wizard, "account-0")
        await click(wizard, "allow")
        await at(wizard, Step.REVIEW)
        wizard.close()


async def test_internal_once_then_again(server):
    server.control.set_knobs(internal_times=1)
    async with bench(server) as desk:
        wizard = await opened(desk)
        await click(wizard, "account-0")
        await click(wizard, "allow")
        await failed(wizard, Ending.INTERNAL)
        await press(wizard, "connect.failed.again")
        await click(wizard, "account-0")
        await click(wizard, "allow")
        await at(wizard, Step.REVIEW)
        wizard.close()


@pytest.mark.parametrize("how", ["location.href = {}", "window.open({})", "history.pushState({{}}, '', {})"])
async def test_a_forged_return_is_stopped_and_not_accepted(server, how):
    async with untouched() as (base, guests), bench(server, redirect_base=base) as desk:
        wizard = await opened(desk)
        page = await page_of(wizard)
        await page_ready(wizard)
        forged = f"'{base}/caldesk/guessed/return?connectionId=forged'"
        if "pushState" in how:  # only an address of the page's own origin can be pushed
            forged = "'/caldesk/guessed/return?connectionId=forged'"
        page.runJavaScript(how.format(forged))
        if "location" in how:
            await failed(wizard, Ending.FOREIGN_RETURN)
        else:
            await click(wizard, "account-0")
            assert wizard.flow.state.step is Step.CONSENT
        assert guests == []
        wizard.close()


async def test_a_pop_up_is_a_page_of_the_same_kind(server):
    async with untouched() as (base, guests), bench(server, redirect_base=base) as desk:
        wizard = await opened(desk)
        await page_ready(wizard)
        main = await page_of(wizard)
        link = "const a = document.createElement('a'); a.target = '_blank'; a.href = location.href; a.text = 'open';"
        place = "a.style.cssText = 'position:fixed;left:0;top:0;width:300px;height:200px;z-index:9';"
        await js(main, f"{link}{place}document.body.append(a); 1")
        await js(main, "requestAnimationFrame(() => requestAnimationFrame(() => { document.title = 'painted' })); 1")
        await until(lambda: main.title() == "painted", what="two painted frames")
        view = wizard.findChild(QWebEngineView)

        def pages():
            QTest.mouseClick(view.focusProxy(), Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
            return len(wizard.findChildren(QWebEngineView)) > 1

        await until(pages, what="the pop-up")
        popup = await page_of(wizard)
        assert popup.profile() is main.profile()
        await click(wizard, "account-0")
        await click(wizard, "allow")
        await at(wizard, Step.REVIEW)
        assert guests == []
        wizard.close()


async def test_a_certificate_that_is_not_trusted_is_refused(server, tmp_path):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(self_signed(tmp_path))
    asked = []

    async def serve(reader, writer):
        asked.append(await reader.read(100))
        writer.close()

    async with bench(server) as desk:
        wizard = await opened(desk)
        await page_ready(wizard)
        listener = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
        async with listener:
            port = listener.sockets[0].getsockname()[1]
            (await page_of(wizard)).load(QUrl(f"https://127.0.0.1:{port}/"))
            await failed(wizard, Ending.CERTIFICATE)
        assert "127.0.0.1: Certificate" in wizard.flow.state.failure.detail
        assert not any(asked)
        wizard.close()


def self_signed(folder):
    """A file with a key and a certificate that nobody trusts."""
    x509 = pytest.importorskip("cryptography.x509")
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(1))
    pem = made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    kind = serialization.PrivateFormat.PKCS8
    pem += key.private_bytes(serialization.Encoding.PEM, kind, serialization.NoEncryption())
    file = folder / "self-signed.pem"
    file.write_bytes(pem)
    return file


async def test_the_view_is_off_the_record_honest_and_without_extras(server):
    async with bench(server) as desk:
        wizard = await opened(desk)
        page = await page_of(wizard)
        profile = page.profile()
        assert profile.isOffTheRecord()
        assert "QtWebEngine" in profile.httpUserAgent()
        assert page.devToolsPage() is None
        kept = Path(profile.persistentStoragePath())
        await page_ready(wizard)
        await click(wizard, "account-0")
        wizard.close()
        await until(lambda: not _is_alive(page), what="the page to be gone")
        assert not _is_alive(profile)
        assert not kept.exists()  # noqa: ASYNC240 - one look, nothing else runs


def _is_alive(thing):
    import shiboken6

    return shiboken6.isValid(thing)


async def test_stopping_and_closing_in_the_middle(server):
    async with bench(server) as desk:
        wizard = await opened(desk)
        await page_ready(wizard)
        await press(wizard, "connect.cancel")
        await failed(wizard, Ending.CLOSED)
        assert wizard.flow.state.failure.mild
        await press(wizard, "connect.failed.again")
        await page_ready(wizard)
        told = []
        wizard.finished_with.connect(told.append)
        wizard.close()
        assert told == [""]
        assert desk.posted == []


async def test_the_session_may_close_first(server):
    async with bench(server) as desk:
        wizard = await opened(desk)
        await page_ready(wizard)
        await desk.session.close()
        wizard.close()


async def test_the_window_may_be_destroyed_without_closing_the_dialog(server):
    async with bench(server) as desk:
        wizard = await opened(desk)
        await page_ready(wizard)
        wizard.hide()
        wizard.deleteLater()
        await until(lambda: not _is_alive(wizard), what="the dialog to be gone")
