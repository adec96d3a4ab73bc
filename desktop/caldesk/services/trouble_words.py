"""Words for calls that got no answer, one set for each trouble on the way."""

from collections.abc import Callable

from caldesk.api.errors import Trouble
from caldesk.i18n import _
from caldesk.services.problem import Action, ProblemId, Words


def _offline() -> Words:
    return Words(
        ProblemId.OFFLINE,
        _("This computer is offline"),
        _("No network could be used to reach Wix."),
        _("Check the cable or Wi-Fi, then try again."),
    )


def _dns() -> Words:
    return Words(
        ProblemId.DNS,
        _("Wix could not be found on the network"),
        _("The name of the service could not be looked up."),
        _("Check the internet connection. Behind a company network, ask whether www.wixapis.com is allowed."),
        (Action.RETRY, Action.NETWORK_SETTINGS),
    )


def _refused() -> Words:
    return Words(
        ProblemId.REFUSED,
        _("The service did not answer"),
        _("Something on the way refused the connection."),
        _("Try again in a minute. If it stays, ask whoever looks after the network about firewalls."),
        (Action.RETRY, Action.NETWORK_SETTINGS),
    )


def _proxy() -> Words:
    return Words(
        ProblemId.PROXY,
        _("The proxy did not let the request through"),
        _("This network uses a proxy, and the proxy refused or did not answer."),
        _("Check the proxy in the network settings, or ask whoever looks after it."),
        (Action.RETRY, Action.NETWORK_SETTINGS),
    )


def _certificate() -> Words:
    return Words(
        ProblemId.CERTIFICATE,
        _("The connection is not safe"),
        _("The certificate of the service was not accepted, so nothing was sent."),
        _(
            "Check the date and time of this computer. If the network inspects traffic, "
            "name its certificate file in the network settings."
        ),
        (Action.RETRY, Action.NETWORK_SETTINGS),
    )


def _timeout() -> Words:
    return Words(
        ProblemId.TIMEOUT,
        _("Wix took too long to answer"),
        _("No answer came in time."),
        _("Try again. If it stays slow, check the internet connection."),
    )


def _cut() -> Words:
    return Words(
        ProblemId.CUT,
        _("The connection broke off"),
        _("The answer stopped half-way."),
        _("Try again. Nothing is shown as done that was not confirmed."),
    )


TROUBLE_WORDS: dict[Trouble, Callable[[], Words]] = {
    Trouble.OFFLINE: _offline,
    Trouble.DNS: _dns,
    Trouble.REFUSED: _refused,
    Trouble.PROXY: _proxy,
    Trouble.CERTIFICATE: _certificate,
    Trouble.TIMEOUT: _timeout,
    Trouble.CUT: _cut,
}
