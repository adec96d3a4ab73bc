"""The time zones that this computer knows, to choose one from."""

import zoneinfo
from functools import lru_cache

from caldesk.domain.plain_text import plain, words_of
from caldesk.domain.timespan import zone_or_none

_TECHNICAL = ("posix/", "right/", "SystemV/")


@lru_cache(maxsize=1)
def zone_ids() -> tuple[str, ...]:
    """Every id in order; reading them takes a moment, so it is only done when somebody chooses."""
    known = zoneinfo.available_timezones()
    return tuple(sorted(each for each in known if not each.startswith(_TECHNICAL) and _is_place(each)))


def _is_place(zone_id: str) -> bool:
    return "/" in zone_id or zone_or_none(zone_id) is not None


def place_of(zone_id: str) -> str:
    """The place in an id: "Sao Paulo" of "America/Sao_Paulo"."""
    return zone_id.rpartition("/")[2].replace("_", " ")


def matching_zones(query: str) -> list[str]:
    """Ids that hold every word, those whose place begins with the first one before the others."""
    wanted = words_of(query.replace("/", " ").replace("_", " "))
    texts = {each: plain(each.replace("/", " ").replace("_", " ")) for each in zone_ids()}
    found = [each for each, text in texts.items() if all(word in text for word in wanted)]
    return sorted(found, key=lambda each: not wanted or not plain(place_of(each)).startswith(wanted[0]))
