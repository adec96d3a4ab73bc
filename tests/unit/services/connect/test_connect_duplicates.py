"""One account on two schedules: surely, probably, or not at all."""

import pytest

from caldesk.domain.connection import ConnectionStatus
from caldesk.domain.provider import CalendarType
from caldesk.services.connect.duplicates import Shared, danger, elsewhere, shared_title
from tests.helpers.fake_connections import ANA, BEN, FakeSession, made

SURE, PROBABLY = (Shared(schedule="Ben", sure=True),), (Shared(schedule="Ben", sure=False),)


@pytest.mark.parametrize(
    ("there", "asked", "told"),
    [
        ("ana@example.com", "ANA@example.com ", SURE),
        ("ana+desk@example.com", "ana@example.com", PROBABLY),
        ("a.n.a@gmail.com", "Ana@googlemail.com", PROBABLY),
        ("a.n.a@example.com", "ana@example.com", ()),
        ("ben@example.com", "ana@example.com", ()),
        ("", "ana@example.com", ()),
        ("ana@example.com", "", ()),
        ("ana@example.com", "ana", ()),
    ],
)
def test_addresses_tell_and_domains_do_not(there, asked, told):
    session = FakeSession(made("c-ben", schedule_id=BEN.id, account_email=there))
    assert elsewhere(session.state.snapshot, asked, ANA.id, CalendarType.GOOGLE) == told


def test_one_address_at_two_providers_is_probably_one_person():
    session = FakeSession(made("c-ben", schedule_id=BEN.id, calendar_type=CalendarType.MICROSOFT))
    assert elsewhere(session.state.snapshot, "ana@example.com", ANA.id, CalendarType.GOOGLE) == PROBABLY
    assert elsewhere(session.state.snapshot, "ana@example.com", ANA.id) == SURE


@pytest.mark.parametrize("values", [{"schedule_id": ANA.id}, {"status": ConnectionStatus.DISCONNECTED}])
def test_the_same_schedule_and_ended_connections_do_not_count(values):
    session = FakeSession(made("c", **({"schedule_id": BEN.id} | values)))
    assert elsewhere(session.state.snapshot, "ana@example.com", ANA.id) == ()


def test_the_words_say_how_sure_it_is_and_what_is_dangerous():
    assert "probably" in shared_title(PROBABLY)
    assert "probably" not in shared_title(SURE)
    assert "Ben" in shared_title(SURE)
    assert "block" in danger()
