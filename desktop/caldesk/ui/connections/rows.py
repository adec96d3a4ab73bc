"""The lines of the connections list as ready values: one for each schedule, followed by one for each connection.

Knows nothing of Qt. What did not change between two snapshots keeps its very objects, so that a change can be
found by identity.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from msgspec import Struct

from caldesk.domain.connection import ConnectionState, is_live
from caldesk.domain.schedule import Schedule
from caldesk.i18n import _, ngettext
from caldesk.services.state import ConnectionView, Snapshot
from caldesk.services.wording import (
    Half,
    account_name,
    half_label,
    is_on,
    is_saving,
    kind_word,
    provider_name,
    provider_names,
    state_word,
    why_switch_unavailable,
    word_for,
)

FormatTime = Callable[[float], str]
HALVES = (Half.IMPORT, Half.EXPORT)
_WORST_FIRST = {
    ConnectionState.NEEDS_SIGN_IN: 0,
    ConnectionState.NOT_REACHABLE: 1,
    ConnectionState.OFF: 2,
    ConnectionState.STARTING: 4,
    ConnectionState.WORKING: 5,
}
_UNCONNECTED_RANK = 3


class SwitchCell(Struct, frozen=True, gc=False):
    """How a switch is drawn; `reason` says why it cannot be used, or ""; `spoken` is its accessible text."""

    on: bool
    pending: bool
    reason: str
    spoken: str


class Row(Struct, frozen=True, kw_only=True, gc=False):
    """One line. `view` is None for a schedule; `switches` is empty there and where a connection was ended.

    `title` and `note` stand in the first column, `letter` on the provider's tile; `needle` is the folded text that a
    search looks into. `missing` names providers that could not be read: they may hold what an unconnected schedule
    seems to lack.
    """

    key: str
    schedule: Schedule
    title: str
    note: str
    state_text: str
    as_of: str
    needle: str
    spoken: str
    hue: int = 0
    letter: str = ""
    view: ConnectionView | None = None
    switches: tuple[SwitchCell, ...] = ()
    unconnected: bool = False
    missing: str = ""

    @property
    def needs_attention(self) -> bool:
        """Whether somebody has to look at this connection."""
        if self.view is None:
            return False
        waiting = (ConnectionState.NEEDS_SIGN_IN, ConnectionState.NOT_REACHABLE)
        return self.view.state in waiting or self.view.is_unsaved


class Group(Struct, frozen=True, kw_only=True, gc=False):
    """A schedule with its connections; `rows[0]` is the schedule. `sources` tells whether it is still current."""

    rows: tuple[Row, ...]
    needle: str
    rank: int
    oldest: float
    sources: tuple[object, ...]


def schedule_key(schedule_id: str) -> str:
    """The key of a schedule's row."""
    return f"s:{schedule_id}"


def connection_key(connection_id: str) -> str:
    """The key of a connection's row."""
    return f"c:{connection_id}"


class Board:
    """Turns snapshots into groups, building again only what changed."""

    def __init__(self, format_time: FormatTime) -> None:
        self._words = {state: word_for(state) for state in ConnectionState}
        self._format_time = lru_cache(maxsize=256)(format_time)
        self._known: dict[str, Group] = {}

    def update(self, snapshot: Snapshot) -> list[Group]:
        """The groups in reading order: business, staff by name, other resources, then connections of no schedule."""
        views = _by_schedule(snapshot.connections.values())
        strangers = [_stranger(key) for key in views.keys() - {schedule.id for schedule in snapshot.schedules}]
        missing = provider_names(snapshot.providers, snapshot.failed_provider_ids)
        known = self._known
        self._known = {
            schedule.id: self._group(known.get(schedule.id), hue, schedule, views.get(schedule.id, []), missing)
            for hue, schedule in enumerate((*snapshot.schedules, *strangers))
        }
        return list(self._known.values())

    def _group(
        self, old: Group | None, hue: int, schedule: Schedule, views: list[ConnectionView], missing: str
    ) -> Group:
        sources = (hue, schedule, missing, *views)
        if old is not None and _identical(old.sources, sources):
            return old
        shown = sorted(_without_superseded(views), key=_reading_order)
        head = _schedule_row(schedule, hue, shown, missing)
        rows = (head, *(self._connection_row(schedule, hue, view) for view in shown))
        return Group(
            rows=rows,
            needle="\n".join(row.needle for row in rows),
            rank=min((_WORST_FIRST[view.state] for view in shown), default=_UNCONNECTED_RANK),
            oldest=min((view.as_of for view in shown), default=float("inf")),
            sources=sources,
        )

    def _word(self, view: ConnectionView) -> str:
        return state_word(view) if view.is_old else self._words[view.state]

    def _connection_row(self, schedule: Schedule, hue: int, view: ConnectionView) -> Row:
        title, provider, state = account_name(view), provider_name(view.provider), self._word(view)
        return Row(
            key=connection_key(view.id),
            schedule=schedule,
            title=title,
            note=provider,
            state_text=state,
            as_of=self._format_time(view.as_of),
            needle=f"{title} {provider} {state}".casefold(),
            spoken=", ".join((_name(schedule), provider, title, state)),
            hue=hue,
            letter=view.provider.letter if view.provider else "?",
            view=view,
            switches=tuple(_switch_cell(view, half) for half in HALVES) if is_live(view.connection) else (),
        )


def _schedule_row(schedule: Schedule, hue: int, views: Sequence[ConnectionView], missing: str) -> Row:
    name, kind = _name(schedule), kind_word(schedule)
    live = sum(is_live(view.connection) for view in views)
    text = _count_text(live) if live else _("Could not be read") if missing else _("Not connected")
    return Row(
        key=schedule_key(schedule.id),
        schedule=schedule,
        title=name,
        note=kind,
        state_text=text,
        as_of="",
        needle=f"{name} {schedule.email} {kind}".casefold(),
        spoken=", ".join((name, kind, text)),
        hue=hue,
        unconnected=not live,
        missing="" if live else missing,
    )


def _count_text(count: int) -> str:
    return ngettext("{count} connection", "{count} connections", count).format(count=count)


def _switch_cell(view: ConnectionView, half: Half) -> SwitchCell:
    return _cell(half, is_on(view, half), is_saving(view, half), why_switch_unavailable(view, half))


@lru_cache(maxsize=256)
def _cell(half: Half, on: bool, pending: bool, reason: str) -> SwitchCell:
    """Few differ, so that thousands of rows share them."""
    words = _("{switch}: on") if on else _("{switch}: off")
    spoken = words.format(switch=half_label(half))
    if pending:
        spoken = _("{switch}, saving").format(switch=spoken)
    return SwitchCell(on=on, pending=pending, reason=reason, spoken=f"{spoken}. {reason}" if reason else spoken)


def _name(schedule: Schedule) -> str:
    return schedule.name or _("Schedule without a name")


def _stranger(schedule_id: str) -> Schedule:
    """Stands for a schedule that connections name and the site does not list."""
    return Schedule(id=schedule_id, name=_("Schedule that is not listed"))


def _by_schedule(views: Iterable[ConnectionView]) -> defaultdict[str, list[ConnectionView]]:
    found: defaultdict[str, list[ConnectionView]] = defaultdict(list)
    for view in views:
        found[view.connection.schedule_id].append(view)
    return found


def _without_superseded(views: Sequence[ConnectionView]) -> Iterable[ConnectionView]:
    """Ended connections disappear once the same provider is connected again."""
    live = {view.connection.provider_id for view in views if is_live(view.connection)}
    return (view for view in views if is_live(view.connection) or view.connection.provider_id not in live)


def _reading_order(view: ConnectionView) -> tuple[str, str, str]:
    connection = view.connection
    return connection.calendar_type, connection.account_email, connection.id


def _identical(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    if len(one) != len(other):
        return False
    return all(a is b or (isinstance(a, int | str) and a == b) for a, b in zip(one, other, strict=True))
