"""What this program asked of the service and how that ended: the last few thousand requests, in memory.

It holds what an error may hold (method, path, request id) and nothing else: no query, no header, no body. What was
changed is in the history; this is for whoever has to find out why something did not work.
"""

from collections import deque
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING

from msgspec import Struct

from caldesk.i18n import _
from caldesk.services.csv_rows import csv_bytes
from caldesk.services.ports import Clock
from caldesk.services.subscribers import Subscribers

if TYPE_CHECKING:
    from caldesk.api.errors import Call

KEPT = 2000
"""Requests: at the usual pace some six hours, a few hundred kilobytes."""

COLUMNS = ("at", "task", "method", "path", "outcome", "milliseconds", "attempt", "request_id")

_GOOD = "2"
"""What a good status begins with."""


class Activity(Struct, frozen=True, kw_only=True):
    """One request. `at` is when it ended, in epoch seconds; `outcome` is the HTTP status or the kind of failure."""

    number: int
    at: float
    method: str
    path: str
    outcome: str
    seconds: float
    attempt: int = 1
    request_id: str = ""

    @property
    def failed(self) -> bool:
        """Whether it did not bring what was asked for."""
        return not self.outcome.startswith(_GOOD)


class ActivityFilter(Struct, frozen=True, kw_only=True):
    """Which requests to show: those that hold every word of `text`, and only failures if asked."""

    text: str = ""
    failures_only: bool = False

    def takes(self, one: Activity) -> bool:
        """Whether it is to be shown."""
        if self.failures_only and not one.failed:
            return False
        held = " ".join((task(one), one.method, one.path, one.outcome, one.request_id)).casefold()
        return all(word in held for word in self.text.casefold().split())


class ActivityLog:
    """Remembers requests as the client tells them; see `heard`."""

    def __init__(self, clock: Clock, kept: int = KEPT) -> None:
        self._clock = clock
        self._ring: deque[Activity] = deque(maxlen=kept)
        self._count = 0
        self._subscribers = Subscribers[Callable[[Activity], None]]()

    def heard(self, call: "Call", outcome: str, seconds: float) -> None:
        """One exchange with the service has ended; the client calls this for each attempt."""
        self._count += 1
        one = Activity(
            number=self._count,
            at=self._clock.now(),
            method=call.method,
            path=call.path,
            outcome=outcome,
            seconds=seconds,
            attempt=call.attempts,
            request_id=call.request_id,
        )
        self._ring.append(one)
        for subscriber in self._subscribers:
            subscriber(one)

    def entries(self, wanted: ActivityFilter = ActivityFilter()) -> tuple[Activity, ...]:  # noqa: B008 - frozen
        """What is remembered and wanted, newest first."""
        return tuple(one for one in reversed(self._ring) if wanted.takes(one))

    def subscribe(self, subscriber: Callable[[Activity], None]) -> Callable[[], None]:
        """Call `subscriber` with each new request; the result ends that, and may be called twice."""
        return self._subscribers.add(subscriber)


def task(one: Activity) -> str:
    """What a request was for, in words; the first line that fits its path, else nothing more than the path."""
    for verb, part, words in _TASKS:
        if verb == one.method and part in one.path:
            return words()
    return one.path


def outcome_words(one: Activity) -> str:
    """How a request ended; the code only where it is all that is known."""
    if not one.failed:
        return _("Done")
    if one.outcome.isdigit():
        return _("Answered with error {code}").format(code=one.outcome)
    return _("No answer")


def lines(entries: Iterable[Activity], format_time: Callable[[float], str]) -> str:
    """Requests as text for the clipboard, one a line."""
    return "\n".join(
        f"{format_time(one.at)}  {one.method} {one.path}  {one.outcome}  {one.seconds * 1000:.0f} ms  {one.request_id}"
        for one in entries
    )


def csv_of(entries: Iterable[Activity], zone: tzinfo = UTC, *, bom: bool = True) -> bytes:
    """Requests as a file for spreadsheets, in the order given."""
    return csv_bytes(COLUMNS, (_row(one, zone) for one in entries), bom=bom)


def _row(one: Activity, zone: tzinfo) -> tuple[str, ...]:
    at = datetime.fromtimestamp(one.at, zone).isoformat(timespec="milliseconds")
    length, attempt = f"{one.seconds * 1000:.0f}", str(one.attempt)
    return at, task(one), one.method, one.path, one.outcome, length, attempt, one.request_id


_TASKS: tuple[tuple[str, str, Callable[[], str]], ...] = (
    ("POST", "connections:connectByOAuth", lambda: _("Ask for a sign-in page")),
    ("POST", "connections:connectByCredentials", lambda: _("Connect an account")),
    ("POST", "/disconnect", lambda: _("Disconnect")),
    ("PATCH", "/sync-config", lambda: _("Save switches")),
    ("GET", "/calendars", lambda: _("Read the calendars of an account")),
    ("GET", "external-calendars/connections/", lambda: _("Read a connection")),
    ("GET", "external-calendars/connections", lambda: _("Read all connections")),
    ("GET", "external-calendars/providers", lambda: _("Read the providers")),
    ("GET", "external-calendars/events", lambda: _("Read calendar events")),
    ("POST", "calendar/v3/events", lambda: _("Read bookings")),
    ("POST", "calendar/v3/schedules", lambda: _("Read the schedules")),
    ("POST", "staff-members", lambda: _("Read the staff")),
    ("GET", "site-properties", lambda: _("Read the site")),
    ("GET", "apps-installer-service", lambda: _("Look which apps are installed")),
    ("POST", "apps-installer-service", lambda: _("Install an app")),
    ("POST", "oauth2/token", lambda: _("Sign in as an app")),
)
