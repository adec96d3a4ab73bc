"""Recognises sign-in pages that refuse, by address, status and error codes, never by the words of one language.

Pure: the embedded view hands in what it could see of a page that has been loaded.
Sources: Google's `disallowed_useragent` and "signin/rejected" pages; Microsoft's AADSTS error codes
(learn.microsoft.com/entra/identity-platform/reference-error-codes).
"""

import base64
import binascii
from urllib.parse import parse_qs, urlsplit

from msgspec import Struct

from caldesk.services.ports import ConsentEnd

CODES = r"\bAADSTS\d{4,7}\b|\bdisallowed_useragent\b|\badmin_policy_enforced\b"
"""What to look for in the text of a page, as a regular expression that JavaScript and Python read alike."""

_GOOGLE_HOST = "accounts.google.com"
_GOOGLE_REFUSALS = ("/signin/rejected", "/deniedsigninrejected")
_DISALLOWED = "disallowed_useragent"
_ADMIN = frozenset(
    {
        "admin_policy_enforced",  # Google Workspace: the administrator does not allow the program
        "AADSTS65001",  # nobody has consented yet, and the user may not
        "AADSTS90094",  # the grant requires an administrator
        "AADSTS90095",  # the request for approval has been sent
        "AADSTS900941",
        "AADSTS900942",
        "AADSTS50105",  # the user is not assigned to the program
    }
)
_SERVER_ERRORS = range(500, 600)


class PageFacts(Struct, frozen=True, kw_only=True):
    """What can be told from a loaded page: `status` is HTTP's, 0 where unknown; `codes` are matches of `CODES`."""

    url: str
    status: int = 0
    codes: frozenset[str] = frozenset()


def recognise(page: PageFacts) -> ConsentEnd | None:
    """How the sign-in ends on this page; None when it goes on."""
    try:
        parts = urlsplit(page.url)
        host = parts.hostname or ""
    except ValueError:
        return None
    codes = page.codes if _speaks_in_codes(host) else frozenset()
    if host == _GOOGLE_HOST:
        codes |= _codes_in_address(parts.query)
        if any(refusal in parts.path for refusal in _GOOGLE_REFUSALS):
            return ConsentEnd.REFUSED_EMBEDDED
    if _DISALLOWED in codes:
        return ConsentEnd.REFUSED_EMBEDDED
    if codes & _ADMIN:
        return ConsentEnd.ADMIN_APPROVAL
    return ConsentEnd.SERVER_ERROR if page.status in _SERVER_ERRORS else None


def _codes_in_address(query: str) -> frozenset[str]:
    """Google names the error in `error`, or packed into base64 in `authError`."""
    try:
        values = parse_qs(query, max_num_fields=64, errors="replace")
        packed = values.get("authError", [""])[0].replace(" ", "+")
        text = base64.b64decode(packed + "=" * (-len(packed) % 4), altchars=b"-_").decode("latin-1")
    except (ValueError, binascii.Error):
        return frozenset()
    text += " ".join(values.get("error", ()))
    return frozenset(code for code in (_DISALLOWED, "admin_policy_enforced") if code in text)


def _speaks_in_codes(host: str) -> bool:
    """Only the providers' own pages, and the practice site's, are believed when they name a code."""
    return host in {_GOOGLE_HOST, "127.0.0.1", "localhost"} or host.endswith(
        ("login.live.com", ".microsoftonline.com", ".microsoftonline.us")
    )
