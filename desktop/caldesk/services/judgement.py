"""What a connection's answer means in the light of what was seen before: a pure rule, without a clock of its own.

A single answer can mislead: an error without a reason may pass, a routine sync looks like a first one, and a provider
that does not answer says nothing about an account that had already locked us out.
"""

from msgspec import Struct

from caldesk.domain.connection import Connection, ConnectionState, ConnectionStatus, ErrorReason, state_of

CONFIRM_AFTER = 10.0
"""Seconds between two failed looks that count as two; a double click on Refresh is one."""

SYNC_PATIENCE = 15 * 60.0
"""Seconds for which a sync of a connection that worked is routine; Wix asks for 5 to 10 minutes (`wix-api.md` §3.2)."""


class Memory(Struct, frozen=True, kw_only=True):
    """What is remembered of a connection. `since` and `doubt_since` are epoch seconds.

    `doubt_since` is when answers began that may, but need not, mean another state; None without doubt.
    """

    state: ConnectionState
    since: float
    doubt_since: float | None = None


class _Verdict(Struct, frozen=True):
    state: ConnectionState
    doubt_since: float | None = None


def judge(connection: Connection, memory: Memory | None, now: float, *, provider_failed: bool = False) -> Memory:
    """What is to be shown, and remembered for the next look.

    `provider_failed` says that this look named its provider in `failedProviderIds`; `connection` is then an old answer.
    """
    verdict = _verdict(connection, memory, now, provider_failed=provider_failed)
    kept = memory is not None and memory.state is verdict.state
    return Memory(
        state=verdict.state,
        since=memory.since if memory is not None and kept else now,
        doubt_since=verdict.doubt_since,
    )


def is_definite(connection: Connection) -> bool:
    """Whether the service itself says that somebody has to sign in again."""
    return connection.status is ConnectionStatus.ERROR and connection.error_reason is not ErrorReason.UNDEFINED


def _verdict(connection: Connection, memory: Memory | None, now: float, *, provider_failed: bool) -> _Verdict:
    before = memory.state if memory else None
    if provider_failed:
        return _unanswered(connection, memory)
    if connection.status is ConnectionStatus.ERROR and not is_definite(connection):
        return _unexplained(memory, now)
    if connection.status is ConnectionStatus.SYNC_IN_PROGRESS and before is ConnectionState.WORKING:
        begun = _doubt(memory, now)
        routine = abs(now - begun) < SYNC_PATIENCE
        return _Verdict(ConnectionState.WORKING, begun) if routine else _Verdict(ConnectionState.STARTING)
    return _Verdict(state_of(connection))


def _unanswered(connection: Connection, memory: Memory | None) -> _Verdict:
    """No answer repairs nothing: who had to sign in still has to. A doubt stays a doubt."""
    doubt = memory.doubt_since if memory else None
    if memory is not None and memory.state is ConnectionState.NEEDS_SIGN_IN:
        return _Verdict(ConnectionState.NEEDS_SIGN_IN, doubt)
    return _Verdict(state_of(connection, provider_failed=True), doubt)


def _unexplained(memory: Memory | None, now: float) -> _Verdict:
    """An error without a reason: only the second look in a row makes it a matter for the account's owner."""
    if memory is not None and memory.state is ConnectionState.NEEDS_SIGN_IN:
        return _Verdict(ConnectionState.NEEDS_SIGN_IN)
    in_doubt = memory is not None and memory.state is ConnectionState.NOT_REACHABLE
    begun = _doubt(memory, now) if in_doubt else now
    if abs(now - begun) >= CONFIRM_AFTER:
        return _Verdict(ConnectionState.NEEDS_SIGN_IN)
    return _Verdict(ConnectionState.NOT_REACHABLE, begun)


def _doubt(memory: Memory | None, now: float) -> float:
    return now if memory is None or memory.doubt_since is None else memory.doubt_since
