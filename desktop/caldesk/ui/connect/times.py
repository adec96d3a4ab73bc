"""Times as this computer writes them, and what is left of a pause."""

from PySide6.QtCore import QDateTime, QLocale


def clock_time(seconds: float) -> str:
    """ "10:42" for epoch seconds."""
    return QLocale().toString(QDateTime.fromSecsSinceEpoch(int(seconds)).time(), QLocale.FormatType.ShortFormat)


def minutes(seconds: float) -> str:
    """ "4:07" for a length; nothing is left of a negative one."""
    whole = max(0, round(seconds))
    return f"{whole // 60}:{whole % 60:02}"
