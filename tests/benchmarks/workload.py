"""The workload: a year of events on fifty schedules, in the shape that `listEvents` sends; the same for every run.

A tenth lasts whole days, two or three in a hundred last several, the others 15 to 240 minutes of a working day.
`share` puts that part of them inside a month or a week and all others outside of it.
"""

import json
import random
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from msgspec import Struct

ZONE = ZoneInfo("Europe/Berlin")
TODAY = date(2026, 6, 17)
NOW = datetime(2026, 6, 17, 10, 0, tzinfo=ZONE).timestamp()
YEAR = (date(2026, 1, 1), date(2027, 1, 1))
SCHEDULES = 50
_SHOWN = {"month": (date(2026, 6, 1), 30), "week": (date(2026, 6, 15), 7), "day": (TODAY, 1)}
_GUARD = 8
"""Days around the shown range that hold nothing that is meant to lie outside; no event is longer."""
_KINDS = ("GOOGLE", "MICROSOFT", "I_CAL")
_CALENDARS = ("Primary", "Work", "Family", "On call", "Courses", "Room 2")
_WHAT = (
    "Consultation",
    "Massage",
    "Review",
    "Lesson",
    "Workshop",
    "Repair",
    "Delivery",
    "Interview",
    "Yoga",
    "Haircut",
)
_WHO = ("Ana", "Boris", "Chloe", "Dmitri", "Elena", "Farid", "Greta", "Hugo", "Ines", "Jonas", "Kaya", "Liam")
_MINUTES = (15, 30, 30, 45, 60, 60, 60, 90, 120, 240)

WireEvent = dict[str, Any]


class Focus(Struct, frozen=True):
    """That `share` of the events lies in the shown `view` (month, week or day), the rest far from it."""

    view: str
    share: float


def schedule_ids() -> list[str]:
    """The ids of the schedules."""
    chance = random.Random(SCHEDULES)  # noqa: S311 - the same for every run
    return [_guid(chance) for _ in range(SCHEDULES)]


def events(count: int, focus: Focus | None = None) -> list[WireEvent]:
    """So many events, in no order."""
    chance = random.Random(f"{count} {focus}")  # noqa: S311 - the same for every run
    ids = schedule_ids()
    inside = count if focus is None else round(focus.share * count)
    made = [_event(chance, ids, number, focus, inside=number < inside) for number in range(count)]
    chance.shuffle(made)
    return made


def page(said: list[WireEvent], cursor: str = "") -> bytes:
    """An answer of `listEvents`."""
    paging = {"count": len(said), "cursors": {"next": cursor} if cursor else {}, "hasNext": bool(cursor)}
    return _json({"events": said, "pagingMetadata": paging, "failedProviderIds": []})


def pages(said: list[WireEvent], size: int = 100) -> list[bytes]:
    """The same as several answers."""
    starts = range(0, len(said), size)
    return [page(said[at : at + size], str(at + size) if at + size < len(said) else "") for at in starts]


def wix_pages(said: list[WireEvent], size: int = 100) -> list[bytes]:
    """The same as Wix's own events, in answers of Calendar V3."""
    own = [_wix_event(each, number) for number, each in enumerate(said)]
    return [page(own[at : at + size]) for at in range(0, len(own), size)]


def write(folder: Path, count: int, focus: Focus | None = None) -> Path:
    """One answer with all of them as a file, made once."""
    name = f"{count}.json" if focus is None else f"{count}-{focus.view}-{round(focus.share * 100)}.json"
    path = folder / name
    if not path.exists():
        path.write_bytes(page(events(count, focus)))
    return path


def _json(what: object) -> bytes:
    return json.dumps(what, separators=(",", ":")).encode()


def _event(chance: random.Random, ids: list[str], number: int, focus: Focus | None, *, inside: bool) -> WireEvent:
    place = chance.randrange(len(ids))
    dice = chance.random()
    all_day, long = dice < 0.10, dice < 0.033 or dice > 0.982
    days = chance.randint(2, 5) if long else 1
    if focus is not None and inside:
        days = min(days, _SHOWN[focus.view][1])
    first = _day(chance, focus, days, inside=inside)
    start, end = _times(chance, first, days, all_day=all_day)
    return {
        "scheduleId": ids[place],
        "calendarType": _KINDS[place % len(_KINDS)],
        "calendarName": _CALENDARS[place % len(_CALENDARS)],
        "title": f"{chance.choice(_WHAT)} {chance.choice(_WHO)} #{number}",
        "start": start,
        "end": end,
        "allDay": all_day,
        "scheduleOwnerId": ids[place][::-1],
        "scheduleOwnerName": f"{_WHO[place % len(_WHO)]} {place}",
    }


def _wix_event(said: WireEvent, number: int) -> WireEvent:
    """With the fields that an event of Calendar V3 has (`wix-api.md` §8.2), most of which the program passes over."""
    start, end = _wix_moment(said["start"]), _wix_moment(said["end"])
    return {
        "id": str(UUID(int=number, version=4)),
        "scheduleId": said["scheduleId"],
        "externalScheduleId": said["scheduleOwnerId"],
        "scheduleName": said["calendarName"],
        "type": "APPOINTMENT",
        "status": "CONFIRMED",
        "title": said["title"],
        "start": start,
        "end": end,
        "adjustedStart": start,
        "adjustedEnd": end,
        "allDay": said["allDay"],
        "timeZone": ZONE.key,
        "recurrenceType": "NONE",
        "resources": [{"id": said["scheduleOwnerId"], "transparency": "BUSY"}],
        "totalCapacity": 1,
        "remainingCapacity": 0,
        "appId": str(UUID(int=0, version=4)),
        "revision": "1",
        "createdDate": said["start"],
        "updatedDate": said["start"],
    }


def _wix_moment(instant: str) -> dict[str, str]:
    local = datetime.fromisoformat(instant).astimezone(ZONE)
    return {"localDate": local.strftime("%Y-%m-%dT%H:%M:%S"), "timeZone": ZONE.key, "utcDate": instant}


def _day(chance: random.Random, focus: Focus | None, days: int, *, inside: bool) -> date:
    """A day to begin on; at week-ends there is a third of what other days have."""
    if focus is not None and inside:
        first, length = _SHOWN[focus.view]
        return first + timedelta(days=chance.randrange(length - days + 1))
    while True:
        day = YEAR[0] + timedelta(days=chance.randrange(360))
        weekend = day.weekday() >= 5 and chance.random() > 0.35
        if not weekend and not (focus is not None and _is_near(day, focus.view)):
            return day


def _is_near(day: date, view: str) -> bool:
    first, length = _SHOWN[view]
    return -_GUARD <= (day - first).days < length + _GUARD


def _times(chance: random.Random, first: date, days: int, *, all_day: bool) -> tuple[str, str]:
    midnight = datetime(first.year, first.month, first.day, tzinfo=UTC)
    if all_day:
        return _rfc3339(midnight), _rfc3339(midnight + timedelta(days=days))
    start = midnight.replace(tzinfo=ZONE) + timedelta(hours=7, minutes=15 * chance.randrange(53))
    if days > 1:
        end = start + timedelta(days=days - 1, minutes=30)
    else:
        end = start + timedelta(minutes=chance.choice(_MINUTES))
    return _rfc3339(start.astimezone(UTC)), _rfc3339(end.astimezone(UTC))


def _rfc3339(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _guid(chance: random.Random) -> str:
    return str(UUID(int=chance.getrandbits(128), version=4))
