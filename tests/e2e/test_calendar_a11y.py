"""What the accessibility bus tells of the calendar of the real program: in each view days, and every event in full."""

import re
from pathlib import Path

import pytest

from tests.e2e.test_window_a11y import read
from tests.helpers import desktop
from tests.helpers.session_bus import Reader

DAY = r"(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, \d+ [A-Z][a-z]+"
TIME = r"(All day|[^,]*\d+:\d\d)[^,]*"
EVENT = re.compile(rf"[^,]+, {DAY}, {TIME}(, [^,]+)?, [^,]+, (Google|Microsoft|Apple|Wix booking)(, [^,]+)*")
"""Title or "Busy", day, times, person, where from, and what else is known."""
VIEWS = ("Day", "Work week", "Week", "Month", "Agenda", "People")


def told(reader: Reader) -> tuple[list[str], list[str]]:
    """The days and the events that are told now."""
    tree = [(role, name) for role, name, _actions in reader.ask("tree") if re.search(DAY, name)]
    return [name for role, name in tree if role == "list"], [name for role, name in tree if role == "list item"]


def as_many_as_said(days: list[str], events: list[str]) -> bool:
    """Whether the days say as many events as there are; those of a view that is not shown would be too many."""
    said = sum(int(count) for day in days for count in re.findall(r"(\d+) events?", day))
    return bool(events) and said == len(events)


@pytest.mark.limit(120)
def test_c9_the_bus_tells_the_days_and_events_of_every_view(tmp_path: Path, display: str) -> None:
    with read(tmp_path, display) as reader:
        reader.ask("press", name="Calendar", role="check box")
        for view in VIEWS:
            reader.ask("press", name=view, role="radio button")
            desktop.wait_for(lambda: as_many_as_said(*told(reader)), f"events in {view}")
            days, events = told(reader)
            assert [name for name in events if not EVENT.fullmatch(name)] == [], view
            assert all("event" in name or "could not be read" in name for name in days), view
