"""Dates, times and events in the words and formats of the locale, for print."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, QLocale

from caldesk.domain.event import Event
from caldesk.domain.local_day import local_time
from caldesk.i18n import _, pgettext
from caldesk.services.calendar_export import busy_only
from caldesk.ui.calendar.printing.matter import Matter
from caldesk.ui.calendar.scene import badge_letter
from caldesk.ui.calendar.wording import (
    day_words,
    hour_words,
    long_day_words,
    moment_words,
    month_words,
    period_title,
    provider_words,
    short_day_words,
    times_words,
    title_words,
)


class LocaleWords:
    """See `matter.Wording`."""

    def __init__(self, locale: QLocale) -> None:
        self._locale = locale

    def period(self, matter: Matter, *, whole_month: bool) -> str:
        """The month, the day, or the first and the last date."""
        if whole_month:
            return month_words(self._locale, matter.focus)
        first, last = matter.dates.first, matter.dates.end - timedelta(days=1)
        if first == last:
            return period_title(self._locale, matter.dates)
        with_year = pgettext("date", "d MMMM yyyy")
        pattern = pgettext("date", "d MMMM") if first.year == last.year else with_year
        return _("{first} – {last}").format(
            first=day_words(self._locale, first, pattern), last=day_words(self._locale, last, with_year)
        )

    def day(self, day: date) -> str:
        """Weekday, day, month, year."""
        return long_day_words(self._locale, day)

    def short_day(self, day: date) -> str:
        """Weekday, day, month."""
        return short_day_words(self._locale, day)

    def weekday(self, day: date) -> str:
        """The weekday alone."""
        return day_words(self._locale, day, "dddd")

    def hour(self, minute: float) -> str:
        """A time of the axis."""
        return hour_words(self._locale, minute)

    def start(self, event: Event, zone: ZoneInfo) -> str:
        """When it begins."""
        return "" if event.all_day else moment_words(self._locale, local_time(zone, event.start))

    def until(self, event: Event, zone: ZoneInfo) -> str:
        """When it ends."""
        return _("until {time}").format(time=moment_words(self._locale, local_time(zone, event.end)))

    def times(self, event: Event, zone: ZoneInfo) -> str:
        """From when to when."""
        return times_words(self._locale, event, zone)

    def moment(self, seconds: float, zone: ZoneInfo) -> str:
        """Date and time, short."""
        moment = local_time(zone, int(seconds))
        day = self._locale.toString(QDate(moment.year, moment.month, moment.day), QLocale.FormatType.ShortFormat)
        return _("{day} {time}").format(day=day, time=moment_words(self._locale, moment))

    def title(self, event: Event) -> str:
        """The title, or "Busy"."""
        return title_words(event)

    def source(self, event: Event) -> str:
        """Where it lives."""
        return provider_words(event)

    def letter(self, event: Event) -> str:
        """The letter of where it lives; other calendars share one, whatever they are called, so that legends end."""
        return badge_letter(busy_only(event))
