"""What a user reads when something went wrong: a title, what happened, what to do, and the actions that do it."""

from enum import StrEnum

from msgspec import Struct


class Action(StrEnum):
    """What a problem offers to do; the place that shows the problem knows how."""

    RETRY = "retry"
    EDIT_SITE = "edit-site"
    INSTALL_BOOKINGS = "install-bookings"
    OPEN_PLANS = "open-plans"
    NETWORK_SETTINGS = "network-settings"
    RECONNECT = "reconnect"
    REFRESH = "refresh"
    EDIT_CREDENTIALS = "edit-credentials"
    CHOOSE_PROVIDER = "choose-provider"
    CONNECT = "connect"


CHANGING = frozenset(
    {Action.INSTALL_BOOKINGS, Action.RECONNECT, Action.CONNECT, Action.CHOOSE_PROVIDER, Action.EDIT_CREDENTIALS}
)
"""Actions that lead to a change of the site, and are of no use where nothing may be changed."""


class ProblemId(StrEnum):
    """Stable names of problems, for tests, reports and the command line."""

    OFFLINE = "offline"
    DNS = "dns"
    REFUSED = "refused"
    PROXY = "proxy"
    CERTIFICATE = "certificate"
    TIMEOUT = "timeout"
    CUT = "cut"
    BROKEN_ANSWER = "broken-answer"
    BAD_REQUEST = "bad-request"
    KEY_REFUSED = "key-refused"
    SITE_NOT_FOUND_FOR_KEY = "site-not-found-for-key"
    BAD_CREDENTIALS = "bad-credentials"
    PREMIUM = "premium"
    RIGHTS = "rights"
    NOT_FOUND = "not-found"
    CONFLICT = "conflict"
    NOT_SUPPORTED = "not-supported"
    NOT_CONNECTED = "not-connected"
    ALREADY_DISCONNECTED = "already-disconnected"
    BOOKINGS_MISSING = "bookings-missing"
    PRECONDITION = "precondition"
    RATE_LIMITED = "rate-limited"
    SERVER_ERROR = "server-error"
    REFUSED_STATUS = "refused-status"
    PROVIDER_UNREACHABLE = "provider-unreachable"
    PROVIDERS_MISSING = "providers-missing"
    ZONE_UNKNOWN = "zone-unknown"
    TOO_MUCH = "too-much"
    BAD_SETTING = "bad-setting"
    VAULT = "vault"
    NOT_ALLOWED = "not-allowed"
    NOT_KEPT = "not-kept"


SITE_NEEDS_SOMETHING = frozenset(
    {
        ProblemId.KEY_REFUSED,
        ProblemId.SITE_NOT_FOUND_FOR_KEY,
        ProblemId.PREMIUM,
        ProblemId.RIGHTS,
        ProblemId.BOOKINGS_MISSING,
        ProblemId.NOT_CONNECTED,
        ProblemId.PROVIDER_UNREACHABLE,
        ProblemId.PROVIDERS_MISSING,
        ProblemId.ZONE_UNKNOWN,
        ProblemId.BAD_SETTING,
        ProblemId.VAULT,
    }
)
"""Problems that the site's owner can cure; every other one means that the service was not reached or understood."""


class Problem(Struct, frozen=True, kw_only=True):
    """What went wrong, in words; `actions` in the order in which they should be offered."""

    id: ProblemId
    title: str
    what: str
    cure: str
    actions: tuple[Action, ...] = ()
    detail: str = ""
    request_id: str = ""


class Words(Struct, frozen=True):
    """The words of a problem before they are joined with the error that they are for."""

    id: ProblemId
    title: str
    what: str
    cure: str
    actions: tuple[Action, ...] = (Action.RETRY,)
