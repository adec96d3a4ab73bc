"""Links for all who are absent: made one after another, shown as a text to copy or save, each with its expiry."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from caldesk.i18n import _, ngettext
from caldesk.services.connect.queue.words import links_text
from caldesk.services.problems import Problem
from caldesk.services.session import Session
from caldesk.ui.connect.queue.times import whole_time
from caldesk.ui.csv_saving import plain_name
from caldesk.ui.saving import Saving
from caldesk.ui.shell import Shell
from caldesk.ui.style import AROUND, INSIDE, Look, Role, Tone
from caldesk.ui.tasks import WidgetTasks
from caldesk.ui.widgets.announce import announce
from caldesk.ui.widgets.buttons import Button, Kind
from caldesk.ui.widgets.label import Label
from caldesk.ui.widgets.notice import Notice
from caldesk.ui.widgets.practice_frame import frame_dialog

_WIDTH, _HEIGHT = 720, 560
_MAKING = "make"


class LinksDialog(QDialog):
    """Open it with `open()`. Closing ends the making; what was made stays good and is watched."""

    def __init__(self, session: Session, shell: Shell, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("teamLinks")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Links for all who are absent"))
        self.setAccessibleName(self.windowTitle())
        self._session, self._queue = session, session.queue
        self._look: Look = shell.look
        self._tasks = WidgetTasks(self, shell.notices)
        self._problem: Notice | None = None
        self._busy = False
        self._saving = Saving(self)
        self._saving.saved.connect(lambda path: self._say(_("Saved as {name}").format(name=path.name)))
        self._saving.failed.connect(self._say)
        self._make_widgets()
        self._lay_out(practice=session.profile.practice)
        self.resize(_WIDTH, _HEIGHT)
        self._end = self._queue.book.follow(self._refresh)
        self.destroyed.connect(self._end)
        self._refresh()
        (self._make if self._queue.absent else self._close).setFocus()

    def done(self, result: int) -> None:
        """Make no more links."""
        self._tasks.cancel_all()
        self._end()
        super().done(result)

    def _make_widgets(self) -> None:
        look = self._look
        self._count = Label(name="links.count")
        self._text = QPlainTextEdit(self)
        self._text.setObjectName("links.text")
        self._text.setAccessibleName(_("Sign-in links"))
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._text.setPlaceholderText(_("The links appear here, each below the name of its owner."))
        self._said = Label(name="links.said", quiet=True)
        self._make = Button(look, "", Kind.PRIMARY, name="links.make")
        self._copy = Button(look, _("Copy all"), icon="copy", name="links.copy")
        self._save = Button(look, _("Save as a text file…"), name="links.save")
        self._close = Button(look, _("Close"), name="links.close")
        self._make.clicked.connect(self._make_links)
        self._copy.clicked.connect(self._copy_all)
        self._save.clicked.connect(self._ask_where)
        self._close.clicked.connect(self.accept)

    def _refresh(self) -> None:
        absent = len(self._queue.absent)
        text = links_text(self._queue, self._session.profile.name, whole_time)
        if text != self._text.toPlainText():
            self._text.setPlainText(text)
        self._count.setText(self._words(absent))
        self._make.setText(ngettext("Make {n} link", "Make {n} links", absent).format(n=absent))
        self._make.setVisible(bool(absent) or self._busy)
        self._make.setEnabled(bool(absent) and not self._busy and not self._queue.book.paused)
        self._copy.setEnabled(bool(text))
        self._save.setEnabled(bool(text))
        (self._make if absent else self._copy if text else self._close).setDefault(True)

    def _words(self, absent: int) -> str:
        if self._queue.why_no_links:
            return self._queue.why_no_links
        if self._queue.book.paused:
            return _("The queue is paused. Continue it before links are made.")
        words = ngettext(
            "{n} person still waits and can sign in with a link.",
            "{n} people still wait and can sign in with a link.",
            absent,
        ).format(n=absent)
        if not absent:
            words = _("Everybody who can sign in with a link has one.")
        lost = self._queue.lost_links
        if not lost:
            return words
        older = ngettext(
            "{n} older link is watched, but cannot be shown again.",
            "{n} older links are watched, but cannot be shown again.",
            lost,
        )
        return f"{words} {older.format(n=lost)}"

    def _make_links(self) -> None:
        self._forget_problem()
        self._tasks.run(
            self._queue.give_links(),
            key=_MAKING,
            restart=True,
            on_problem=self._show_problem,
            on_busy=self._show_busy,
        )

    def _show_busy(self, busy: bool) -> None:
        self._busy = busy
        self._make.set_busy(busy)
        self._refresh()

    def _copy_all(self) -> None:
        QGuiApplication.clipboard().setText(self._text.toPlainText())
        self._say(_("Copied"))

    def _ask_where(self) -> None:
        name = _("{site} sign-in links").format(site=self._session.profile.name)
        filters = [_("Text files (*.txt)")]
        self._saving.ask(self, _("Save the links"), f"{plain_name(name)}.txt", filters, self._save_to)

    def _save_to(self, path: Path, chosen: str) -> None:
        content = self._text.toPlainText().encode()

        async def make(_filter: str) -> bytes:
            return content

        self._tasks.run(self._saving.save(path, chosen, make), key="save")

    def _say(self, words: str) -> None:
        self._said.setText(words)
        announce(self, words)

    def _show_problem(self, problem: Problem) -> None:
        self._forget_problem()
        words = f"{problem.what} {problem.cure}"
        self._problem = Notice(self._look, Tone.BAD, problem.title, words, details=problem.detail, name="links.problem")
        self._column.insertWidget(2, self._problem)

    def _forget_problem(self) -> None:
        if self._problem is not None:
            self._problem.hide()
            self._problem.deleteLater()
            self._problem = None

    def _lay_out(self, *, practice: bool) -> None:
        self._column = QVBoxLayout(frame_dialog(self, self._look, practice=practice))
        self._column.setContentsMargins(AROUND, AROUND, AROUND, AROUND)
        self._column.setSpacing(INSIDE)
        self._column.addWidget(Label(self.windowTitle(), Role.TITLE))
        self._column.addWidget(
            Label(
                _(
                    "Send each link only to the person named above it: whoever signs in with it connects their own "
                    "calendar to that schedule. Delete a saved file once the links have been sent."
                ),
                quiet=True,
            )
        )
        self._column.addWidget(self._count)
        self._column.addWidget(self._text, 1)
        self._column.addWidget(self._said)
        row = QHBoxLayout()
        row.setSpacing(INSIDE)
        row.addWidget(self._copy)
        row.addWidget(self._save)
        row.addStretch(1)
        row.addWidget(self._close)
        row.addWidget(self._make)
        self._column.addLayout(row)
