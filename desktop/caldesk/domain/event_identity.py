"""What makes two events the same one, whatever of it may be seen, and how an event loses its personal data.

External events have no id: identity is everything that an answer without personal data says.
"""

from caldesk.domain.event import Event, EventSource

Identity = tuple[str, int, int, bool, str, str, str, str]


def identity(event: Event) -> Identity:
    """Equal for the same event with and without titles. Several events may share it; they are then told by count."""
    return (
        event.schedule_id,
        event.start,
        event.end,
        event.all_day,
        event.source,
        event.calendar_type,
        event.id,
        event.kind,
    )


def is_bare(event: Event) -> bool:
    """Whether it holds no personal data."""
    return event.title is None and event.calendar_name is None


def without_titles(event: Event) -> Event:
    """An external event without its title and its calendar's name; itself if it has none.

    Wix's own events stay as they are: they are the site's, come without being revealed, and are no secret here.
    """
    if event.source is EventSource.WIX or is_bare(event):
        return event
    return Event(
        schedule_id=event.schedule_id,
        start=event.start,
        end=event.end,
        all_day=event.all_day,
        source=event.source,
        calendar_type=event.calendar_type,
        id=event.id,
        kind=event.kind,
    )
