"""Connecting an account that is known already: on another schedule, or once more on its own."""

from msgspec.structs import replace

from caldesk.api.errors import Call, NotSupportedByProvider
from caldesk.domain.connection import ConnectionStatus, ExportConfig, SyncConfig
from caldesk.services.connect.duplicates import Shared
from caldesk.services.connect.endings import Move
from caldesk.services.connect.steps import Step
from tests.helpers.fake_connections import BEN, OFF, FakeSession, made, never
from tests.unit.services.connect.flow_visits import flow_of, returning, signed_in


def test_a_reconnect_does_not_go_back_to_other_providers():
    flow = flow_of(FakeSession(), never, former=made())
    flow.back()
    assert flow.state.step is Step.HOW


async def test_the_same_account_elsewhere_is_said_before_and_after(service):
    session = FakeSession(made("c-ben", schedule_id=BEN.id, account_email="ANA@example.com "))
    flow, _session = await signed_in(service, returning(service, "?connectionId=c-new", makes=made()), session=session)
    assert flow.state.also_on == (Shared(schedule="Ben", sure=True),)
    assert flow.also_on("ana@EXAMPLE.com") == (Shared(schedule="Ben", sure=True),)
    assert flow.also_on("") == flow.also_on("other@example.com") == ()


async def test_a_reconnect_sets_the_former_switches_again_and_ends_nothing(service):
    former = made("c-old", status=ConnectionStatus.ERROR, sync_config=OFF)
    service.put(former)
    visit = returning(
        service, "?connectionId=c-new", makes=made(sync_config=replace(OFF, exports=ExportConfig(enabled=True)))
    )
    flow, session = await signed_in(service, visit, session=FakeSession(former), former=former)
    view = session.state.snapshot.connections["c-new"]
    assert view.connection.sync_config == OFF
    assert (flow.state.former_email, flow.state.settings_problem) == ("", None)
    assert "c-old" in service.held


async def test_a_reconnect_with_another_account_says_so(service):
    former = made("c-old", account_email="old@example.com")
    visit = returning(service, "?connectionId=c-new", makes=made())
    flow, _session = await signed_in(service, visit, former=former)
    assert flow.state.former_email == "old@example.com"


async def test_switches_that_cannot_be_set_again_do_not_undo_the_connection(service):
    service.fail["update"] = [NotSupportedByProvider("no", Call(), 428)]
    former = made("c-old", sync_config=OFF)
    visit = returning(service, "?connectionId=c-new", makes=made(sync_config=SyncConfig()))
    flow, _session = await signed_in(service, visit, former=former)
    assert flow.state.step is Step.REVIEW
    assert flow.state.settings_problem is not None


async def test_a_reconnect_offers_no_other_provider(service):
    flow, _session = await signed_in(service, returning(service, "?error=unsupported"), former=made("c-old"))
    assert flow.state.failure.moves == (Move.OTHER_ACCOUNT,)
