"""What is known about a time that was not blocked: the question as it was asked, and what was read for it."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from msgspec import Struct

from caldesk.domain.connection import is_live
from caldesk.domain.duplicate_accounts import plain_address
from caldesk.domain.event import Event, EventSource
from caldesk.domain.overlaps import event_span
from caldesk.domain.timespan import Span
from caldesk.services.state import ConnectionView, Snapshot


class Question(Struct, frozen=True, kw_only=True):
    """Who and when. Empty fields were not told: the account and the calendar that hold the event, and when it was made
    (epoch seconds)."""

    schedule_id: str
    span: Span
    account: str = ""
    calendar: str = ""
    made_at: float | None = None


class Case(Struct, frozen=True, kw_only=True):
    """A question with what was read. `events` reach a day beyond the span on both sides.

    `read` is False where a calendar of the schedule could not be read. `zone` is the site's; `other_offsets` are
    seconds by which other clocks in use (this computer's, the schedule's) are ahead of it.
    """

    question: Question
    snapshot: Snapshot
    events: tuple[Event, ...]
    zone: ZoneInfo
    now: float
    read: bool = True
    other_offsets: tuple[int, ...] = ()

    @property
    def schedule_name(self) -> str:
        """What people call the schedule."""
        schedule = self.snapshot.schedule(self.question.schedule_id)
        return schedule.name if schedule else ""

    def live(self) -> tuple[ConnectionView, ...]:
        """The live connections of the schedule."""
        return tuple(view for view in self._views() if is_live(view.connection))

    def concerned(self) -> tuple[ConnectionView, ...]:
        """Those through which the event would have come: of the named account, else all."""
        named = tuple(view for view in self.live() if self.is_account(view))
        return named or self.live()

    def is_account(self, view: ConnectionView) -> bool:
        """Whether a connection is to the account that was named."""
        wanted = self.question.account.strip()
        return bool(wanted) and plain_address(view.connection.account_email) == plain_address(wanted)

    def covering(self, *, all_day: bool) -> Iterator[Event]:
        """External events of the schedule that touch the time."""
        for event in self.external():
            if event.all_day is all_day and event_span(event, self.zone).overlaps(self.question.span):
                yield event

    def external(self) -> Iterator[Event]:
        """External events of the schedule."""
        for event in self.events:
            if event.source is EventSource.EXTERNAL and event.schedule_id == self.question.schedule_id:
                yield event

    def _views(self) -> tuple[ConnectionView, ...]:
        return self.snapshot.on_schedule(self.question.schedule_id)
