"""The same external account connected to two schedules: surely, or probably because its address is an alias.

Compares addresses only, never people: two colleagues who share a domain share nothing here.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from enum import StrEnum

from msgspec import Struct

from caldesk.domain.connection import Connection, is_live

_DOTLESS = {"gmail.com": "gmail.com", "googlemail.com": "gmail.com"}
"""Domains where dots in the name mean nothing, with the name under which both are one."""


class DuplicateReason(StrEnum):
    """How sure it is that the accounts are one."""

    SAME_ADDRESS = "same-address"
    PROBABLY_SAME = "probably-same"
    """An alias (plus tag, Gmail dots), or the same address at two providers."""


class DuplicateAccount(Struct, frozen=True, kw_only=True):
    """Live connections, on two schedules or more, that read and fill one external account."""

    reason: DuplicateReason
    connections: tuple[Connection, ...]

    @property
    def schedule_ids(self) -> frozenset[str]:
        """The schedules concerned."""
        return frozenset(connection.schedule_id for connection in self.connections)


def find_duplicate_accounts(connections: Iterable[Connection]) -> tuple[DuplicateAccount, ...]:
    """Every account on more than one schedule: the sure ones first, each in order of address."""
    live = [connection for connection in connections if is_live(connection) and connection.account_email.strip()]
    same = [group for group in _groups(live, _exact) if _spread(group)]
    alike = [group for group in _groups(live, _alias) if _spread(group) and len({_exact(each) for each in group}) > 1]
    return tuple(
        DuplicateAccount(reason=reason, connections=group)
        for reason, groups in ((DuplicateReason.SAME_ADDRESS, same), (DuplicateReason.PROBABLY_SAME, alike))
        for group in groups
    )


def plain_address(email: str) -> str:
    """The address without letter case, plus tag and, at Gmail, dots: equal for aliases of one mailbox."""
    name, at, domain = email.strip().casefold().rpartition("@")
    if not at:
        return domain
    base = name.split("+", 1)[0] or name
    if domain in _DOTLESS:
        return f"{base.replace('.', '')}@{_DOTLESS[domain]}"
    return f"{base}@{domain}"


def is_one_account(one: Connection, other: Connection) -> bool:
    """Whether both surely or probably reach one mailbox; an address that is not known matches nothing."""
    return bool(one.account_email.strip()) and _alias(one) == _alias(other)


def is_surely_one_account(one: Connection, other: Connection) -> bool:
    """The same address at the same provider."""
    return bool(one.account_email.strip()) and _exact(one) == _exact(other)


def _exact(connection: Connection) -> tuple[str, str]:
    return connection.account_email.strip().casefold(), connection.calendar_type


def _alias(connection: Connection) -> str:
    return plain_address(connection.account_email)


def _groups(connections: Iterable[Connection], key: Callable[[Connection], Hashable]) -> list[tuple[Connection, ...]]:
    groups: defaultdict[Hashable, list[Connection]] = defaultdict(list)
    for connection in sorted(connections, key=lambda each: (_exact(each), each.schedule_id, each.id)):
        groups[key(connection)].append(connection)
    return [tuple(group) for group in groups.values()]


def _spread(group: Iterable[Connection]) -> bool:
    return len({connection.schedule_id for connection in group}) > 1
