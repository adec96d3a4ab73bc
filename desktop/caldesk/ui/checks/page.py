"""The Checks page: what the site needs, one line each, with the reason, the cure and a button where there is one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from caldesk.i18n import _, ngettext
from caldesk.services.checks import Check, CheckState, run_checks
from caldesk.services.problems import Action as ProblemAction
from caldesk.services.problems import Problem
from caldesk.services.session import Session
from caldesk.ui import style
from caldesk.ui.action_words import problem_buttons
from caldesk.ui.checks.line import CheckLine
from caldesk.ui.shell import Shell
from caldesk.ui.style import Tone
from caldesk.ui.tasks import WidgetTasks
from caldesk.ui.widgets.buttons import Button
from caldesk.ui.widgets.notice import Notice
from caldesk.ui.widgets.page import Failure, Page

_RANK = {CheckState.FAIL: 0, CheckState.WARNING: 1, CheckState.PASS: 2}
"""What needs attention stands first."""


class ChecksPage(Page):
    """Runs the checks when it is first shown, and when asked; lines appear as they are known."""

    action_requested = Signal(object)

    def __init__(self, session: Session, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(
            shell.look,
            _("Checks"),
            _("What the site needs before calendars can be connected. Looking changes nothing."),
            name="checksPage",
            parent=parent,
        )
        self._session = session
        self._shell = shell
        self._found: list[Check] = []
        self._summary: Notice | None = None
        self._tasks = WidgetTasks(self, shell.notices)
        self._again = Button(shell.look, _("Check again"), icon="refresh", name="checkAgain")
        self._again.clicked.connect(self.start)
        self.add_action(self._again)
        self.set_skeleton((0.06, 0.5, 0.2), rows=9)
        self._column = QVBoxLayout()
        self.set_content(self._scrolled())

    def start(self) -> None:
        """Run all checks; one run at a time."""
        self._tasks.run(self._run(), key="checks", on_busy=self._again.set_busy, on_problem=self._fail)

    def showEvent(self, event: QShowEvent) -> None:
        """The first look needs no click."""
        super().showEvent(event)
        if not self._found:
            self.start()

    async def _run(self) -> None:
        self._clear()
        self.show_loading()
        async for check in run_checks(self._session.client, self._session.clock):
            self._add(check)
        self._sum_up()

    def _add(self, check: Check) -> None:
        worse = sum(_RANK[known.state] <= _RANK[check.state] for known in self._found)
        self._found.append(check)
        line = CheckLine(self._shell.look, check)
        line.action_requested.connect(self.action_requested)
        self._column.insertWidget(worse, line)
        self.show_content()

    def _sum_up(self) -> None:
        failed = sum(check.state is CheckState.FAIL for check in self._found)
        if failed:
            words = ngettext("{n} thing needs attention.", "{n} things need attention.", failed).format(n=failed)
            self._summary = Notice(self._shell.look, Tone.ATTENTION, words, name="checksSummary")
        else:
            words = _("Everything that was looked at is fine.")
            self._summary = Notice(self._shell.look, Tone.GOOD, words, name="checksSummary")
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
        self._found = []
        while self._column.count() > 1:
            item = self._column.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.deleteLater()
        if self._summary is not None:
            self._summary.hide()
            self._summary.deleteLater()
            self._summary = None

    def _scrolled(self) -> QScrollArea:
        card = QFrame()
        card.setObjectName("checksList")
        card.setLayout(self._column)
        self._column.setContentsMargins(0, 0, style.INSIDE, 0)
        self._column.setSpacing(0)
        self._column.addStretch()
        area = QScrollArea()
        area.setObjectName("checksScroll")
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(card)
        return area
