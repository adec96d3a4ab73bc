"""Times, dates and events as words, in the formats of the locale."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, QLocale, QTime

from caldesk.domain.event import Event, EventSource
from caldesk.domain.local_day import DAY_MINUTES, Day, local_day, local_time, zone_names
from caldesk.domain.provider import CalendarType
from caldesk.domain.timespan import DateRange
from caldesk.i18n import _, ngettext, pgettext
from caldesk.ui.calendar.scene import DayState, Scene

_WEEK = 7
SHORT, LONG = QLocale.FormatType.ShortFormat, QLocale.FormatType.LongFormat


def day_words(locale: QLocale, day: date, pattern: str) -> str:
    """A date by a pattern of `QLocale.toString`; one with more than a name in it is a message, as languages differ."""
    return locale.toString(QDate(day.year, day.month, day.day), pattern)


def long_day_words(locale: QLocale, day: date) -> str:
    """ "Tuesday, 24 November 2026"."""
    return day_words(locale, day, pgettext("date", "dddd, d MMMM yyyy"))


def day_of_year_words(locale: QLocale, day: date) -> str:
    """ "Tuesday, 24 November"."""
    return day_words(locale, day, pgettext("date", "dddd, d MMMM"))


def short_day_words(locale: QLocale, day: date) -> str:
    """ "Tue 24 Nov"."""
    return day_words(locale, day, pgettext("date", "ddd d MMM"))


def date_words(locale: QLocale, day: date) -> str:
    """ "24 Nov"."""
    return day_words(locale, day, pgettext("date", "d MMM"))


def month_words(locale: QLocale, day: date) -> str:
    """ "November 2026"."""
    return day_words(locale, day, pgettext("date", "MMMM yyyy"))


def clock_words(locale: QLocale, minute: float) -> str:
    """A wall-clock time."""
    hours, minutes = divmod(int(minute) % DAY_MINUTES, 60)
    return locale.toString(QTime(hours, minutes), SHORT)


def hour_words(locale: QLocale, minute: float) -> str:
    """A label of the time axis: "10:00", or "10 AM" where clocks have twelve hours."""
    if "ap" in locale.timeFormat(SHORT).lower() and int(minute) % 60 == 0:
        return locale.toString(QTime(int(minute) // 60 % 24, 0), "h AP")
    return clock_words(locale, minute)


def lane_words() -> str:
    """What the lane above the hours is called, in the narrow time axis: short."""
    return pgettext("time axis", "All day")


def moment_words(locale: QLocale, moment: datetime) -> str:
    """The wall-clock time of a moment; in an hour that comes twice also which pass: "01:00 B"."""
    words = clock_words(locale, moment.hour * 60 + moment.minute)
    if moment.utcoffset() == moment.replace(fold=1 - moment.fold).utcoffset():
        return words
    return _("{time} {turn}").format(time=words, turn="B" if moment.fold else "A")


def period_title(
    locale: QLocale, dates: DateRange, month: date | None = None, *, short: bool = False, this_year: int | None = None
) -> str:
    """The heading over a period: its day, its month or months, or its first and last day if it is no week.

    `month` is the one that a grid of whole weeks stands for; `short` names a day or a month in few letters, and
    leaves `this_year` out where there are many days.
    """
    first, last = dates.first, dates.end - timedelta(days=1)
    if month is not None:
        return day_words(locale, month, pgettext("short date", "MMMM yyyy")) if short else month_words(locale, month)
    if len(dates) > _WEEK:
        with_year = pgettext("date", "d MMM yyyy")
        start = date_words(locale, first) if first.year == last.year else day_words(locale, first, with_year)
        is_clear = short and first.year == last.year == this_year
        end = date_words(locale, last) if is_clear else day_words(locale, last, with_year)
        return _("{first} – {last}").format(first=start, last=end)
    if first == last:
        pattern = pgettext("date", "ddd d MMM yyyy")
        return day_words(locale, first, pattern) if short else long_day_words(locale, first)
    if (first.year, first.month) == (last.year, last.month):
        return month_words(locale, first)
    with_year = pgettext("date", "MMM yyyy")
    start = day_words(locale, first, "MMM" if first.year == last.year else with_year)
    return _("{first} – {last}").format(first=start, last=day_words(locale, last, with_year))


def week_words(dates: DateRange) -> str:
    """The ISO week in which the middle of a period lies."""
    middle = dates.first + timedelta(days=len(dates) // 2)
    return _("Week {number}").format(number=middle.isocalendar().week)


def change_names(day: Day, zone: ZoneInfo) -> tuple[str, ...]:
    """The abbreviations of a zone before and after a clock change, also at midnight or where it leaves out a date."""
    names = zone_names(zone, day) or zone_names(zone, local_day(zone, day.date + timedelta(days=1)))[:1]
    if len(names) > 1:
        return names
    return (*zone_names(zone, local_day(zone, day.date - timedelta(days=1)))[-1:], *names)


def change_words(day: Day, zone: ZoneInfo) -> str:
    """What a clock change does to the zone: "GMT → BST"."""
    names = change_names(day, zone)
    return _("{before} → {after}").format(before=names[0], after=names[-1])


def times_words(locale: QLocale, event: Event, zone: ZoneInfo) -> str:
    """From when to when, with the day where it is another one: "10:00 – 11:00"."""
    if event.all_day:
        return _all_day_words(locale, event)
    start, end = local_time(zone, event.start), local_time(zone, event.end)
    if event.end <= event.start:
        return moment_words(locale, start)
    if start.date() == end.date():
        return _("{start} – {end}").format(start=moment_words(locale, start), end=moment_words(locale, end))
    return _("{start} – {end}").format(start=_with_day(locale, start), end=_with_day(locale, end))


def _with_day(locale: QLocale, moment: datetime) -> str:
    day = short_day_words(locale, moment.date())
    return _("{day} {time}").format(day=day, time=moment_words(locale, moment))


def _all_day_words(locale: QLocale, event: Event) -> str:
    first, last = event.first_day, event.end_day - timedelta(days=1)
    if last <= first:
        return _("All day")
    start, end = date_words(locale, first), date_words(locale, last)
    return _("All day, {start} – {end}").format(start=start, end=end)


def length_words(event: Event) -> str:
    """How long a timed event truly lasts, whatever the clocks do meanwhile."""
    return duration_words(event.end - event.start)


def duration_words(seconds: int) -> str:
    """A length of time: "1 h 30 min"."""
    hours, minutes = divmod(max(0, seconds) // 60, 60)
    if hours and minutes:
        return _("{hours} h {minutes} min").format(hours=hours, minutes=minutes)
    if hours:
        return _("{hours} h").format(hours=hours)
    return _("{minutes} min").format(minutes=minutes)


def when_words(locale: QLocale, event: Event, zone: ZoneInfo) -> str:
    """Day, times and true length: "Tuesday, 24 November 2026, 10:00 – 11:00 (1 h)"."""
    day = event.first_day if event.all_day else local_time(zone, event.start).date()
    date, times = long_day_words(locale, day), times_words(locale, event, zone)
    if event.all_day:
        return _("{date}, {times}").format(date=date, times=times)
    return _("{date}, {times} ({length})").format(date=date, times=times, length=length_words(event))


def title_words(event: Event) -> str:
    """The title, or "Busy" where the title is not known or not to be seen."""
    return event.title or _("Busy")


def provider_words(event: Event) -> str:
    """Where an event lives, in a word."""
    if event.source is EventSource.WIX:
        return _("Wix booking")
    names = {
        CalendarType.GOOGLE: _("Google"),
        CalendarType.MICROSOFT: _("Microsoft"),
        CalendarType.I_CAL: _("Apple"),
    }
    return names.get(event.calendar_type) or event.calendar_name or _("Other calendar")


def spoken_event(locale: QLocale, event: Event, scene: Scene) -> str:
    """An event as a screen reader says it: what, which day, when, whose, where from, and what is shown by signs."""
    day = event.first_day if event.all_day else local_time(scene.zone, event.start).date()
    parts = [
        title_words(event),
        day_of_year_words(locale, day),
        times_words(locale, event, scene.zone),
        *filter(None, [times_beside(locale, event, scene)]),
        scene.person(event).name,
        provider_words(event),
    ]
    if event.all_day and event.source is EventSource.EXTERNAL:
        parts.append(_("may not block"))
    if count := scene.clash_counts.get(event, 0):
        parts.append(ngettext("overlaps with {n}", "overlaps with {n}", count).format(n=count))
    if event in scene.stale:
        parts.append(_("may have changed since it was read"))
    return ", ".join(parts)


def times_beside(locale: QLocale, event: Event, scene: Scene) -> str:
    """The times of a timed event in the second zone that is shown, named; "" if there is none."""
    if scene.second is None or event.all_day:
        return ""
    times = times_words(locale, event, scene.second)
    start, end = local_time(scene.second, event.start), local_time(scene.second, event.end)
    if start.date() == end.date() != local_time(scene.zone, event.start).date():
        times = _("{start} – {end}").format(start=_with_day(locale, start), end=moment_words(locale, end))
    return _("{times} in {zone}").format(times=times, zone=scene.second.key)


def _count_words(state: DayState, count: int) -> str:
    """How many events a day has; one of which nothing is known has not none."""
    if state is DayState.UNREADABLE and not count:
        return _("not read, not known to be free")
    if state is DayState.LOADING and not count:
        return _("loading")
    return ngettext("{n} event", "{n} events", count).format(n=count)


def spoken_column(locale: QLocale, scene: Scene, column: int, count: int) -> str:
    """A column as a screen reader says it: whose it is, if it is somebody's, its day, and how many events it has."""
    day = scene.day(column)
    person = scene.by_person[column] if scene.by_person is not None else None
    parts = [person.person.name, person.words] if person is not None else []
    parts.append(day_of_year_words(locale, day.date))
    if day.date == scene.today:
        parts.append(_("today"))
    if day.changes:
        parts.append(_("clocks change"))
    if person is not None and person.unread:
        parts += [_count_words(DayState.KNOWN, count)] if count else []
        parts.append(_("could not be read, not known to be free"))
        return ", ".join(parts)
    parts.append(_count_words(scene.state(column), count))
    if person is None and scene.blind:
        parts.append(_("could not be read: {names}").format(names=", ".join(scene.blind)))
    return ", ".join(parts)
