"""Tells the sign-in page of a network (hotel, guest Wi-Fi) from the provider's: by host and scheme, at the first step.

Later steps may lead anywhere: an organisation signs its people in on a host of its own.
"""

from urllib.parse import urlsplit

_KNOWN = (
    "wix.com",
    "wixapis.com",
    "google.com",
    "googleusercontent.com",
    "microsoftonline.com",
    "microsoftonline.us",
    "live.com",
    "microsoft.com",
    "office.com",
    "apple.com",
    "icloud.com",
    "yahoo.com",
)
"""Where sign-ins of the built-in providers begin."""
_BUILT_IN = frozenset({"GOOGLE", "MICROSOFT"})


def is_captive(first: str, now: str, calendar_type: str) -> bool:
    """Whether `now`, the first page that was loaded, is not where the sign-in at `first` should have led.

    A provider of an unknown kind may sign in anywhere, but never leads from https to http.
    """
    try:
        begun, here = urlsplit(first), urlsplit(now)
        host, same = here.hostname or "", here.netloc == begun.netloc
    except ValueError:
        return False
    if same or here.scheme not in {"http", "https"}:
        return False
    if here.scheme == "http" and begun.scheme == "https":
        return True
    return calendar_type in _BUILT_IN and not any(host == known or host.endswith(f".{known}") for known in _KNOWN)
