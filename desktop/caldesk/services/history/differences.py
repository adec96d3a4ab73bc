"""What became different about a connection since it was last written down: pure, so that it can be tried on anything.

It compares with the standing that was kept, not with the last snapshot: what changed while the program was closed
is found as well.
"""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from caldesk.domain.connection import ConnectionState, ConnectionStatus, ErrorReason, SyncConfig
from caldesk.services.history.records import Entry, Kind, Place, Standing, Wished
from caldesk.services.state import ConnectionView, Saving


class Seen(Struct, frozen=True, kw_only=True):
    """What is known around a look at one connection. `not_before`: when the former standing was last seen true.

    `owner` is the id of the user who owns its schedule, "" where that is not told. `ended_here` says that it was
    disconnected from here, `who` by whom.
    """

    view: ConnectionView
    schedule_name: str = ""
    owner: str = ""
    not_before: float | None = None
    ended_here: bool = False
    who: str = ""


def standing_of(seen: Seen, before: Standing | None) -> Standing:
    """How the connection stands now; `since` and `first_seen` go on from `before`."""
    view, config = seen.view, seen.view.connection.sync_config
    same = before is not None and before.state is view.state
    return Standing(
        connection_id=view.id,
        state=view.state,
        since=before.since if before is not None and same else view.since,
        first_seen=before.first_seen if before else view.as_of,
        provider_id=view.connection.provider_id,
        schedule_id=view.connection.schedule_id,
        schedule_name=seen.schedule_name,
        account=view.connection.account_email,
        imports=config.imports.enabled,
        exports=config.exports.enabled,
        calendars=mark_of(config),
        owner=seen.owner or (before.owner if before else ""),
        wished=wished_of(seen, before) if view.saving is Saving.PENDING or view.remembered else (),
    )


def wished_of(seen: Seen, before: Standing | None) -> tuple[Wished, ...]:
    """What was asked for from here since the last settled save, perhaps in an earlier run of the program."""
    wished, wish = before.wished if before else (), seen.view.wish
    if seen.view.saving is not Saving.PENDING or wish is None:
        return wished
    imports, exports = wish.imports.enabled, wish.exports.enabled
    return (*wished, Wished(imports=imports, exports=exports, calendars=mark_of(wish), who=seen.who))


def entries_of(seen: Seen, before: Standing | None) -> tuple[Entry, ...]:
    """The entries that lead from `before` to what is seen now, in the order in which they are told."""
    if before is None:
        return (replace(_entry(seen, Kind.FIRST_SEEN), after=seen.view.state.value, not_before=None),)
    return (*_state(seen, before), *_switches(seen, before), *_owner(seen, before))


def gone(before: Standing, now: float, not_before: float | None, *, ended_here: bool, who: str) -> Entry:
    """The entry for a connection that the service does not list any more."""
    return Entry(
        at=now,
        kind=Kind.GONE,
        connection_id=before.connection_id,
        schedule_id=before.schedule_id,
        schedule_name=before.schedule_name,
        account=before.account,
        provider_id=before.provider_id,
        before=before.state.value,
        place=Place.HERE if ended_here else Place.UNKNOWN,
        who=who if ended_here else "",
        not_before=not_before,
    )


def mark_of(config: SyncConfig) -> str:
    """A mark of the chosen calendars: tells whether they changed and nothing else; ids may be private addresses."""
    ids = sorted({calendar.id for calendar in config.imports.calendars})
    return sha256("\n".join(ids).encode()).hexdigest()[:16] if ids else ""


def _state(seen: Seen, before: Standing) -> Iterator[Entry]:
    view = seen.view
    if view.state is before.state:
        return
    error = view.connection.status is ConnectionStatus.ERROR
    reason = view.connection.error_reason
    ended = view.state is ConnectionState.OFF and seen.ended_here
    changed = replace(
        _entry(seen, Kind.STATE),
        at=view.since,
        before=before.state.value,
        after=view.state.value,
        reason=reason.value if error and reason is not ErrorReason.UNDEFINED else "",
        seconds=max(0.0, view.since - before.since),
        place=Place.HERE if ended else Place.UNKNOWN,
        who=seen.who if ended else "",
    )
    yield changed
    if (before.state, view.state) == (ConnectionState.STARTING, ConnectionState.WORKING):
        yield replace(changed, kind=Kind.SYNC_DELAY, before="", after="")


def _switches(seen: Seen, before: Standing) -> Iterator[Entry]:
    config, wished = seen.view.connection.sync_config, wished_of(seen, before)
    was, now = before.imports, config.imports.enabled
    if now is not was:
        yield _switch(seen, "import", was, now, [wish for wish in wished if wish.imports is now])
    was, now = before.exports, config.exports.enabled
    if now is not was:
        yield _switch(seen, "export", was, now, [wish for wish in wished if wish.exports is now])
    if (mark := mark_of(config)) != before.calendars:
        yield _placed(_entry(seen, Kind.CALENDARS), [wish for wish in wished if wish.calendars == mark])


def _owner(seen: Seen, before: Standing) -> Iterator[Entry]:
    """An owner who was never told, or is not told now, has not changed."""
    if seen.owner and before.owner and seen.owner != before.owner:
        yield replace(_entry(seen, Kind.OWNER), before=before.owner, after=seen.owner)


def _switch(seen: Seen, part: str, was: bool | None, now: bool | None, wished: list[Wished]) -> Entry:
    return _placed(replace(_entry(seen, Kind.SWITCH), part=part, before=_word(was), after=_word(now)), wished)


def _placed(entry: Entry, wished: list[Wished]) -> Entry:
    """`wished` are the wishes from here that it fulfils."""
    if wished:
        return replace(entry, place=Place.HERE, who=wished[-1].who)
    return replace(entry, place=Place.ELSEWHERE)


def _word(on: bool | None) -> str:
    return "" if on is None else "on" if on else "off"


def _entry(seen: Seen, kind: Kind) -> Entry:
    return about(seen.view, seen.schedule_name, at=seen.view.as_of, kind=kind, not_before=seen.not_before)


def about(view: ConnectionView, schedule_name: str, **values: Any) -> Entry:
    """An entry about a connection; `values` are the fields that do not follow from it."""
    return Entry(
        connection_id=view.id,
        schedule_id=view.connection.schedule_id,
        schedule_name=schedule_name,
        account=view.connection.account_email,
        provider_id=view.connection.provider_id,
        provider_name=view.provider.name if view.provider else "",
        **values,
    )
