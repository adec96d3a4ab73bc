"""The calendar as iCalendar (RFC 5545): stable UIDs, the zone's own definition, nothing claimed that is not known.

Folding and escaping are the library's business.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from icalendar import Calendar, Timezone, TimezoneDaylight, TimezoneStandard, vText
from icalendar import Event as IcsEvent
from msgspec import Struct

from caldesk.domain.event import Event, EventSource
from caldesk.domain.event_identity import identity
from caldesk.domain.local_day import Segment, local_days, local_time
from caldesk.domain.overlaps import is_booking
from caldesk.domain.timespan import DateRange, Span
from caldesk.i18n import _
from caldesk.services.calendar_export import (
    Extract,
    NotRead,
    clean,
    end_day,
    level_words,
    one_line,
    site_words,
    source_name,
    wall_time,
)

_AROUND = timedelta(days=366)
"""How far before and after the exported dates the zone is defined; moments beyond are written in UTC."""


class _ZoneStretch(Struct, frozen=True):
    """Stretches of one offset each, and all that they cover."""

    segments: tuple[Segment, ...]

    @property
    def span(self) -> Span:
        return Span(self.segments[0].start, self.segments[-1].end)


def ics_of(extract: Extract) -> bytes:
    """The whole file, in UTF-8. All-day events are dates with an exclusive end; timed ones stand in the zone."""
    calendar = Calendar()
    calendar.add("prodid", "-//Caldesk//Caldesk//EN")
    calendar.add("version", "2.0")
    _describe(calendar, extract)
    stretch = _zone_stretch(extract)
    if extract.zone.key != "UTC":
        calendar.add_component(_zone_definition(extract, stretch))
    count: Counter[str] = Counter()
    for event in extract.seen:
        key = _uid_key(event)
        calendar.add_component(_component(extract, event, f"{key}-{count[key]}", stretch.span))
        count[key] += 1
    content: bytes = calendar.to_ical()
    return content


def _describe(calendar: Calendar, extract: Extract) -> None:
    """Name and description, once as RFC 7986 has them and once as most programs read them.

    The library escapes what it knows to be text, so the properties that it does not know are told to be.
    """
    name = _("{site} ({level})").format(site=one_line(site_words(extract)), level=level_words(extract.level))
    words = "\n".join(_about(extract))
    for key in ("name", "x-wr-calname"):
        calendar.add(key, vText(name))
    for key in ("description", "x-wr-caldesc"):
        calendar.add(key, vText(words))
    calendar.add("x-wr-timezone", extract.zone.key)
    calendar.add("x-caldesk-complete", "FALSE" if extract.not_read else "TRUE")
    for missing in extract.not_read:
        calendar.add("x-caldesk-not-read", vText(one_line(_missing_words(missing))))


def _about(extract: Extract) -> Iterator[str]:
    if extract.practice:
        yield _("PRACTICE: these events are not real.")
    if extract.as_of is not None:
        as_of = wall_time(extract.zone, int(extract.as_of))
        yield _("As of {time}, {zone} time.").format(time=f"{as_of:%Y-%m-%d %H:%M}", zone=extract.zone.key)
    if extract.not_read:
        names = "; ".join(one_line(_missing_words(missing)) for missing in extract.not_read)
        yield _("Not complete. Could not be read: {names}").format(names=names)


def _missing_words(missing: NotRead) -> str:
    if not missing.person:
        return missing.why
    if not missing.source:
        return _("{person}: {reason}").format(person=missing.person, reason=missing.why)
    return _("{person} ({account}): {reason}").format(person=missing.person, account=missing.source, reason=missing.why)


def _component(extract: Extract, event: Event, key: str, defined: Span) -> IcsEvent:
    made = IcsEvent()
    made.add("uid", f"{sha256(key.encode()).hexdigest()[:40]}@caldesk")
    made.add("dtstamp", datetime.fromtimestamp(int(extract.now), UTC))
    _add_times(made, extract, event, defined)
    made.add("summary", _summary(extract, event))
    made.add("description", _origin(event))
    if person := clean(extract.person(event)):
        made.add("categories", [person])
    if is_booking(event):
        made.add("transp", "OPAQUE")  # of external events it is not known whether they block, nor how private they are
    return made


def _add_times(made: IcsEvent, extract: Extract, event: Event, defined: Span) -> None:
    if event.all_day:
        made.add("dtstart", event.first_day)
        made.add("dtend", end_day(event))
        return
    made.add("dtstart", _moment(extract, event.start, defined))
    if event.end > event.start:  # an end must lie after the start; without one, an event ends where it begins
        made.add("dtend", _moment(extract, event.end, defined))


def _moment(extract: Extract, instant: int, defined: Span) -> datetime:
    """In the zone; in UTC where its clock shows that time for the second time, or where the zone is not defined."""
    local = wall_time(extract.zone, instant)
    return local if defined.holds(instant) and not local.fold else local.astimezone(UTC)


def _summary(extract: Extract, event: Event) -> str:
    person, title = one_line(extract.person(event)), clean(event.title or "") or _("Busy")
    words = _("{person}: {title}").format(person=person, title=title) if person else title
    return _("PRACTICE – {summary}").format(summary=words) if extract.practice else words


def _origin(event: Event) -> str:
    source = source_name(event)
    if not event.calendar_name:
        return source
    return _("{provider}, calendar “{calendar}”").format(provider=source, calendar=one_line(event.calendar_name))


def _uid_key(event: Event) -> str:
    """What stays the same from one export to the next, titles shown or not.

    A Wix event keeps its UID when it is moved. An external one has no id: it is its schedule, its times and its
    kind; several that agree in all of that are told apart by a count.
    """
    if event.source is EventSource.WIX and event.id:
        return "\x1f".join(("wix", event.schedule_id, event.id))
    return "\x1f".join(str(part) for part in identity(event))


def _zone_stretch(extract: Extract) -> _ZoneStretch:
    """Where offsets change around the exported dates."""
    dates = DateRange(extract.dates.first - _AROUND, extract.dates.end + _AROUND)
    segments: list[Segment] = []
    for day in local_days(extract.zone, dates):
        for segment in day.segments:
            if segments and segments[-1].offset == segment.offset:
                segments[-1] = Segment(segments[-1].start, segment.end, segment.offset)
            else:
                segments.append(segment)
    return _ZoneStretch(tuple(segments))


def _zone_definition(extract: Extract, stretch: _ZoneStretch) -> Timezone:
    """VTIMEZONE of exactly these stretches.

    The library's own (`Timezone.from_tzinfo`, 7.3.0) starts summer time by the new clock, where RFC 5545, 3.6.5,
    wants the old one: an hour late.
    """
    made = Timezone()
    made.add("tzid", extract.zone.key)
    before = stretch.segments[0].offset
    for segment in stretch.segments:
        made.add_component(_observance(extract, segment, before))
        before = segment.offset
    return made


def _observance(extract: Extract, segment: Segment, before: int) -> TimezoneStandard | TimezoneDaylight:
    local = local_time(extract.zone, segment.start)
    made = TimezoneDaylight() if local.dst() else TimezoneStandard()
    made.add("dtstart", datetime.fromtimestamp(segment.start + before, UTC).replace(tzinfo=None))
    made.add("tzoffsetfrom", timedelta(seconds=before))
    made.add("tzoffsetto", timedelta(seconds=segment.offset))
    made.add("tzname", local.tzname() or extract.zone.key)
    return made
