"""Embedded sign-in pages that crash, stay empty, belong to a network or refuse: recognised, and there is a way on."""

import asyncio
import os
import signal
import sys

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QWidget

from caldesk.services.connect.endings import Ending
from caldesk.services.connect.steps import Step
from caldesk.services.connect.ways import Way
from tests.helpers.connecting import at, bench, button, click, page_of, press
from tests.helpers.sign_in_pages import failed, opened, page_ready, pages, sign_in_at
from tests.helpers.waiting import until

pytestmark = pytest.mark.limit(60)


@pytest.mark.skipif(sys.platform == "win32", reason="ends a process by signal")
async def test_a_crashed_page_can_be_loaded_again(server):
    async with bench(server) as desk:
        wizard = await opened(desk)
        await page_ready(wizard)
        page = await page_of(wizard)
        os.kill(page.renderProcessPid(), signal.SIGKILL)
        await until(lambda: wizard.findChild(QWidget, "connect.reload"), what="the offer to load again")
        await press(wizard, "connect.reload")
        await click(wizard, "account-0")
        await click(wizard, "allow")
        await at(wizard, Step.REVIEW)
        wizard.close()


@pytest.mark.skipif(sys.platform == "win32", reason="ends a process by signal")
async def test_a_crashed_page_can_be_given_up(server):
    async with bench(server) as desk:
        wizard = await opened(desk)
        await page_ready(wizard)
        os.kill((await page_of(wizard)).renderProcessPid(), signal.SIGKILL)
        await until(lambda: wizard.findChild(QWidget, "connect.give-up"), what="the offer to give up")
        await press(wizard, "connect.give-up")
        await failed(wizard, Ending.CRASHED)
        wizard.close()


async def test_a_page_that_cannot_be_reached_names_its_host(server):
    async with bench(server) as desk:
        wizard = await opened(desk)
        page = await page_of(wizard)
        await page_ready(wizard)
        with_nobody = await asyncio.start_server(lambda _r, _w: None, "127.0.0.1", 0)
        port = with_nobody.sockets[0].getsockname()[1]
        with_nobody.close()
        await with_nobody.wait_closed()
        page.load(QUrl(f"http://127.0.0.1:{port}/"))
        await until(lambda: wizard.findChild(QWidget, "connect.give-up"), what="the offer to give up")
        await press(wizard, "connect.give-up")
        await failed(wizard, Ending.UNREACHABLE)
        assert "127.0.0.1: " in wizard.flow.state.failure.detail
        wizard.close()


async def test_the_browser_can_be_used_instead_in_the_middle(server, monkeypatch):
    opened_links = []
    monkeypatch.setattr(
        "caldesk.ui.connect.wizard.QDesktopServices.openUrl", lambda url: bool(opened_links.append(url))
    )
    async with bench(server) as desk:
        wizard = await opened(desk)
        await page_ready(wizard)
        await press(wizard, "connect.consent.browser")
        await until(lambda: opened_links, what="the browser")
        assert wizard.flow.state.step is Step.CONSENT
        assert button(wizard, "connect.consent.copy").isEnabled()
        wizard.close()


async def within_two_seconds(wizard, ending, since):
    await failed(wizard, ending)
    assert asyncio.get_running_loop().time() - since < 2.0


async def test_the_sign_in_of_a_network_is_not_taken_for_the_providers(server, monkeypatch):
    async with pages("<h1>Welcome to our guest Wi-Fi</h1><input name=room>") as portal:
        moved = f"HTTP/1.1 302 Found\r\nLocation: http://localhost:{portal}/login\r\nConnection: close\r\n\r\n"
        async with pages(moved) as port, bench(server) as desk:
            wizard = await sign_in_at(desk, monkeypatch, f"http://127.0.0.1:{port}/signin")
            await failed(wizard, Ending.CAPTIVE)
            assert "localhost" in wizard.flow.state.failure.detail
            wizard.close()


async def test_an_empty_page_is_covered_and_the_browser_offered(server, links, monkeypatch):
    async with pages("<!doctype html><title>x</title>") as port, bench(server) as desk:
        wizard = await sign_in_at(desk, monkeypatch, f"http://127.0.0.1:{port}/signin")
        await until(lambda: wizard.findChild(QWidget, "connect.trouble"), what="the cover")
        assert "empty" in wizard.findChild(QWidget, "connect.trouble").accessibleName()
        await press(wizard, "connect.elsewhere")
        await until(lambda: links, what="the browser")
        assert wizard.flow.state.way is Way.BROWSER
        wizard.close()


async def test_a_page_that_comes_alive_late_is_uncovered(server, monkeypatch):
    body = "<!doctype html><script>setTimeout(() => document.body.append('Sign in'), 3000)</script>"
    async with pages(body) as port, bench(server) as desk:
        wizard = await sign_in_at(desk, monkeypatch, f"http://127.0.0.1:{port}/signin")
        await until(lambda: wizard.findChild(QWidget, "connect.trouble"), what="the cover")
        await until(lambda: not wizard.findChild(QWidget, "connect.trouble"), what="the page again")
        assert wizard.flow.state.step is Step.CONSENT
        wizard.close()


@pytest.mark.parametrize(
    ("words", "ending"),
    [
        ("Fehler 403: disallowed_useragent", Ending.REFUSED_EMBEDDED),
        ("エラー 403: disallowed_useragent", Ending.REFUSED_EMBEDDED),
        ("AADSTS65001: Der Benutzer hat nicht zugestimmt", Ending.ADMIN_APPROVAL),
        ("AADSTS900941: موافقة المسؤول مطلوبة", Ending.ADMIN_APPROVAL),
    ],
)
async def test_a_refusal_that_comes_without_a_page_is_recognised_within_two_seconds(server, monkeypatch, words, ending):
    async with pages("<meta charset=utf-8><p id=account-0>Sign in</p>") as port, bench(server) as desk:
        wizard = await sign_in_at(desk, monkeypatch, f"http://127.0.0.1:{port}/signin")
        await page_ready(wizard)
        page, since = await page_of(wizard), asyncio.get_running_loop().time()
        page.runJavaScript(f"document.body.append('{words}')")
        await within_two_seconds(wizard, ending, since)
        wizard.close()


async def test_a_refusal_is_recognised_on_a_page_that_never_finishes_loading(server, monkeypatch):
    begun, over = [], asyncio.Event()

    async def answer(reader, writer):
        request = await reader.read(10_000)
        if b"/signin" not in request:
            await over.wait()  # the script never comes
            writer.close()
            return
        begun.append(asyncio.get_running_loop().time())
        body = "<meta charset=utf-8><p>Fehler 403: disallowed_useragent</p><script src=/never.js></script>"
        writer.write(f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n{body}".encode())
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as listener, bench(server) as desk:
        port = listener.sockets[0].getsockname()[1]
        wizard = await sign_in_at(desk, monkeypatch, f"http://127.0.0.1:{port}/signin")
        await until(lambda: begun, what="the page")
        await within_two_seconds(wizard, Ending.REFUSED_EMBEDDED, begun[0])
        over.set()
        wizard.close()


@pytest.mark.parametrize("code", ["65001", "90094"])
async def test_microsofts_error_is_read_from_the_settings_of_its_page(server, monkeypatch, code):
    wrong_password = """<script>$Config={"pgid":"ConvergedSignIn","sErrorCode":"50126"};</script>"""
    body = f"<meta charset=utf-8>{wrong_password}<p id=account-0>登录</p>"
    async with pages(body) as port, bench(server) as desk:
        wizard = await sign_in_at(desk, monkeypatch, f"http://127.0.0.1:{port}/signin")
        await page_ready(wizard)
        page, looks = await page_of(wizard), []
        page.facts_read.connect(looks.append)
        await until(lambda: looks, what="a look at the page")
        assert looks[-1].codes == {"AADSTS50126"}
        assert wizard.flow.state.step is Step.CONSENT
        since = asyncio.get_running_loop().time()
        page.runJavaScript(f'document.scripts[0].text = \'$Config={{"sErrorCode":"{code}"}}\'')
        await within_two_seconds(wizard, Ending.ADMIN_APPROVAL, since)
        wizard.close()
