"""Failed: what happened, what to do, and the buttons that do it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from caldesk.i18n import _
from caldesk.services.connect.endings import CLIMBS, Ending, Move
from caldesk.services.connect.failure_words import Failure, admin_request
from caldesk.services.connect.flow_state import FlowState
from caldesk.services.connect.rung_words import attempt_line
from caldesk.services.connect.steps import Step, sign_in
from caldesk.services.connect.ways import Way
from caldesk.services.problems import Action as WindowAction
from caldesk.services.wording import action_label, provider_name
from caldesk.ui.connect.ladder_panel import PAUSE, LadderPanel
from caldesk.ui.connect.pages.step_page import Desk, StepPage
from caldesk.ui.style import BETWEEN, INSIDE, Role, Tone
from caldesk.ui.times import clock_time
from caldesk.ui.widgets.action import Action
from caldesk.ui.widgets.announce import announce
from caldesk.ui.widgets.buttons import Button, Kind
from caldesk.ui.widgets.details_fold import DetailsFold
from caldesk.ui.widgets.label import Label
from caldesk.ui.widgets.message_pane import Drawing

_ICONS = {Ending.REFUSED_EMBEDDED: "browser", Ending.ADMIN_APPROVAL: "shield", Ending.TIMED_OUT: "clock"}
_STEP_ABOVE = CLIMBS | {Ending.SEVERAL, Ending.ADMIN_APPROVAL}
"""Where the next step is not one of the buttons below: a rung, an account, the letter."""
_LETTER_LINES = 6
_MOST_LINES = 8


class FailedPage(StepPage):
    """Built anew for each failure. `leave` closes the wizard and has the window do an action."""

    def __init__(self, desk: Desk, leave: Callable[[WindowAction], None]) -> None:
        super().__init__(desk, "failed")
        self._leave = leave
        self._shown: Failure | None = None
        self._body: QWidget | None = None
        self._ladder = LadderPanel(desk)

    def show_state(self, state: FlowState) -> None:
        """Show the failure."""
        failure = state.failure
        if failure is None:
            return
        if failure is self._shown:
            self._ladder.show_state(state)
            return
        self._shown = failure
        self.say(failure.title)
        if self._body is not None:
            self._body.hide()
            self._body.deleteLater()
        self._body = self._made(failure, state)
        self.column.addWidget(self._body, 1)
        announce(self, f"{failure.title} {failure.what}", urgent=not failure.mild)

    def take_focus(self) -> bool:
        """The best next step."""
        if self._ladder.take_focus():
            return True
        buttons = self._body.findChildren(Button) if self._body is not None else []
        best = next((one for one in buttons if one.isDefault()), next(iter(buttons), None))
        if best is not None:
            best.setFocus()
        return best is not None

    def _made(self, failure: Failure, state: FlowState) -> QWidget:
        """A drawing, and beside it what happened and what to do."""
        body = QWidget(self)
        row = QHBoxLayout(body)
        row.setContentsMargins(0, INSIDE, 0, 0)
        row.setSpacing(BETWEEN + INSIDE)
        tone = Tone.OFF if failure.mild else Tone.ATTENTION
        drawing = Drawing(self.desk.look, _ICONS.get(failure.ending, "info" if failure.mild else "warning"), tone)
        row.addWidget(drawing, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._words(failure, state), 1)
        return body

    def _words(self, failure: Failure, state: FlowState) -> QVBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(INSIDE)
        words.addWidget(Label(failure.what, name="connect.failed.what", selectable=True))
        words.addWidget(Label(failure.cure, Role.STRONG, name="connect.failed.cure", selectable=True))
        if failure.ending is Ending.ADMIN_APPROVAL:
            words.addWidget(self._letter())
        self._ladder = LadderPanel(self.desk)
        if failure.ending in CLIMBS:
            self._ladder.show_state(state)
            words.addSpacing(INSIDE)
            words.addWidget(self._ladder)
        words.addSpacing(INSIDE)
        words.addLayout(self._candidates(state))
        words.addLayout(self._buttons(failure, quiet=failure.ending in _STEP_ABOVE))
        if today := self._today():
            words.addSpacing(INSIDE)
            words.addWidget(Label(_("Tried today"), Role.STRONG))
            words.addWidget(Label("\n".join(today), name="connect.failed.today", quiet=True, selectable=True))
        detail = "\n".join(part for part in (failure.detail, *today) if part)
        words.addWidget(DetailsFold(self.desk.look, detail, name="connect.failed.details"))
        words.addStretch(1)
        return words

    def _buttons(self, failure: Failure, *, quiet: bool) -> QVBoxLayout:
        """Two buttons that stand out, the rest as links below; `quiet` where something above is the next step."""
        moves = [self._move(move) for move in failure.moves]
        outside = [self._window_action(action) for action in failure.actions]
        actions = outside + moves if failure.site_first else moves + outside
        rows = [QHBoxLayout(), QHBoxLayout()]
        for place, (text, name, run) in enumerate(actions):
            low = quiet or place > 1
            kind = Kind.LINK if low else Kind.SECONDARY if place else Kind.PRIMARY
            button = Action(text=text, run=run, kind=kind, name=f"connect.failed.{name}").button(self.desk.look)
            button.setDefault(not place and not quiet)
            rows[low].addWidget(button)
        column = QVBoxLayout()
        for row in rows:
            row.setSpacing(INSIDE)
            row.addStretch(1)
            column.addLayout(row)
        return column

    def _candidates(self, state: FlowState) -> QVBoxLayout:
        """One button for each account that could be the one that has just signed in; addresses are long."""
        column = QVBoxLayout()
        column.setSpacing(INSIDE)
        for number, one in enumerate(state.candidates):
            text = one.account_email or _("An account without an address")
            run = partial(self._choose, one.id)
            made = Action(text=text, run=run, icon="person", name=f"connect.failed.candidate.{number}")
            column.addWidget(made.button(self.desk.look), 0, Qt.AlignmentFlag.AlignLeft)
        return column

    def _choose(self, connection_id: str) -> None:
        self.desk.attempt(self.desk.flow.choose_candidate(connection_id))

    def _today(self) -> list[str]:
        snapshot = self.desk.session.state.snapshot
        return [attempt_line(one, snapshot, clock_time) for one in self.desk.flow.tried[-_MOST_LINES:]]

    def _move(self, move: Move) -> tuple[str, str, Callable[[], object]]:
        flow = self.desk.flow
        offers: dict[Move, tuple[str, Callable[[], object]]] = {
            Move.AGAIN: (_("Sign in again"), self._again),
            Move.OTHER_ACCOUNT: (_("Sign in again"), self._again),
            Move.HERE: (_("Sign in inside Caldesk"), lambda: self._by(Way.HERE)),
            Move.IN_BROWSER: (_("Use this computer's browser"), lambda: self._by(Way.BROWSER)),
            Move.ON_PHONE: (_("Use their own device"), lambda: self._by(Way.PHONE)),
            Move.OTHER_PROVIDER: (_("Choose another provider"), lambda: flow.go(Step.WHAT)),
            Move.OTHER_SCHEDULE: (_("Choose another schedule"), lambda: flow.go(Step.WHO)),
            Move.EDIT_FORM: (_("Enter it again"), lambda: flow.go(Step.FORM)),
            Move.LOOK_AGAIN: (_("Look again"), self._look_again),
        }
        text, run = offers[move]
        return text, move.value, run

    def _window_action(self, action: WindowAction) -> tuple[str, str, Callable[[], object]]:
        return action_label(action), action.value, lambda: self._leave(action)

    def _again(self) -> None:
        flow = self.desk.flow
        self.desk.tasks.cancel(PAUSE)
        if sign_in(flow.known) is Step.FORM:
            flow.go(Step.FORM)
        else:
            self.desk.attempt(flow.sign_in())

    def _by(self, way: Way) -> None:
        self.desk.flow.choose_way(way)
        self._again()

    def _look_again(self) -> None:
        self.desk.tasks.cancel(PAUSE)
        self.desk.attempt(self.desk.flow.look_again())

    def _letter(self) -> QWidget:
        text = admin_request(provider_name(self.desk.flow.provider), self.desk.session.profile.name)
        letter = QPlainTextEdit(text)
        letter.setObjectName("connect.failed.letter")
        letter.setAccessibleName(_("Text for the administrator"))
        letter.setReadOnly(True)
        letter.setFixedHeight(letter.fontMetrics().lineSpacing() * _LETTER_LINES)

        def copy() -> None:
            QGuiApplication.clipboard().setText(text)
            announce(self, _("Copied"))

        whole = QWidget(self)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(INSIDE)
        column.addWidget(letter)
        action = Action(text=_("Copy the text"), run=copy, kind=Kind.PRIMARY, icon="copy", name="connect.failed.copy")
        button = action.button(self.desk.look)
        button.setDefault(True)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return whole
