"""What is said of each end that is not a connection: a title, what happened, what to do."""

from collections.abc import Callable

from msgspec import Struct

from caldesk.i18n import _
from caldesk.services.connect.endings import Ending


class EndWords(Struct, frozen=True):
    """The sentences, in the order in which they are read."""

    title: str
    what: str
    cure: str


def words_of(ending: Ending, provider: str) -> EndWords:
    """The words for an end; `provider` is the provider's name as the service gives it."""
    return _OF_ENDING[ending](provider)


def _rejected(provider: str) -> EndWords:
    return EndWords(
        _("Access was not allowed"),
        _("On the sign-in page of {provider} somebody chose not to allow access. Nothing was changed.").format(
            provider=provider
        ),
        _("If that was not meant, sign in again and choose Allow."),
    )


def _unsupported(provider: str) -> EndWords:
    return EndWords(
        _("This type of account cannot be connected"),
        _("{provider} does not let other programs use calendars of this account. Nothing was changed.").format(
            provider=provider
        ),
        _("Sign in again with another account, or use another provider."),
    )


def _internal(provider: str) -> EndWords:
    return EndWords(
        _("The sign-in failed at the far side"),
        _("Wix or {provider} had an internal error. It is not caused by anything here.").format(provider=provider),
        _("Caldesk has looked whether it worked after all: there is no new connection."),
    )


def _unknown_answer(_provider: str) -> EndWords:
    return EndWords(
        _("The sign-in ended in an unexpected way"),
        _("It came back without saying how it went, and no new connection was found."),
        _("Sign in again. If it stays, copy the details and send them to support."),
    )


def _foreign_return(_provider: str) -> EndWords:
    return EndWords(
        _("That answer belongs to another sign-in"),
        _("The page came back with a mark that is not from this sign-in, so no calendar was connected."),
        _("Sign in again from here."),
    )


def _refused_embedded(provider: str) -> EndWords:
    return EndWords(
        _("{provider} wants its sign-in in a browser").format(provider=provider),
        _("It does not show its sign-in inside other programs. The account is fine, and nothing was changed."),
        _("Go on in this computer's browser. Caldesk notices when it is done."),
    )


def _admin_approval(_provider: str) -> EndWords:
    return EndWords(
        _("An administrator has to approve this first"),
        _(
            "The account belongs to an organisation that lets only its administrators allow new programs. "
            "Nothing was changed."
        ),
        _("Send the text below to whoever looks after the organisation's accounts. Sign in again once it is approved."),
    )


def _server_error(provider: str) -> EndWords:
    return EndWords(
        _("The sign-in page has a fault"),
        _("A page of the sign-in at {provider} answered with a server error.").format(provider=provider),
        _("Caldesk has looked whether it worked after all: there is no new connection."),
    )


def _closed(_provider: str) -> EndWords:
    return EndWords(
        _("The sign-in was stopped"),
        _("No calendar was connected, and nothing was changed."),
        _("Sign in again whenever it suits."),
    )


def _timed_out(_provider: str) -> EndWords:
    return EndWords(
        _("The sign-in took too long"),
        _("The time for it is over, so the page or link was given up. No calendar was connected."),
        _("Sign in again. Have the account's password and phone at hand."),
    )


def _crashed(_provider: str) -> EndWords:
    return EndWords(
        _("The sign-in page stopped working"),
        _("The page inside Caldesk crashed. No calendar was connected."),
        _("Sign in again, or use this computer's browser."),
    )


def _certificate(_provider: str) -> EndWords:
    return EndWords(
        _("The sign-in page is not safe"),
        _("Its certificate was not accepted, so the page was not opened and nothing was sent."),
        _(
            "Check the date and time of this computer. "
            "If the network has a sign-in page of its own (hotel, guest Wi-Fi), finish that first."
        ),
    )


def _unreachable(provider: str) -> EndWords:
    return EndWords(
        _("The sign-in page could not be opened"),
        _("{provider} could not be reached from this computer. No calendar was connected.").format(provider=provider),
        _("Check the internet connection, then sign in again."),
    )


def _unsafe_address(_provider: str) -> EndWords:
    return EndWords(
        _("The sign-in address was not opened"),
        _("Wix named an address that is not a secure web page. Caldesk did not open it, and nothing was connected."),
        _("Sign in again. If it stays, copy the details and send them to support."),
    )


def _no_listener(_provider: str) -> EndWords:
    return EndWords(
        _("This computer does not let Caldesk wait for the browser"),
        _("No local port could be opened for the answer: a security program may forbid it. Nothing was connected."),
        _("Sign in inside Caldesk, or on their own device."),
    )


def _not_proven(_provider: str) -> EndWords:
    return EndWords(
        _("The connection cannot be found yet"),
        _("The sign-in said that it worked, but Wix does not show the connection."),
        _("Look again in a moment. If it is still not there, sign in again."),
    )


def _other_connection(_provider: str) -> EndWords:
    return EndWords(
        _("The connection is not the one that was asked for"),
        _("What came back belongs to another schedule or provider, so it was not accepted."),
        _("Sign in again. If it stays, copy the details and send them to support."),
    )


def _not_alive(provider: str) -> EndWords:
    return EndWords(
        _("The connection was made, but does not work"),
        _("Wix shows it with an error right after the sign-in at {provider}.").format(provider=provider),
        _("Sign in again and allow everything that {provider} asks for.").format(provider=provider),
    )


def _several(_provider: str) -> EndWords:
    return EndWords(
        _("More than one new connection appeared"),
        _("Somebody else seems to have connected a calendar to this schedule at the same time. All of them stand."),
        _("Say which account has just signed in here."),
    )


def _blank(provider: str) -> EndWords:
    return EndWords(
        _("The sign-in page stayed empty"),
        _("{provider} sent a page without content. No calendar was connected.").format(provider=provider),
        _("Sign in again, or use another way."),
    )


def _captive(_provider: str) -> EndWords:
    return EndWords(
        _("This network wants a sign-in of its own"),
        _("A page of the network came in place of the provider's (hotel, guest Wi-Fi). Nothing was entered."),
        _("Sign in to the network in a web browser first, then sign in again here."),
    )


def _schedule_gone(_provider: str) -> EndWords:
    return EndWords(
        _("This schedule no longer exists"),
        _("It was removed from the site, or its person was. Nothing was connected."),
        _("Choose another schedule."),
    )


def _provider_gone(provider: str) -> EndWords:
    return EndWords(
        _("This provider is no longer offered"),
        _("The site does not list {provider} any more. Nothing was connected.").format(provider=provider),
        _("Choose another provider."),
    )


def _not_checked(_provider: str) -> EndWords:
    return EndWords(
        _("Caldesk could not check whether it worked"),
        _("The sign-in is over, but Wix could not be asked for the result."),
        _("Look again. Nobody has to sign in for that."),
    )


_OF_ENDING: dict[Ending, Callable[[str], EndWords]] = {
    Ending.REJECTED: _rejected,
    Ending.UNSUPPORTED: _unsupported,
    Ending.INTERNAL: _internal,
    Ending.UNKNOWN_ANSWER: _unknown_answer,
    Ending.FOREIGN_RETURN: _foreign_return,
    Ending.REFUSED_EMBEDDED: _refused_embedded,
    Ending.ADMIN_APPROVAL: _admin_approval,
    Ending.SERVER_ERROR: _server_error,
    Ending.CLOSED: _closed,
    Ending.TIMED_OUT: _timed_out,
    Ending.CRASHED: _crashed,
    Ending.CERTIFICATE: _certificate,
    Ending.UNREACHABLE: _unreachable,
    Ending.UNSAFE_ADDRESS: _unsafe_address,
    Ending.NO_LISTENER: _no_listener,
    Ending.NOT_PROVEN: _not_proven,
    Ending.OTHER_CONNECTION: _other_connection,
    Ending.NOT_ALIVE: _not_alive,
    Ending.SEVERAL: _several,
    Ending.NOT_CHECKED: _not_checked,
    Ending.BLANK: _blank,
    Ending.CAPTIVE: _captive,
    Ending.SCHEDULE_GONE: _schedule_gone,
    Ending.PROVIDER_GONE: _provider_gone,
    Ending.PROBLEM: _unknown_answer,
}
