"""Finds and proves the connection that a sign-in made: the list of the schedule before and after, read back.

A redirect is a hint. What counts is a connection that the service shows, on the right schedule, with the right
provider, alive.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from caldesk.api import connections
from caldesk.api.errors import NotFound
from caldesk.domain.connection import Connection, ConnectionStatus
from caldesk.services.ports import Clock

if TYPE_CHECKING:
    from caldesk.api.client import ApiClient

READ_BACK_TRIES = 3
READ_BACK_PAUSE = 1.0
_BAD = frozenset({ConnectionStatus.DISCONNECTED, ConnectionStatus.ERROR})


class Aim(Struct, frozen=True, kw_only=True):
    """What is being connected to what."""

    schedule_id: str
    provider_id: str


class Doubt(StrEnum):
    """Why there is no proof."""

    MISSING = "missing"
    OTHER_AIM = "other-aim"
    NOT_ALIVE = "not-alive"


class Found(Struct, frozen=True, kw_only=True):
    """A connection that stands. `named` says that the sign-in itself named it; else it is the only new one."""

    connection: Connection
    named: bool = False


class Several(Struct, frozen=True, kw_only=True):
    """New connections of which nothing tells whose sign-in made them: a person has to say."""

    connections: tuple[Connection, ...]


class Baseline(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a schedule held before a sign-in: status by connection id.

    If the provider could not be read then (`whole` is False), one that turns up later need not be new and proves
    nothing.
    """

    before: dict[str, ConnectionStatus] = {}
    whole: bool = False

    def is_new(self, connection: Connection) -> bool:
        """New, or alive again: a sign-in with the same account may revive the old connection."""
        known = self.before.get(connection.id)
        return self.whole if known is None else known in _BAD

    def fresh(self, listed: Iterable[Connection], aim: Aim) -> tuple[Connection, ...]:
        """The working connections of the aim that were not there before."""
        return tuple(one for one in listed if doubt_of(one, aim) is None and self.is_new(one))


def baseline_of(listed: Iterable[Connection], failed_provider_ids: frozenset[str], aim: Aim) -> Baseline:
    """What the schedule of the aim holds now; `failed_provider_ids` could not be read."""
    before = {one.id: one.status for one in listed if one.schedule_id == aim.schedule_id}
    return Baseline(before=before, whole=aim.provider_id not in failed_provider_ids)


class Witness:
    """Remembers the connections of the schedule before a sign-in, and tells afterwards what came of it.

    One witness serves every attempt of a flow at the same aim, so that what an attempt made late is still found.
    """

    def __init__(self, client: "ApiClient", clock: Clock, aim: Aim) -> None:
        self._client = client
        self._clock = clock
        self._aim = aim
        self._baseline = Baseline()
        self._looked = False
        self._strangers: set[str] = set()

    @property
    def has_looked(self) -> bool:
        """Whether what was there before is known."""
        return self._looked

    async def remember(self) -> None:
        """Look before the first attempt. Raises ApiError."""
        if self._looked:
            return
        found = await self._list()
        self._baseline = baseline_of(found.connections, found.failed_provider_ids, self._aim)
        self._looked = True

    def ignore(self, connection_id: str) -> None:
        """A person said that this one is somebody else's."""
        self._strangers.add(connection_id)

    async def find(self, connection_id: str = "") -> Found | Several | Doubt:
        """The proven connection: the one named, if it is right, else the only new one. Raises ApiError."""
        doubt = Doubt.MISSING
        if connection_id:
            named = await self._read_back(connection_id)
            if named is not None:
                doubt_now = doubt_of(named, self._aim)
                if doubt_now is None:
                    return Found(connection=named, named=True)
                doubt = doubt_now
        listed = await self._only_new()
        return doubt if listed is Doubt.MISSING else listed

    async def _read_back(self, connection_id: str) -> Connection | None:
        """A little patience if the service does not show it yet."""
        for attempt in range(READ_BACK_TRIES):
            if attempt:
                await self._clock.sleep(READ_BACK_PAUSE)
            try:
                return await connections.get_connection(self._client, connection_id)
            except NotFound:
                continue
        return None

    async def beside(self, connection: Connection) -> tuple[Connection, ...]:
        """What the schedule holds besides, of the same provider, ended ones included. Raises ApiError."""
        listed = (await self._list()).connections
        return tuple(one for one in listed if one.id != connection.id and one.provider_id == connection.provider_id)

    async def _only_new(self) -> Found | Several | Doubt:
        listed = (await self._list()).connections
        fresh = tuple(one for one in self._baseline.fresh(listed, self._aim) if one.id not in self._strangers)
        if len(fresh) == 1:
            return Found(connection=fresh[0])
        return Several(connections=fresh) if fresh else Doubt.MISSING

    async def _list(self) -> connections.ConnectionList:
        return await connections.list_connections(self._client, schedule_ids=(self._aim.schedule_id,))


def doubt_of(connection: Connection, aim: Aim) -> Doubt | None:
    """Why this is not a working connection of the aim; None when it is."""
    if (connection.schedule_id, connection.provider_id) != (aim.schedule_id, aim.provider_id):
        return Doubt.OTHER_AIM
    return Doubt.NOT_ALIVE if connection.status in _BAD else None
