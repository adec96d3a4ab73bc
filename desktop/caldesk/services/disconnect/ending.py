"""Ends a connection so that it is known afterwards what came of it: of itself, and of others with the same account.

Settings are remembered before anything is ended, so that a crash in between loses nothing.
"""

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from caldesk.api import connections
from caldesk.api.errors import ApiError
from caldesk.domain.connection import Connection, ConnectionState, is_live
from caldesk.domain.duplicate_accounts import is_one_account, is_surely_one_account
from caldesk.services.disconnect.reading_back import Fate, read_back, read_back_ended
from caldesk.services.problems import Problem, problem_of
from caldesk.services.state import Snapshot

if TYPE_CHECKING:
    from caldesk.services.session import Session

LAST_LOOK = 5.0
"""Seconds that reading the present settings may take before those that are known have to do."""

_STANDS = frozenset({Fate.WORKS, Fate.NEEDS_SIGN_IN})


class Outcome(StrEnum):
    """What is known of the connection that was to be ended."""

    ENDED = "ended"
    """Read back: disconnected, or not listed any more."""
    NOT_READ_BACK = "not-read-back"
    """Wix said so; reading it back failed."""
    STILL_SHOWN = "still-shown"
    """Wix said so, and still shows it as connected."""
    NOT_KNOWN = "not-known"
    """Neither an answer nor a reading came."""
    STANDS = "stands"
    """No answer came, and a later look shows that nothing was done."""


_ACCEPTED = frozenset({Outcome.ENDED, Outcome.NOT_READ_BACK, Outcome.STILL_SHOWN})


class Other(Struct, frozen=True, kw_only=True):
    """Another connection that surely or probably has the same account; `before` is how it stood."""

    connection: Connection
    schedule: str
    sure: bool
    before: ConnectionState
    fate: Fate = Fate.NOT_SURE


class Ending(Struct, frozen=True, kw_only=True):
    """What came of a disconnect. `connection` is as it was; `problem` only has a value where nothing is known."""

    connection: Connection
    schedule: str
    outcome: Outcome
    others: tuple[Other, ...] = ()
    problem: Problem | None = None

    @property
    def accepted(self) -> bool:
        """Whether Wix has taken the disconnect, shown yet or not."""
        return self.outcome in _ACCEPTED


async def end(session: "Session", connection_id: str, *, undo: bool = True) -> Ending:
    """Disconnect, and read back what came of it. Raises ApiError if it surely still stands.

    `undo` False does not offer to connect it again: a connection that should never have been there.
    """
    known = await _last_look(session, connection_id)
    others = with_same_account(session.state.snapshot, known)
    if undo:
        session.endings.note(known)
    error = await _disconnected(session, connection_id)
    if undo and error is None:
        session.endings.note(_as_confirmed(session, known))
    fate = await _fate(session, known, error)
    if error is not None and fate in _STANDS:
        session.endings.forget(connection_id)
        raise error
    return Ending(
        connection=known,
        schedule=_schedule_name(session.state.snapshot, known),
        outcome=_outcome(fate, answered=error is None),
        others=await _looked_at(session, others),
        problem=problem_of(error) if error is not None and fate is Fate.NOT_SURE else None,
    )


async def look_again(session: "Session", ending: Ending) -> Ending:
    """Read everything back once more, where the first look left a doubt. Raises nothing of the API's."""
    fate = await read_back(session, ending.connection)
    outcome = _outcome(fate, answered=ending.outcome is not Outcome.NOT_KNOWN)
    if outcome is Outcome.STANDS:
        session.endings.forget(ending.connection.id)
    problem = ending.problem if outcome is Outcome.NOT_KNOWN else None
    return replace(ending, outcome=outcome, problem=problem, others=await _looked_at(session, ending.others))


def with_same_account(snapshot: Snapshot, connection: Connection) -> tuple[Other, ...]:
    """The other live connections of the site with this account, or with an alias of it."""
    views = (view for view in snapshot.connections.values() if view.id != connection.id and is_live(view.connection))
    found = (
        Other(
            connection=view.connection,
            schedule=_schedule_name(snapshot, view.connection),
            sure=is_surely_one_account(view.connection, connection),
            before=view.state,
        )
        for view in views
        if is_one_account(view.connection, connection)
    )
    return tuple(sorted(found, key=lambda each: (each.schedule.casefold(), each.connection.id)))


async def _last_look(session: "Session", connection_id: str) -> Connection:
    """The connection with the settings that it has now: they may have been changed elsewhere since the last look."""
    view = session.state.snapshot.connections.get(connection_id)
    known = view.connection if view is not None else Connection(id=connection_id)
    with suppress(ApiError, TimeoutError):
        async with asyncio.timeout(LAST_LOOK):
            found = await connections.get_connection(session.client, connection_id)
        session.connections.take(found)
        if is_live(found):
            return found
    return known


def _as_confirmed(session: "Session", known: Connection) -> Connection:
    """With the last settings that were confirmed: a switch that was being saved went before the disconnect."""
    view = session.state.snapshot.connections.get(known.id)
    return known if view is None else replace(known, sync_config=view.connection.sync_config)


async def _disconnected(session: "Session", connection_id: str) -> ApiError | None:
    try:
        await session.connections.disconnect(connection_id)
    except ApiError as error:
        return error
    return None


async def _fate(session: "Session", known: Connection, error: ApiError | None) -> Fate:
    """What has become of it; an error that surely did nothing needs no look."""
    if error is None:
        return await read_back_ended(session, known)
    if not (error.maybe_done or error.call.safe):  # a safe call that failed was the look after the disconnect
        return Fate.WORKS
    session.connections.ending(known.id)  # if it shows as ended now, that was us
    fate = await read_back_ended(session, known)
    if fate is not Fate.ENDED:
        session.connections.not_ended(known.id)
    return fate


def _outcome(fate: Fate, *, answered: bool) -> Outcome:
    if fate is Fate.ENDED:
        return Outcome.ENDED
    if fate is Fate.NOT_SURE:
        return Outcome.NOT_READ_BACK if answered else Outcome.NOT_KNOWN
    return Outcome.STILL_SHOWN if answered else Outcome.STANDS


async def _looked_at(session: "Session", others: Iterable[Other]) -> tuple[Other, ...]:
    """How the others stand now; one that has gone with it can be connected again as well."""
    known = tuple(others)
    fates = await asyncio.gather(*(read_back(session, other.connection) for other in known))
    for other, fate in zip(known, fates, strict=True):
        if fate is Fate.ENDED:
            session.endings.note(other.connection)
    return tuple(replace(other, fate=fate) for other, fate in zip(known, fates, strict=True))


def _schedule_name(snapshot: Snapshot, connection: Connection) -> str:
    schedule = snapshot.schedule(connection.schedule_id)
    return schedule.name if schedule else ""
