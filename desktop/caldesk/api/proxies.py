"""Which proxy stands between this computer and the service."""

from urllib.parse import urlsplit

from caldesk.api.config import BadSetting, is_host, is_loopback
from caldesk.i18n import _


class BadProxy(BadSetting):
    """A proxy that cannot be used; the text does not repeat its address, which may hold a password."""


def proxy_for(base_url: str, named: str | None) -> str | None:
    """The proxy to use for `base_url`, None for none; `named` None asks the system, "" wants none.

    This computer itself is never reached through a proxy: plain http would hand the key to it. Raises `BadProxy`.
    """
    parts = urlsplit(base_url)
    host = parts.hostname or ""
    if is_loopback(host) or named == "":
        return None
    found = named if named is not None else _of_system(parts.scheme, host)
    return _checked(found) if found else None


def _of_system(scheme: str, host: str) -> str:
    from urllib.request import getproxies, proxy_bypass  # brings a whole HTTP client, which no start waits for

    if proxy_bypass(host):
        return ""
    settings = getproxies()
    return settings.get(scheme) or settings.get("all") or ""


def _checked(proxy: str) -> str:
    address = proxy if "://" in proxy else f"http://{proxy}"
    try:
        parts = urlsplit(address)
        usable = parts.scheme in ("http", "https") and is_host(parts.hostname or "") and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise BadProxy(_("The proxy cannot be used: its address must begin with http:// or https://."))
    return address
