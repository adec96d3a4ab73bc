"""The control of the practice site: `Control` for callers in this process, the same over HTTP under `/_practice/`.

Every HTTP call needs the header `X-Practice-Control: 1`, which a foreign web page cannot send unasked. Bodies and
answers are JSON; a bad body gives 400 with `{"error": ...}`.

| Call | Body | Does |
|---|---|---|
| `GET  /_practice/state` | | what exists: see `State` |
| `POST /_practice/reset` | | the same scenario afresh: time, faults, knobs and journal too |
| `POST /_practice/scenario` | `{"name", "seed"?}` | another scenario |
| `GET  /_practice/knobs`, `PATCH /_practice/knobs` | the knobs to change | reads or sets `Knobs` |
| `POST /_practice/faults` | a `Fault` | adds a fault behind the others |
| `DELETE /_practice/faults` | | removes every fault |
| `POST /_practice/time` | `{"seconds"}` | moves the clock |
| `GET  /_practice/requests`, `DELETE` the same | | the journal: what was asked, `unexpected` marks unknown paths |
| `POST /_practice/connections/{id}/state` | `{"status", "reason"?}` | settles a connection in a state |
| `GET  /_practice/connections/{id}/exported` | | `{"count"}`: bookings written into that account |
| `POST /_practice/connections/{id}/events` | `{"title", "start", "end", "allDay"?}` | adds an external event |
"""

import msgspec
from msgspec.structs import replace

from caldesk.sandbox.bookings import exported
from caldesk.sandbox.faults import Fault
from caldesk.sandbox.journal import Entry
from caldesk.sandbox.knobs import Knobs
from caldesk.sandbox.neighbours import Schedule, StaffMember
from caldesk.sandbox.records import Connection, ExternalEvent
from caldesk.sandbox.rules import body_of
from caldesk.sandbox.shapes import ConnectionBody, ErrorReason, Provider, Status, Wire
from caldesk.sandbox.site import PracticeSite


class State(Wire, frozen=True, kw_only=True):
    """What the world holds now."""

    scenario: str
    seed: int
    now: float
    time_zone: str
    bookings_ready: bool
    providers: list[Provider]
    schedules: list[Schedule]
    staff: list[StaffMember]
    connections: list[ConnectionBody]
    event_count: int
    booking_count: int
    faults: list[Fault]


class Control:
    """Moves and reads a practice site; safe to call from any thread."""

    def __init__(self, site: PracticeSite) -> None:
        self._site = site

    def reset(self) -> None:
        """Start the present scenario afresh."""
        self._site.load(self._site.scenario, self._site.seed)

    def load(self, scenario: str, seed: int | None = None) -> None:
        """Start another scenario. Raises `UnknownScenarioError`."""
        self._site.load(scenario, self._site.seed if seed is None else seed)

    def state(self) -> State:
        """What the world holds now."""
        site = self._site
        with site.lock:
            world = site.world
            return State(
                scenario=site.scenario,
                seed=site.seed,
                now=world.now,
                time_zone=world.zone.key,
                bookings_ready=world.bookings_ready,
                providers=world.all_providers(),
                schedules=list(world.schedules.values()),
                staff=list(world.staff.values()),
                connections=[body_of(world, c) for c in world.connections.values()],
                event_count=len(world.events),
                booking_count=len(world.bookings),
                faults=list(world.faults),
            )

    @property
    def knobs(self) -> Knobs:
        """The knobs as they stand."""
        return self._site.world.knobs

    def set_knobs(self, **changes: object) -> None:
        """Change knobs; `internal_times` starts counting anew. Raises `msgspec.ValidationError` for a wrong one."""
        checked = msgspec.convert(msgspec.to_builtins(changes), Knobs)
        with self._site.lock:
            world = self._site.world
            world.knobs = replace(world.knobs, **{name: getattr(checked, name) for name in changes})
            if "internal_times" in changes:
                world.internal_left = world.knobs.internal_times

    def add_fault(self, fault: Fault) -> None:
        """Spoil coming requests; the first fault that matches wins."""
        with self._site.lock:
            self._site.world.faults.append(fault)

    def clear_faults(self) -> None:
        """Stop spoiling."""
        with self._site.lock:
            self._site.world.faults.clear()

    def move_time(self, seconds: float) -> None:
        """Move the practice clock."""
        self._site.clock.move(seconds)

    def requests(self, operation: str | None = None) -> list[Entry]:
        """What was asked so far, oldest first; of one operation if named."""
        with self._site.lock:
            return self._site.journal.entries(operation)

    def unexpected(self) -> list[Entry]:
        """Requests to paths or with verbs that the API does not have."""
        return [entry for entry in self.requests() if entry.unexpected]

    def forget_requests(self) -> None:
        """Empty the journal."""
        with self._site.lock:
            self._site.journal.clear()

    def settle(self, connection_id: str, status: Status | None, reason: ErrorReason | None = None) -> None:
        """Hold a connection in a state (None lets its life go on). Raises `KeyError` for an unknown one."""
        with self._site.lock:
            connections = self._site.world.connections
            connections[connection_id] = replace(connections[connection_id], settled=status, reason=reason)

    def exported_count(self, connection_id: str) -> int:
        """How many coming bookings stand in that account. Raises `KeyError` for an unknown connection."""
        with self._site.lock:
            return len(exported(self._site.world, self._connection(connection_id)))

    def add_event(self, connection_id: str, title: str, start: int, end: int, *, all_day: bool = False) -> None:
        """Put an event into the account's primary calendar (seconds since the epoch; all day: UTC midnights)."""
        with self._site.lock:
            connection = self._connection(connection_id)
            made = ExternalEvent(
                connection_id=connection.id,
                calendar=connection.calendars[0],
                title=title,
                start=start,
                end=end,
                all_day=all_day,
            )
            self._site.world.events.append(made)

    def _connection(self, connection_id: str) -> Connection:
        return self._site.world.connections[connection_id]
