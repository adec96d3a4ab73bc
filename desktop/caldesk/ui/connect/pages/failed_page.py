"""Failed: what happened, what to do, and the buttons that do it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from caldesk.i18n import _
from caldesk.services.connect.endings import Ending, Move
from caldesk.services.connect.failure_words import Failure, admin_request
from caldesk.services.connect.flow import FlowState
from caldesk.services.connect.steps import Step, sign_in
from caldesk.services.connect.ways import Way
from caldesk.services.problems import Action as WindowAction
from caldesk.services.wording import action_label, provider_name
from caldesk.ui.connect.pages.step_page import Desk, StepPage
from caldesk.ui.style import BETWEEN, INSIDE, Role, Tone
from caldesk.ui.widgets.action import Action
from caldesk.ui.widgets.announce import announce
from caldesk.ui.widgets.buttons import Button, Kind
from caldesk.ui.widgets.details_fold import DetailsFold
from caldesk.ui.widgets.label import Label
from caldesk.ui.widgets.message_pane import Drawing

_ICONS = {Ending.REFUSED_EMBEDDED: "browser", Ending.ADMIN_APPROVAL: "shield", Ending.TIMED_OUT: "clock"}
_LETTER_LINES = 6


class FailedPage(StepPage):
    """Built anew for each failure. `leave` closes the wizard and has the window do an action."""

    def __init__(self, desk: Desk, leave: Callable[[WindowAction], None]) -> None:
        super().__init__(desk, "failed")
        self._leave = leave
        self._shown: Failure | None = None
        self._body: QWidget | None = None

    def show_state(self, state: FlowState) -> None:
        """Show the failure."""
        failure = state.failure
        if failure is None or failure is self._shown:
            return
        self._shown = failure
        self.say(failure.title)
        if self._body is not None:
            self._body.hide()
            self._body.deleteLater()
        self._body = self._made(failure)
        self.column.addWidget(self._body, 1)
        announce(self, f"{failure.title} {failure.what}", urgent=not failure.mild)

    def take_focus(self) -> bool:
        """The best next step."""
        first = self._body.findChild(Button) if self._body is not None else None
        if first is not None:
            first.setFocus()
        return first is not None

    def _made(self, failure: Failure) -> QWidget:
        body = QWidget(self)
        words = QVBoxLayout()
        words.setSpacing(INSIDE)
        words.addWidget(Label(failure.what, name="connect.failed.what", selectable=True))
        words.addWidget(Label(failure.cure, Role.STRONG, name="connect.failed.cure", selectable=True))
        if failure.ending is Ending.ADMIN_APPROVAL:
            words.addWidget(self._letter())
        words.addSpacing(INSIDE)
        words.addLayout(self._buttons(failure))
        if failure.detail:
            words.addWidget(DetailsFold(self.desk.look, failure.detail, name="connect.failed.details"))
        words.addStretch(1)
        row = QHBoxLayout(body)
        row.setContentsMargins(0, INSIDE, 0, 0)
        row.setSpacing(BETWEEN + INSIDE)
        tone = Tone.OFF if failure.mild else Tone.ATTENTION
        drawing = Drawing(self.desk.look, _ICONS.get(failure.ending, "info" if failure.mild else "warning"), tone)
        row.addWidget(drawing, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        return body

    def _buttons(self, failure: Failure) -> QHBoxLayout:
        actions = [self._move(move) for move in failure.moves]
        actions += [self._window_action(action) for action in failure.actions]
        row = QHBoxLayout()
        row.setSpacing(INSIDE)
        for place, (text, name, run) in enumerate(actions):
            kind = Kind.SECONDARY if place else Kind.PRIMARY
            button = Action(text=text, run=run, kind=kind, name=f"connect.failed.{name}").button(self.desk.look)
            button.setDefault(not place)
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _move(self, move: Move) -> tuple[str, str, Callable[[], object]]:
        offers: dict[Move, tuple[str, Callable[[], object]]] = {
            Move.AGAIN: (_("Sign in again"), self._again),
            Move.OTHER_ACCOUNT: (_("Sign in again"), self._again),
            Move.IN_BROWSER: (_("Use this computer's browser"), self._in_browser),
            Move.OTHER_PROVIDER: (_("Choose another provider"), lambda: self.desk.flow.go(Step.WHAT)),
            Move.EDIT_FORM: (_("Enter it again"), lambda: self.desk.flow.go(Step.FORM)),
            Move.LOOK_AGAIN: (_("Look again"), self._look_again),
        }
        text, run = offers[move]
        return text, move.value, run

    def _window_action(self, action: WindowAction) -> tuple[str, str, Callable[[], object]]:
        return action_label(action), action.value, lambda: self._leave(action)

    def _again(self) -> None:
        flow = self.desk.flow
        if sign_in(flow.known) is Step.FORM:
            flow.go(Step.FORM)
        else:
            self.desk.attempt(flow.sign_in())

    def _in_browser(self) -> None:
        self.desk.flow.choose_way(Way.BROWSER)
        self._again()

    def _look_again(self) -> None:
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
        button = Action(text=_("Copy the text"), run=copy, kind=Kind.LINK, icon="copy", name="connect.failed.copy")
        column.addWidget(button.button(self.desk.look), 0, Qt.AlignmentFlag.AlignLeft)
        return whole
