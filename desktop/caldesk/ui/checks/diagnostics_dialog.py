"""Shows what a diagnostics bundle holds before it is saved, and the proof that it tells nothing after."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from caldesk.i18n import _, ngettext
from caldesk.services.diagnostics.bundle import BundleFile
from caldesk.services.diagnostics.canaries import Proof
from caldesk.services.diagnostics.saving import save_bundle
from caldesk.services.export_file import NotSavedError
from caldesk.ui import style
from caldesk.ui.shell import Shell
from caldesk.ui.style import Role, Tone
from caldesk.ui.tasks import WidgetTasks
from caldesk.ui.widgets.buttons import Button, Kind
from caldesk.ui.widgets.label import Label
from caldesk.ui.widgets.notice import Notice

FILE_NAME = "caldesk-diagnostics.zip"
_KILO = 1024


class DiagnosticsDialog(QDialog):
    """`values` are the private values that must not be in the file; they are looked for and never shown."""

    def __init__(self, shell: Shell, parent: QWidget, files: Sequence[BundleFile], values: frozenset[str]) -> None:
        super().__init__(parent)
        self.setObjectName("diagnosticsDialog")
        self.setWindowTitle(_("Save diagnostics"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._shell, self._files, self._values = shell, tuple(files), values
        self._tasks = WidgetTasks(self, shell.notices)
        self._tree, self._text = self._make_tree(), self._make_text()
        self._said: Notice | None = None
        self._save = Button(shell.look, _("Save…"), Kind.PRIMARY, name="diagnostics.save")
        self._save.clicked.connect(self.ask_where)
        self._close = Button(shell.look, _("Close"), name="diagnostics.close")
        self._close.clicked.connect(self.reject)
        self._column = QVBoxLayout(self)
        self._lay_out()
        self.resize(860, 600)

    def ask_where(self) -> None:
        """Let the person choose a place."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self, self.windowTitle(), folder)
        dialog.setObjectName("diagnostics.file")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setNameFilters([_("Zip files (*.zip)")])
        dialog.setDefaultSuffix("zip")
        dialog.selectFile(FILE_NAME)
        dialog.fileSelected.connect(self.save)
        dialog.open()

    def save(self, path: str) -> None:
        """Write the bundle there and prove it."""
        self._tasks.run(self._write(Path(path)), key="save", on_busy=self._save.set_busy)

    def done(self, result: int) -> None:
        """Nothing of it goes on."""
        self._tasks.cancel_all()
        super().done(result)

    async def _write(self, path: Path) -> None:
        try:
            proof = await asyncio.to_thread(save_bundle, path, self._files, self._values)
        except NotSavedError as error:
            self._say(Tone.BAD, _("Nothing was saved"), str(error))
        else:
            self._say(Tone.GOOD, _("Saved as {name}").format(name=path.name), proof_words(proof))

    def _say(self, tone: Tone, title: str, text: str) -> None:
        if self._said is not None:
            self._said.hide()
            self._said.deleteLater()
        self._said = Notice(self._shell.look, tone, title, text, name="diagnostics.said")
        self._column.insertWidget(self._column.count() - 1, self._said)

    def _make_tree(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setObjectName("diagnostics.tree")
        tree.setAccessibleName(_("What will be in the file"))
        tree.setHeaderLabels([_("File"), _("Size")])
        root = QTreeWidgetItem(tree, [FILE_NAME, ""])
        for file in self._files:
            item = QTreeWidgetItem(root, [file.name, size_words(len(file.text.encode()))])
            item.setToolTip(0, file.about)
        tree.expandAll()
        tree.resizeColumnToContents(0)
        tree.currentItemChanged.connect(self._show_file)
        return tree

    def _make_text(self) -> QPlainTextEdit:
        text = QPlainTextEdit(readOnly=True)
        text.setObjectName("diagnostics.text")
        text.setAccessibleName(_("Content of the chosen file"))
        text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        text.setPlaceholderText(_("Choose a file to see all that is in it."))
        return text

    def _show_file(self, item: QTreeWidgetItem | None) -> None:
        name = item.text(0) if item is not None else ""
        self._text.setPlainText(next((file.text for file in self._files if file.name == name), ""))

    def _lay_out(self) -> None:
        self._column.setContentsMargins(style.AROUND, style.AROUND, style.AROUND, style.BETWEEN)
        self._column.setSpacing(style.BETWEEN)
        self._column.addWidget(Label(self.windowTitle(), Role.TITLE))
        hint = _(
            "This is all that will be in the file, for whoever helps you. It holds no key, no password, no name, "
            "no address and no title; after saving, the file is searched for them."
        )
        self._column.addWidget(Label(hint, quiet=True))
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.addWidget(self._tree)
        parts.addWidget(self._text)
        parts.setStretchFactor(1, 1)
        parts.setSizes([300, 500])
        self._column.addWidget(parts, 1)
        row = QHBoxLayout()
        row.setSpacing(style.INSIDE)
        row.addStretch()
        row.addWidget(self._close)
        row.addWidget(self._save)
        self._column.addLayout(row)


def size_words(size: int) -> str:
    """A size for people."""
    return _("{n} B").format(n=size) if size < _KILO else _("{n} kB").format(n=round(size / _KILO))


def proof_words(proof: Proof) -> str:
    """What was looked for after saving."""
    return ngettext(
        "{n} private value was looked for in the saved file; it is not in it.",
        "{n} private values were looked for in the saved file; none is in it.",
        proof.values,
    ).format(n=proof.values)
