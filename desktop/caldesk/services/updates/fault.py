"""Why the release feed could not be asked or understood."""

from enum import StrEnum


class Fault(StrEnum):
    """Stable names, for the file that is kept and for `caldesk updates --json`."""

    OFFLINE = "offline"
    NOT_FOUND = "not-found"
    """The name of the host is not known."""
    REFUSED = "refused"
    PROXY = "proxy"
    CERTIFICATE = "certificate"
    TIMEOUT = "timeout"
    CUT = "cut"
    MOVED = "moved"
    """It pointed elsewhere, where nobody follows."""
    STATUS = "status"
    """An answer other than 200."""
    NOT_UNDERSTOOD = "not-understood"
    """No JSON, another shape, no version, or too large."""
    ADDRESS = "address"
    """The address of the feed cannot be used."""
    PROXY_SETTING = "proxy-setting"
    CA_SETTING = "ca-setting"
