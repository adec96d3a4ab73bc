"""Python's own `import`, which PySide6 replaces by one that reads the source of every module that follows.

It looks there for `from __feature__ import …`, which this program does not use, and `linecache` then keeps all those
sources: a tenth of the time to the first paint, and 12 MB once everything is imported.
"""

import builtins


def restore() -> None:
    """Import plainly from now on; where PySide6 keeps the original under another name, nothing happens."""
    plain = getattr(builtins, "__orig_import__", None)
    if plain is not None:
        builtins.__import__ = plain
