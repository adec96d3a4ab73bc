"""What the practice site remembers: frozen records, replaced rather than changed."""

from msgspec import Struct

from caldesk.sandbox.shapes import Calendar, CalendarType, ErrorReason, Status, SyncConfig


class Identity(Struct, frozen=True, kw_only=True):
    """Who may call: ids and made-up keys of one practice account. Its repr shows the ids only."""

    account_id: str
    site_id: str
    owner_user_id: str
    api_key: str
    app_id: str
    app_secret: str
    instance_id: str

    def __repr__(self) -> str:
        """Keep the keys out of logs and tracebacks."""
        return f"Identity(account_id={self.account_id!r}, site_id={self.site_id!r})"


class Connection(Struct, frozen=True, kw_only=True, gc=False):
    """A connection and its life: it starts to sync at one moment and is in sync at another.

    `settled` overrides that life for good (`ERROR`, `DISCONNECTED`). The first of `calendars` is the primary one.
    """

    id: str
    provider_id: str
    calendar_type: CalendarType
    schedule_id: str
    user_id: str
    email: str
    calendars: tuple[Calendar, ...]
    sync_config: SyncConfig
    starts_at: float
    synced_at: float
    settled: Status | None = None
    reason: ErrorReason | None = None

    @property
    def is_live(self) -> bool:
        """Whether the connection still stands."""
        return self.settled is not Status.DISCONNECTED

    def status(self, now: float) -> Status:
        """The status at `now`."""
        if self.settled is not None:
            return self.settled
        if now >= self.synced_at:
            return Status.SYNCED
        return Status.SYNC_IN_PROGRESS if now >= self.starts_at else Status.CONNECTED


class ExternalEvent(Struct, frozen=True, kw_only=True, gc=False):
    """An event in an external calendar. Seconds since the epoch; an all-day event runs between UTC midnights."""

    connection_id: str
    calendar: Calendar
    title: str
    start: int
    end: int
    all_day: bool = False
    exported: bool = False  # a copy of one of Wix's own bookings


class Booking(Struct, frozen=True, kw_only=True, gc=False):
    """One of Wix's own events: an appointment, a class, a block. Seconds since the epoch."""

    id: str
    schedule_id: str
    type: str
    title: str
    start: int
    end: int
    resource_ids: tuple[str, ...]
    capacity: int = 1
    taken: int = 1
    status: str = "CONFIRMED"
    recurrence: str = "NONE"
    all_day: bool = False
    created: int = 0


class Attempt(Struct, frozen=True, kw_only=True):
    """One sign-in at a provider, from `connectByOAuth` to the redirect."""

    state: str
    provider_id: str
    schedule_id: str
    redirect_url: str
    begun: float
    account: str | None = None
    code: str | None = None
