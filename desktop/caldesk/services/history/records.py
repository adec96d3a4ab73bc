"""The values that the history keeps: plain, flat, and with no field that could hold a title or a secret."""

from enum import StrEnum

from msgspec import Struct

from caldesk.domain.connection import ConnectionState
from caldesk.services.judgement import Memory


class Kind(StrEnum):
    """What an entry tells."""

    FIRST_SEEN = "first-seen"
    STATE = "state"
    SWITCH = "switch"
    CALENDARS = "calendars"
    ATTEMPT = "attempt"
    OWNER = "owner"
    SYNC_DELAY = "sync-delay"
    GONE = "gone"
    FAILURE = "failure"
    RECOVERED = "recovered"


class Place(StrEnum):
    """Where a change was made, as far as that is known."""

    HERE = "here"
    ELSEWHERE = "elsewhere"
    UNKNOWN = ""


class Entry(Struct, frozen=True, kw_only=True):
    """One line of the history. Times are epoch seconds, lengths are seconds.

    `at` is when it was seen or ended, `not_before` the last moment at which it was surely not so yet (of an attempt:
    when it began). `before` and `after` are states, "on"/"off", ids of owners, or the outcome of an attempt; `part`
    names the switch, or is `EVENT`. `who` is the operating system's user and only set for what was done here.
    `number` grows; it is 0 before the entry is kept.
    """

    at: float
    kind: Kind
    connection_id: str = ""
    schedule_id: str = ""
    schedule_name: str = ""
    account: str = ""
    provider_id: str = ""
    provider_name: str = ""
    part: str = ""
    before: str = ""
    after: str = ""
    reason: str = ""
    place: Place = Place.UNKNOWN
    who: str = ""
    way: str = ""
    not_before: float | None = None
    seconds: float | None = None
    request_id: str = ""
    number: int = 0


class Wished(Struct, frozen=True, kw_only=True):
    """Settings that were asked for from here and not confirmed yet, and by whom; `calendars` is a mark."""

    imports: bool | None = None
    exports: bool | None = None
    calendars: str = ""
    who: str = ""


class Standing(Struct, frozen=True, kw_only=True):
    """How a connection stood when it last changed; survives restarts.

    `calendars` is a mark of the chosen ones, `owner` the id of the user who owns its schedule, "" where never told.
    `wished` are here before the service is asked, so that a program that dies meanwhile knows afterwards whose it was.
    """

    connection_id: str
    state: ConnectionState
    since: float
    first_seen: float
    provider_id: str = ""
    schedule_id: str = ""
    schedule_name: str = ""
    account: str = ""
    imports: bool | None = None
    exports: bool | None = None
    calendars: str = ""
    owner: str = ""
    wished: tuple[Wished, ...] = ()

    @property
    def memory(self) -> Memory:
        """What the next look is judged by."""
        return Memory(state=self.state, since=self.since)


EVENT = "event"
"""`part` of a delay that was measured with one event; the others are those of a first sync."""


class Looked(Struct, frozen=True, kw_only=True):
    """One look at the site. `outcome` is `OK` or the id of the problem."""

    at: float
    outcome: str
    request_id: str = ""


OK = "ok"


class Looks(Struct, frozen=True, kw_only=True):
    """Looks in a row with the same outcome, in one line; `request_id` is that of the last one."""

    first_at: float
    last_at: float
    times: int
    outcome: str
    request_id: str = ""


class Told(Struct, frozen=True, kw_only=True):
    """An incident that is open and up to which day somebody was told; -1: nobody yet."""

    id: str
    began: float
    day: int = -1


class Visit(Struct, frozen=True, kw_only=True):
    """When a user was last here and the number of the last entry at that time."""

    at: float
    number: int


class Batch(Struct, frozen=True, kw_only=True):
    """What is kept together or not at all."""

    entries: tuple[Entry, ...] = ()
    standings: tuple[Standing, ...] = ()
    forgotten: tuple[str, ...] = ()
    """Connections whose standing ends."""
    looked: Looked | None = None
    told: tuple[Told, ...] = ()
    repaired: tuple[str, ...] = ()
    """Incidents that ended."""


class Wanted(Struct, frozen=True, kw_only=True):
    """Which entries of a site to read; an empty choice is no limit. `after` and `before` are entry numbers."""

    connection_id: str = ""
    schedule_id: str = ""
    kinds: tuple[Kind, ...] = ()
    after: int = 0
    before: int | None = None
    limit: int = 500
