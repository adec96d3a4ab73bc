"""Step two: the queue, how far it is, and the details of the entry that is looked at."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from caldesk.i18n import _
from caldesk.services.connect.proof import Aim
from caldesk.services.connect.queue.words import Line, lines, name_of, progress_words
from caldesk.services.problems import Problem
from caldesk.services.session import Session
from caldesk.services.wording import provider_name
from caldesk.ui.bridge import Bridge
from caldesk.ui.connect.queue.entry_pane import EntryPane
from caldesk.ui.connect.queue.lines_model import LinesModel
from caldesk.ui.connect.queue.lines_view import LinesView
from caldesk.ui.connect.queue.times import link_time
from caldesk.ui.style import BETWEEN, INSIDE, Look, Tone
from caldesk.ui.widgets.announce import announce
from caldesk.ui.widgets.label import Label
from caldesk.ui.widgets.notice import Notice


class QueuePage(QWidget):
    """Follows the queue and the site; what is wanted of an entry, it emits."""

    move_wished = Signal(object, object)
    """The `Line` and the `QueueMove`."""
    changed = Signal()
    """The buttons below may have to change."""

    def __init__(self, look: Look, session: Session) -> None:
        super().__init__()
        self.setObjectName("team.run")
        self._look, self._queue = look, session.queue
        self._problem: Notice | None = None
        self._column = QVBoxLayout(self)
        self._model = LinesModel(look, self)
        self._view = LinesView(look, self._model)
        self._pane = EntryPane(look, session.queue)
        self._bar = QProgressBar()
        self._bar.setObjectName("team.bar")
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(_("Progress"))
        self._words = Label(name="team.progress")
        self._next = Label(name="team.next", quiet=True)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.refresh)
        self._lay_out()
        self._view.line_chosen.connect(self._show_line)
        self._view.step_wished.connect(lambda line: self.move_wished.emit(line, line.moves[0]))
        self._pane.move_wished.connect(self.move_wished)
        self._pane.candidate_chosen.connect(self._choose_candidate)
        end = session.queue.book.follow(self._soon.start)
        self.destroyed.connect(end)
        Bridge(session.state, self).changed.connect(self._soon.start)
        look.changed.connect(self.refresh)
        self.refresh()

    @property
    def title(self) -> str:
        """How it stands, in a few words."""
        progress = self._queue.progress
        if progress.is_over:
            return _("Nothing is left to do") if progress.skipped else _("The team is connected")
        return _("Paused") if self._queue.book.paused else _("One sign-in after another")

    def take_focus(self) -> None:
        """Arrow keys walk through the queue."""
        self._view.setFocus()

    def look_at(self, aim: Aim) -> None:
        """Make an entry the current one."""
        self._view.choose(aim)

    def refresh(self) -> None:
        """Show everything as it is now; many changes in one turn are shown once."""
        self._model.show_lines(lines(self._queue, link_time))
        self._tell_progress()
        self._show_line()
        self.changed.emit()

    def show_problem(self, problem: Problem | None) -> None:
        """Say what went wrong and was not only about one entry; None takes it back."""
        if self._problem is not None:
            self._problem.hide()
            self._problem.deleteLater()
            self._problem = None
        if problem is not None:
            words = f"{problem.what} {problem.cure}"
            self._problem = Notice(
                self._look,
                Tone.BAD,
                problem.title,
                words,
                details=problem.detail,
                dismissible=True,
                name="team.problem",
            )
            self._column.insertWidget(0, self._problem)

    def _tell_progress(self) -> None:
        progress = self._queue.progress
        words = progress_words(progress)
        if words != self._words.text():
            self._words.setText(words)
            announce(self, words)
        self._bar.setRange(0, max(1, progress.total))
        self._bar.setValue(progress.connected)
        self._next.setText(self._what_next())

    def _what_next(self) -> str:
        if self._queue.book.paused:
            return _("Nothing is begun or looked for until you continue. Links that were given stay good.")
        entry = self._queue.next
        if entry is not None:
            provider = provider_name(self._queue.snapshot.provider(entry.aim.provider_id))
            return _("Next: {name}, {provider}").format(name=name_of(self._queue, entry.aim), provider=provider)
        if self._queue.progress.links:
            return _("Nobody waits. Caldesk watches for those who have a link, also while this is closed.")
        return ""

    def _show_line(self) -> None:
        self._pane.show_line(self._view.line)

    def _choose_candidate(self, line: Line, connection_id: str) -> None:
        self._queue.choose_candidate(line.aim, connection_id)

    def _lay_out(self) -> None:
        split = QHBoxLayout()
        split.setSpacing(BETWEEN)
        split.addWidget(self._view, 1)
        split.addWidget(self._pane)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(INSIDE)
        self._column.addWidget(self._words)
        self._column.addWidget(self._bar)
        self._column.addWidget(self._next)
        self._column.addLayout(split, 1)
