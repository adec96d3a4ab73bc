"""The stretch of time that `caldesk events` lists, from what was written after --from and --to."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from caldesk.cli.site import UsageProblem
from caldesk.domain.timespan import Span
from caldesk.i18n import _

MOST_DAYS = 366
USUAL_DAYS = 7
_YEARS = range(1900, 9000)
_CLOCK_CHANGES = 2  # hours that a year may last longer


def window(start: str, end: str, zone: ZoneInfo, today: date) -> Span:
    """The instants between two dates or date-times; without an offset they are meant in `zone`.

    Empty texts stand for `today` and for seven days after the start. Raises UsageProblem.
    """
    first = _moment(start, zone) if start else datetime.combine(today, time(), zone)
    last = _moment(end, zone) if end else first + timedelta(days=USUAL_DAYS)
    span = Span(int(first.timestamp()), int(last.timestamp()))
    if span.end <= span.start:
        raise UsageProblem(_("--to must be later than --from."))
    if span.seconds > timedelta(days=MOST_DAYS, hours=_CLOCK_CHANGES).total_seconds():
        raise UsageProblem(_("The window may be at most {days} days wide.").format(days=MOST_DAYS))
    return span


def _moment(text: str, zone: ZoneInfo) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.year not in _YEARS:
        raise UsageProblem(
            _("“{text}” is not a date. Write it like {example}.").format(text=text, example="2026-11-23")
        )
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
