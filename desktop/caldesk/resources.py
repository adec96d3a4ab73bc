"""Finds icons, style, help and translations, whether Caldesk runs from a wheel, a frozen folder or a checkout.

It knows folders and bytes only: what is in a file, and Qt, are the business of whoever asks.
"""

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def _root() -> Path:
    """The folder that holds `icons`, `style`, `help` and the others.

    A wheel and a frozen program carry them beside the modules as `_data` (see `pyproject.toml`); a checkout
    keeps them at its top, where editors and translators look for them.
    """
    packed = _PACKAGE / "_data"
    return packed if packed.is_dir() else _PACKAGE.parent.parent / "resources"


def folder(kind: str) -> Path:
    """The folder of one kind of resource, as in "icons"."""
    return _root() / kind


def read_bytes(kind: str, name: str) -> bytes:
    """The whole file `name` of a kind; `FileNotFoundError` when there is none."""
    return (folder(kind) / name).read_bytes()
