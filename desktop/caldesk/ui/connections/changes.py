"""How one list of rows becomes another by its keys: which runs go, which come, which only changed."""

from collections.abc import Container, Iterable, Sequence

from msgspec import Struct

from caldesk.ui.connections.rows import Row

Run = tuple[int, int]
"""First and last index."""

_MOST_RUNS = 200
"""Beyond this, drawing the table anew is cheaper for everybody than telling each change."""


class Changes(Struct, frozen=True, kw_only=True):
    """Runs to remove (indices of the old list, last run first) and to insert (of the new list, first run first)."""

    removed: tuple[Run, ...]
    inserted: tuple[Run, ...]


def changes_between(old: Sequence[Row], new: Sequence[Row]) -> Changes | None:
    """The runs that lead from old to new; None where the order changed or there are too many."""
    old_keys, new_keys = [row.key for row in old], [row.key for row in new]
    if old_keys == new_keys:
        return Changes(removed=(), inserted=())
    before, after = set(old_keys), set(new_keys)
    if [key for key in old_keys if key in after] != [key for key in new_keys if key in before]:
        return None
    removed, inserted = _runs(old_keys, after), _runs(new_keys, before)
    if len(removed) + len(inserted) > _MOST_RUNS:
        return None
    return Changes(removed=tuple(reversed(removed)), inserted=tuple(inserted))


def changed_runs(old: Sequence[Row], new: Sequence[Row]) -> list[Run]:
    """Where two lists of the same length hold other objects."""
    return _joined(index for index, (before, now) in enumerate(zip(old, new, strict=True)) if before is not now)


def _runs(keys: Sequence[str], others: Container[str]) -> list[Run]:
    return _joined(index for index, key in enumerate(keys) if key not in others)


def _joined(indices: Iterable[int]) -> list[Run]:
    runs: list[Run] = []
    for index in indices:
        if runs and runs[-1][1] == index - 1:
            runs[-1] = (runs[-1][0], index)
        else:
            runs.append((index, index))
    return runs
