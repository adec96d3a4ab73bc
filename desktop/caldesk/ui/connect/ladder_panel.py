"""The ladder on the page of a failure: every rung with what became of it, and the next one with its reason."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from caldesk.i18n import _
from caldesk.services.connect.flow_state import FlowState
from caldesk.services.connect.ladder import ASKS_FIRST, Ladder, Rung
from caldesk.services.connect.recovery import other_kind
from caldesk.services.connect.rung_words import fate_word, words_of
from caldesk.ui.connect.pages.step_page import Desk
from caldesk.ui.connect.times import minutes
from caldesk.ui.style import INSIDE, TIGHT, Role
from caldesk.ui.times import clock_time
from caldesk.ui.widgets.announce import announce
from caldesk.ui.widgets.buttons import Button, Kind
from caldesk.ui.widgets.dialog import ask
from caldesk.ui.widgets.label import Label

PAUSE = "pause"
"""Name of the task that counts down."""
_TICK = 250


class LadderPanel(QWidget):
    """Drawn anew when a rung is passed; between that, only the countdown moves."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("connect.ladder")
        self._desk = desk
        self._drawn: tuple[Ladder | None, bool] | None = None
        self._body: QWidget | None = None
        self._left: Label | None = None
        self._schedules: QComboBox | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK)
        self._timer.timeout.connect(self._tick)

    def show_state(self, state: FlowState) -> None:
        """Draw the ladder as it is; hidden where none is offered."""
        drawn = (state.ladder, bool(state.pause_until))
        if state.ladder is None or drawn == self._drawn:
            return
        self._drawn = drawn
        focused = self._body is not None and any(one.hasFocus() for one in self._body.findChildren(QWidget))
        if self._body is not None:
            self._body.hide()
            self._body.deleteLater()
        self._left = self._schedules = None
        self._body = self._made(state.ladder, state)
        self._column.addWidget(self._body)
        if state.pause_until:
            self._timer.start()
        else:
            self._timer.stop()
        self._tick()
        if focused:
            self.take_focus()

    def take_focus(self) -> bool:
        """The next rung's button."""
        first = self._body.findChild(Button) if self._body is not None else None
        if first is not None:
            first.setFocus()
        return first is not None

    def _made(self, ladder: Ladder, state: FlowState) -> QWidget:
        body = QWidget(self)
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(INSIDE)
        grid.setVerticalSpacing(TIGHT)
        grid.setColumnStretch(1, 1)
        behind = {one.rung: one for one in ladder.past}
        for number, rung in enumerate(ladder.rungs, start=1):
            row = grid.rowCount()
            present = rung is ladder.next
            grid.addWidget(Label(f"{number}.", Role.STRONG if present else Role.BODY, tabular=True), row, 0)
            name = words_of(rung, state.way).name
            past = behind.get(rung)
            if past is not None:
                said = _("{name}: {fate} at {time}")
                name = said.format(name=name, fate=fate_word(past.fate), time=clock_time(past.at))
            label = Label(name, Role.STRONG if present else Role.BODY, quiet=not present, name=f"connect.rung.{rung}")
            grid.addWidget(label, row, 1)
            if present:
                grid.addLayout(self._next(rung, state), row + 1, 1)
        if ladder.next is None:
            grid.addLayout(self._top(state), grid.rowCount(), 1)
        return body

    def _next(self, rung: Rung, state: FlowState) -> QVBoxLayout:
        words = words_of(rung, state.way)
        column = QVBoxLayout()
        column.setSpacing(INSIDE)
        column.addWidget(Label(words.reason, name="connect.rung.reason"))
        if rung is Rung.OTHER_SCHEDULE:
            column.addWidget(self._choice(state))
        if state.pause_until:
            column.addLayout(self._countdown())
            return column
        row = QHBoxLayout()
        row.setSpacing(INSIDE)
        go = Button(self._desk.look, words.verb, Kind.PRIMARY, name=f"connect.failed.{rung}")
        go.clicked.connect(lambda: self._climb(rung))
        go.setDefault(True)
        skip = Button(self._desk.look, _("Skip this"), name="connect.failed.skip")
        skip.clicked.connect(self._desk.flow.skip_rung)
        row.addWidget(go)
        row.addWidget(skip)
        if state.ladder is not None and state.ladder.pause_helps:
            row.addWidget(self._pause_button())
        row.addStretch(1)
        column.addLayout(row)
        column.addSpacing(INSIDE)
        return column

    def _top(self, state: FlowState) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(INSIDE)
        text = _(
            "Nothing is left to change. Wait five to ten minutes and sign in again, or send the details to Wix support."
        )
        column.addWidget(Label(text, Role.STRONG, name="connect.ladder.top"))
        if state.pause_until:
            column.addLayout(self._countdown())
            return column
        row = QHBoxLayout()
        row.setSpacing(INSIDE)
        row.addWidget(self._pause_button(Kind.PRIMARY))
        again = Button(self._desk.look, _("Sign in again"), name="connect.failed.once-more")
        again.clicked.connect(lambda: self._desk.attempt(self._desk.flow.sign_in()))
        row.addWidget(again)
        row.addStretch(1)
        column.addLayout(row)
        return column

    def _countdown(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(INSIDE)
        self._left = Label(tabular=True, name="connect.pause.left")
        self._left.setWordWrap(False)
        go_on = Button(self._desk.look, _("Go on now"), name="connect.pause.skip")
        go_on.clicked.connect(self._go_on)
        row.addWidget(self._left)
        row.addWidget(go_on)
        row.addStretch(1)
        return row

    def _pause_button(self, kind: Kind = Kind.LINK) -> Button:
        button = Button(self._desk.look, _("Wait five minutes first"), kind, icon="clock", name="connect.failed.pause")
        button.clicked.connect(lambda: self._desk.tasks.run(self._desk.flow.pause(), key=PAUSE, restart=True))
        return button

    def _go_on(self) -> None:
        self._desk.tasks.cancel(PAUSE)
        self._desk.flow.skip_pause()
        announce(self, _("The pause was ended"))

    def _tick(self) -> None:
        until = self._desk.flow.state.pause_until
        if self._left is not None and until:
            left = minutes(until - self._desk.session.clock.now())
            self._left.setText(_("{left} left. Then Caldesk looks again.").format(left=left))

    def _choice(self, state: FlowState) -> QComboBox:
        snapshot = self._desk.session.state.snapshot
        choice = QComboBox(self)
        choice.setObjectName("connect.rung.schedule")
        choice.setAccessibleName(_("Schedule to try"))
        for schedule_id in other_kind(snapshot, state.schedule_id):
            schedule = snapshot.schedule(schedule_id)
            choice.addItem(schedule.name if schedule else "", schedule_id)
        self._schedules = choice
        return choice

    def _climb(self, rung: Rung) -> None:
        if rung in ASKS_FIRST:
            self._desk.tasks.run(self._ask(rung), key="ask")
        else:
            self._desk.attempt(self._desk.flow.climb())

    async def _ask(self, rung: Rung) -> None:
        words = words_of(rung, self._desk.flow.state.way)
        schedule = self._schedules.currentText() if self._schedules is not None else ""
        schedule_id = str(self._schedules.currentData()) if self._schedules is not None else ""
        question = _("Connect the calendar to {schedule} instead?").format(schedule=schedule)
        sure = await ask(
            self._desk.look,
            self.window(),
            question=question if schedule_id else _("Use another provider?"),
            explanation=words.reason,
            verb=words.verb,
            keep_verb=_("Not now"),
            name="connect.rung.ask",
        )
        if sure:
            self._desk.attempt(self._desk.flow.climb(schedule_id))
