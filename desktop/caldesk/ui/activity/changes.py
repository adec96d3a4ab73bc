"""What happened on the site, from the history: one line for each change, over restarts of the program."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from caldesk.i18n import _
from caldesk.services.history.history_csv import csv_of
from caldesk.services.history.records import Entry, Kind, Wanted
from caldesk.services.history.timeline import details, doer, found_by, sentence
from caldesk.services.session import Session
from caldesk.ui.activity.model import LogColumn, LogModel
from caldesk.ui.activity.view import LogView
from caldesk.ui.bridge import Bridge
from caldesk.ui.csv_saving import local_zone
from caldesk.ui.style import Look
from caldesk.ui.tasks import WidgetTasks
from caldesk.ui.times import clock_time

MOST = 5000
"""Lines in the list; older ones are in the file of the whole history."""
_PAUSE_MS = 250


class Changes(QObject):
    """Reads the history again after each look, while its list is seen. `ready` once it was read."""

    shown = Signal()
    """The list is another one now."""

    def __init__(self, session: Session, look: Look, tasks: WidgetTasks, page: QWidget) -> None:
        super().__init__(page)
        self._page, self._session, self._tasks = page, session, tasks
        self._text, self._all = "", tuple[Entry, ...]()
        self.ready = False
        self._model = LogModel(look, _columns(clock_time), _whole, self)
        self.view = LogView(look, self._model, name="activity.changes", label=_("What happened, newest first"))
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._soon.timeout.connect(self.follow)
        Bridge(session.state, self).changed.connect(self._changed)

    @property
    def nothing_yet(self) -> tuple[str, str]:
        """What to say where there is nothing at all."""
        return _("Nothing has happened yet"), _("What changes on this site is noted here, whoever changes it.")

    def ask(self, text: str, *, failures_only: bool = False) -> None:
        """Show those that hold every word of `text`."""
        self._text = text
        self._model.show(self._wanted())
        self.shown.emit()
        self.follow()

    def follow(self) -> None:
        """Read what came meanwhile."""
        self._tasks.run(self._read(), key="changes", restart=True)

    def as_text(self) -> tuple[int, str]:
        """What is selected, or all that is shown: how many, and as lines for the clipboard."""
        chosen = self.view.selected() or self._model.entries
        return len(chosen), "\n".join("  ".join(filter(None, _cells(one))) for one in chosen)

    async def as_file(self) -> bytes:
        """What is shown, as CSV."""
        return csv_of(tuple(self._model.entries), local_zone())

    def _changed(self, _snapshot: object) -> None:
        seen = self._page.isVisible() and not self.view.isHidden()  # an empty page hides more than its list
        if seen and not self._soon.isActive():
            self._soon.start()

    async def _read(self) -> None:
        self._all = await self._session.history.entries(self._session.profile.id, Wanted(limit=MOST))
        self.ready = True
        self._model.follow(self._wanted())
        self.shown.emit()

    def _wanted(self) -> tuple[Entry, ...]:
        return tuple(one for one in self._all if found_by(one, self._text))


def _columns(format_time: Callable[[float], str]) -> tuple[LogColumn, ...]:
    return (
        LogColumn(title=_("Time"), text=lambda one: format_time(one.at), width=128),
        LogColumn(title=_("Schedule"), text=lambda one: one.schedule_name, width=152),
        LogColumn(title=_("What happened"), text=_event, bad=lambda one: one.kind is Kind.FAILURE),
        LogColumn(title=_("By"), text=doer, width=120),
        LogColumn(title=_("Request id"), text=lambda one: one.request_id, width=88),
    )


def _event(one: Entry) -> str:
    """What happened to which of a schedule's calendars."""
    if not one.provider_name or one.kind is Kind.ATTEMPT:
        return sentence(one)
    return _("{provider}: {event}").format(provider=one.provider_name, event=sentence(one))


def _whole(one: Entry) -> str:
    """What a narrow window cuts off, and the codes."""
    return "\n".join(filter(None, (sentence(one), one.account, doer(one), details(one))))


def _cells(one: Entry) -> tuple[str, ...]:
    return clock_time(one.at), one.schedule_name, one.account, sentence(one), doer(one), one.request_id
