"""Everything that a client must be told: where, as whom, how patiently, through which proxy.

It checks what would only show as a strange failure later: an address that the key must not be sent to, and
characters that no header can carry. Nothing here opens a connection or imports the HTTP library.
"""

import re
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from msgspec import Struct

from caldesk import __version__
from caldesk.api.bounds import Bounds
from caldesk.domain.secret import Secret
from caldesk.i18n import _

DEFAULT_BASE_URL = "https://www.wixapis.com"
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}")


class BadSetting(ValueError):
    """A setting that cannot work; its text is a sentence for the person who entered it."""


class BadBaseUrl(BadSetting):
    """An address that is none, or that the key must not be sent to."""


class BadCredentialText(BadSetting):
    """A key, secret or id holding characters that none has; the text never repeats them."""


class BadCaFile(BadSetting):
    """A file of extra certificates that cannot be read or is not PEM."""


class ApiKeyCredentials(Struct, frozen=True, kw_only=True):
    """An API key with the ids that tell the service which site or account is meant (`wix-api.md` §1.1)."""

    key: Secret
    site_id: str
    account_id: str = ""

    def __post_init__(self) -> None:
        _check_header_text(self.key.reveal(), self.site_id, self.account_id)


class AppCredentials(Struct, frozen=True, kw_only=True):
    """An app and one instance of it on a site, exchanged for tokens of four hours (§1.3)."""

    app_id: str
    app_secret: Secret
    instance_id: str

    def __post_init__(self) -> None:
        _check_header_text(self.app_id, self.app_secret.reveal(), self.instance_id)


Credentials = ApiKeyCredentials | AppCredentials


class Timeouts(Struct, frozen=True, kw_only=True):
    """Seconds. `total` bounds one call with its repeats and pauses, not the wait for its turn in the budget."""

    connect: float = 10.0
    read: float = 30.0
    write: float = 15.0
    pool: float = 30.0
    total: float = 60.0


class ApiConfig(Struct, frozen=True, kw_only=True):
    """How one client works. `proxy` None means the system's settings, "" none; `ca_file` is *added* to the system's.

    Raises `BadBaseUrl` for an address that is not https, unless it is this computer's own (loopback).
    """

    credentials: Credentials
    base_url: str = DEFAULT_BASE_URL
    timeouts: Timeouts = Timeouts()
    ca_file: str = ""
    proxy: str | None = None
    requests_per_minute: int = 190
    user_agent: str = f"Caldesk/{__version__}"
    max_body_bytes: int = 32 * 1024 * 1024
    bounds: Bounds = Bounds()

    def __post_init__(self) -> None:
        check_base_url(self.base_url)

    def __repr__(self) -> str:
        """Without the proxy, whose address may hold a password."""
        return f"ApiConfig(base_url={self.base_url!r}, credentials={type(self.credentials).__name__})"


def check_base_url(url: str) -> None:
    """Raise `BadBaseUrl` unless `url` is https, or plain http to this computer, and nothing but scheme, host, path."""
    parts = _split(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise BadBaseUrl(_("The address of the service must begin with https://."))
    if parts.scheme == "http" and not is_loopback(parts.hostname):
        raise BadBaseUrl(_("The address of the service must begin with https://, or the key could be read on its way."))
    if not is_host(parts.hostname):
        raise _no_address()
    if parts.username is not None or parts.query or parts.fragment:
        raise BadBaseUrl(_("The address of the service must not hold a name, a password, “?” or “#”."))


def is_loopback(host: str) -> bool:
    """Whether a host name means this computer, without asking a name server."""
    return host in _LOOPBACK


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _port_must_be_a_number = parts.port
    except ValueError:
        raise _no_address() from None
    if not (url.isascii() and url.isprintable() and " " not in url):
        raise _no_address()
    return parts


def _no_address() -> BadBaseUrl:
    return BadBaseUrl(_("The address of the service is not a valid address."))


def is_host(host: str) -> bool:
    """Whether it is the address of a computer, or a name that a name server can be asked for."""
    labels = host.removesuffix(".").split(".")
    if ":" not in host and not labels[-1].isdigit():
        return all(_LABEL.fullmatch(label) for label in labels)
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _check_header_text(*texts: str) -> None:
    if not all(text.isascii() and text.isprintable() and " " not in text for text in texts):
        raise BadCredentialText(_("The key or an id holds characters that none has. Copy it again."))
