"""A lock file as facts: each package with its version, hashes, condition, and what needs it."""

import re
from collections.abc import Iterable
from typing import NamedTuple

_PIN = re.compile(r"^(?P<name>[a-z0-9][a-z0-9.-]*)==(?P<version>[^\s;\\]+)(?:\s*;\s*(?P<marker>[^\\]+?))?\s*\\?$")
_HASH = re.compile(r"^\s+--hash=sha256:([0-9a-f]{64})")
_VIA = re.compile(r"^\s+#\s+(?:via\s*)?(?P<name>\S.*)?$")
ROOT = "caldesk (pyproject.toml)"
"""How a lock names the program itself as what needs a package."""


class Locked(NamedTuple):
    """A pin. `hashes` are SHA-256 of each file of it; `needed_by` are names, `ROOT` and "ROOT:group" among them."""

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]
    needed_by: tuple[str, ...]


def read_lock(text: str) -> list[Locked]:
    """The pins in the order of the lock. Raises ValueError for a line that is none of its usual ones."""
    found: list[tuple[re.Match[str], list[str], list[str]]] = []
    for line in text.splitlines():
        if pin := _PIN.match(line):
            found.append((pin, [], []))
        elif found and (digest := _HASH.match(line)):
            found[-1][1].append(digest[1])
        elif found and (via := _VIA.match(line)):
            found[-1][2].extend(filter(None, [via["name"]]))
        elif line.strip() and not line.startswith("#"):
            raise ValueError(f"not understood in the lock: {line}")
    return [
        Locked(pin["name"], pin["version"], pin["marker"] or "", tuple(digests), tuple(needed))
        for pin, digests, needed in found
    ]


def shipped(packages: Iterable[Locked]) -> frozenset[str]:
    """Names of what the running program needs, directly or not; the others only build it."""
    packages = list(packages)
    reached: set[str] = {ROOT}
    while more := {one.name for one in packages if one.name not in reached and reached & set(one.needed_by)}:
        reached |= more
    return frozenset(reached - {ROOT})
