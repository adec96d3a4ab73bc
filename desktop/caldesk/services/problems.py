"""Errors as people read them: a title, what happened, what to do, and the actions that do it.

One error gives one `Problem` (`problem_of`); the window and the command line show the same words. The technical
part (method, path, status, code, request id, start of the body) is in `detail`, one click away.
"""

from collections.abc import Callable
from enum import StrEnum
from math import ceil

from msgspec import Struct
from msgspec.structs import replace

from caldesk.api import errors as api
from caldesk.api.config import BadSetting
from caldesk.i18n import _, ngettext
from caldesk.services.ports import VaultError

_MINUTES_FROM = 60  # seconds; from here on a wait is told in minutes


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


class _Words(Struct, frozen=True):
    id: ProblemId
    title: str
    what: str
    cure: str
    actions: tuple[Action, ...] = (Action.RETRY,)


def as_problem(error: BaseException) -> Problem | None:
    """The problem behind any exception; None for a bug. The window asks this, so that it needs no API types."""
    if isinstance(error, api.ApiError):
        return problem_of(error)
    if isinstance(error, BadSetting):
        return _bad_setting(str(error))
    return _vault(str(error)) if isinstance(error, VaultError) else None


def problem_of(error: api.ApiError) -> Problem:
    """The problem that an error is for the person in front of it."""
    words = _words_of(error)
    return Problem(
        id=words.id,
        title=words.title,
        what=words.what,
        cure=words.cure,
        actions=words.actions,
        detail=detail_of(error),
        request_id=error.request_id,
    )


def detail_of(error: api.ApiError) -> str:
    """The technical part: lines for support, never a header, a query or a request body."""
    lines = [f"{error.call.method} {error.call.path}".strip(), f"{type(error).__name__}: {error.message}"]
    if isinstance(error, api.StatusError):
        lines.append(f"HTTP {error.status} {error.code}".rstrip())
    if isinstance(error, api.Unreachable):
        lines.append(f"trouble: {error.trouble.value}")
    if error.request_id:
        lines.append(f"x-wix-request-id: {error.request_id}")
    if error.call.attempts > 1:
        lines.append(f"attempts: {error.call.attempts}")
    if error.body:
        lines.append(error.body)
    return "\n".join(line for line in lines if line)


def _words_of(error: api.ApiError) -> _Words:
    words = _words_of_kind(error)
    if error.maybe_done and not error.call.safe:
        look_first = _("It may have been done all the same. Refresh and look before you try again.")
        return replace(words, cure=look_first, actions=(Action.REFRESH,))
    return words


def _words_of_kind(error: api.ApiError) -> _Words:
    if isinstance(error, api.Unreachable):
        words = _TROUBLES[error.trouble]()
        return _misconfigured(words, error.message) if isinstance(error, api.Misconfigured) else words
    for kind, status_words in _STATUSES:
        if isinstance(error, kind):
            return status_words(error)
    return _web_page() if error.body.lstrip().startswith("<") else _broken()


def _misconfigured(words: _Words, sentence: str) -> _Words:
    correct = _("Correct it in the network settings.")
    return replace(words, what=sentence, cure=correct, actions=(Action.NETWORK_SETTINGS, Action.RETRY))


def _offline() -> _Words:
    return _Words(
        ProblemId.OFFLINE,
        _("This computer is offline"),
        _("No network could be used to reach Wix."),
        _("Check the cable or Wi-Fi, then try again."),
    )


def _dns() -> _Words:
    return _Words(
        ProblemId.DNS,
        _("Wix could not be found on the network"),
        _("The name of the service could not be looked up."),
        _("Check the internet connection. Behind a company network, ask whether www.wixapis.com is allowed."),
        (Action.RETRY, Action.NETWORK_SETTINGS),
    )


def _refused() -> _Words:
    return _Words(
        ProblemId.REFUSED,
        _("The service did not answer"),
        _("Something on the way refused the connection."),
        _("Try again in a minute. If it stays, ask whoever looks after the network about firewalls."),
        (Action.RETRY, Action.NETWORK_SETTINGS),
    )


def _proxy() -> _Words:
    return _Words(
        ProblemId.PROXY,
        _("The proxy did not let the request through"),
        _("This network uses a proxy, and the proxy refused or did not answer."),
        _("Check the proxy in the network settings, or ask whoever looks after it."),
        (Action.RETRY, Action.NETWORK_SETTINGS),
    )


def _certificate() -> _Words:
    return _Words(
        ProblemId.CERTIFICATE,
        _("The connection is not safe"),
        _("The certificate of the service was not accepted, so nothing was sent."),
        _(
            "Check the date and time of this computer. If the network inspects traffic, "
            "name its certificate file in the network settings."
        ),
        (Action.RETRY, Action.NETWORK_SETTINGS),
    )


def _timeout() -> _Words:
    return _Words(
        ProblemId.TIMEOUT,
        _("Wix took too long to answer"),
        _("No answer came in time."),
        _("Try again. If it stays slow, check the internet connection."),
    )


def _cut() -> _Words:
    return _Words(
        ProblemId.CUT,
        _("The connection broke off"),
        _("The answer stopped half-way."),
        _("Try again. Nothing is shown as done that was not confirmed."),
    )


_TROUBLES: dict[api.Trouble, Callable[[], _Words]] = {
    api.Trouble.OFFLINE: _offline,
    api.Trouble.DNS: _dns,
    api.Trouble.REFUSED: _refused,
    api.Trouble.PROXY: _proxy,
    api.Trouble.CERTIFICATE: _certificate,
    api.Trouble.TIMEOUT: _timeout,
    api.Trouble.CUT: _cut,
}


def _broken() -> _Words:
    return _Words(
        ProblemId.BROKEN_ANSWER,
        _("The answer could not be understood"),
        _("Wix answered, but not in the form it promises."),
        _("Try again. If it stays, copy the details and send them to support."),
    )


def _web_page() -> _Words:
    return _Words(
        ProblemId.BROKEN_ANSWER,
        _("A web page came instead of an answer"),
        _("Something on the way answers in place of Wix, perhaps the sign-in page of this network."),
        _("Open a web browser and sign in to the network if it asks for that, then try again."),
        (Action.RETRY, Action.NETWORK_SETTINGS),
    )


def _bad_request(error: api.ApiError) -> _Words:
    fields = ", ".join(v.field for v in getattr(error, "violations", ()) if v.field)
    what = _("Wix did not accept: {fields}.").format(fields=fields) if fields else _("Wix did not accept a value.")
    return _Words(
        ProblemId.BAD_REQUEST,
        _("Something in the request was not accepted"),
        what,
        _("Check what was entered, then try again."),
    )


def _bad_credentials(_error: api.ApiError) -> _Words:
    return _Words(
        ProblemId.BAD_CREDENTIALS,
        _("The calendar account did not accept this password"),
        _("The e-mail address or the app-specific password is not right. Your site's key is fine."),
        _("Make a new app-specific password at account.apple.com and paste it here."),
        (Action.EDIT_CREDENTIALS,),
    )


def _unauthorized(error: api.ApiError) -> _Words:
    if "metasite" in error.message.lower() or "metasite" in error.body.lower():
        return _Words(
            ProblemId.SITE_NOT_FOUND_FOR_KEY,
            _("The key does not open this site"),
            _("Wix does not find the site that belongs to the site ID."),
            _("Check the site ID, and that the key was made by the account that owns the site."),
            (Action.EDIT_SITE, Action.RETRY),
        )
    return _Words(
        ProblemId.KEY_REFUSED,
        _("Wix does not accept the key"),
        _("The API key is missing, mistyped, or was deleted in the Wix account."),
        _("Enter the key again, or make a new one in the API Keys Manager."),
        (Action.EDIT_SITE, Action.RETRY),
    )


def _premium(_error: api.ApiError) -> _Words:
    return _Words(
        ProblemId.PREMIUM,
        _("The site's plan has no external calendars"),
        _("Connecting calendars is part of the paid plans of Wix."),
        _("Upgrade the site's plan, then refresh. If the plan is already paid, ask Wix support to enable the feature."),
        (Action.OPEN_PLANS, Action.RETRY),
    )


def _forbidden(_error: api.ApiError) -> _Words:
    return _Words(
        ProblemId.RIGHTS,
        _("The key is not allowed to do this"),
        _("The key lacks a permission, or the connection belongs to another user of the site."),
        _("Give the key the permission to manage external calendars, or let the owner of the connection do it."),
        (Action.EDIT_SITE, Action.RETRY),
    )


def _not_found(_error: api.ApiError) -> _Words:
    return _Words(
        ProblemId.NOT_FOUND,
        _("It is not there any more"),
        _("Wix does not know what was asked for. It may have been removed elsewhere."),
        _("Refresh to see what there is now."),
        (Action.REFRESH,),
    )


def _conflict(_error: api.ApiError) -> _Words:
    return _Words(
        ProblemId.CONFLICT,
        _("It was changed somewhere else"),
        _("Another person or program changed the same thing at the same time."),
        _("Refresh, look at the new value, then decide again."),
        (Action.REFRESH,),
    )


def _not_supported(_error: api.ApiError) -> _Words:
    return _Words(
        ProblemId.NOT_SUPPORTED,
        _("This provider cannot do that"),
        _("The calendar provider does not support this way of connecting or this setting."),
        _("Choose another way, or another provider."),
        (Action.CHOOSE_PROVIDER,),
    )


def _not_connected(_error: api.ApiError) -> _Words:
    return _Words(
        ProblemId.NOT_CONNECTED,
        _("The calendar is not connected any more"),
        _("The connection was ended or lost its sign-in."),
        _("Reconnect it. Nothing has to be disconnected first."),
        (Action.RECONNECT, Action.REFRESH),
    )


def _already_disconnected(_error: api.ApiError) -> _Words:
    return _Words(
        ProblemId.ALREADY_DISCONNECTED,
        _("Already disconnected"),
        _("The connection had been ended before."),
        _("Nothing needs to be done."),
        (Action.REFRESH,),
    )


def _bookings_missing(_error: api.ApiError) -> _Words:
    return _Words(
        ProblemId.BOOKINGS_MISSING,
        _("Wix Bookings is not installed on this site"),
        _("Calendars are connected to the schedules of Wix Bookings, and the site does not have it yet."),
        _("Install Wix Bookings, wait a minute until its schedules exist, then refresh."),
        (Action.INSTALL_BOOKINGS, Action.RETRY),
    )


def _precondition(_error: api.ApiError) -> _Words:
    return _Words(
        ProblemId.PRECONDITION,
        _("Something else has to be done first"),
        _("Wix wants another step before this one."),
        _("Look at the details for the step, then try again."),
    )


def _rate_limited(error: api.ApiError) -> _Words:
    return _Words(
        ProblemId.RATE_LIMITED,
        _("Too many requests at once"),
        _("Wix allows about 200 requests a minute, and others may use the same allowance."),
        _wait(getattr(error, "retry_after", None)),
    )


def _wait(wished: float | None) -> str:
    """How long to wait, as the service wishes, or a minute."""
    seconds = ceil(wished or 60)
    if seconds < _MINUTES_FROM:
        words = ngettext("Wait {n} second, then try again.", "Wait {n} seconds, then try again.", seconds)
        return words.format(n=seconds)
    minutes = ceil(seconds / 60)
    words = ngettext("Wait {n} minute, then try again.", "Wait {n} minutes, then try again.", minutes)
    return words.format(n=minutes)


def _server_error(_error: api.ApiError) -> _Words:
    return _Words(
        ProblemId.SERVER_ERROR,
        _("Wix has trouble at the moment"),
        _("The service answered with an internal error. It is not caused by anything here."),
        _("Try again in a few minutes."),
    )


def _refused_status(_error: api.ApiError) -> _Words:
    return _Words(
        ProblemId.REFUSED_STATUS,
        _("Wix did not accept the request"),
        _("The service said no without a reason that this program knows."),
        _("Try again. If it stays, copy the details and send them to support."),
    )


_STATUSES: tuple[tuple[type[api.StatusError], Callable[[api.ApiError], _Words]], ...] = (
    (api.BadCredentials, _bad_credentials),
    (api.Unauthorized, _unauthorized),
    (api.PremiumRequired, _premium),
    (api.Forbidden, _forbidden),
    (api.NotFound, _not_found),
    (api.Conflict, _conflict),
    (api.NotSupportedByProvider, _not_supported),
    (api.ConnectionNotConnected, _not_connected),
    (api.AlreadyDisconnected, _already_disconnected),
    (api.AppNotInstalled, _bookings_missing),
    (api.PreconditionFailed, _precondition),
    (api.RateLimited, _rate_limited),
    (api.ServerError, _server_error),
    (api.BadRequest, _bad_request),
    (api.StatusError, _refused_status),
)
"""The most particular first."""


def _bad_setting(sentence: str) -> Problem:
    return Problem(
        id=ProblemId.BAD_SETTING,
        title=_("A setting cannot work"),
        what=sentence,
        cure=_("Correct it in the site's settings."),
        actions=(Action.EDIT_SITE,),
    )


def _vault(sentence: str) -> Problem:
    return Problem(
        id=ProblemId.VAULT,
        title=_("The password store could not be used"),
        what=sentence,
        cure=_("Unlock it and try again, or keep the key for this session only."),
        actions=(Action.RETRY, Action.EDIT_SITE),
    )
