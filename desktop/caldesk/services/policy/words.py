"""The declared settings in words: what a value must be, how it is written, and where it comes from."""

from datetime import time
from enum import StrEnum
from types import UnionType
from typing import get_args, get_origin

from msgspec import Meta

from caldesk.i18n import _
from caldesk.services.policy.declared import FEED_ADDRESS, SITE_ID, declared


def kind_words(key: str) -> str:
    """What a value of this setting must be, to follow “is not …”."""
    hint = declared()[key].type
    bounds = next((part for part in get_args(hint) if isinstance(part, Meta)), None)
    kind = plain_type(hint)
    if kind is bool:
        return _("true or false")
    if kind is int and bounds is not None:
        return _("a whole number from {least} to {most}").format(least=bounds.ge, most=bounds.le)
    if bounds is not None and bounds.pattern == FEED_ADDRESS:
        return _("an address that begins with https://, or “none”")
    if kind is time:
        return _("a time such as 18:30")
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return _("one of: {choices}").format(choices=", ".join(kind))
    if get_origin(kind) is tuple:
        return _list_words(get_args(kind)[0])
    return _("a text")


def _list_words(part: object) -> str:
    kind = plain_type(part)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return _("a list of: {choices}").format(choices=", ".join(kind))
    if any(isinstance(each, Meta) and each.pattern == SITE_ID for each in get_args(part)):
        return _("a list of site IDs")
    return _("a list of texts")


def plain_type(hint: object) -> object:
    """The type behind notes and “or nothing”: `bool`, `int`, `str`, `time`, a `StrEnum`, or `tuple[…, ...]`."""
    if get_origin(hint) is UnionType:
        return plain_type(next(part for part in get_args(hint) if part is not type(None)))
    notes = getattr(hint, "__metadata__", None)
    return plain_type(get_args(hint)[0]) if notes else hint


def written(value: object) -> str:
    """A value as `policy.toml` would hold it; "" for one that is not set."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, time):
        return f'"{value.strftime("%H:%M")}"'
    if isinstance(value, tuple):
        return "[" + ", ".join(written(part) for part in value) + "]"
    return str(value) if isinstance(value, int) else f'"{value}"'
