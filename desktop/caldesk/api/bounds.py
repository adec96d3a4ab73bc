"""What a client must not ask, whoever wants it: the last line behind everything that the program disables or refuses.

Reading is a GET, or a POST to an address that ends in `/query` (`wix-api.md` §1); everything else counts as changing.
"""

from collections.abc import Iterable

from msgspec import Struct

TITLES = ("fieldsets", "OWN_PI")
"""The part of a query that asks for titles and names (`wix-api.md` §5)."""


class Bounds(Struct, frozen=True, kw_only=True):
    """Each is the sentence that says why something is not allowed, or "" where it is."""

    changes: str = ""
    titles: str = ""

    def why_not(self, method: str, path: str, query: Iterable[tuple[str, str]]) -> str:
        """Why this must not be asked; "" if it may be."""
        if self.changes and not (method == "GET" or (method == "POST" and path.endswith("/query"))):
            return self.changes
        return self.titles if self.titles and TITLES in query else ""
