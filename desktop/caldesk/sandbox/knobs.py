"""Everything about Wix that its documentation leaves open, and the practice site's own weather, as one value."""

from typing import Literal

from msgspec import Struct

from caldesk.sandbox.shapes import CalendarType, ExportAbility


class Knobs(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the practice site behaves. Scenarios set some; the control API can set all.

    Times are in seconds of the practice clock, except `latency`, which is real.
    """

    # The plan and the rights of the key
    premium: bool = True
    premium_gate: Literal["documented", "all"] = "all"  # reference: two methods; Wix's recipe: the whole feature
    permissions: frozenset[str] | None = None  # what the key may do; None: everything
    owner_only: bool = False  # listCalendars and updateSyncConfig refuse connections of other users
    bookings_missing_status: Literal[404, 428] = 428
    install_refusal: str | None = None  # application code of a refused installation
    provisioning: float = 6.0  # until schedules and staff exist after an installation

    # Connecting
    loopback_redirects: bool = True  # False: a redirectUrl on loopback fails validation
    redirect_join: Literal["ampersand", "second-question-mark", "replace"] = "ampersand"
    oauth_url_lifetime: float | None = None
    same_account_again: Literal["replace", "add"] = "replace"  # same schedule, same provider, same account
    google_refuses: Literal["never", "embedded", "always"] = "never"
    microsoft_needs_admin: bool = False
    internal_times: int = 0  # sign-ins that end in an internal error before one works
    internal_kind: Literal["redirect", "page"] = "redirect"
    internal_hidden: bool = False  # the connection is made all the same

    # Connections
    sync_starts_after: float = 5.0
    synced_after: float = 20.0
    sync_defaults: Literal["both", "export-absent", "off"] = "both"
    patch: Literal["merge", "replace"] = "merge"
    disconnected_update: Literal["refused", "allowed"] = "refused"
    list_disconnected: bool = True
    microsoft_export: ExportAbility = ExportAbility.PRIMARY_CALENDAR_ONLY
    failing_providers: frozenset[CalendarType] = frozenset()
    unknown_connection_status: int = 404
    provider_failure_status: int = 500

    # Events and paging
    events_default_limit: int = 100
    events_max_limit: int = 1000
    query_default_limit: int = 50
    query_max_limit: int = 100
    cursor_lifetime: float | None = None
    cursor_trouble: Literal["none", "stuck", "overlap"] = "none"  # the same cursor for ever; an entry told twice
    max_window_days: float | None = None
    all_day_format: Literal["utc-midnight", "local-midnight", "date"] = "utc-midnight"
    own_pi: Literal["all", "some", "none"] = "all"  # which connections tell titles to an API key
    exported_bookings_return: bool = False
    empty_lists: Literal["present", "absent"] = "present"

    # Traffic
    rate_limit: int | None = 200  # requests a minute and caller
    retry_after: int | None = 30
    latency: float = 0.0
    consistent_header: bool = False
    token_lifetime: float = 14400.0
    token_with_site_id: Literal["accepted", "refused"] = "accepted"  # noqa: S105
