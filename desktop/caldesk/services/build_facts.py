"""From which commit and when this Caldesk was built, and where it learns of newer ones; packaged with it."""

import msgspec
from msgspec import Struct

from caldesk import resources

FILE = "build.json"
"""In the resource folder "notices"; `packaging/licences` writes it."""


class BuildFacts(Struct, frozen=True, kw_only=True):
    """`commit` is the hash in full, `date` the day as YYYY-MM-DD; "" where it is not known.

    `feed` is the address of the release feed of whoever hands this Caldesk out. There is no public one yet, and where
    something else does the updating, as apt does, there is none on purpose.
    """

    commit: str = ""
    date: str = ""
    feed: str = ""


def build_facts() -> BuildFacts:
    """What was built in; nothing in a checkout."""
    try:
        return msgspec.json.decode(resources.read_bytes("notices", FILE), type=BuildFacts)
    except FileNotFoundError:
        return BuildFacts()
