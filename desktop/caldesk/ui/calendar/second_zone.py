"""A second time zone beside the site's own: which one was asked for, and what it says about the days that are shown.

The grid always stands on the site's zone; the second one is only read beside it, so no event and no bar ever moves.
"""

from zoneinfo import ZoneInfo

from msgspec import Struct
from PySide6.QtCore import QTimeZone

from caldesk.domain.day_axis import axis_of
from caldesk.domain.local_day import Day, local_time, offset_at
from caldesk.domain.timespan import zone_or_none
from caldesk.i18n import _
from caldesk.ui.calendar.scene import Scene

THIS_COMPUTER = "local"
"""What the settings remember for "the zone of this computer", so that it is right after a journey, too."""


class SecondZone(Struct, frozen=True):
    """What was asked for: `zone` is None where nothing was, where it is the site's own, or where `unknown` names it."""

    zone: ZoneInfo | None = None
    unknown: str = ""


def second_zone(kept: str, site: ZoneInfo) -> SecondZone:
    """What a remembered choice means now."""
    if not kept:
        return SecondZone()
    zone_id = computer_zone_id() if kept == THIS_COMPUTER else kept
    zone = zone_or_none(zone_id)
    if zone is None:
        return SecondZone(unknown=zone_id or _("of this computer"))
    return SecondZone(zone if zone.key != site.key else None)


def computer_zone_id() -> str:
    """The id of this computer's zone, as it is set now."""
    return bytes(QTimeZone.systemTimeZoneId().data()).decode()


def anchor_column(scene: Scene) -> int:
    """The column that the second axis speaks of: today, else the first."""
    return scene.column_of_day(scene.today, 0) or 0


def shift_of(scene: Scene, day: Day) -> int:
    """Seconds by which the second zone is ahead of the site's at the middle of a day."""
    noon = (day.start + day.end) // 2
    return offset_at(scene.second, noon) - offset_at(scene.zone, noon) if scene.second is not None else 0


def differs(scene: Scene, day: Day) -> bool:
    """Whether a day stands otherwise to the second zone than the second axis says."""
    return scene.second is not None and shift_of(scene, day) != shift_of(scene, scene.day(anchor_column(scene)))


def minute_beside(scene: Scene, position: float) -> float:
    """The wall-clock minute in the second zone beside a place of the axis."""
    instant = axis_of(scene.day(anchor_column(scene))).instant_at(position)
    moment = local_time(scene.second or scene.zone, instant)
    return moment.hour * 60 + moment.minute


def zone_mark(zone: ZoneInfo, day: Day) -> str:
    """The short name of a zone on a day: "GMT", or its distance from UTC where it has no other."""
    return local_time(zone, (day.start + day.end) // 2).tzname() or zone.key


def shift_words(seconds: int) -> str:
    """A distance between two zones: "+8 h", "−3:30 h"."""
    sign = "\N{MINUS SIGN}" if seconds < 0 else "+"
    hours, minutes = divmod(abs(seconds) // 60, 60)
    length = f"{hours}:{minutes:02}" if minutes else str(hours)
    return _("{sign}{hours} h").format(sign=sign, hours=length)
