"""Times of this computer's clock as its locale writes them."""

from PySide6.QtCore import QDateTime, QLocale

from caldesk.i18n import _, ngettext

_MINUTE, _HOUR, _DAY = 60, 3600, 86_400


def clock_time(seconds: float) -> str:
    """ "10:42" for a time of today, with the date before it for any other day."""
    moment = QDateTime.fromSecsSinceEpoch(int(seconds))
    short = QLocale.FormatType.ShortFormat
    time = QLocale().toString(moment.time(), short)
    if moment.date() == QDateTime.currentDateTime().date():
        return time
    return _("{date} {time}").format(date=QLocale().toString(moment.date(), short), time=time)


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
