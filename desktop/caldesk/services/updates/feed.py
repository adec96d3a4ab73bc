"""The release feed: one small JSON file that names the newest version, and how it is read and compared.

    {"version": "1.4.0", "date": "2026-12-01", "page": "https://…", "summary": "one line"}

Fields that are not known are passed over: they may belong to a newer feed. Nothing here asks anybody.
"""

import unicodedata
from datetime import date
from typing import Annotated
from urllib.parse import urlsplit

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import replace
from packaging.version import InvalidVersion, Version

from caldesk.api.config import is_loopback

MOST = 64 * 1024
"""Bytes; a feed has some 300."""
_SUMMARY = 300
"""Characters that are shown of the summary."""


class Release(Struct, frozen=True, kw_only=True):
    """One version as the feed names it. `page` tells what is new; "" where there is none that can be trusted."""

    version: Annotated[str, Meta(max_length=64)]
    date: date
    page: Annotated[str, Meta(max_length=2000)] = ""
    summary: str = ""


def read_feed(content: bytes, feed: str) -> Release | None:
    """The release that is named, None for anything that is not understood. `feed` is where it was read."""
    if len(content) > MOST:
        return None
    try:
        release = msgspec.json.decode(content, type=Release)
        version = str(Version(release.version))
    except (ValueError, RecursionError):  # msgspec's and packaging's errors are ValueErrors
        return None
    page = release.page if leads_to_same_host(release.page, feed) else ""
    return replace(release, version=version, page=page, summary=_one_line(release.summary))


def is_newer(version: str, present: str) -> bool:
    """By PEP 440; one before a release is newer only for those who use one themselves."""
    try:
        offered, here = Version(version), Version(present)
    except InvalidVersion:
        return False
    return offered > here and (here.is_prerelease or not offered.is_prerelease)


def leads_to_same_host(page: str, feed: str) -> bool:
    """Whether a page is as trustworthy as the feed that names it: https (or this computer) on the feed's own host."""
    if not (page.isascii() and page.isprintable()) or "\\" in page or " " in page:
        return False
    try:
        there, here = urlsplit(page), urlsplit(feed)
        host, _a_number = there.hostname, there.port
    except ValueError:
        return False
    safe = there.scheme == "https" or (there.scheme == "http" and is_loopback(host or ""))
    return safe and bool(host) and host == here.hostname and there.username is None


def _one_line(summary: str) -> str:
    """Without signs that steer a terminal or the direction of writing; one space for each stretch of white space."""
    line = " ".join(summary.split())
    plain = "".join(sign for sign in line if unicodedata.category(sign) not in {"Cc", "Cf", "Co", "Cn"})
    return plain if len(plain) <= _SUMMARY else plain[: _SUMMARY - 1].rstrip() + "…"
