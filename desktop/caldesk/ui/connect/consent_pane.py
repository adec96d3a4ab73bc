"""The frame around an embedded sign-in: an address line, what was denied, and what to do when a page fails.

Knows nothing of QtWebEngine: it shows whatever views it is given.
"""

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, QUrl, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from caldesk.i18n import _
from caldesk.services.connect.ways import Way
from caldesk.services.ports import ConsentEnd
from caldesk.ui.style import EDGE, HAIRLINE, ICON_SMALL, INSIDE, TIGHT, Look, Tone
from caldesk.ui.widgets.action import Action
from caldesk.ui.widgets.announce import announce
from caldesk.ui.widgets.buttons import Button, Kind
from caldesk.ui.widgets.elided_label import ElidedLabel
from caldesk.ui.widgets.icons import paint_icon
from caldesk.ui.widgets.label import Label
from caldesk.ui.widgets.message_pane import MessagePane

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class _Lock(QWidget):
    """The sign before the host: locked, not locked, or practice."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._look, self._icon, self._tone = look, "lock", Tone.OFF
        look.changed.connect(self.update)

    def show_state(self, icon: str, tone: Tone) -> None:
        self._icon, self._tone = icon, tone
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(ICON_SMALL, ICON_SMALL)

    def paintEvent(self, event: QPaintEvent) -> None:
        rect = QRect(0, 0, ICON_SMALL, ICON_SMALL)
        paint_icon(QPainter(self), rect, self._icon, self._look.theme.tone(self._tone))


class ConsentPane(QWidget):
    """Shows the views of one visit at a time."""

    way_wanted = Signal(object)
    """The `Way` by which the sign-in should go on instead."""

    def __init__(self, look: Look, parent: QWidget | None = None, *, to_browser: bool = True) -> None:
        super().__init__(parent)
        self._offers_browser = to_browser
        self.setObjectName("connect.embedded")
        self._look = look
        self._lock = _Lock(look)
        self._host = ElidedLabel(name="connect.address")
        self._safety = Label(name="connect.safety", quiet=True)
        self._safety.setWordWrap(False)
        self._progress = QProgressBar(self)
        self._progress.setRange(0, 0)
        self._progress.setFixedHeight(EDGE)
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(_("Loading"))
        self._denied = Label(name="connect.denied", quiet=True)
        self._denied.setContentsMargins(INSIDE, 0, INSIDE, TIGHT)
        self._denied.hide()
        self._views = QStackedWidget(self)
        self._trouble: MessagePane | None = None
        self._close_visit: Callable[[], None] = _nothing
        self._lay_out()

    def hold(self, close: Callable[[], None]) -> None:
        """Keep what closes the visit that begins, for the moment at which the dialog closes."""
        self._close_visit = close

    def clear(self) -> None:
        """Have the views of a running visit deleted now."""
        self._close_visit()
        self._forget_trouble()

    def show_loading(self, host: str) -> None:
        """A visit begins."""
        self._denied.hide()
        self._forget_trouble()
        self._host.setText(host)
        self._safety.setText("")
        self.loading_started()

    def add_view(self, view: QWidget) -> None:
        """Show a page, over those that are there."""
        self._views.addWidget(view)
        self._views.setCurrentWidget(view)
        view.setFocus()

    def remove_view(self, view: QWidget) -> None:
        """A pop-up closed itself: the page below is shown again."""
        self._views.removeWidget(view)
        self._views.setCurrentIndex(self._views.count() - 1)

    def show_address(self, url: QUrl) -> None:
        """The host, and whether it is proven who that is."""
        host = bytes(QUrl.toAce(url.host()).data()).decode()
        if not host:
            return
        self._host.setText(host)
        if url.scheme() == "https":
            self._say_safety("lock", Tone.GOOD, _("Secure connection"))
        elif url.host() in _LOOPBACK:
            self._say_safety("practice", Tone.STARTING, _("Practice page on this computer"))
        else:
            self._say_safety("unlock", Tone.BAD, _("Not secure: do not enter a password here"))

    def loading_started(self) -> None:
        """A page loads."""
        self._progress.setVisible(True)

    def loading_finished(self) -> None:
        """A page is there, or is not coming."""
        self._progress.setVisible(False)

    def tell_denied(self, what: str) -> None:
        """Say that a page asked for something that it does not get; once, if it goes on asking."""
        words = _denial(what)
        if words == self._denied.text() and not self._denied.isHidden():
            return
        self._denied.setText(words)
        self._denied.show()
        announce(self, words)

    def offer_reload(
        self, end: ConsentEnd, detail: str, *, again: Callable[[], None], give_up: Callable[[], None]
    ) -> None:
        """Cover the views: the page crashed or could not be loaded."""
        self._forget_trouble()
        title, what = _trouble_words(end)
        self._trouble = MessagePane(
            self._look,
            "warning",
            title,
            (what,),
            tone=Tone.ATTENTION,
            actions=self._ways_on(again, give_up),
            details=detail,
            name="connect.trouble",
        )
        self._views.addWidget(self._trouble)
        self._views.setCurrentWidget(self._trouble)
        if (first := self._trouble.findChild(Button)) is not None:
            first.setFocus()  # it would go on to the button that stops everything
        self._progress.hide()
        announce(self, title, urgent=True)

    def cover_off(self) -> None:
        """The page came alive after all."""
        if self._trouble is not None:
            self._forget_trouble()
            self._views.setCurrentIndex(self._views.count() - 1)

    def _ways_on(self, again: Callable[[], None], give_up: Callable[[], None]) -> list[Action]:
        def retry() -> None:
            self._forget_trouble()
            again()

        reload = Action(text=_("Load it again"), run=retry, kind=Kind.PRIMARY, icon="refresh", name="connect.reload")
        elsewhere = _("Use this computer's browser")
        browser = Action(text=elsewhere, run=self._to_browser, icon="browser", name="connect.elsewhere")
        end = Action(text=_("Give up"), run=give_up, name="connect.give-up")
        return [reload, browser, end] if self._offers_browser else [reload, end]

    def _to_browser(self) -> None:
        self.way_wanted.emit(Way.BROWSER)

    def _say_safety(self, icon: str, tone: Tone, words: str) -> None:
        self._lock.show_state(icon, tone)
        self._safety.setText(words)
        self._host.setAccessibleDescription(words)

    def _forget_trouble(self) -> None:
        trouble, self._trouble = self._trouble, None
        if trouble is not None:
            self._views.removeWidget(trouble)
            trouble.deleteLater()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setContentsMargins(INSIDE, TIGHT, INSIDE, TIGHT)
        line.setSpacing(INSIDE)
        line.addWidget(self._lock)
        line.addWidget(self._host, 1)
        line.addWidget(self._safety)
        column = QVBoxLayout(self)
        column.setContentsMargins(HAIRLINE, HAIRLINE, HAIRLINE, HAIRLINE)
        column.setSpacing(0)
        column.addLayout(line)
        column.addWidget(self._denied)
        column.addWidget(self._progress)
        column.addWidget(self._views, 1)


def _nothing() -> None:
    """No visit was begun."""


def _trouble_words(end: ConsentEnd) -> tuple[str, str]:
    """A title, and what is so now."""
    words = {
        ConsentEnd.CRASHED: (
            _("The sign-in page stopped working"),
            _("What was typed in it is lost. The sign-in itself can go on."),
        ),
        ConsentEnd.BLANK: (
            _("The sign-in page is empty"),
            _("It may still come. If not, load it again, or use another way."),
        ),
    }
    unopened = (_("The sign-in page could not be opened"), _("Check the internet connection, then load it again."))
    return words.get(end, unopened)


def _denial(what: str) -> str:
    if what == "download":
        return _("The page offered a download. Nothing was saved.")
    if what == "permission":
        return _("The page asked for something on this computer. It was not allowed.")
    if what == "address":
        return _("The page tried to open something that is not a web page. It was not allowed.")
    if what == "window":
        return _("The page tried to open too many windows.")
    return _("The page tried to show a box of its own. It was not shown.")
