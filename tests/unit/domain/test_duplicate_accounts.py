import pytest

from caldesk.domain.connection import Connection, ConnectionStatus
from caldesk.domain.duplicate_accounts import (
    DuplicateReason,
    find_duplicate_accounts,
    is_one_account,
    is_surely_one_account,
    plain_address,
)
from caldesk.domain.provider import CalendarType


def link(schedule_id: str, email: str, calendar_type=CalendarType.GOOGLE, status=ConnectionStatus.SYNCED) -> Connection:
    return Connection(
        id=f"{schedule_id}/{email}",
        schedule_id=schedule_id,
        account_email=email,
        calendar_type=calendar_type,
        status=status,
    )


def reasons(*connections: Connection) -> list[DuplicateReason]:
    return [duplicate.reason for duplicate in find_duplicate_accounts(connections)]


def test_one_address_on_two_schedules_is_one_account_whatever_its_case():
    one, other = link("ana", "Ana@Salon.example"), link("ben", " ana@salon.example ")
    (duplicate,) = find_duplicate_accounts([other, one])
    assert duplicate.reason is DuplicateReason.SAME_ADDRESS
    assert set(duplicate.connections) == {one, other}
    assert duplicate.schedule_ids == {"ana", "ben"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ana@salon.example", "ana+wix@salon.example"),
        ("ana.diaz@gmail.com", "anadiaz@gmail.com"),
        ("a.n.a+x@googlemail.com", "ANA@gmail.com"),
    ],
)
def test_an_alias_is_probably_the_same_account(one: str, other: str):
    assert reasons(link("ana", one), link("ben", other)) == [DuplicateReason.PROBABLY_SAME]


def test_one_address_at_two_providers_is_only_probably_the_same_account():
    found = reasons(link("ana", "ana@salon.example"), link("ben", "ana@salon.example", CalendarType.MICROSOFT))
    assert found == [DuplicateReason.PROBABLY_SAME]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ana@salon.example", "ben@salon.example"),
        ("ana.diaz@salon.example", "anadiaz@salon.example"),
        ("ana@salon.example", "ana@other.example"),
        ("+ana@salon.example", "+ben@salon.example"),
        ("", ""),
        (" ", " "),
    ],
)
def test_people_who_only_share_a_domain_or_a_name_are_left_in_peace(one: str, other: str):
    assert reasons(link("ana", one), link("ben", other)) == []


def test_two_connections_of_one_schedule_are_not_a_duplicate():
    assert reasons(link("ana", "ana@gmail.com"), link("ana", "ana+wix@gmail.com")) == []


def test_a_disconnected_connection_does_not_count():
    gone = link("ben", "ana@gmail.com", status=ConnectionStatus.DISCONNECTED)
    assert reasons(link("ana", "ana@gmail.com"), gone) == []


def test_sure_findings_come_before_probable_ones():
    found = find_duplicate_accounts(
        [link("ana", "a@x.example"), link("ben", "a@x.example"), link("cleo", "a+1@x.example")]
    )
    assert [(each.reason, len(each.connections)) for each in found] == [
        (DuplicateReason.SAME_ADDRESS, 2),
        (DuplicateReason.PROBABLY_SAME, 3),
    ]


@pytest.mark.parametrize("odd", ["no-at-sign", "@", "a@", "@b", "a@b@c", "+@x"])
def test_odd_addresses_are_taken_as_they_are(odd: str):
    assert plain_address(odd) == odd


@pytest.mark.parametrize(
    ("email", "kind", "one", "sure"),
    [
        ("ANA@gmail.com ", CalendarType.GOOGLE, True, True),
        ("a.na+wix@googlemail.com", CalendarType.GOOGLE, True, False),
        ("ana@gmail.com", CalendarType.I_CAL, True, False),
        ("ben@gmail.com", CalendarType.GOOGLE, False, False),
        ("", CalendarType.GOOGLE, False, False),
    ],
)
def test_two_connections_surely_or_probably_have_one_account(email, kind, one, sure):
    ana = Connection(id="a", account_email="ana@gmail.com", calendar_type=CalendarType.GOOGLE)
    other = Connection(id="b", account_email=email, calendar_type=kind)
    assert is_one_account(other, ana) is one
    assert is_surely_one_account(other, ana) is sure


def test_two_addresses_that_are_not_known_are_not_one():
    unknown = Connection(id="a", account_email=" ")
    assert not is_one_account(unknown, unknown)
    assert not is_surely_one_account(unknown, unknown)
