"""Ending a connection on the practice site, met by everything that can come between, and what is known afterwards."""

import asyncio

import pytest
from msgspec.structs import replace

from caldesk.api import connections as api
from caldesk.api.errors import Forbidden, ServerError
from caldesk.domain.connection import ConnectionState, ConnectionStatus, wish_export
from caldesk.domain.provider import CalendarType
from caldesk.domain.secret import Secret
from caldesk.sandbox.faults import Fault
from caldesk.sandbox.shapes import ErrorReason, Status
from caldesk.services.disconnect import ending as ending_module
from caldesk.services.disconnect import reading_back
from caldesk.services.disconnect.ending import Outcome, end, look_again, with_same_account
from caldesk.services.disconnect.ending_words import all_is_well, ending_text, ending_title, in_doubt
from caldesk.services.disconnect.reading_back import LATE_PAUSE, LATE_TRIES, Fate
from caldesk.services.history.records import Place
from tests.helpers.disconnect_desk import disconnect_desk

GOOGLE = "mara.quinn@gmail.example"
SHARED = "studio.frontdesk@gmail.example"


async def test_it_is_ended_there_and_read_back():
    async with disconnect_desk() as desk:
        one = desk.connection(GOOGLE)
        ending = await end(desk.session, one.id)
        assert ending.outcome is Outcome.ENDED
        assert desk.there(one.id) == "DISCONNECTED"
        assert desk.view(GOOGLE).state is ConnectionState.OFF
        assert ending_title(ending) == f"Disconnected {GOOGLE} from Mara Quinn"
        assert all_is_well(ending)
        (kept,) = desk.session.endings.lately()
        assert kept.connection.sync_config == one.sync_config


async def test_one_that_ended_elsewhere_meanwhile_is_as_good_and_keeps_the_settings_it_had():
    async with disconnect_desk() as desk:
        one = desk.connection(GOOGLE)
        await api.disconnect(desk.session.client, one.id)
        ending = await end(desk.session, one.id)
        assert ending.outcome is Outcome.ENDED
        assert desk.session.endings.find(one.id).sync_config == one.sync_config


async def test_one_that_is_gone_altogether_has_ended_and_leaves_the_list():
    async with disconnect_desk() as desk:
        one = desk.connection(GOOGLE)
        desk.drop(one.id)
        ending = await end(desk.session, one.id)
        assert ending.outcome is Outcome.ENDED
        assert one.id not in desk.session.state.snapshot.connections
        assert desk.session.endings.find(one.id) is not None


async def test_one_that_is_not_listed_once_it_is_ended_leaves_the_list():
    async with disconnect_desk() as desk:
        one = desk.connection(GOOGLE)
        gone_after = desk.session.connections.disconnect

        async def disconnect(connection_id: str) -> None:
            await gone_after(connection_id)
            desk.drop(connection_id)

        desk.session.connections.disconnect = disconnect
        ending = await end(desk.session, one.id)
        assert ending.outcome is Outcome.ENDED
        assert one.id not in desk.session.state.snapshot.connections


async def test_a_404_is_no_proof_while_the_list_still_shows_it():
    async with disconnect_desk() as desk:
        one = desk.connection(GOOGLE)
        desk.server.control.add_fault(Fault(route="getConnection", status=404))
        desk.server.control.add_fault(Fault(route="listConnections", status=403))
        ending = await end(desk.session, one.id)
        assert ending.outcome is Outcome.NOT_READ_BACK
        assert in_doubt(ending)


async def test_a_list_from_which_its_provider_is_missing_proves_nothing_either(monkeypatch):
    async with disconnect_desk() as desk:
        one = desk.connection(GOOGLE)

        async def without(_client: object, _schedule_ids: object) -> api.ConnectionList:
            return api.ConnectionList(failed_provider_ids=frozenset({one.provider_id}))

        monkeypatch.setattr(api, "list_connections", without)
        desk.server.control.add_fault(Fault(route="getConnection", status=404))
        assert (await end(desk.session, one.id)).outcome is Outcome.NOT_READ_BACK


@pytest.mark.parametrize("lost", [{"status": 503}, {"cut": "midway"}, {"status": 504, "body": "html"}], ids=str)
async def test_an_answer_that_was_lost_is_looked_up(lost):
    async with disconnect_desk() as desk:
        one = desk.connection(GOOGLE)
        desk.server.control.add_fault(Fault(route="disconnect", after=True, **lost))
        ending = await end(desk.session, one.id)
        assert ending.outcome is Outcome.ENDED
        assert len(desk.server.control.requests("disconnect")) == 1


async def test_one_that_times_out_and_happened_all_the_same_has_ended(monkeypatch):
    async with disconnect_desk() as desk:
        one = desk.connection(GOOGLE)
        monkeypatch.setattr(desk.session.client, "_total", 1.0)
        desk.server.control.add_fault(Fault(route="disconnect", after=True, delay=3.0))
        assert (await end(desk.session, one.id)).outcome is Outcome.ENDED
        assert desk.there(one.id) == "DISCONNECTED"


async def test_a_reading_that_hangs_is_given_up(monkeypatch):
    monkeypatch.setattr(ending_module, "LAST_LOOK", 0.2)
    monkeypatch.setattr(reading_back, "PATIENCE", 0.2)
    async with disconnect_desk() as desk:
        one = desk.connection(GOOGLE)
        desk.server.control.add_fault(Fault(route="getConnection", delay=3.0))
        assert (await end(desk.session, one.id)).outcome is Outcome.NOT_READ_BACK
        assert desk.session.endings.find(one.id).sync_config == one.sync_config


async def test_an_answer_and_a_look_that_were_lost_are_made_up_for_by_the_next_look():
    async with disconnect_desk() as desk:
        await desk.session.recorder.begin()
        one = desk.connection(GOOGLE)
        desk.server.control.add_fault(Fault(route="disconnect", after=True, status=503))
        desk.server.control.add_fault(Fault(route="getConnection", status=403, times=2))
        ending = await end(desk.session, one.id)
        assert ending.outcome is Outcome.ENDED
        entries = await desk.session.history.entries("p")
        (told,) = [entry for entry in entries if entry.after == ConnectionState.OFF.value]
        assert told.place is Place.HERE


async def test_where_nothing_can_be_read_it_is_not_known_and_a_later_look_tells():
    async with disconnect_desk() as desk:
        one = desk.connection(GOOGLE)
        desk.server.control.add_fault(Fault(route="disconnect", after=True, status=503))
        desk.server.control.add_fault(Fault(route="getConnection", status=403))
        ending = await end(desk.session, one.id)
        assert ending.outcome is Outcome.NOT_KNOWN
        assert "not known" in ending_title(ending)
        assert ending.problem is not None
        desk.server.control.clear_faults()
        later = await look_again(desk.session, ending)
        assert (later.outcome, later.problem) == (Outcome.ENDED, None)
        assert desk.session.endings.find(one.id) is not None


async def test_a_later_look_may_tell_that_nothing_was_done():
    async with disconnect_desk() as desk:
        one = desk.connection(GOOGLE)
        desk.server.control.add_fault(Fault(route="disconnect", status=503))
        desk.server.control.add_fault(Fault(route="getConnection", status=403))
        ending = await end(desk.session, one.id)
        desk.server.control.clear_faults()
        later = await look_again(desk.session, ending)
        assert later.outcome is Outcome.STANDS
        assert not later.accepted
        assert "was not disconnected" in ending_title(later)
        assert desk.session.endings.lately() == ()


async def test_a_failure_after_which_it_still_stands_is_an_error_and_nothing_is_to_undo():
    async with disconnect_desk() as desk:
        one = desk.connection(GOOGLE)
        desk.server.control.add_fault(Fault(route="disconnect", status=503))
        with pytest.raises(ServerError):
            await end(desk.session, one.id)
        assert desk.there(one.id) == "SYNCED"
        assert desk.view(GOOGLE).state is ConnectionState.WORKING
        assert desk.session.endings.lately() == ()


async def test_what_was_refused_needs_no_look():
    async with disconnect_desk() as desk:
        one = desk.connection(GOOGLE)
        desk.server.control.add_fault(Fault(route="disconnect", status=403))
        with pytest.raises(Forbidden):
            await end(desk.session, one.id)
        assert len(desk.server.control.requests("getConnection")) == 1  # the last look before it
        assert desk.session.endings.lately() == ()


async def test_a_reading_that_fails_leaves_what_wix_said_and_a_later_look():
    async with disconnect_desk() as desk:
        one = desk.connection(GOOGLE)
        desk.server.control.add_fault(Fault(route="getConnection", status=403))
        ending = await end(desk.session, one.id)
        assert ending.outcome is Outcome.NOT_READ_BACK
        assert "could not be read again" in ending_text(ending)
        desk.server.control.clear_faults()
        assert (await look_again(desk.session, ending)).outcome is Outcome.ENDED


async def test_a_service_that_shows_it_late_is_asked_again():
    async with disconnect_desk() as desk:
        one = desk.connection(GOOGLE)
        later = desk.clock.sleep

        async def slow(_connection_id: str) -> None:
            """Taken, and not carried out yet."""

        async def sleep(seconds: float) -> None:
            desk.server.control.settle(one.id, Status.DISCONNECTED)
            await later(seconds)

        desk.session.connections.disconnect, desk.clock.sleep = slow, sleep
        assert (await end(desk.session, one.id)).outcome is Outcome.ENDED
        assert desk.clock.slept == [LATE_PAUSE]


async def test_one_that_goes_on_being_shown_is_said_to_be():
    async with disconnect_desk() as desk:
        one = desk.connection(GOOGLE)

        async def taken(_connection_id: str) -> None:
            """Taken, and never carried out."""

        desk.session.connections.disconnect = taken
        ending = await end(desk.session, one.id)
        assert ending.outcome is Outcome.STILL_SHOWN
        assert desk.clock.slept == [LATE_PAUSE] * (LATE_TRIES - 1)
        assert desk.view(GOOGLE).state is ConnectionState.WORKING
        assert in_doubt(ending)


# what is remembered


async def test_settings_are_remembered_before_anything_is_ended():
    async with disconnect_desk() as desk:
        one = desk.connection(GOOGLE)
        seen = []

        async def dies(_connection_id: str) -> None:
            seen.extend(desk.session.endings.lately())
            raise asyncio.CancelledError

        desk.session.connections.disconnect = dies
        with pytest.raises(asyncio.CancelledError):
            await end(desk.session, one.id)
        assert [kept.connection.id for kept in seen] == [one.id]


async def test_settings_that_were_changed_elsewhere_are_those_that_are_remembered():
    async with disconnect_desk() as desk:
        view = desk.view(GOOGLE)
        changed = wish_export(view.connection.sync_config, False, view.provider)
        await api.update_sync_config(desk.session.client, view.id, changed)
        assert view.connection.sync_config.exports.enabled
        await end(desk.session, view.id)
        assert desk.session.endings.find(view.id).sync_config.exports.enabled is False


async def test_a_switch_that_is_still_being_saved_goes_before_and_is_remembered():
    async with disconnect_desk() as desk:
        view = desk.view(GOOGLE)
        desk.session.connections.set_export(view.id, False)
        ending = await end(desk.session, view.id)
        assert ending.outcome is Outcome.ENDED
        assert desk.session.endings.find(view.id).sync_config.exports.enabled is False


async def test_settings_that_cannot_be_read_again_are_those_that_are_known():
    async with disconnect_desk() as desk:
        one = desk.connection(GOOGLE)
        desk.server.control.add_fault(Fault(route="getConnection", status=403, times=1))
        await end(desk.session, one.id)
        assert desk.session.endings.find(one.id).sync_config == one.sync_config


async def test_a_detour_is_not_offered_again():
    async with disconnect_desk() as desk:
        await end(desk.session, desk.connection(GOOGLE).id, undo=False)
        assert desk.session.endings.lately() == ()


# others with the same account


async def pair(desk):
    """Two connections with one account: the one to end, and the other one."""
    views = desk.session.state.snapshot.connections.values()
    found = sorted((view for view in views if view.connection.account_email == SHARED), key=lambda view: view.id)
    return found[0].connection, found[1].connection


async def test_the_other_one_with_the_same_account_is_read_and_still_works():
    async with disconnect_desk("duplicates") as desk:
        one, other = await pair(desk)
        ending = await end(desk.session, one.id)
        (told,) = ending.others
        assert (told.connection.id, told.sure, told.fate) == (other.id, True, Fate.WORKS)
        assert "still works on" in ending_text(ending)
        assert all_is_well(ending)
        assert desk.there(other.id) == "SYNCED"


async def test_the_other_one_that_has_gone_with_it_is_said_and_can_be_connected_again():
    async with disconnect_desk("duplicates") as desk:
        one, other = await pair(desk)
        desk.server.control.settle(other.id, Status.DISCONNECTED)
        ending = await end(desk.session, one.id)
        assert [told.fate for told in ending.others] == [Fate.ENDED]
        assert "has ended on" in ending_text(ending)
        assert not all_is_well(ending)
        assert {kept.connection.id for kept in desk.session.endings.lately()} == {one.id, other.id}
        assert desk.session.endings.lately()[0].connection.status is ConnectionStatus.DISCONNECTED


async def test_the_other_one_that_is_gone_altogether_has_ended_too():
    async with disconnect_desk("duplicates") as desk:
        one, other = await pair(desk)
        desk.drop(other.id)
        ending = await end(desk.session, one.id)
        assert [told.fate for told in ending.others] == [Fate.ENDED]
        assert other.id not in desk.session.state.snapshot.connections


async def test_the_other_one_may_need_a_sign_in_now():
    async with disconnect_desk("duplicates") as desk:
        one, other = await pair(desk)
        desk.server.control.settle(other.id, Status.ERROR, ErrorReason.TOKEN_REVOKED)
        ending = await end(desk.session, one.id)
        assert [told.fate for told in ending.others] == [Fate.NEEDS_SIGN_IN]
        assert "now needs a sign-in" in ending_text(ending)
        assert not all_is_well(ending)


async def test_one_that_needed_a_sign_in_before_does_so_as_before():
    async with disconnect_desk("duplicates") as desk:
        one, other = await pair(desk)
        desk.server.control.settle(other.id, Status.ERROR, ErrorReason.TOKEN_REVOKED)
        await desk.session.connections.refresh()
        await desk.session.connections.refresh()
        ending = await end(desk.session, one.id)
        assert "as before" in ending_text(ending)
        assert all_is_well(ending)


async def test_whether_the_other_one_works_may_not_be_sure():
    async with disconnect_desk("duplicates") as desk:
        one, _other = await pair(desk)
        desk.server.control.add_fault(Fault(route="getConnection", status=403))
        ending = await end(desk.session, one.id)
        assert [told.fate for told in ending.others] == [Fate.NOT_SURE]
        assert "could not be read" in ending_text(ending)
        desk.server.control.clear_faults()
        assert [told.fate for told in (await look_again(desk.session, ending)).others] == [Fate.WORKS]


async def test_an_alias_is_probably_the_same_account_and_a_shared_domain_is_nobody():
    async with disconnect_desk("duplicates") as desk:
        apple = next(one for one in desk.session.state.snapshot.providers if one.calendar_type is CalendarType.I_CAL)
        for email in ("studio.frontdesk+diary@gmail.example", "somebody.else@gmail.example"):
            await api.connect_by_credentials(
                desk.session.client,
                schedule_id=desk.schedule("Daniel Okafor").id,
                provider_id=apple.id,
                email=email,
                password=Secret("abcd-efgh-ijkl-mnop"),
            )
        await desk.session.connections.refresh()
        one, _other = await pair(desk)
        found = with_same_account(desk.session.state.snapshot, one)
        assert sorted((each.connection.account_email, each.sure) for each in found) == [
            ("studio.frontdesk+diary@gmail.example", False),
            (SHARED, True),
        ]
        words = ending_text(await end(desk.session, one.id))
        assert "studio.frontdesk+diary@gmail.example, probably the same" in words


async def test_a_connection_without_an_address_shares_its_account_with_nobody():
    async with disconnect_desk("duplicates") as desk:
        one, _other = await pair(desk)
        assert with_same_account(desk.session.state.snapshot, replace(one, account_email=" ")) == ()
