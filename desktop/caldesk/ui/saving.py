"""Asks where to save a file and writes it in a thread. Never `exec()`: the loop must not nest."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from caldesk.i18n import _
from caldesk.services.export_file import NotSavedError, save_export
from caldesk.ui.notices import Notice, Notices
from caldesk.ui.style import Tone

Made = Callable[[str], Awaitable[bytes]]
"""Makes the content; is told the name filter that was chosen."""


class Saving(QObject):
    """Remembers the folder from one file to the next. `saved` names the file, `failed` says why in words."""

    saved = Signal(Path)
    failed = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)

    def tell_with(self, notices: Notices) -> None:
        """Say what came of each file as a notice; the last one stands."""
        self.saved.connect(lambda path: notices.post(_saved(path)))
        self.failed.connect(lambda words: notices.post(_not_saved(words)))

    def ask(
        self, parent: QWidget, title: str, name: str, filters: list[str], then: Callable[[Path, str], None]
    ) -> None:
        """Open the system's dialog; `then` gets the file and the filter that were chosen."""
        dialog = QFileDialog(parent, title, self._folder)
        dialog.setObjectName("saveFile")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setNameFilters(filters)
        dialog.setDefaultSuffix(Path(name).suffix.removeprefix("."))
        dialog.selectFile(name)
        dialog.fileSelected.connect(lambda chosen: self._chosen(Path(chosen), dialog.selectedNameFilter(), then))
        dialog.open()

    async def save(self, path: Path, chosen_filter: str, make: Made) -> None:
        """Make the content and write it."""
        content = await make(chosen_filter)
        try:
            await asyncio.to_thread(save_export, path, content)
        except NotSavedError as error:
            self.failed.emit(str(error))
        else:
            self.saved.emit(path)

    def _chosen(self, path: Path, chosen_filter: str, then: Callable[[Path, str], None]) -> None:
        self._folder = str(path.parent)
        then(path, chosen_filter)


def _saved(path: Path) -> Notice:
    title = _("Saved as {name}").format(name=path.name)
    return Notice(id="export", title=title, text=str(path.parent), tone=Tone.GOOD)


def _not_saved(words: str) -> Notice:
    return Notice(id="export", title=_("The file was not saved"), text=words, tone=Tone.BAD)
