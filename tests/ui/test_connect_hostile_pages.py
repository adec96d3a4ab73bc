"""Sign-in pages that want more than a sign-in, in the real web view: refused, said once, and the attempt goes on."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QPoint, Qt, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QApplication, QWidget

from caldesk.services.connect import redirect
from caldesk.services.connect.endings import Ending
from caldesk.services.connect.steps import Step
from caldesk.ui.connect import consent_pane
from tests.helpers.connecting import at, bench, click, js, page_of, press
from tests.helpers.sign_in_pages import failed, opened, page_ready, pages, sign_in_at, untouched
from tests.helpers.waiting import until

pytestmark = pytest.mark.limit(60)
ONE_USE = "one-use-value"
HANDLED = ("mailto", "tel", "caldesk-test", "file", "ms-settings")


class Programs(QObject):
    """Stands for the programs of this computer; `started` holds the addresses that were handed to them."""

    def __init__(self):
        super().__init__()
        self.started = []

    @Slot("QUrl")
    def take(self, url):
        self.started.append(url.toString())


@pytest.fixture
def programs():
    taken = Programs()
    for scheme in HANDLED:
        QDesktopServices.setUrlHandler(scheme, taken, "take")
    yield taken
    for scheme in HANDLED:
        QDesktopServices.unsetUrlHandler(scheme)
    taken.deleteLater()


def denial(wizard):
    """What is said about the last refusal; "" if nothing is."""
    label = wizard.findChild(QWidget, "connect.denied")
    return label.text() if label.isVisible() else ""


async def still_signs_in(wizard):
    """The attempt was not disturbed."""
    await at(wizard, Step.CONSENT)
    await click(wizard, "account-0")
    await click(wizard, "allow")
    await at(wizard, Step.REVIEW)


def alone(wizard):
    """No window but the dialog is there, and no program waits for a box."""
    windows = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    return windows == [wizard] and QApplication.activePopupWidget() is None


async def sweep(page, code):
    """Run code in the page that may throw; wait until it has been run."""
    return await js(page, f"(() => {{ try {{ {code} }} catch (error) {{ }} return 1 }})()")


async def press_all_over(wizard):
    """A real click on whatever covers the page."""
    view = wizard.findChildren(QWebEngineView)[-1]
    QTest.mouseClick(view.focusProxy(), Qt.MouseButton.LeftButton, pos=QPoint(100, 100))


async def covered_by(page, link, label):
    """Lay a link over the whole page, and wait until it was painted."""
    place = "position:fixed;left:0;top:0;width:400px;height:300px;z-index:9"
    lines = (
        f"const a = document.createElement({json.dumps('input' if link == 'file' else 'a')});",
        "a.type = 'file';" if link == "file" else f"a.href = {json.dumps(link)}; a.text = 'open';",
        f"a.id = {json.dumps(label)}; a.style.cssText = '{place}'; document.body.append(a);",
        f"requestAnimationFrame(() => requestAnimationFrame(() => {{ document.title = '{label}' }}));",
    )
    await js(page, "".join(lines) + "1")
    await until(lambda: page.title() == label, what="two painted frames")


ADDRESSES = [
    "file:///etc/passwd",
    "file://server/share/x",
    "mailto:a@example.com",
    "tel:112",
    "caldesk-test://open",
    "ms-settings:privacy",
    "data:text/html,<h1>not the provider</h1>",
    "javascript:void 0",
    "blob:null/1",
    "ftp://127.0.0.1/x",
    "chrome://version",
    "devtools://devtools/x",
    "view-source:https://example.com",
    "qrc:/x",
    f"{'long' * 1000}:x",
]


async def test_a_page_opens_nothing_but_web_pages(server, programs, caplog):
    async with bench(server) as desk:
        wizard = await opened(desk)
        page = await page_of(wizard)
        await page_ready(wizard)
        host = page.url().host()
        for address in ADDRESSES:
            await sweep(page, f"location.href = {json.dumps(address)}")
            await sweep(page, f"window.open({json.dumps(address)})")
            frame = (
                f"const f = document.createElement('iframe'); f.src = {json.dumps(address)}; document.body.append(f)"
            )
            await sweep(page, frame)
        await until(lambda: "not a web page" in denial(wizard), what="the words")
        assert page.url().host() == host
        assert alone(wizard)
        assert await js(page, "[...document.getElementsByTagName('iframe')].forEach(one => one.remove()) || 1")
        await still_signs_in(wizard)
        assert programs.started == []
        (told,) = [one.message for one in caplog.records if "tried to open" in one.message]
        assert len(told) < 80
        assert "passwd" not in caplog.text
        wizard.close()


@pytest.mark.parametrize("address", ["caldesk-test://open", "mailto:a@example.com", "file:///etc/passwd"])
async def test_not_even_after_a_click(server, programs, address):
    async with bench(server) as desk:
        wizard = await opened(desk)
        page = await page_of(wizard)
        await page_ready(wizard)
        await covered_by(page, address, "trap")
        await press_all_over(wizard)
        if not address.startswith("file"):  # the engine itself stops that one
            await until(lambda: "not a web page" in denial(wizard), what="the words")
        assert await js(page, "document.getElementById('trap').remove() || 1")
        await still_signs_in(wizard)
        assert programs.started == []
        wizard.close()


GREEDY = [
    "alert('x')",
    "window.said = [confirm('x'), prompt('x', 'y')]",
    "print()",
    "document.documentElement.requestFullscreen().catch(() => 0)",
    "navigator.geolocation.getCurrentPosition(() => 0)",
    "Notification.requestPermission()",
    "navigator.mediaDevices.getUserMedia({audio: true, video: true}).catch(() => 0)",
    "navigator.mediaDevices.getDisplayMedia().catch(() => 0)",
    "navigator.clipboard.readText().then(text => window.stolen = text).catch(() => 0)",
    "document.execCommand('paste')",
    "navigator.registerProtocolHandler('web+trap', location.origin + '/?%s')",
    "showOpenFilePicker().catch(() => 0)",
    "window.onbeforeunload = event => { event.preventDefault(); return 'stay' }",
    "for (let i = 0; i < 20; i++) window.open(location.href)",
    "moveTo(0, 0); resizeTo(9999, 9999)",
]


@pytest.mark.qt_log_ignore("capturing is not available")  # said without a screen, when a page asks for it
async def test_what_a_page_asks_of_this_computer_is_not_given(server):
    async with bench(server) as desk:
        QApplication.clipboard().setText("a secret that was copied")
        wizard = await opened(desk)
        page = await page_of(wizard)
        await page_ready(wizard)
        size = wizard.size()
        for code in GREEDY:
            await sweep(page, code)
            assert wizard.flow.state.step is Step.CONSENT, code
            assert alone(wizard), code
        assert await js(page, "JSON.stringify(window.said)") == "[false,null]"
        assert await js(page, "window.stolen || document.fullscreenElement || ''") == ""
        assert len(wizard.findChildren(QWebEngineView)) == 1
        assert wizard.size() == size
        assert denial(wizard)
        await js(page, "window.onbeforeunload = null; 1")
        await still_signs_in(wizard)
        wizard.close()


async def test_a_file_is_never_chosen_for_a_page(server):
    async with bench(server) as desk:
        wizard = await opened(desk)
        page = await page_of(wizard)
        await page_ready(wizard)
        await covered_by(page, "file", "trap")
        await press_all_over(wizard)
        await until(lambda: "on this computer" in denial(wizard), what="the words")
        assert await js(page, "document.getElementById('trap').files.length") == 0
        assert alone(wizard)
        wizard.close()


def files_in(folder):
    """What lies there; nothing if there is no such folder."""
    return set(folder.glob("*"))


async def test_nothing_is_downloaded_and_it_is_said(server):
    trap = (
        "HTTP/1.1 200 OK\r\nContent-Disposition: attachment; filename=caldesk-trap.exe\r\nConnection: close\r\n\r\nMZ"
    )
    async with pages(trap) as port, bench(server) as desk:
        wizard = await opened(desk)
        page = await page_of(wizard)
        await page_ready(wizard)
        folder = Path(page.profile().downloadPath())
        before = files_in(folder)
        await js(page, f"location.href = 'http://127.0.0.1:{port}/'; 1")
        await until(lambda: "Nothing was saved" in denial(wizard), what="the words about the download")
        await js(
            page,
            "const a = document.createElement('a'); a.href = 'data:application/octet-stream,x'; a.download = 'x';"
            "document.body.append(a); a.click(); 1",
        )
        await still_signs_in(wizard)
        assert files_in(folder) == before
        wizard.close()


async def test_a_page_that_asks_for_a_password_in_a_box_gets_none(server, monkeypatch):
    locked = 'HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm="Google"\r\nConnection: close\r\n\r\nsign in'
    async with pages(locked) as port, bench(server) as desk:
        wizard = await sign_in_at(desk, monkeypatch, f"http://127.0.0.1:{port}/signin")
        await until(lambda: "a box of its own" in denial(wizard), what="the words")
        page = await page_of(wizard)
        await until(lambda: page.title() or not page.isLoading(), what="the page below")
        assert alone(wizard)
        assert wizard.flow.state.step is Step.CONSENT
        wizard.close()


async def test_a_storm_of_boxes_is_said_once_and_can_be_stopped(server, monkeypatch):
    told = []
    monkeypatch.setattr(consent_pane, "announce", lambda _widget, words, **_how: told.append(words))
    async with bench(server) as desk:
        wizard = await opened(desk)
        page = await page_of(wizard)
        await page_ready(wizard)
        page.runJavaScript("for (;;) alert('x')")
        await until(lambda: "a box of its own" in denial(wizard), what="the words")
        await press(wizard, "connect.cancel")
        await failed(wizard, Ending.CLOSED)
        assert len(told) == 1
        await press(wizard, "connect.failed.again")
        await still_signs_in(wizard)
        wizard.close()


# return addresses that are none


@pytest.mark.parametrize(
    "lie",
    [
        "http://localhost:{port}/caldesk/{value}/return?connectionId=forged",
        "http://127.0.0.2:{port}/caldesk/{value}/return?connectionId=forged",
        "https://127.0.0.1:{port}/caldesk/{value}/return?connectionId=forged",
        "http://127.0.0.1:{other}/caldesk/{value}/return?connectionId=forged",
        "http://127.0.0.1.evil.localhost:{other}/caldesk/{value}/return?connectionId=forged",
        "http://127.0.0.1:{port}@localhost:{other}/caldesk/{value}/return?connectionId=forged",
        "http://xn--12701-zvb.localhost:{other}/caldesk/{value}/return?connectionId=forged",
    ],
)
async def test_a_host_that_looks_alike_is_not_where_a_sign_in_ends(server, monkeypatch, lie):
    monkeypatch.setattr(redirect.secrets, "token_urlsafe", lambda _length: ONE_USE)
    monkeypatch.setattr("caldesk.ui.connect.web_consent.is_captive", lambda *_about: False)
    async with (
        untouched() as (base, _guests),
        pages("<p>other</p>") as other,
        bench(server, redirect_base=base) as desk,
    ):
        wizard = await opened(desk)
        page = await page_of(wizard)
        await page_ready(wizard)
        address = lie.format(port=base.rpartition(":")[2], other=other, value=ONE_USE)
        ended = []
        page.returned.connect(ended.append)
        seen = []
        page.loadFinished.connect(seen.append)
        await js(page, f"location.href = {json.dumps(address)}; 1")
        await until(lambda: seen or wizard.flow.state.step is not Step.CONSENT, what="the other page")
        assert ended == []
        assert not wizard.flow.state.connection_id
        assert not desk.session.state.snapshot.connections
        wizard.close()


@pytest.mark.parametrize(
    ("lie", "ending"),
    [
        ("{base}/caldesk/guessed/return?connectionId=forged", Ending.FOREIGN_RETURN),
        ("{own}/../return?connectionId=forged&connectionId=other", Ending.UNKNOWN_ANSWER),
        ("{own}?connectionId=%00", Ending.UNKNOWN_ANSWER),
        ("{own}?connectionId=%E0%A4%A", Ending.NOT_PROVEN),  # Qt makes it an id with percent signs, which nobody has
        ("{own}?connectionId=forged&error=internal", Ending.UNKNOWN_ANSWER),
        ("{own}?{many}", Ending.UNKNOWN_ANSWER),
        ("{own}?connectionId={long}", Ending.UNKNOWN_ANSWER),
    ],
)
async def test_an_answer_that_cannot_be_believed_connects_nothing(server, monkeypatch, lie, ending, caplog):
    monkeypatch.setattr(redirect.secrets, "token_urlsafe", lambda _length: ONE_USE)
    async with untouched() as (base, guests), bench(server, redirect_base=base) as desk:
        wizard = await opened(desk)
        page = await page_of(wizard)
        await page_ready(wizard)
        many = "&".join(f"a{number}=1" for number in range(5000))
        own = f"{base}/caldesk/{ONE_USE}/return"
        address = lie.format(base=base, own=own, many=many, long="x" * 1_000_000)
        await js(page, f"location.href = {json.dumps(address)}; 1")
        await failed(wizard, ending)
        assert guests == []
        assert not desk.session.state.snapshot.connections
        assert ONE_USE not in caplog.text
        assert "forged" not in caplog.text
        wizard.close()
