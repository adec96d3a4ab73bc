"""Sign-in in an embedded view, off the record: one profile per visit, gone with it, nothing written to disk.

Importing this loads QtWebEngine (40 ms and about 200 MB), so it is imported at the first embedded sign-in only.
"""

import asyncio
import time
from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QLocale, Qt, QUrl
from PySide6.QtWebEngineCore import QWebEngineDownloadRequest, QWebEngineProfile
from PySide6.QtWebEngineWidgets import QWebEngineView

from caldesk.i18n import _
from caldesk.services.connect.captive import is_captive
from caldesk.services.connect.refusal import BlankWatch, PageFacts, recognise
from caldesk.services.ports import ConsentEnd, ConsentResult
from caldesk.ui.connect.consent_pane import ConsentPane
from caldesk.ui.connect.web_page import SignInPage, host_of


class WebConsent:
    """A `ConsentBrowser` that shows its pages in `pane`; `kind` is the provider's calendar type."""

    def __init__(self, pane: ConsentPane, kind: str) -> None:
        self._pane = pane
        self._kind = kind

    async def visit(self, url: str, is_return: Callable[[str], bool]) -> ConsentResult:
        """Show `url` until the sign-in ends; the pages are gone when this returns or is cancelled."""
        visit = _Visit(self._pane, is_return, self._kind)
        try:
            return await visit.run(url)
        finally:
            visit.close()


class _Visit:
    """The pages of one visit. `close` may be called at any time and more than once.

    They have no parent and are deleted here: left to the garbage collector they might go in another thread.
    """

    def __init__(self, pane: ConsentPane, is_return: Callable[[str], bool], kind: str) -> None:
        self._pane = pane
        self._is_return = is_return
        self._kind = kind
        self._begun_at = ""
        self._at_first_step = True
        self._blank = BlankWatch()
        self._covered = False
        self._end: asyncio.Future[ConsentResult] = asyncio.get_running_loop().create_future()
        self._profile = QWebEngineProfile()
        self._profile.setHttpAcceptLanguage(", ".join(QLocale().uiLanguages()[:3]))
        self._profile.downloadRequested.connect(self._refuse_download)
        self._pages: list[SignInPage] = []
        self._views: dict[SignInPage, QWebEngineView] = {}
        pane.hold(self.close)

    async def run(self, url: str) -> ConsentResult:
        self._begun_at = url
        main = SignInPage(self._profile, self._is_return, self._pages)
        self._show(main)
        self._pane.show_loading(host_of(QUrl(url)))
        main.load(QUrl(url))
        return await self._end

    def close(self) -> None:
        """Delete pages, then views, then the profile: any other order leaves the engine with dangling pages."""
        pages, self._pages = self._pages, []
        views, self._views = self._views, {}
        if not self._end.done():
            self._end.cancel()
        for gone in (*pages, *views.values(), self._profile):
            if shiboken6.isValid(gone):
                shiboken6.delete(gone)

    def _show(self, page: SignInPage) -> None:
        view = QWebEngineView()
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        view.setAcceptDrops(False)
        view.setAccessibleName(_("Sign-in page"))
        view.setObjectName("connect.view")
        view.setPage(page)
        self._views[page] = view
        page.returned.connect(lambda address: self._finish(ConsentEnd.RETURNED, url=address))
        page.facts_read.connect(lambda facts: self._judge(page, facts))
        page.loadStarted.connect(self._blank.forget)
        page.failed.connect(lambda host, why: self._offer_reload(page, ConsentEnd.UNREACHABLE, f"{host}: {why}"))
        page.crashed.connect(lambda: self._offer_reload(page, ConsentEnd.CRASHED, host_of(page.url())))
        page.unsafe.connect(lambda host, why: self._finish(ConsentEnd.CERTIFICATE, detail=f"{host}: {why}"))
        page.denied.connect(self._pane.tell_denied)
        page.opened.connect(self._show)
        page.urlChanged.connect(self._pane.show_address)
        page.loadStarted.connect(self._pane.loading_started)
        page.loadFinished.connect(self._pane.loading_finished)
        page.windowCloseRequested.connect(lambda: self._close_window(page))
        self._pane.add_view(view)

    def _judge(self, page: SignInPage, facts: PageFacts) -> None:
        end = recognise(facts)
        if self._at_first_step and is_captive(self._begun_at, facts.url, self._kind):
            end = ConsentEnd.CAPTIVE
        self._at_first_step = self._at_first_step and not facts.url.startswith("http")
        host = host_of(QUrl(facts.url))
        if end is not None:
            self._finish(end, detail=" ".join((host, f"HTTP {facts.status}", *sorted(facts.codes))))
        elif page is self._pages[-1]:
            self._look_for_life(page, facts, host)

    def _look_for_life(self, page: SignInPage, facts: PageFacts, host: str) -> None:
        """Cover a page that stays empty, and uncover one that comes alive after all."""
        blank = self._blank.see(empty=facts.empty, now=time.monotonic())
        if blank and not self._covered:
            self._covered = True
            self._offer_reload(page, ConsentEnd.BLANK, host)
        elif self._covered and not facts.empty:
            self._covered = False
            self._pane.cover_off()

    def _offer_reload(self, page: SignInPage, end: ConsentEnd, detail: str) -> None:
        def again() -> None:
            self._covered = False
            page.load(page.requestedUrl())

        self._pane.offer_reload(end, detail, again=again, give_up=lambda: self._finish(end, detail=detail))

    def _close_window(self, page: SignInPage) -> None:
        if page is self._pages[0]:
            self._finish(ConsentEnd.CLOSED)
            return
        self._pages.remove(page)
        view = self._views.pop(page)
        self._pane.remove_view(view)
        page.deleteLater()
        view.deleteLater()

    def _refuse_download(self, download: QWebEngineDownloadRequest) -> None:
        download.cancel()
        self._pane.tell_denied("download")

    def _finish(self, end: ConsentEnd, *, url: str = "", detail: str = "") -> None:
        if not self._end.done():
            self._end.set_result(ConsentResult(end=end, url=url, detail=detail))
