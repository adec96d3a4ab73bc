"""What this program asked of Wix since the site was opened: one line for each request, as they come."""

from collections.abc import Callable
from enum import IntEnum

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from caldesk.i18n import _
from caldesk.services.activity import Activity, ActivityFilter, ActivityLog, csv_of, lines, outcome_words, task
from caldesk.ui.activity.model import LogColumn, LogModel
from caldesk.ui.activity.view import LogView
from caldesk.ui.csv_saving import local_zone
from caldesk.ui.style import Look
from caldesk.ui.times import clock_time_with_seconds

_PAUSE_MS = 250
"""A look at the site is a handful of requests; they are shown together."""


class Column(IntEnum):
    """The columns, from the leading edge."""

    TIME = 0
    TASK = 1
    OUTCOME = 2
    TOOK = 3
    REQUEST_ID = 4


class Requests(QObject):
    """Follows the log while its list is seen. `ready` is always true: the log is in memory."""

    shown = Signal()
    """The list is another one now."""
    ready = True

    def __init__(self, log: ActivityLog, look: Look, page: QWidget) -> None:
        super().__init__(page)
        self._page, self._log, self._wanted = page, log, ActivityFilter()
        self._model = LogModel(look, _columns(clock_time_with_seconds), _technical, self)
        self.view = LogView(look, self._model, name="activity.list", label=_("Requests to Wix, newest first"))
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._soon.timeout.connect(self.follow)
        self.destroyed.connect(log.subscribe(self._heard))

    @property
    def nothing_yet(self) -> tuple[str, str]:
        """What to say where there is nothing at all."""
        return _("Nothing has been asked of Wix yet"), _("Requests appear here by themselves.")

    def ask(self, text: str, *, failures_only: bool = False) -> None:
        """Show those that hold every word of `text`."""
        self._wanted = ActivityFilter(text=text, failures_only=failures_only)
        self._model.show(self._log.entries(self._wanted))
        self.shown.emit()

    def follow(self) -> None:
        """Show what came meanwhile."""
        self._model.follow(self._log.entries(self._wanted))
        self.shown.emit()

    def as_text(self) -> tuple[int, str]:
        """What is selected, or all that is shown: how many, and as lines for the clipboard."""
        chosen = self.view.selected() or self._model.entries
        return len(chosen), lines(chosen, clock_time_with_seconds)

    async def as_file(self) -> bytes:
        """What is shown, as CSV."""
        return csv_of(tuple(self._model.entries), local_zone())

    def _heard(self, _one: Activity) -> None:
        seen = self._page.isVisible() and not self.view.isHidden()  # an empty page hides more than its list
        if seen and not self._soon.isActive():
            self._soon.start()


def _columns(format_time: Callable[[float], str]) -> tuple[LogColumn, ...]:
    return (
        LogColumn(title=_("Time"), text=lambda one: format_time(one.at), width=112),
        LogColumn(title=_("What for"), text=task),
        LogColumn(title=_("Result"), text=outcome_words, width=208, bad=lambda one: one.failed),
        LogColumn(title=_("Took"), text=_took, width=88, trailing=True),
        LogColumn(title=_("Request id"), text=lambda one: one.request_id, width=248),
    )


def _took(one: Activity) -> str:
    return _("{n} ms").format(n=round(one.seconds * 1000))


def _technical(one: Activity) -> str:
    attempt = _(", attempt {n}").format(n=one.attempt) if one.attempt > 1 else ""
    return f"{one.method} {one.path}{attempt}\n{one.outcome} {one.request_id}".strip()
