"""What the colour of an event tells: whose it is, or where it lives."""

from enum import StrEnum

from caldesk.domain.event import Event, EventSource
from caldesk.domain.provider import CalendarType


class ColourBy(StrEnum):
    """By schedule, the letter on an event says where it lives; by provider, its leading border says whose it is."""

    SCHEDULE = "schedule"
    PROVIDER = "provider"


class Origin(StrEnum):
    """Where events live, as far as they have a colour for it."""

    GOOGLE = "google"
    MICROSOFT = "microsoft"
    APPLE = "apple"
    WIX = "wix"
    OTHER = "other"


_ORIGINS = {
    CalendarType.GOOGLE: Origin.GOOGLE,
    CalendarType.MICROSOFT: Origin.MICROSOFT,
    CalendarType.I_CAL: Origin.APPLE,
}
_HUES = {Origin.GOOGLE: 0, Origin.MICROSOFT: 1, Origin.APPLE: 2, Origin.WIX: 3, Origin.OTHER: 4}
"""Fixed places among the theme's hues, of which the first are the furthest apart."""


def colour_by(kept: str) -> ColourBy:
    """What was remembered; by schedule where nothing was, or what a later version may have written."""
    return next((each for each in ColourBy if each.value == kept), ColourBy.SCHEDULE)


def origin_hue(origin: Origin) -> int:
    """The place of its hue in every theme."""
    return _HUES[origin]


def provider_hue(event: Event) -> int:
    """The place of the hue of where an event lives."""
    if event.source is EventSource.WIX:
        return _HUES[Origin.WIX]
    return _HUES[_ORIGINS.get(event.calendar_type, Origin.OTHER)]
