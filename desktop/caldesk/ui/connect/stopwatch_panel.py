"""The stopwatch of the review: somebody adds an event, and it is measured how long Wix needs to see it."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from caldesk.i18n import _
from caldesk.services.connect.sign_in_book import Delay
from caldesk.services.connect.stopwatch import LONGEST, WORD, Stopwatch
from caldesk.services.problems import Problem
from caldesk.services.session import Session
from caldesk.services.state import ConnectionView
from caldesk.ui.connect.times import minutes
from caldesk.ui.style import INSIDE, Look, Role
from caldesk.ui.tasks import WidgetTasks
from caldesk.ui.times import clock_time
from caldesk.ui.widgets.announce import announce
from caldesk.ui.widgets.buttons import Button
from caldesk.ui.widgets.label import Label

_TASK = "stopwatch"
_TICK = 250


class StopwatchPanel(QWidget):
    """Start, watch the seconds, stop; the result stays. `view` gives the connection as it is now."""

    def __init__(
        self, look: Look, session: Session, tasks: WidgetTasks, view: Callable[[], ConnectionView | None]
    ) -> None:
        super().__init__()
        self._session, self._tasks, self._view = session, tasks, view
        self._begun = 0.0
        self._words = Label(name="connect.stopwatch.words", quiet=True)
        self._titles = QCheckBox(_("Read titles during the test, to be sure that it is this event"), self)
        self._titles.setObjectName("connect.stopwatch.titles")
        self._titles.setVisible(not session.rules.why_hidden())
        self._button = Button(look, "", icon="clock", name="connect.stopwatch.start")
        self._button.clicked.connect(self._toggle)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK)
        self._timer.timeout.connect(self._tick)
        self._lay_out()
        self._show_idle(_ask())

    def recall(self) -> None:
        """Show what was measured for this connection before."""
        view = self._view()
        known = self._session.sign_ins.delay(view.id) if view is not None else None
        if known is not None and not self._timer.isActive():
            self._show_idle(_("Measured at {time}: {result}").format(time=clock_time(known.at), result=_result(known)))

    def _toggle(self) -> None:
        if self._timer.isActive():  # the task itself outlives its result by a turn of the loop
            self._tasks.cancel(_TASK)
            self._show_idle(_("The test was stopped."))
            return
        view = self._view()
        if view is None:
            return
        watch = Stopwatch(self._session, view.connection, titles=self._titles.isChecked())
        self._begun = self._session.clock.now()
        self._button.setText(_("Stop the test"))
        self._titles.setEnabled(False)
        self._timer.start()
        self._tick()
        self._tasks.run(
            self._measure(watch), key=_TASK, restart=True, on_problem=self._show_problem, on_busy=self._follow
        )

    async def _measure(self, watch: Stopwatch) -> None:
        delay = await watch.run()
        said = _result(delay) if delay is not None else _none()
        self._show_idle(said)
        announce(self, said)

    def _show_problem(self, problem: Problem) -> None:
        self._show_idle(f"{problem.what} {problem.cure}")

    def _follow(self, busy: bool) -> None:
        """Whatever ended the task, nobody is left waiting."""
        if not busy and self._timer.isActive():
            self._show_idle(_ask())

    def _show_idle(self, words: str) -> None:
        self._timer.stop()
        self._button.setText(_("Start the stopwatch"))
        self._titles.setEnabled(True)
        self._words.setText(words)

    def _tick(self) -> None:
        gone = minutes(self._session.clock.now() - self._begun)
        text = _("Add an event called {word}, starting soon, to the calendar now. Waiting: {time}")
        self._words.setText(text.format(word=WORD, time=gone))

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(INSIDE)
        row.addWidget(self._button)
        row.addWidget(self._titles)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(INSIDE)
        column.addWidget(Label(_("Prove that it works"), Role.STRONG))
        column.addWidget(self._words)
        column.addLayout(row)


def _ask() -> str:
    text = _("Add an event called {word} to the calendar, and see how long it takes to arrive. Usual: 5 to 10 minutes.")
    return text.format(word=WORD)


def _result(delay: Delay) -> str:
    text = _("The event arrived after {time} minutes (within {give} seconds).")
    return text.format(time=minutes(delay.seconds), give=round(delay.give))


def _none() -> str:
    text = _("No new event arrived within {minutes} minutes. Look at the import switch and at the calendars above.")
    return text.format(minutes=round(LONGEST / 60))
