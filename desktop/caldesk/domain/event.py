"""An event on a schedule: an external one that was read, or one of Wix's own.

Times are whole seconds since the epoch, half-open. All-day events *float*: they belong to dates, not to
instants, so their seconds are those of their dates at 00:00 UTC, whatever the zone (`first_day`, `end_day`).
"""

from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from msgspec import Struct

from caldesk.domain.provider import CalendarType

DAY = 86_400
_EPOCH = date(1970, 1, 1).toordinal()


class EventSource(StrEnum):
    """Where an event lives."""

    EXTERNAL = "external"
    WIX = "wix"


class Event(Struct, frozen=True, gc=False):
    """One occurrence. `title` and `calendar_name` are None where the answer held no personal data.

    `kind` is Wix's `type` (APPOINTMENT, CLASS, COURSE, DEFAULT), "" for external events, which have neither an id
    nor a busy flag nor a zone of their own.
    """

    schedule_id: str
    start: int
    end: int
    all_day: bool = False
    source: EventSource = EventSource.EXTERNAL
    calendar_type: CalendarType = CalendarType.UNDEFINED
    calendar_name: str | None = None
    title: str | None = None
    id: str = ""
    kind: str = ""

    @property
    def first_day(self) -> date:
        """First date of an all-day event."""
        return date_of(self.start)

    @property
    def end_day(self) -> date:
        """Date after the last one of an all-day event."""
        return date_of(self.end)


def date_of(floating: int) -> date:
    """The date that floating seconds stand for."""
    return date.fromordinal(floating // DAY + _EPOCH)


def floating(day: date) -> int:
    """Floating seconds of a date."""
    return (day.toordinal() - _EPOCH) * DAY


def all_day_date(moment: datetime, zone: ZoneInfo) -> date:
    """The date that an all-day `start` or `end` means; the API does not say which form it sends.

    Without an offset (a bare date is read so) it is its date. At midnight in its own offset it is that date. At
    midnight in `zone` (sent as UTC) it is the date there. Anything else is the date in its own offset.
    """
    if moment.tzinfo is None or _is_midnight(moment):
        return moment.date()
    local = moment.astimezone(zone)
    return local.date() if _is_midnight(local) else moment.date()


def _is_midnight(moment: datetime) -> bool:
    return not (moment.hour or moment.minute or moment.second)
