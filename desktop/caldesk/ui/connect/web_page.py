"""One page of an embedded sign-in: stops the return address before it is fetched, and offers the page nothing else.

Importing this loads QtWebEngine; only `web_consent` does so, at the first embedded sign-in.
"""

import json
import logging
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer, QUrl, Signal
from PySide6.QtNetwork import QAuthenticator
from PySide6.QtWebEngineCore import (
    QWebEngineCertificateError,
    QWebEngineFullScreenRequest,
    QWebEngineLoadingInfo,
    QWebEnginePage,
    QWebEnginePermission,
    QWebEngineProfile,
    QWebEngineRegisterProtocolHandlerRequest,
    QWebEngineScript,
    QWebEngineSettings,
)

from caldesk.services.connect.refusal import CODES, PageFacts

logger = logging.getLogger(__name__)

_SCHEMES = frozenset({"https", "http", "about"})
_FRAME_SCHEMES = _SCHEMES | {"data", "blob"}
_LONGEST_SCHEME = 20
_ABORTED = -3
_LOOK_EVERY = 500
"""Milliseconds between two looks at a page: refusals often come without a page being loaded."""
# Microsoft's pages carry their error in the settings that their script begins with, whatever the language.
_FACTS = """(() => {
  const body = document.body, links = [...document.links].slice(0, 200).map(link => link.href).join(' ');
  const text = (body ? body.innerText.slice(0, 20000) : '') + ' ' + document.title + ' ' + links;
  const entry = performance.getEntriesByType('navigation')[0];
  const inline = [...document.scripts].slice(0, 40).map(one => one.src ? '' : one.text.slice(0, 200000)).join(' ');
  const named = [...inline.matchAll(/"sErrorCode":"(\\d{4,7})"/g)].map(match => 'AADSTS' + match[1]);
  const things = 'img,svg,canvas,video,input:not([type=hidden]),button,select,textarea,iframe,object,embed';
  return JSON.stringify({
    status: entry && entry.responseStatus || 0,
    codes: [...new Set([...text.match(new RegExp(CODES, 'g')) || [], ...named])].slice(0, 20),
    empty: document.readyState === 'complete' && (!body || !body.innerText.trim() && !body.querySelector(things)),
  });
})()""".replace("CODES", json.dumps(CODES))


class SignInPage(QWebEnginePage):
    """A main page or a pop-up. `is_return` says which addresses end the sign-in."""

    returned = Signal(str)
    facts_read = Signal(object)
    failed = Signal(str, str)
    """A page could not be loaded: host, and why, in the engine's words."""
    unsafe = Signal(str, str)
    """A certificate was refused: host, and why."""
    crashed = Signal()
    denied = Signal(str)
    """Something that a page asked for and does not get: "permission", "address", "window", "dialog"."""
    opened = Signal(object)
    """A pop-up of the same kind was made."""

    MOST_WINDOWS = 4

    def __init__(
        self, profile: QWebEngineProfile, is_return: Callable[[str], bool], windows: list["SignInPage"]
    ) -> None:
        super().__init__(profile)
        self._is_return = is_return
        self._windows = windows
        self._tried_an_address = False
        windows.append(self)
        _restrict(self.settings())
        self.urlChanged.connect(self._look_at_address)
        self.loadFinished.connect(self._read_facts)
        self._looks = QTimer(self)
        self._looks.setInterval(_LOOK_EVERY)
        self._looks.timeout.connect(self._read_facts)
        self.loadFinished.connect(self._looks.start)
        self.loadStarted.connect(self._looks.stop)
        self.loadingChanged.connect(self._look_at_loading)
        self.certificateError.connect(self._refuse_certificate)
        self.permissionRequested.connect(self._deny)
        self.authenticationRequired.connect(self._enter_nothing)
        self.registerProtocolHandlerRequested.connect(self._register_nothing)
        self.fullScreenRequested.connect(QWebEngineFullScreenRequest.reject)
        self.renderProcessTerminated.connect(self._look_at_termination)

    def acceptNavigationRequest(
        self, url: QUrl | str, kind: QWebEnginePage.NavigationType, is_main_frame: bool
    ) -> bool:
        """Stop the return address in any frame; only a whole page that goes there ends the sign-in."""
        target = QUrl(url)
        address = _text(target)
        if self._is_return(address):
            if is_main_frame:
                QTimer.singleShot(0, self, lambda: self.returned.emit(address))
            return False
        if target.scheme() in (_SCHEMES if is_main_frame else _FRAME_SCHEMES):
            return True
        self._refuse_address(target.scheme())
        return False

    def createWindow(self, kind: QWebEnginePage.WebWindowType) -> QWebEnginePage:
        """A pop-up is a page of the same kind, shown in the same dialog."""
        if len(self._windows) >= self.MOST_WINDOWS:
            self.denied.emit("window")
            return None  # type: ignore[return-value]  # Qt opens nothing then
        page = SignInPage(self.profile(), self._is_return, self._windows)
        self.opened.emit(page)
        return page

    def javaScriptConsoleMessage(
        self, level: QWebEnginePage.JavaScriptConsoleMessageLevel, message: str, line: int, source: str
    ) -> None:
        """What pages tell developers is not ours to log."""

    def javaScriptAlert(self, origin: QUrl | str, message: str) -> None:  # noqa: N802 - Qt's name
        """No box: the built-in one would run a nested event loop."""
        self.denied.emit("dialog")

    def javaScriptConfirm(self, origin: QUrl | str, message: str) -> bool:  # noqa: N802 - Qt's name
        """No box; the answer is no."""
        self.denied.emit("dialog")
        return False

    def javaScriptPrompt(self, origin: QUrl | str, message: str, default: str) -> tuple[bool, str]:  # noqa: N802
        """No box; nothing is entered."""
        self.denied.emit("dialog")
        return False, ""

    def chooseFiles(self, mode: Any, old: Any, types: Any) -> list[str]:  # noqa: N802 - Qt's name
        """No page gets a file."""
        self.denied.emit("permission")
        return []

    def _look_at_address(self, url: QUrl) -> None:
        """The fallback for addresses that are set without a navigation (`history.pushState`)."""
        address = _text(url)
        if self._is_return(address):
            self.returned.emit(address)

    def _read_facts(self) -> None:
        world = QWebEngineScript.ScriptWorldId.ApplicationWorld.value
        address = _text(self.url())
        self.runJavaScript(_FACTS, world, lambda answer: self._tell_facts(address, answer))

    def _tell_facts(self, address: str, answer: object) -> None:
        if not isinstance(answer, str) or not answer:
            return
        said = json.loads(answer)
        facts = PageFacts(
            url=address, status=int(said["status"]), codes=frozenset(said["codes"]), empty=bool(said["empty"])
        )
        self.facts_read.emit(facts)

    def _look_at_loading(self, info: QWebEngineLoadingInfo) -> None:
        domains = QWebEngineLoadingInfo.ErrorDomain
        if info.status() is not QWebEngineLoadingInfo.LoadStatus.LoadFailedStatus or info.errorCode() == _ABORTED:
            return
        if info.errorDomain() not in (domains.HttpStatusCodeDomain, domains.CertificateErrorDomain):
            self.failed.emit(host_of(info.url()), info.errorString())

    def _refuse_certificate(self, error: QWebEngineCertificateError) -> None:
        error.rejectCertificate()
        if error.isMainFrame():
            self.unsafe.emit(host_of(error.url()), error.type().name)

    def _deny(self, permission: QWebEnginePermission) -> None:
        permission.deny()
        self.denied.emit("permission")

    def _refuse_address(self, scheme: str) -> None:
        """Logged once for a page: one that tries again and again must not fill the log."""
        if not self._tried_an_address:
            logger.warning("a sign-in page tried to open a %s address", scheme[:_LONGEST_SCHEME])
        self._tried_an_address = True
        self.denied.emit("address")

    def _enter_nothing(self, _url: QUrl, _empty: QAuthenticator) -> None:
        """No box for a name and a password: one that is left empty cancels the request."""
        self.denied.emit("dialog")

    def _register_nothing(self, request: QWebEngineRegisterProtocolHandlerRequest) -> None:
        request.reject()
        self.denied.emit("permission")

    def _look_at_termination(self, status: QWebEnginePage.RenderProcessTerminationStatus, _code: int) -> None:
        """The signal also comes for ordinary process swaps, with the normal status."""
        if status is not QWebEnginePage.RenderProcessTerminationStatus.NormalTerminationStatus:
            self.crashed.emit()


def host_of(url: QUrl) -> str:
    """The host as ASCII, so that letters that look alike do not deceive."""
    return bytes(QUrl.toAce(url.host()).data()).decode() or url.host()


def _text(url: QUrl) -> str:
    return url.toString(QUrl.ComponentFormattingOption.FullyEncoded)


def _restrict(settings: QWebEngineSettings) -> None:
    attribute = QWebEngineSettings.WebAttribute
    for refused in (
        attribute.JavascriptCanOpenWindows,  # without a click
        attribute.JavascriptCanAccessClipboard,
        attribute.JavascriptCanPaste,
        attribute.PluginsEnabled,
        attribute.PdfViewerEnabled,
        attribute.FullScreenSupportEnabled,
        attribute.ScreenCaptureEnabled,
        attribute.NavigateOnDropEnabled,
        attribute.DnsPrefetchEnabled,
        attribute.HyperlinkAuditingEnabled,
        attribute.LocalContentCanAccessRemoteUrls,
        attribute.LocalContentCanAccessFileUrls,
        attribute.ErrorPageEnabled,  # ours says more
    ):
        settings.setAttribute(refused, False)
    settings.setAttribute(attribute.WebRTCPublicInterfacesOnly, True)
