"""Where connecting a whole team begins and goes on: a button beside the title, a quiet notice while it is not over."""

from PySide6.QtCore import Signal

from caldesk.i18n import _
from caldesk.services.connect.queue.words import progress_words
from caldesk.services.session import Session
from caldesk.ui.bridge import Bridge
from caldesk.ui.style import Look, Tone
from caldesk.ui.widgets.action import Action
from caldesk.ui.widgets.buttons import Button
from caldesk.ui.widgets.notice import Notice
from caldesk.ui.widgets.page import Page


class TeamStart(Button):
    """The button; it cannot be pressed where nothing may be changed. `wished` comes from the notice too."""

    wished = Signal()

    def __init__(self, page: Page, look: Look, session: Session) -> None:
        super().__init__(look, _("Connect a whole team…"), icon="people", name="connections.team")
        self._page, self._session = page, session
        self._words = ""
        self._notice: Notice | None = None
        self.clicked.connect(self.wished)
        page.add_action(self)
        self.destroyed.connect(session.queue.book.follow(self._follow))
        Bridge(session.state, self).changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        """The queue or the site has changed; a notice that would say the same stays."""
        snapshot = self._session.state.snapshot
        self.setVisible(bool(snapshot.schedules))
        self.setEnabled(not snapshot.unchangeable)
        self.setToolTip(snapshot.unchangeable)
        words = "" if snapshot.unchangeable else self._how_it_stands()
        if words != self._words:
            self._words = words
            self._say(words)

    def _how_it_stands(self) -> str:
        progress = self._session.queue.progress
        if progress.is_over:
            return ""
        return _("A team sign-in is waiting: {progress}").format(progress=progress_words(progress))

    def _say(self, words: str) -> None:
        if self._notice is not None:
            self._notice.hide()
            self._notice.deleteLater()
            self._notice = None
        if words:
            go_on = Action(text=_("Continue"), run=self.wished.emit, name="connections.team.continue")
            look, name = self._look, "connections.team.notice"
            self._notice = Notice(look, Tone.OFF, words, actions=(go_on,), icon="people", name=name)
            self._page.add_notice(self._notice)
