"""Times of links: when they were given, and until when they are watched."""

from PySide6.QtCore import QDateTime, QLocale

from caldesk.i18n import _
from caldesk.ui.times import clock_time


def link_time(seconds: float) -> str:
    """As for other times, and in words for tomorrow."""
    moment = QDateTime.fromSecsSinceEpoch(int(seconds))
    if QDateTime.currentDateTime().date().daysTo(moment.date()) != 1:
        return clock_time(seconds)
    return _("tomorrow {time}").format(time=QLocale().toString(moment.time(), QLocale.FormatType.ShortFormat))


def whole_time(seconds: float) -> str:
    """Always with its date, for what is read on another day."""
    return QLocale().toString(QDateTime.fromSecsSinceEpoch(int(seconds)), QLocale.FormatType.ShortFormat)
