"""What the details of an event say, line by line, as far as it is known."""

from msgspec import Struct
from PySide6.QtCore import QLocale

from caldesk.domain.event import Event, EventSource
from caldesk.domain.local_day import local_time
from caldesk.domain.overlaps import is_booking
from caldesk.i18n import _, ngettext
from caldesk.services.state import Snapshot
from caldesk.ui.calendar.scene import Scene
from caldesk.ui.calendar.wording import (
    moment_words,
    provider_words,
    spoken_event,
    times_beside,
    title_words,
    when_words,
)


class Line(Struct, frozen=True):
    """An icon of our family and a sentence."""

    icon: str
    text: str


def details_title(event: Event) -> str:
    """The heading."""
    return title_words(event)


def details_lines(locale: QLocale, event: Event, scene: Scene, snapshot: Snapshot, as_of: str) -> list[Line]:
    """When, whose, where it lives, whether it blocks bookings, what it collides with, and how old this is."""
    lines = [Line("clock", when_words(locale, event, scene.zone))]
    if beside := times_beside(locale, event, scene):
        lines.append(Line("globe", beside))
    lines.append(Line("person", scene.person(event).name))
    lines.append(Line("calendar", _where(event, snapshot)))
    lines.append(Line("info", _blocks(event)))
    if count := scene.clash_counts.get(event, 0):
        words = ngettext("Overlaps with {n} other", "Overlaps with {n} others", count).format(n=count)
        lines.append(Line("warning", words))
    if as_of:
        lines.append(Line("refresh", as_of))
    if event in scene.stale:
        lines.append(Line("clock", _("This may have changed since it was read.")))
    return lines


def hover_words(locale: QLocale, event: Event, scene: Scene) -> str:
    """What the tooltip says: all that a screen reader hears, whether it blocks, and its age."""
    lines = [spoken_event(locale, event, scene)]
    if not event.all_day or event.source is EventSource.WIX:  # else it was said
        lines.append(_blocks(event))
    if scene.as_of is not None:
        read = moment_words(locale, local_time(scene.zone, int(scene.as_of)))
        lines.append(_("Read at {time}").format(time=read))
    return "\n".join(lines)


def details_text(title: str, lines: list[Line]) -> str:
    """The same as plain text, for the clipboard."""
    return "\n".join([title, *(line.text for line in lines)])


def _where(event: Event, snapshot: Snapshot) -> str:
    provider = provider_words(event)
    if event.source is EventSource.WIX:
        return provider
    accounts = [
        view.connection.account_email
        for view in snapshot.on_schedule(event.schedule_id)
        if view.connection.calendar_type is event.calendar_type and view.connection.account_email
    ]
    words = _(" or ").join(accounts)
    if event.calendar_name and words:
        return _("{provider}, {account}, calendar “{calendar}”").format(
            provider=provider, account=words, calendar=event.calendar_name
        )
    return _("{provider}, {account}").format(provider=provider, account=words) if words else provider


def _blocks(event: Event) -> str:
    if event.source is EventSource.WIX:
        return _("A booking: this time is taken.") if is_booking(event) else _("Time blocked in Wix.")
    if event.all_day:
        return _("It is not known whether this blocks bookings all day.")
    return _("Blocks bookings here, as far as is known.")
