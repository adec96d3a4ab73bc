"""Keeps the health line true to the site that is open, and says what is wrong with the file of its history."""

from PySide6.QtCore import QObject

from caldesk.domain.connection import ConnectionState
from caldesk.services.health import health_line
from caldesk.services.history.trouble import HistoryTrouble
from caldesk.services.problems import ProblemId
from caldesk.services.session import Session
from caldesk.services.state import Snapshot
from caldesk.ui.bridge import Bridge
from caldesk.ui.frame.health_bar import HealthBar
from caldesk.ui.notices import Notice, Notices
from caldesk.ui.style import Tone
from caldesk.ui.times import clock_time

_TROUBLE = "history-trouble"


class SiteHealth(QObject):
    """Speaks through the bar from the start; `close` when the site is left: its notice goes with it."""

    def __init__(self, session: Session, bar: HealthBar, notices: Notices, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._bar, self._notices = session, bar, notices
        self._trouble: HistoryTrouble | None = None
        Bridge(session.state, self).changed.connect(self._tell)
        self._tell(session.state.snapshot)

    def close(self) -> None:
        """The site is left."""
        self._notices.withdraw(_TROUBLE)

    def _tell(self, snapshot: Snapshot) -> None:
        self._bar.tell(health_line(snapshot, clock_time), _tone(snapshot))
        self._bar.set_busy(snapshot.loading)
        self._tell_trouble(self._session.history.trouble)

    def _tell_trouble(self, trouble: HistoryTrouble | None) -> None:
        """Say once what is wrong with the history's file, and take it back when it is over."""
        if trouble == self._trouble:
            return
        self._trouble = trouble
        self._notices.withdraw(_TROUBLE)
        if trouble is not None:
            words = f"{trouble.what} {trouble.cure}"
            notice = Notice(id=_TROUBLE, title=trouble.title, text=words, tone=Tone.ATTENTION, detail=trouble.path)
            self._notices.post(notice)


def _tone(snapshot: Snapshot) -> Tone:
    if any(problem.id is not ProblemId.PROVIDER_UNREACHABLE for problem in snapshot.problems):
        return Tone.BAD
    if snapshot.remembered:
        return Tone.STARTING
    states = {view.state for view in snapshot.connections.values()}
    if ConnectionState.NEEDS_SIGN_IN in states or ConnectionState.NOT_REACHABLE in states:
        return Tone.ATTENTION
    if snapshot.checked_at is None or ConnectionState.STARTING in states:
        return Tone.STARTING
    return Tone.GOOD if ConnectionState.WORKING in states else Tone.OFF
