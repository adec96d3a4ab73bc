"""The small parts of connecting: password shape, kept settings, first events, words."""

from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from caldesk.api import connections, events
from caldesk.api.errors import Call, NotSupportedByProvider
from caldesk.domain.connection import Calendar, ExportConfig, ExportTarget, ImportConfig, ImportSource, SyncConfig
from caldesk.domain.event import Event
from caldesk.domain.provider import CalendarType
from caldesk.services.connect.app_password import looks_app_specific, without_spaces
from caldesk.services.connect.endings import Ended, Ending, Move, Possible, moves_for
from caldesk.services.connect.failure_words import admin_request, failure_of
from caldesk.services.connect.review import calendars_of, first_events
from caldesk.services.connect.settings_kept import carried_over, why_not_carried_over
from caldesk.services.connect.ways import Way
from caldesk.services.problems import ProblemId
from tests.helpers.fake_connections import GOOGLE, made


@pytest.mark.parametrize("text", ["abcd-efgh-ijkl-mnop", "zzzz-zzzz-zzzz-zzzz"])
def test_the_usual_shape_of_an_app_specific_password(text):
    assert looks_app_specific(text)


@pytest.mark.parametrize("text", ["", "abcdefghijklmnop", "Abcd-efgh-ijkl-mnop", "abcd-efgh-ijkl-mnop-", "hunter2"])
def test_other_passwords_do_not_have_it(text):
    assert not looks_app_specific(text)


def test_what_is_pasted_loses_its_spaces():
    assert without_spaces(" abcd-efgh-\n ijkl-mnop\t") == "abcd-efgh-ijkl-mnop"


_PRIMARY = ImportConfig(enabled=True, source=ImportSource.PRIMARY_CALENDAR)
_WORK = ImportConfig(enabled=True, source=ImportSource.CALENDARS, calendars=(Calendar("work"),))
_DEDICATED = ExportConfig(enabled=True, target=ExportTarget.DEDICATED_CALENDAR)


def test_the_former_settings_are_carried_over():
    former = made("old", sync_config=SyncConfig(imports=_WORK, exports=ExportConfig(enabled=False)))
    fresh = made(sync_config=SyncConfig(imports=_PRIMARY, exports=_DEDICATED))
    assert carried_over(former, fresh) == former.sync_config


def test_calendars_of_another_account_are_not_carried_over():
    imports = replace(_WORK, enabled=False)
    former = made("old", account_email="other@example.com", sync_config=SyncConfig(imports=imports))
    fresh = made(sync_config=SyncConfig(imports=_PRIMARY, exports=_DEDICATED))
    expected = SyncConfig(imports=replace(_PRIMARY, enabled=False), exports=_DEDICATED)
    assert carried_over(former, fresh) == expected


def test_what_the_former_did_not_tell_stays_as_it_is_now():
    fresh = made(sync_config=SyncConfig(imports=_PRIMARY, exports=_DEDICATED))
    assert carried_over(made("old"), fresh) == fresh.sync_config


@pytest.mark.parametrize("odd", ["former", "fresh"])
def test_settings_that_were_not_wholly_understood_are_not_carried_over(odd):
    former = made("old", sync_config=SyncConfig(imports=_WORK, exports=_DEDICATED, understood=odd != "former"))
    fresh = made(sync_config=SyncConfig(imports=_PRIMARY, exports=_DEDICATED, understood=odd != "fresh"))
    assert carried_over(former, fresh) is None
    problem = why_not_carried_over(former)
    assert problem.id is ProblemId.NOT_SUPPORTED
    assert ("set again" in problem.what) is (odd == "former")


def _pages(monkeypatch, *pages):
    asked = []

    async def external_event_pages(_client, **about):
        asked.append(about)
        for page in pages:
            yield page

    monkeypatch.setattr(events, "external_event_pages", external_event_pages)
    return asked


def _event(start, kind=CalendarType.GOOGLE):
    return Event(schedule_id="s-ana", start=start, end=start + 60, calendar_type=kind)


async def test_the_first_events_are_asked_for_without_titles(monkeypatch):
    found = tuple(_event(start) for start in range(8))
    asked = _pages(monkeypatch, events.EventPage(events=(_event(0, CalendarType.MICROSOFT), *found), last=True))
    seen = await first_events(object(), made(), ZoneInfo("UTC"), 1000.9)
    assert seen.events == found[:5]
    assert seen.readable
    assert (asked[0]["titles"], asked[0]["schedule_ids"], asked[0]["start"]) == (False, ("s-ana",), 1000)


async def test_a_provider_that_could_not_be_read_is_not_an_empty_calendar(monkeypatch):
    _pages(monkeypatch, events.EventPage(failed_provider_ids=frozenset({GOOGLE.id}), last=True))
    seen = await first_events(object(), made(), ZoneInfo("UTC"), 0.0)
    assert not seen.events
    assert not seen.readable


async def test_calendars_where_there_is_no_choice(monkeypatch):
    async def refuse(_client, _id):
        raise NotSupportedByProvider("no", Call(), 428)

    monkeypatch.setattr(connections, "list_calendars", refuse)
    assert await calendars_of(object(), "c") == ()


@pytest.mark.parametrize("ending", list(Ending))
def test_every_ending_has_words_and_a_next_step_that_fits(ending):
    ended = Ended(ending=ending, detail="host: why")
    moves = moves_for(ended, Possible(used=Way.HERE, ways=frozenset(Way)))
    failure = failure_of(ended, moves, "Google")
    assert moves
    assert all((failure.title, failure.what, failure.cure))
    assert "{" not in failure.title + failure.what + failure.cure
    assert failure.detail == f"sign-in: {ending.value}\nhost: why"


def test_credentials_are_typed_again_and_never_sent_to_a_browser():
    moves = moves_for(Ended(ending=Ending.UNKNOWN_ANSWER), Possible(used=None, ways=frozenset(Way)))
    assert moves == (Move.EDIT_FORM,)


def test_a_rejection_is_not_met_with_more_of_the_same():
    moves = moves_for(Ended(ending=Ending.REJECTED), Possible(used=Way.HERE, ways=frozenset(Way)))
    assert Move.AGAIN not in moves


def test_the_letter_names_provider_and_site():
    letter = admin_request("Outlook or Office 365", "Practice studio")
    assert "Outlook or Office 365" in letter
    assert "Practice studio" in letter
