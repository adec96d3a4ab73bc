"""Words for calls to which the service said no, one set for each status and application code."""

from collections.abc import Callable
from math import ceil

from caldesk.api import errors as api
from caldesk.i18n import _, ngettext
from caldesk.services.problem import Action, ProblemId, Words

_MINUTES_FROM = 60  # seconds; from here on a wait is told in minutes


def _bad_request(error: api.ApiError) -> Words:
    fields = ", ".join(v.field for v in getattr(error, "violations", ()) if v.field)
    what = _("Wix did not accept: {fields}.").format(fields=fields) if fields else _("Wix did not accept a value.")
    return Words(
        ProblemId.BAD_REQUEST,
        _("Something in the request was not accepted"),
        what,
        _("Check what was entered, then try again."),
    )


def _bad_credentials(_error: api.ApiError) -> Words:
    return Words(
        ProblemId.BAD_CREDENTIALS,
        _("The calendar account did not accept this password"),
        _("The e-mail address or the app-specific password is not right. Your site's key is fine."),
        _("Make a new app-specific password at account.apple.com and paste it here."),
        (Action.EDIT_CREDENTIALS,),
    )


def _unauthorized(error: api.ApiError) -> Words:
    if "metasite" in error.message.lower() or "metasite" in error.body.lower():
        return Words(
            ProblemId.SITE_NOT_FOUND_FOR_KEY,
            _("The key does not open this site"),
            _("Wix does not find the site that belongs to the site ID."),
            _("Check the site ID, and that the key was made by the account that owns the site."),
            (Action.EDIT_SITE, Action.RETRY),
        )
    return Words(
        ProblemId.KEY_REFUSED,
        _("Wix does not accept the key"),
        _("The API key is missing, mistyped, or was deleted in the Wix account."),
        _("Enter the key again, or make a new one in the API Keys Manager."),
        (Action.EDIT_SITE, Action.RETRY),
    )


def _premium(_error: api.ApiError) -> Words:
    return Words(
        ProblemId.PREMIUM,
        _("The site's plan has no external calendars"),
        _("Connecting calendars is part of the paid plans of Wix."),
        _("Upgrade the site's plan, then refresh. If the plan is already paid, ask Wix support to enable the feature."),
        (Action.OPEN_PLANS, Action.RETRY),
    )


def _forbidden(_error: api.ApiError) -> Words:
    return Words(
        ProblemId.RIGHTS,
        _("The key is not allowed to do this"),
        _("The key lacks a permission, or the connection belongs to another user of the site."),
        _("Give the key the permission to manage external calendars, or let the owner of the connection do it."),
        (Action.EDIT_SITE, Action.RETRY),
    )


def _not_found(_error: api.ApiError) -> Words:
    return Words(
        ProblemId.NOT_FOUND,
        _("It is not there any more"),
        _("Wix does not know what was asked for. It may have been removed elsewhere."),
        _("Refresh to see what there is now."),
        (Action.REFRESH,),
    )


def _conflict(_error: api.ApiError) -> Words:
    return Words(
        ProblemId.CONFLICT,
        _("It was changed somewhere else"),
        _("Another person or program changed the same thing at the same time."),
        _("Refresh, look at the new value, then decide again."),
        (Action.REFRESH,),
    )


def _not_supported(_error: api.ApiError) -> Words:
    return Words(
        ProblemId.NOT_SUPPORTED,
        _("This provider cannot do that"),
        _("The calendar provider does not support this way of connecting or this setting."),
        _("Choose another way, or another provider."),
        (Action.CHOOSE_PROVIDER,),
    )


def _not_connected(_error: api.ApiError) -> Words:
    return Words(
        ProblemId.NOT_CONNECTED,
        _("The calendar is not connected any more"),
        _("The connection was ended or lost its sign-in."),
        _("Reconnect it. Nothing has to be disconnected first."),
        (Action.RECONNECT, Action.REFRESH),
    )


def _already_disconnected(_error: api.ApiError) -> Words:
    return Words(
        ProblemId.ALREADY_DISCONNECTED,
        _("Already disconnected"),
        _("The connection had been ended before."),
        _("Nothing needs to be done."),
        (Action.REFRESH,),
    )


def _bookings_missing(_error: api.ApiError) -> Words:
    return Words(
        ProblemId.BOOKINGS_MISSING,
        _("Wix Bookings is not installed on this site"),
        _("Calendars are connected to the schedules of Wix Bookings, and the site does not have it yet."),
        _("Install Wix Bookings, wait a minute until its schedules exist, then refresh."),
        (Action.INSTALL_BOOKINGS, Action.RETRY),
    )


def _precondition(_error: api.ApiError) -> Words:
    return Words(
        ProblemId.PRECONDITION,
        _("Something else has to be done first"),
        _("Wix wants another step before this one."),
        _("Look at the details for the step, then try again."),
    )


def _rate_limited(error: api.ApiError) -> Words:
    return Words(
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


def _server_error(_error: api.ApiError) -> Words:
    return Words(
        ProblemId.SERVER_ERROR,
        _("Wix has trouble at the moment"),
        _("The service answered with an internal error. It is not caused by anything here."),
        _("Try again in a few minutes."),
    )


def _refused_status(_error: api.ApiError) -> Words:
    return Words(
        ProblemId.REFUSED_STATUS,
        _("Wix did not accept the request"),
        _("The service said no without a reason that this program knows."),
        _("Try again. If it stays, copy the details and send them to support."),
    )


STATUS_WORDS: tuple[tuple[type[api.StatusError], Callable[[api.ApiError], Words]], ...] = (
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
