"""The frame of every page: title, actions, notices, and the states a page can be in, each unlike the others."""

from collections.abc import Callable, Sequence
from enum import StrEnum

from msgspec import Struct
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from caldesk.i18n import _
from caldesk.ui.style import AROUND, BETWEEN, INSIDE, SKELETON_AFTER_MS, TIGHT, Look, Role, Tone
from caldesk.ui.widgets.action import Action
from caldesk.ui.widgets.announce import announce
from caldesk.ui.widgets.label import Label
from caldesk.ui.widgets.message_pane import MessagePane
from caldesk.ui.widgets.notice import Notice
from caldesk.ui.widgets.skeleton import Skeleton


class PageState(StrEnum):
    """What the body of a page shows."""

    CONTENT = "content"
    LOADING = "loading"
    EMPTY = "empty"
    FILTERED = "filtered"
    FAILED = "failed"


class Failure(Struct, frozen=True, kw_only=True):
    """Why a page could not be read: what, since when, what to do. Whole sentences."""

    what: str
    since: str = ""
    todo: str = ""
    actions: tuple[Action, ...] = ()
    details: str = ""
    icon: str = "cloud-off"
    tone: Tone = Tone.BAD


class Page(QWidget):
    """Put the content in once with `set_content`, then call the `show_` method of the state the data is in."""

    def __init__(self, look: Look, title: str, subtitle: str = "", *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._look = look
        self._state = PageState.CONTENT
        self._content = QWidget()
        self._message: MessagePane | None = None
        self._stale: Notice | None = None
        self._skeleton = Skeleton(look, name=f"{name}.skeleton")
        self._late = QTimer(self, singleShot=True, interval=SKELETON_AFTER_MS)
        self._late.timeout.connect(self._show_skeleton)
        self._title = Label(title, Role.TITLE, name=f"{name}.title")
        self._subtitle = Label(subtitle, name=f"{name}.subtitle", quiet=True)
        self._subtitle.setVisible(bool(subtitle))
        self._actions = QHBoxLayout()
        self._notices = QVBoxLayout()
        self._body = QStackedLayout()
        self._lay_out()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(TIGHT)
        words.addWidget(self._title)
        words.addWidget(self._subtitle)
        self._actions.setSpacing(INSIDE)
        head = QHBoxLayout()
        head.setSpacing(BETWEEN)
        head.addLayout(words, 1)
        head.addLayout(self._actions)
        head.setAlignment(self._actions, Qt.AlignmentFlag.AlignTop)
        self._notices.setSpacing(INSIDE)
        column = QVBoxLayout(self)
        column.setContentsMargins(AROUND, AROUND, AROUND, AROUND)
        column.setSpacing(BETWEEN)
        column.addLayout(head)
        column.addLayout(self._notices)
        column.addLayout(self._body, 1)
        self._body.addWidget(self._content)  # shown by this, as a window of its own while the stack has no place
        self._body.addWidget(self._skeleton)

    @property
    def state(self) -> PageState:
        """The state last asked for; the skeleton itself appears a moment after `LOADING`."""
        return self._state

    def set_title(self, title: str, subtitle: str = "") -> None:
        """Change the words at the top."""
        self._title.setText(title)
        self.setAccessibleName(title)
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))

    def add_action(self, widget: QWidget) -> None:
        """Add a control to the right of the title."""
        self._actions.addWidget(widget)

    def set_content(self, content: QWidget) -> None:
        """Give the page what it shows when all is well; only once."""
        self._body.insertWidget(0, content)
        self._body.removeWidget(self._content)
        self._content.deleteLater()
        self._content = content
        self._body.setCurrentWidget(content)

    def set_skeleton(self, columns: Sequence[float], rows: int = 8) -> None:
        """Give the loading rows the shape of this page's rows."""
        self._skeleton.reshape(columns, rows)

    def add_notice(self, notice: Notice) -> None:
        """Show a notice above the content, below earlier ones."""
        self._notices.addWidget(notice)

    def show_content(self) -> None:
        """Show the content."""
        self._enter(PageState.CONTENT)
        self._body.setCurrentWidget(self._content)

    def show_loading(self) -> None:
        """Show skeleton rows if loading takes longer than a moment; for pages that have nothing to show yet."""
        if self._state is PageState.LOADING:
            return
        self._enter(PageState.LOADING)
        self._late.start()

    def show_empty(self, icon: str, title: str, sentence: str = "", action: Action | None = None) -> None:
        """Say that there is nothing yet, and offer the next step."""
        self._enter(PageState.EMPTY)
        actions = (action,) if action else ()
        self._show_message(
            MessagePane(self._look, icon, title, (sentence,), actions=actions, name=self._named("empty"))
        )

    def show_filtered(self, clear: Callable[[], object]) -> None:
        """Say that search or filters hide everything, and offer to clear them."""
        self._enter(PageState.FILTERED)
        action = Action(text=_("Clear search and filters"), run=clear, name=self._named("clear"))
        sentence = _("There are entries, but none fits the search and filters.")
        pane = MessagePane(
            self._look, "filter", _("Nothing matches"), (sentence,), actions=(action,), name=self._named("filtered")
        )
        self._show_message(pane)

    def show_failed(self, failure: Failure) -> None:
        """Say what could not be read, since when, and what to do."""
        self._enter(PageState.FAILED)
        pane = MessagePane(
            self._look,
            failure.icon,
            failure.what,
            (failure.since, failure.todo),
            tone=failure.tone,
            actions=failure.actions,
            details=failure.details,
            name=self._named("failed"),
        )
        self._show_message(pane)

    def show_stale(self, words: str, action: Action | None = None) -> None:
        """Say at the top, in words, how old the content is; it stays shown."""
        self.clear_stale()
        actions = (action,) if action else ()
        self._stale = Notice(self._look, Tone.OFF, words, actions=actions, name=self._named("stale"))
        self._notices.insertWidget(0, self._stale)

    def clear_stale(self) -> None:
        """The content is fresh again."""
        if self._stale:
            _discard(self._stale)
            self._stale = None

    def _named(self, part: str) -> str:
        return f"{self.objectName()}.{part}"

    def _enter(self, state: PageState) -> None:
        self._late.stop()
        self._state = state

    def _show_skeleton(self) -> None:
        self._body.setCurrentWidget(self._skeleton)
        announce(self, _("Loading"))

    def _show_message(self, pane: MessagePane) -> None:
        old, self._message = self._message, pane
        self._body.addWidget(pane)
        self._body.setCurrentWidget(pane)
        if old:
            self._body.removeWidget(old)
            _discard(old)
        announce(self, pane.accessibleName())


def _discard(widget: QWidget) -> None:
    widget.hide()
    widget.deleteLater()
