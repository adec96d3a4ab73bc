"""The release feed: the small file that tells every Caldesk which version is the newest (`docs/packaging.md`).

releases.json    {"version": "1.4.0", "date": "2026-12-01", "page": "https://…", "summary": "one line"}
"""

import json
import os
import re
from collections.abc import Mapping
from datetime import date
from urllib.parse import urlsplit

from refusal import Refusal

FEED = "releases.json"
ADDRESS = "CALDESK_UPDATE_FEED"
"""The variable that names where the feed will be found; what is built with it asks there."""
_SUMMARY = 300  # characters; the program shows no more


def feed_address(environ: Mapping[str, str] = os.environ) -> str:
    """The address to build in, "" for none. Raises Refusal for one that the program would not ask."""
    address = environ.get(ADDRESS, "").strip()
    if address:
        _must_be_https(address, ADDRESS)
    return address


def feed(version: str, day: date, changes: str, page: str, address: str) -> str:
    """The file. `changes` is the section of the changelog, `page` may be "". Raises Refusal.

    The program offers a page only on the host of the feed, so that another one is a mistake.
    """
    said = {"version": version, "date": day.isoformat()}
    if page:
        _must_be_https(page, "The page")
        if address and urlsplit(page).hostname != urlsplit(address).hostname:
            raise Refusal(f"The page {page} is not on the host of the feed, {address}: nobody would be led to it.")
        said["page"] = page
    return json.dumps({**said, "summary": summary(changes)}, ensure_ascii=False, indent=2) + "\n"


def summary(changes: str) -> str:
    """The paragraph that opens the section, or else its first entry, as one line of plain text."""
    blocks = re.split(r"\n\s*\n|^\s*#.*$|^\s*(?=[-*] )", changes, flags=re.MULTILINE)
    first = next((block for block in blocks if block.strip()), "")
    line = " ".join(first.split()).removeprefix("- ").removeprefix("* ")
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", line).replace("`", "").replace("**", "")
    return plain if len(plain) <= _SUMMARY else plain[: _SUMMARY - 1].rstrip() + "…"


def _must_be_https(address: str, what: str) -> None:
    try:
        parts = urlsplit(address)
        odd = parts.username is not None or parts.query or parts.fragment or not address.isascii() or " " in address
        fine = parts.scheme == "https" and parts.hostname and not odd
    except ValueError:
        fine = False
    if not fine:
        raise Refusal(f"{what} must be an https address without user, “?” and “#”: {address}")
