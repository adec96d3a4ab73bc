"""Recognises sign-in pages that refuse, by address, structure, status and codes, never by the words of one language.

Pure: the embedded view hands in what it could see of a page that has been loaded.
Sources: Google's `disallowed_useragent` and "signin/rejected" pages; Microsoft's AADSTS error codes
(learn.microsoft.com/entra/identity-platform/reference-error-codes).
"""

import base64
import binascii
import re
from urllib.parse import parse_qs, unquote, urlsplit

from msgspec import Struct

from caldesk.services.ports import ConsentEnd

CODES = r"\bAADSTS\d{4,7}\b|\bdisallowed_useragent\b|\badmin_policy_enforced\b|\baccounts/answer/7675428\b"
"""What to look for in the text and links of a page, as a regular expression that JavaScript and Python read alike."""

_GOOGLE_HOST = "accounts.google.com"
_GOOGLE_REFUSALS = ("/signin/rejected", "/deniedsigninrejected")
_DISALLOWED = "disallowed_useragent"
_OTHER_BROWSER = "accounts/answer/7675428"
"""Google's help page on browsers it does not take: "may not be secure" links to it in every language."""
_ADMIN = frozenset(
    {
        "admin_policy_enforced",  # Google Workspace: the administrator does not allow the program
        "AADSTS65001",  # nobody has consented yet, and the user may not
        "AADSTS650052",  # the organisation lacks the service that the program asks for
        "AADSTS7000112",  # the program is switched off in the organisation
        "AADSTS53003",  # the organisation's access policy forbids it
        "AADSTS90093",  # the user may not grant this
        "AADSTS90094",  # the grant requires an administrator
        "AADSTS90095",  # the request for approval has been sent
        "AADSTS900941",
        "AADSTS900942",
        "AADSTS50105",  # the user is not assigned to the program
    }
)
_SERVER_ERRORS = range(500, 600)


class PageFacts(Struct, frozen=True, kw_only=True):
    """What can be told from a loaded page: `status` is HTTP's, 0 where unknown; `codes` are matches of `CODES`.

    `empty` says that there is nothing to see and nothing to press.
    """

    url: str
    status: int = 0
    codes: frozenset[str] = frozenset()
    empty: bool = False


def recognise(page: PageFacts) -> ConsentEnd | None:
    """How the sign-in ends on this page; None when it goes on."""
    try:
        parts = urlsplit(page.url)
        host = parts.hostname or ""
    except ValueError:
        return None
    codes = page.codes | frozenset(re.findall(CODES, unquote(parts.query))) if _speaks_in_codes(host) else frozenset()
    if host == _GOOGLE_HOST:
        codes |= _codes_in_address(parts.query)
        if any(refusal in parts.path for refusal in _GOOGLE_REFUSALS):
            return ConsentEnd.REFUSED_EMBEDDED
    if _DISALLOWED in codes or (host == _GOOGLE_HOST and _OTHER_BROWSER in codes):
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


class BlankWatch:
    """Tells when a page has been loaded and empty for too long; redirects pass through empty pages in less."""

    PATIENCE = 2.0

    def __init__(self) -> None:
        self._since: float | None = None

    def see(self, *, empty: bool, now: float) -> bool:
        """One look at a loaded page; True while it counts as blank. `now` is any steady clock, in seconds."""
        if not empty:
            self._since = None
            return False
        if self._since is None:
            self._since = now
        return now - self._since >= self.PATIENCE

    def forget(self) -> None:
        """Another page is being loaded."""
        self._since = None
