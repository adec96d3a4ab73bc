"""Writes a bundle and proves it; one that leaks is taken away again."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from caldesk.i18n import _
from caldesk.services.diagnostics.bundle import BundleFile, zipped
from caldesk.services.diagnostics.canaries import Proof, prove
from caldesk.services.export_file import NotSavedError, save_export


def save_bundle(path: Path, files: Iterable[BundleFile], values: frozenset[str]) -> Proof:
    """Save, then look for every private value in what was saved. Blocks. Raises NotSavedError, with nothing kept."""
    save_export(path, zipped(files))
    try:
        proof = prove(path, values)
    except OSError as error:
        _take_away(path)
        raise NotSavedError(_("The file could not be read back, so nothing was kept. Try again.")) from error
    if proof.leaking:
        _take_away(path)
        names = ", ".join(proof.leaking)
        raise NotSavedError(_("Something private was found in {files}, so nothing was kept.").format(files=names))
    return proof


def _take_away(path: Path) -> None:
    with suppress(OSError):
        path.unlink(missing_ok=True)
