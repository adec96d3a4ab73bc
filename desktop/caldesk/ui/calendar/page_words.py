"""What the page says around its view: the line below the title, and why there is nothing to see."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import QLocale

from caldesk.domain.local_day import local_time
from caldesk.domain.timespan import MONDAY
from caldesk.i18n import _
from caldesk.ui.calendar.views import Period, ViewKind
from caldesk.ui.calendar.wording import moment_words, week_words

_WEEKS = (ViewKind.WEEK, ViewKind.WORK_WEEK)
_UNBROKEN = "\N{NO-BREAK SPACE}"


def below_title(locale: QLocale, period: Period, zone: ZoneInfo, beside: ZoneInfo | None, as_of: float | None) -> str:
    """The number of the week, the zone or both zones, and how old the picture is (epoch seconds).

    With commas, which may end a line.
    """
    has_number = period.kind in _WEEKS and period.first_weekday == MONDAY  # they are ISO weeks
    parts = [_whole(week_words(period.dates))] if has_number else []
    parts.append(zone.key)
    if beside is not None:
        parts.append(_("beside it {zone}").format(zone=beside.key))
    if as_of is not None:
        time = moment_words(locale, local_time(zone, int(as_of)))
        parts.append(_whole(_("as of {time}").format(time=time)))
    return ", ".join(parts)


def _whole(words: str) -> str:
    return words.replace(" ", _UNBROKEN)


def nothing_words(*, filtered: bool, connected: bool, blind: bool = False) -> str:
    """Why days that were read hold nothing: it is hidden, there is nothing, or nobody is connected yet.

    `blind`: not every calendar could be read.
    """
    if filtered:
        return _("Everything on these days is hidden in the list of calendars.")
    if blind:
        return _("Nothing is planned on these days, as far as the calendars could be read.")
    if connected:
        return _("Nothing is planned on these days.")
    return _("No calendar is connected yet, and there are no bookings on these days.")
