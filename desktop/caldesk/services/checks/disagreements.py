"""Switches that differ from what was agreed: set from here once, and read otherwise now.

What was agreed is what the history says was done here last; what was never set from here was never agreed.
"""

from collections.abc import Iterable

from msgspec import Struct

from caldesk.domain.connection import Connection, is_live
from caldesk.services.history.records import Entry, Kind, Place
from caldesk.services.wording import Half


class Disagreement(Struct, frozen=True, kw_only=True):
    """A switch that was set to `agreed` from here and is the opposite now."""

    connection: Connection
    half: Half
    agreed: bool


def changed_elsewhere(entries: Iterable[Entry], connections: Iterable[Connection]) -> tuple[Disagreement, ...]:
    """`entries` newest first; connections in the order given."""
    agreed: dict[tuple[str, str], bool] = {}
    for entry in entries:
        if entry.kind is Kind.SWITCH and entry.place is Place.HERE and entry.after in ("on", "off"):
            agreed.setdefault((entry.connection_id, entry.part), entry.after == "on")
    return tuple(
        Disagreement(connection=one, half=half, agreed=wished)
        for one in connections
        if is_live(one)
        for half, now in (
            (Half.IMPORT, one.sync_config.imports.enabled),
            (Half.EXPORT, one.sync_config.exports.enabled),
        )
        if (wished := agreed.get((one.id, half.value))) is not None and now is not None and now is not wished
    )
