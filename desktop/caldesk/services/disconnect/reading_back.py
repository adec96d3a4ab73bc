"""How a connection stands, read back from the service and not concluded from an answer: working, ended, or not sure."""

import asyncio
from contextlib import suppress
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from caldesk.api import connections
from caldesk.api.errors import ApiError, NotFound
from caldesk.domain.connection import Connection, ConnectionState, state_of

if TYPE_CHECKING:
    from caldesk.services.session import Session

PATIENCE = 15.0
"""Seconds that reading one connection back may take."""
LATE_TRIES = 3
LATE_PAUSE = 1.0
"""How often, and after how many seconds, it is asked again whether an ended connection shows as ended."""


class Fate(StrEnum):
    """What has become of a connection."""

    WORKS = "works"
    NEEDS_SIGN_IN = "needs-sign-in"
    ENDED = "ended"
    """Disconnected, or proven not to be listed any more."""
    NOT_SURE = "not-sure"


class Seen(Struct, frozen=True, kw_only=True):
    """A fate, and what the service showed; no connection where it is gone or could not be read."""

    fate: Fate
    connection: Connection | None = None


_FATES = {
    ConnectionState.WORKING: Fate.WORKS,
    ConnectionState.STARTING: Fate.WORKS,
    ConnectionState.NEEDS_SIGN_IN: Fate.NEEDS_SIGN_IN,
    ConnectionState.NOT_REACHABLE: Fate.NOT_SURE,
    ConnectionState.OFF: Fate.ENDED,
}


async def read_back(session: "Session", connection: Connection) -> Fate:
    """How a connection stands now; the session's state follows. Raises nothing of the API's."""
    seen = await _seen(session, connection)
    await _show(session, connection, seen)
    return seen.fate


async def read_back_ended(session: "Session", connection: Connection) -> Fate:
    """The same for one that was just ended; a service that shows it late is asked again before it is believed."""
    seen = await _seen(session, connection)
    for _again in range(LATE_TRIES - 1):
        if seen.fate not in {Fate.WORKS, Fate.NEEDS_SIGN_IN}:
            break
        await session.clock.sleep(LATE_PAUSE)
        seen = await _seen(session, connection)
    await _show(session, connection, seen)
    return seen.fate


async def _seen(session: "Session", connection: Connection) -> Seen:
    try:
        async with asyncio.timeout(PATIENCE):
            return await _asked(session, connection)
    except (ApiError, TimeoutError):
        return Seen(fate=Fate.NOT_SURE)


async def _asked(session: "Session", connection: Connection) -> Seen:
    """A 404 alone may mean that the whole feature is gone, so the list has to say the same."""
    try:
        return _as_shown(await connections.get_connection(session.client, connection.id))
    except NotFound:
        listed = await connections.list_connections(session.client, (connection.schedule_id,))
    found = next((one for one in listed.connections if one.id == connection.id), None)
    if found is not None:
        return _as_shown(found)
    unread = connection.provider_id in listed.failed_provider_ids or listed.skipped
    return Seen(fate=Fate.NOT_SURE if unread else Fate.ENDED)


def _as_shown(found: Connection) -> Seen:
    return Seen(fate=_FATES[state_of(found)], connection=found)


async def _show(session: "Session", connection: Connection, seen: Seen) -> None:
    """One that is gone leaves the state as it does after any look at it."""
    if seen.connection is not None:
        session.connections.take(seen.connection)
    elif seen.fate is Fate.ENDED and connection.id in session.state.snapshot.connections:
        with suppress(ApiError):
            await session.connections.check_now(connection.id)
