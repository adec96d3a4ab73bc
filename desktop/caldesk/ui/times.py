"""Times of this computer's clock as its locale writes them; a day that is not today is always said."""

from PySide6.QtCore import QDateTime, QLocale

from caldesk.i18n import _, ngettext

_MINUTE, _HOUR, _DAY = 60, 3600, 86_400
_WEEK = 7


def clock_time(seconds: float) -> str:
    """ "10:42" for a time of today, "yesterday 17:40", "Friday 17:40" within a week, else with the date."""
    moment = QDateTime.fromSecsSinceEpoch(int(seconds))
    time = QLocale().toString(moment.time(), QLocale.FormatType.ShortFormat)
    days = _days_ago(moment)
    if not days:
        return time
    if days == 1:
        return _("yesterday {time}").format(time=time)
    return _("{date} {time}").format(date=_day(moment, QLocale.FormatType.LongFormat), time=time)


def clock_time_with_seconds(seconds: float) -> str:
    """The same with seconds, for what follows each other closely."""
    moment = QDateTime.fromSecsSinceEpoch(int(seconds))
    time = QLocale().toString(moment.time(), _with_seconds(QLocale().timeFormat(QLocale.FormatType.ShortFormat)))
    if not _days_ago(moment):
        return time
    return _("{date} {time}").format(date=_day(moment, QLocale.FormatType.ShortFormat), time=time)


def column_time(seconds: float) -> str:
    """The same for a narrow column: "10:42", "Fri", or the date."""
    moment = QDateTime.fromSecsSinceEpoch(int(seconds))
    if not _days_ago(moment):
        return QLocale().toString(moment.time(), QLocale.FormatType.ShortFormat)
    return _day(moment, QLocale.FormatType.ShortFormat)


def age(seconds: float) -> str:
    """How long ago, in words: "12 minutes ago"."""
    if seconds < _MINUTE:
        return _("just now")
    if seconds < _HOUR:
        count = int(seconds // _MINUTE)
        return ngettext("{count} minute ago", "{count} minutes ago", count).format(count=count)
    if seconds < _DAY:
        count = int(seconds // _HOUR)
        return ngettext("{count} hour ago", "{count} hours ago", count).format(count=count)
    count = int(seconds // _DAY)
    return ngettext("{count} day ago", "{count} days ago", count).format(count=count)


def _with_seconds(clock: str) -> str:
    """A pattern of hours and minutes with seconds after them, in the same manner: "HH:mm" becomes "HH:mm:ss"."""
    before, minutes, after = clock.partition("mm")
    return f"{before}{minutes}{before[-1:]}ss{after}"


def _days_ago(moment: QDateTime) -> int:
    return moment.date().daysTo(QDateTime.currentDateTime().date())


def _day(moment: QDateTime, form: QLocale.FormatType) -> str:
    """The day of the week where there is no doubt which one is meant."""
    if 0 < _days_ago(moment) < _WEEK:
        return QLocale().dayName(moment.date().dayOfWeek(), form)
    return QLocale().toString(moment.date(), QLocale.FormatType.ShortFormat)
