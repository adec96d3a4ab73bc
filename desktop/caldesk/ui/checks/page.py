"""The Checks page: what the site and the network need and what is wrong with connections, each with its cure."""

import asyncio

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caldesk.domain.timespan import Span
from caldesk.i18n import _, ngettext
from caldesk.paths import log_folder
from caldesk.services.checks import Check, CheckState, checked_site, run_checks
from caldesk.services.diagnostics.bundle import Material, files_of
from caldesk.services.diagnostics.canaries import private_values
from caldesk.services.problems import Action as ProblemAction
from caldesk.services.problems import Problem
from caldesk.services.session import Session
from caldesk.ui.checks.board import CheckBoard
from caldesk.ui.checks.diagnostics_dialog import DiagnosticsDialog
from caldesk.ui.checks.why_dialog import open_why
from caldesk.ui.problem_buttons import problem_buttons
from caldesk.ui.shell import Shell
from caldesk.ui.style import BETWEEN, INSIDE, Tone
from caldesk.ui.tasks import WidgetTasks
from caldesk.ui.times import clock_time
from caldesk.ui.widgets.buttons import Button, Kind
from caldesk.ui.widgets.notice import Notice
from caldesk.ui.widgets.page import Failure, Page

_RUN = "checks"


class ChecksPage(Page):
    """Runs the checks when it is first shown, and when asked; lines appear as they are known."""

    action_requested = Signal(object)
    day_requested = Signal(object)
    """Gives the date that the calendar should show."""
    connect_wished = Signal(str, str)
    """A schedule to connect a calendar to, or a connection to sign in to again; the other one is ""."""

    def __init__(self, session: Session, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(
            shell.look,
            _("Checks"),
            _("What the site needs, what the network needs, and what is wrong with connections."),
            name="checksPage",
            parent=parent,
        )
        self._session = session
        self._shell = shell
        self._found: list[Check] = []
        self._looked_at: float | None = None
        """When the last run was over, in epoch seconds; None while there was none, or it was stopped."""
        self._summary: Notice | None = None
        self._tasks = WidgetTasks(self, shell.notices)
        self._make_buttons()
        self.set_skeleton((0.06, 0.5, 0.2), rows=9)
        self._board = CheckBoard(shell.look, session.rules.why_unchangeable())
        self._board.action_requested.connect(self.action_requested)
        self._board.day_requested.connect(self.day_requested)
        self.set_content(self._with_tools())

    @property
    def found(self) -> tuple[Check, ...]:
        """What the last run has found so far."""
        return tuple(self._found)

    def start(self) -> None:
        """Run all checks; one run at a time."""
        self._tasks.run(self._run(), key=_RUN, on_busy=self._show_busy, on_problem=self._fail)

    def stop(self) -> None:
        """End the run; what was found stays."""
        if self._tasks.is_running(_RUN):
            self._tasks.cancel(_RUN)
            self._show_busy(False)
            self.show_content()
            self._say(Tone.OFF, _("Stopped. Not everything was looked at."))

    def ask_why(self, schedule_id: str = "", span: Span | None = None) -> None:
        """Ask why a time was not blocked; with a schedule and a time it looks at once."""
        dialog = open_why(self._session, self._shell, self, schedule_id, span)
        dialog.action_requested.connect(self.action_requested)
        dialog.connect_wished.connect(self.connect_wished)

    def save_diagnostics(self) -> None:
        """Show what a bundle would hold, and let it be saved."""
        self._tasks.run(self._preview(), key="diagnostics", on_busy=self._diagnostics.set_busy)

    def showEvent(self, event: QShowEvent) -> None:
        """The first look needs no click."""
        super().showEvent(event)
        if not self._found:
            self.start()
        elif self._looked_at is not None:  # "18:55" may be of yesterday by now
            self._sum_up(self._looked_at)

    def _make_buttons(self) -> None:
        look = self._shell.look
        self._again = Button(look, _("Check again"), icon="refresh", name="checkAgain")
        self._again.clicked.connect(self.start)
        self._stop = Button(look, _("Stop"), Kind.LINK, name="checkStop")
        self._stop.clicked.connect(self.stop)
        self._stop.hide()
        self._why = Button(look, _("Why was this not blocked?"), icon="help", name="checkWhy")
        self._why.clicked.connect(lambda: self.ask_why())
        self._diagnostics = Button(look, _("Save diagnostics…"), name="checkDiagnostics")
        self._diagnostics.clicked.connect(self.save_diagnostics)
        self.add_action(self._stop)
        self.add_action(self._again)

    def _with_tools(self) -> QWidget:
        """The lines, and below them what helps when the lines do not."""
        content, column, row = QWidget(), QVBoxLayout(), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(BETWEEN)
        row.setSpacing(INSIDE)
        row.addWidget(self._why)
        row.addWidget(self._diagnostics)
        row.addStretch()
        column.addWidget(self._board, 1)
        column.addLayout(row)
        content.setLayout(column)
        return content

    async def _preview(self) -> None:
        session = self._session
        material = Material(
            profile=session.profile,
            snapshot=session.state.snapshot,
            preferences=self._shell.settings.preferences,
            checks=self.found,
            answers=session.activity.entries(),
            log_folder=log_folder(),
            now=session.clock.now(),
            locked=tuple(self._shell.settings.policy.values),
        )
        try:
            files = await asyncio.to_thread(files_of, material)
        except OSError:
            files = await asyncio.to_thread(files_of, replace(material, log_folder=None))
        secrets = [session.secret] if session.secret else []
        values = private_values(session.profile, session.state.snapshot, session.calendar.held_events(), secrets)
        DiagnosticsDialog(self._shell, self, files, values).open()

    def _show_busy(self, busy: bool) -> None:
        self._again.set_busy(busy)
        self._stop.setVisible(busy)

    async def _run(self) -> None:
        self._clear()
        self.show_loading()
        async for check in run_checks(checked_site(self._session)):
            self._found.append(check)
            self._board.add(check)
            self.show_content()
        self._board.settle()
        self._looked_at = self._session.clock.now()
        self._sum_up(self._looked_at)

    def _sum_up(self, looked_at: float) -> None:
        self._say(*summary(self._found), _("Checked {time}.").format(time=clock_time(looked_at)))

    def _say(self, tone: Tone, words: str, when: str = "") -> None:
        self._drop_summary()
        self._summary = Notice(self._shell.look, tone, words, when, name="checksSummary")
        self.add_notice(self._summary)

    def _fail(self, problem: Problem) -> None:
        buttons = problem_buttons(problem, self._act)
        todo = f"{problem.what} {problem.cure}"
        self.show_failed(Failure(what=problem.title, todo=todo, actions=buttons, details=problem.detail))

    def _act(self, action: ProblemAction) -> None:
        if action is ProblemAction.RETRY:
            self.start()
        else:
            self.action_requested.emit(action)

    def _clear(self) -> None:
        self._found, self._looked_at = [], None
        self._board.clear()
        self._drop_summary()

    def _drop_summary(self) -> None:
        if self._summary is not None:
            self._summary.hide()
            self._summary.deleteLater()
            self._summary = None


def summary(found: list[Check]) -> tuple[Tone, str]:
    """The sentence above the lines; what was not looked at is never counted as fine."""
    titles = {state: [check.title for check in found if check.state is state] for state in CheckState}
    bad, odd, unseen = titles[CheckState.FAIL], titles[CheckState.WARNING], len(titles[CheckState.UNKNOWN])
    sentences = []
    if bad:
        words = ngettext("{n} thing needs attention: {names}.", "{n} things need attention: {names}.", len(bad))
        sentences.append(words.format(n=len(bad), names=", ".join(bad)))
    if odd:
        words = ngettext("{n} thing is worth a look: {names}.", "{n} things are worth a look: {names}.", len(odd))
        sentences.append(words.format(n=len(odd), names=", ".join(odd)))
    if unseen:
        sentences.append(ngettext("{n} line is not known.", "{n} lines are not known.", unseen).format(n=unseen))
    if bad or odd:
        return Tone.ATTENTION, " ".join(sentences)
    if unseen:
        nothing = _("Nothing wrong was found, but not everything could be looked at.")
        return Tone.OFF, " ".join((nothing, *sentences))
    return Tone.GOOD, _("Everything that was looked at is fine.")
