"""What an app-specific password looks like: a hint for the form, never a reason to refuse.

Source: sixteen lower-case letters in four groups are widely seen, but not promised on support.apple.com/102654.
"""

import re

APPLE_ACCOUNT = "https://account.apple.com/account/manage"
"""Where app-specific passwords are made."""

_SHAPE = re.compile(r"[a-z]{4}(-[a-z]{4}){3}")


def without_spaces(text: str) -> str:
    """What was pasted, without the spaces and line ends that come along."""
    return "".join(text.split())


def looks_app_specific(password: str) -> bool:
    """Whether it has the usual shape."""
    return _SHAPE.fullmatch(password) is not None
