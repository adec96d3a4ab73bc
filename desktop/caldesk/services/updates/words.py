"""What came of looking for a newer version, as sentences for window and command line."""

from collections.abc import Callable

from caldesk.i18n import _
from caldesk.services.updates.fault import Fault
from caldesk.services.updates.feed import Release


def there(release: Release) -> str:
    """There is a newer one; the same words wherever it is said."""
    return _("Caldesk {version} is there").format(version=release.version)


def of_day(release: Release, day: str) -> str:
    """The same with its day, written as the reader has it."""
    return _("Caldesk {version} of {date} is there.").format(version=release.version, date=day)


def newest(present: str) -> str:
    """There is nothing newer."""
    return _("Caldesk {version} is the newest version.").format(version=present)


def who_installs() -> str:
    """Why nothing happens by itself."""
    return _("Caldesk installs nothing by itself: whoever installed it updates it.")


def what_is_new() -> str:
    """The button that opens the page of a release in the browser."""
    return _("What is new")


def why_unknown(fault: Fault) -> str:
    """What happened, then what to do."""
    what, cure = _FAULTS[fault]()
    return _("{what} {cure}").format(what=what, cure=cure)


def _line(what: str) -> tuple[str, str]:
    return what, _("Check the internet connection, then look again.")


def _ask_whoever(what: str) -> tuple[str, str]:
    return what, _("Tell whoever installed Caldesk.")


_FAULTS: dict[Fault, Callable[[], tuple[str, str]]] = {
    Fault.OFFLINE: lambda: _line(_("This computer is offline.")),
    Fault.NOT_FOUND: lambda: _line(_("The place that tells of newer versions could not be found on the network.")),
    Fault.REFUSED: lambda: _line(_("The place that tells of newer versions did not answer.")),
    Fault.TIMEOUT: lambda: _line(_("No answer came in time.")),
    Fault.CUT: lambda: _line(_("The connection broke off before the answer was there.")),
    Fault.PROXY: lambda: (
        _("The proxy did not let the question through."),
        _("Check the proxy under Network, or ask whoever looks after it."),
    ),
    Fault.CERTIFICATE: lambda: (
        _("The connection is not safe: the certificate was not accepted, so nothing was asked."),
        _("Check date and time of this computer, and the certificates under Network."),
    ),
    Fault.PROXY_SETTING: lambda: (_("The proxy of the settings cannot be used."), _("Correct it under Network.")),
    Fault.CA_SETTING: lambda: (
        _("The file with extra certificates cannot be used."),
        _("Correct it under Network."),
    ),
    Fault.MOVED: lambda: _ask_whoever(_("The answer pointed to another address, where Caldesk does not follow.")),
    Fault.STATUS: lambda: _ask_whoever(_("The place that tells of newer versions has nothing to say.")),
    Fault.NOT_UNDERSTOOD: lambda: _ask_whoever(_("The answer was not understood.")),
    Fault.ADDRESS: lambda: _ask_whoever(_("The address that was set for newer versions cannot be used.")),
}
