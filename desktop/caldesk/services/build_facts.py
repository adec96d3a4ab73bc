"""From which commit and when this Caldesk was built, where that was packaged with it."""

import msgspec
from msgspec import Struct

from caldesk import resources

FILE = "build.json"
"""In the resource folder "notices"; `packaging/licences` writes it."""


class BuildFacts(Struct, frozen=True, kw_only=True):
    """`commit` is the hash in full, `date` the day as YYYY-MM-DD; "" where it is not known."""

    commit: str = ""
    date: str = ""


def build_facts() -> BuildFacts:
    """What was built in; nothing in a checkout."""
    try:
        return msgspec.json.decode(resources.read_bytes("notices", FILE), type=BuildFacts)
    except FileNotFoundError:
        return BuildFacts()
