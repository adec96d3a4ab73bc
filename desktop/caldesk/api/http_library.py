"""Imports httpx as the program needs it: without its command line, and without a search that is made at every lock.

Every module of this room that uses httpx takes it from here, so that what is said below is said first.
"""

import sys
from importlib.util import find_spec
from types import ModuleType
from typing import cast

_ABSENT = cast(ModuleType, None)  # an import of it fails at once, as if it were not installed

if find_spec("sniffio") is None:  # httpcore tries to import it at every lock, and each try searches the disk:
    sys.modules["sniffio"] = _ABSENT  # a quarter of the CPU of a request
sys.modules.setdefault("httpx._main", _ABSENT)  # the library's own command: a megabyte with all that it imports

import httpx  # noqa: E402 - what it may not import is said before

__all__ = ["httpx"]
