"""Search looks at what may be seen and at nothing else, whatever the letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from caldesk.domain.event import Event, EventSource
from caldesk.domain.plain_text import plain
from caldesk.services.calendar_search import Seen, find_events, nearest
from caldesk.services.zones import matching_zones, place_of, zone_ids
from tests.unit.services.calendar.fake_events import booking, external

NAMES = {"ana": "Ana Ruíz", "ben": "דנה לוי"}


def provider(event: Event) -> str:
    return "Wix booking" if event.source is EventSource.WIX else "Google"


HIDDEN, REVEALED = (Seen(names=NAMES, provider=provider, revealed=revealed) for revealed in (False, True))
DENTIST = replace(external(9, "Dentist"), calendar_name="Família")
MASSAGE = booking(11, "Massage")
BENS = replace(external(10), schedule_id="ben")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("ana", [DENTIST, MASSAGE]),
        ("RUIZ", [DENTIST, MASSAGE]),
        ("google", [DENTIST, BENS]),
        ("massage", [MASSAGE]),
        ("booking ana", [MASSAGE]),
        ("לוי", [BENS]),
        ("dentist", []),
        ("familia", []),
        ("  ", []),
    ],
)
def test_hidden_titles_and_calendar_names_are_never_found(query: str, found: list[Event]) -> None:
    assert find_events([MASSAGE, BENS, DENTIST], query, HIDDEN) == found


@pytest.mark.parametrize("query", ["DENTIST", "família", "familia dent", "dentist ana google"])
def test_revealed_titles_are_found(query: str) -> None:
    assert find_events([MASSAGE, BENS, DENTIST], query, REVEALED) == [DENTIST]


@given(
    st.lists(st.sampled_from([DENTIST, MASSAGE, BENS, external(12, "Dentist"), booking(13, "Lunch")]), max_size=8),
    st.text(alphabet="adeimnstuגו ", max_size=5),
    st.booleans(),
)
def test_hits_are_those_that_a_plain_look_at_every_event_finds(events: list[Event], query: str, revealed: bool) -> None:
    def text(event: Event) -> str:
        own = event.source is EventSource.WIX
        secret = (event.title or "", event.calendar_name or "") if own or revealed else ()
        return "\n".join(map(plain, (NAMES[event.schedule_id], provider(event), *secret)))

    words = plain(query).split()
    expected = [event for event in events if words and all(word in text(event) for word in words)]
    found = find_events(events, query, REVEALED if revealed else HIDDEN)
    assert sorted(map(repr, found)) == sorted(map(repr, expected))
    assert [event.start for event in found] == sorted(event.start for event in found)


def test_a_long_list_is_cut_around_a_moment() -> None:
    found = [external(hour) for hour in range(24)]
    assert list(nearest(found, external(12).start, 100)) == found
    assert list(nearest(found, external(12).start, 4)) == found[11:15]
    assert list(nearest(found, 0, 4)) == found[:4]
    assert list(nearest(found, external(23).end, 4)) == found[20:]


def test_zones_are_found_by_place_however_it_is_written() -> None:
    assert matching_zones("são paulo") == ["America/Sao_Paulo"]
    assert matching_zones("new york")[0] == "America/New_York"
    assert matching_zones("lord")[0] == "Australia/Lord_Howe"
    assert matching_zones("") == list(zone_ids())
    assert place_of("America/Argentina/Buenos_Aires") == "Buenos Aires"
    assert not {"localtime", "posixrules", "Factory"} & set(zone_ids())
