"""The proxy and the extra certificates that hold for every site: what is wrong with them, before they are used."""

from pathlib import Path

from caldesk.api.config import BadSetting
from caldesk.api.proxies import proxy_for
from caldesk.i18n import _
from caldesk.services.policy.declared import DIRECT
from caldesk.services.profiles import DEFAULT_BASE_URL


def fault_of_proxy(entered: str) -> str:
    """Why this cannot be a proxy, as a sentence; "" for one that can, for none and for the system's."""
    if entered in ("", DIRECT):
        return ""
    try:
        proxy_for(DEFAULT_BASE_URL, entered)
    except BadSetting as fault:
        return str(fault)
    return ""


def fault_of_ca_file(entered: str) -> str:
    """Why this file cannot hold certificates; whether it does is only known when a site is opened."""
    if not entered or Path(entered).is_file():
        return ""
    return _("There is no such file.")
