"""One question with verbs for answers. Never `exec()`: a nested loop leaves other coroutines stuck for good."""

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from caldesk.i18n import _
from caldesk.ui.style import AROUND, BETWEEN, INSIDE, Look, Role
from caldesk.ui.widgets.buttons import Button, Kind
from caldesk.ui.widgets.label import Label
from caldesk.ui.widgets.practice_frame import frame_dialog

_NARROWEST = 400


class Question(QDialog):
    """Asks; `accepted` means the verb was chosen. Enter and Esc take the safe answer where the verb destroys."""

    def __init__(
        self,
        look: Look,
        parent: QWidget | None,
        *,
        question: str,
        explanation: str,
        verb: str,
        keep_verb: str,
        destructive: bool,
        name: str,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self.setObjectName(name)
        self.setWindowTitle(question)
        self.setAccessibleName(question)
        self.setAccessibleDescription(explanation)
        self.setMinimumWidth(_NARROWEST)
        self._act = Button(look, verb, Kind.DESTRUCTIVE if destructive else Kind.PRIMARY, name=f"{name}.verb")
        self._keep = Button(look, keep_verb, name=f"{name}.keep")
        self._act.clicked.connect(self.accept)
        self._keep.clicked.connect(self.reject)
        safe = self._keep if destructive else self._act
        safe.setDefault(True)
        safe.setFocus()
        self._lay_out(question, explanation)

    def _lay_out(self, question: str, explanation: str) -> None:
        column = QVBoxLayout(frame_dialog(self, self._look))
        column.setContentsMargins(AROUND, AROUND, AROUND, AROUND)
        column.setSpacing(INSIDE)
        column.addWidget(Label(question, Role.SECTION, name=f"{self.objectName()}.question"))
        column.addWidget(Label(explanation, name=f"{self.objectName()}.explanation", quiet=True, selectable=True))
        column.addSpacing(BETWEEN)
        row = QHBoxLayout()
        row.setSpacing(INSIDE)
        row.addStretch()
        row.addWidget(self._keep)
        row.addWidget(self._act)
        column.addLayout(row)


async def opened(dialog: QDialog) -> bool:
    """Open a dialog over its parent and wait for the answer; True if it was accepted.

    The dialog is closed when the waiting task is cancelled, and deleted in any case.
    """
    import asyncio  # the first paint of the window does not need it

    answer: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def finish(code: int) -> None:
        if not answer.done():
            answer.set_result(code)

    dialog.finished.connect(finish)
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.open()
    try:
        return await answer == QDialog.DialogCode.Accepted
    finally:
        if shiboken6.isValid(dialog):  # it may have gone with its parent
            dialog.close()
            dialog.deleteLater()


async def ask(
    look: Look,
    parent: QWidget | None,
    *,
    question: str,
    explanation: str,
    verb: str,
    keep_verb: str = "",
    destructive: bool = False,
    name: str = "question",
) -> bool:
    """Ask one question; True only if the verb was chosen. `keep_verb` is the safe answer ("Keep")."""
    dialog = Question(
        look,
        parent,
        question=question,
        explanation=explanation,
        verb=verb,
        keep_verb=keep_verb or _("Cancel"),
        destructive=destructive,
        name=name,
    )
    return await opened(dialog)
