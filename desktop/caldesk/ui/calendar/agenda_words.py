"""What a row of the agenda says: when on its day, what and whose, and what is worth knowing about it."""

from msgspec import Struct
from PySide6.QtCore import QLocale

from caldesk.domain.agenda import AgendaEntry
from caldesk.domain.event import EventSource
from caldesk.domain.local_day import local_time
from caldesk.i18n import _, ngettext
from caldesk.ui.calendar.printing.ruler import isolated
from caldesk.ui.calendar.scene import Scene
from caldesk.ui.calendar.wording import (
    length_words,
    moment_words,
    provider_words,
    short_day_words,
    times_beside,
    times_words,
    title_words,
)

_BETWEEN_PARTS = "  ·  "


class Flag(Struct, frozen=True):
    """Something worth knowing about an entry: an icon of our family and words."""

    icon: str
    words: str
    grave: bool = False


def free_words(locale: QLocale, scene: Scene, first: int, last: int) -> str:
    """Days without anything to see: nothing is planned, or nothing of those who are shown."""
    start, end = (short_day_words(locale, scene.day(column).date) for column in (first, last))
    days = start if first == last else _("{first} – {last}").format(first=start, last=end)
    if scene.filtered:
        return _("{days}: nothing in the calendars that are shown").format(days=days)
    return _("{days}: nothing is planned").format(days=days)


def entry_times(locale: QLocale, entry: AgendaEntry, scene: Scene) -> tuple[str, str]:
    """What of an event lies on the day, and how long it lasts in all; "" where that says nothing more."""
    event = entry.event
    if event.all_day:
        return _("All day"), ""
    length = length_words(event) if event.end > event.start else ""
    if entry.continues_before and entry.continues_after:
        return _("All day"), length
    if entry.continues_before:
        end = moment_words(locale, local_time(scene.zone, event.end))
        return _("until {time}").format(time=end), length
    if entry.continues_after:
        start = moment_words(locale, local_time(scene.zone, event.start))
        return _("from {time}").format(time=start), length
    return times_words(locale, event, scene.zone), length


def entry_words(locale: QLocale, entry: AgendaEntry, scene: Scene) -> tuple[str, str]:
    """The title above whose it is; where the title is not to be seen, whose it is above "Busy"."""
    event, name = entry.event, scene.person(entry.event).name
    head, first = (event.title, isolated(name)) if event.title else (name, title_words(event))
    parts = [first, provider_words(event), times_beside(locale, event, scene)]
    return head, _BETWEEN_PARTS.join(part for part in parts if part)


def entry_flags(entry: AgendaEntry, scene: Scene) -> list[Flag]:
    """The gravest first; arrows are those of a left-to-right page."""
    event, flags = entry.event, []
    if count := scene.clash_counts.get(event, 0):
        words = ngettext("Overlaps with {n}", "Overlaps with {n}", count).format(n=count)
        flags.append(Flag("warning", words, grave=True))
    if event in scene.stale:
        flags.append(Flag("clock", _("May have changed")))
    if entry.continues_after:
        flags.append(Flag("arrow-right", _("Continues")))
    elif entry.continues_before:
        flags.append(Flag("arrow-left", _("Began earlier")))
    if event.all_day and event.source is EventSource.EXTERNAL:
        flags.append(Flag("help", _("May not block")))
    return flags
