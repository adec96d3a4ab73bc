"""Extracts for the tests of the exported files."""

from datetime import date
from zoneinfo import ZoneInfo

from hypothesis import settings

from caldesk.domain.event import Event
from caldesk.domain.timespan import DateRange
from caldesk.services.calendar_export import Extract, TitleLevel
from tests.unit.domain.making import LONDON

WEEK = DateRange(date(2026, 11, 23), date(2026, 11, 30))
NOW = 1_795_343_400.0  # 2026-11-22 10:30 UTC

UNHURRIED = settings(max_examples=50, deadline=None)
"""Defining a zone for the first time takes longer than the draws after it."""


def extract_of(*events: Event, zone: ZoneInfo = LONDON, titles: bool = False, **more: object) -> Extract:
    """What a week of these events exports."""
    known = {
        "dates": WEEK,
        "people": {"ana": "Ana Díaz", "ben": "Ben Ito"},
        "site_name": "Salon Lotus",
        "as_of": NOW - 60,
        "now": NOW,
    }
    level = TitleLevel.WITH_TITLES if titles else TitleLevel.BUSY_ONLY
    return Extract(events=events, zone=zone, level=level, **(known | more))
