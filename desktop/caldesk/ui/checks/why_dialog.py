"""Asks who and when, lets the detectives look, and shows each cause with its verdict, evidence and cure."""

from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from caldesk.domain.blocking import Verdict as Taken
from caldesk.domain.timespan import Span, zone_or_none
from caldesk.i18n import _
from caldesk.services.checks import CheckState
from caldesk.services.problems import Action, Problem
from caldesk.services.session import Session
from caldesk.services.why.asking import Inquiry, inquire
from caldesk.services.why.blocks import Blocked
from caldesk.services.why.finding import Finding, Verdict, cause_words, verdict_words
from caldesk.services.wording import action_label
from caldesk.ui import style
from caldesk.ui.checks.why_form import WhyForm
from caldesk.ui.shell import Shell
from caldesk.ui.style import Look, Role, Tone
from caldesk.ui.tasks import WidgetTasks
from caldesk.ui.widgets.announce import announce
from caldesk.ui.widgets.buttons import Button, Kind
from caldesk.ui.widgets.check_sign import CheckSign
from caldesk.ui.widgets.label import Label
from caldesk.ui.widgets.notice import Notice

_SIGNS = {
    Verdict.CAUSE: CheckState.FAIL,
    Verdict.UNKNOWN: CheckState.UNKNOWN,
    Verdict.RULED_OUT: CheckState.PASS,
}


class WhyDialog(QDialog):
    """Open it with `open()`. It closes before it emits what a cure offers."""

    action_requested = Signal(object)
    """An `Action` of the site as a whole."""
    connect_wished = Signal(str, str)
    """The schedule to connect a calendar to, or the connection to sign in to again; the other one is ""."""

    def __init__(
        self, session: Session, shell: Shell, parent: QWidget, schedule_id: str = "", span: Span | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("whyDialog")
        self.setWindowTitle(_("Why was this not blocked?"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._look = session, shell.look
        self._tasks = WidgetTasks(self, shell.notices)
        snapshot = session.state.snapshot
        zone = zone_or_none(snapshot.properties.time_zone) or ZoneInfo("UTC")
        self._form = WhyForm(snapshot, zone, session.clock.now(), schedule_id, span)
        self._asked = self._form.question()
        self._results = QVBoxLayout()
        self._verb = Button(shell.look, _("Look for the cause"), Kind.PRIMARY, name="why.look")
        self._verb.clicked.connect(self.look)
        self._verb.setDefault(True)
        self._verb.setEnabled(bool(snapshot.schedules))
        self._close = Button(shell.look, _("Close"), name="why.close")
        self._close.clicked.connect(self.reject)
        self._lay_out(zone)
        if not snapshot.schedules:
            words = _("The schedules of the site were not read yet. Refresh, then ask again.")
            self._add(Notice(shell.look, Tone.ATTENTION, words, name="why.nobody"))
        self.resize(760, 600)

    def look(self) -> None:
        """Read and judge; one look at a time."""
        self._tasks.run(self._inquire(), key="why", on_busy=self._verb.set_busy, on_problem=self._fail)

    def done(self, result: int) -> None:
        """Nothing of it goes on."""
        self._tasks.cancel_all()
        super().done(result)

    async def _inquire(self) -> None:
        self._clear()
        self._asked = self._form.question()
        self._show(await inquire(self._session, self._asked))

    def _show(self, inquiry: Inquiry) -> None:
        tone, words, text = headline(inquiry)
        self._add(Notice(self._look, tone, words, text, name="why.headline"))
        for finding in inquiry.findings:
            line = FindingLine(self._look, finding)
            line.action_requested.connect(partial(self._act, finding))
            self._add(line)

    def _fail(self, problem: Problem) -> None:
        words = f"{problem.what} {problem.cure}"
        self._add(Notice(self._look, Tone.BAD, problem.title, words, details=problem.detail, name="why.failed"))

    def _act(self, finding: Finding, action: Action) -> None:
        self.accept()
        if action is Action.CONNECT:
            self.connect_wished.emit(self._asked.schedule_id, "")
        elif action is Action.RECONNECT and finding.connection_id:
            self.connect_wished.emit("", finding.connection_id)
        else:
            self.action_requested.emit(action)

    def _add(self, widget: QWidget) -> None:
        self._results.insertWidget(self._results.count() - 1, widget)

    def _clear(self) -> None:
        while self._results.count() > 1:
            item = self._results.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _lay_out(self, zone: ZoneInfo) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(style.AROUND, style.AROUND, style.AROUND, style.BETWEEN)
        column.setSpacing(style.BETWEEN)
        column.addWidget(Label(self.windowTitle(), Role.TITLE))
        hint = _("An event of an external calendar should have kept people from booking. Times are those of {zone}.")
        column.addWidget(Label(hint.format(zone=zone.key), quiet=True))
        column.addWidget(self._form)
        area, inside = QScrollArea(), QWidget()
        inside.setLayout(self._results)
        self._results.setContentsMargins(0, 0, style.INSIDE, 0)
        self._results.setSpacing(0)
        self._results.addStretch()
        area.setObjectName("why.results")
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        column.addWidget(area, 1)
        row = QHBoxLayout()
        row.setSpacing(style.INSIDE)
        row.addStretch()
        row.addWidget(self._close)
        row.addWidget(self._verb)
        column.addLayout(row)


class FindingLine(QWidget):
    """One cause: its sign, its verdict in words, the evidence, and the cure."""

    action_requested = Signal(object)

    def __init__(self, look: Look, finding: Finding) -> None:
        super().__init__()
        self._look = look
        self.setObjectName(f"why.{finding.cause.value}")
        title = _("{cause}: {verdict}").format(cause=cause_words(finding.cause), verdict=verdict_words(finding.verdict))
        self.setAccessibleName(f"{title}. {finding.evidence}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, style.INSIDE, 0, style.INSIDE)
        row.setSpacing(style.BETWEEN)
        row.addWidget(CheckSign(look, _SIGNS[finding.verdict]), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(style.TIGHT)
        words.addWidget(Label(title, Role.STRONG))
        words.addWidget(Label(finding.evidence, selectable=True))
        if finding.cure:
            words.addWidget(Label(finding.cure, quiet=True, selectable=True))
        row.addLayout(words, 1)
        for action in finding.actions:
            button = Button(look, action_label(action), name=f"why.{finding.cause.value}.{action.value}")
            button.clicked.connect(partial(self._act, action))
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A hairline above."""
        QPainter(self).fillRect(0, 0, self.width(), style.HAIRLINE, QColor(self._look.theme.line))

    def _act(self, action: Action) -> None:
        self.action_requested.emit(action)


def headline(inquiry: Inquiry) -> tuple[Tone, str, str]:
    """The answer in a sentence, and what blocks the time after all."""
    causes = [each for each in inquiry.findings if each.verdict is Verdict.CAUSE]
    if inquiry.blocked.verdict is Taken.TAKEN:
        return Tone.STARTING, _("This time is blocked, as far as is known."), _told(inquiry.blocked)
    if causes:
        return Tone.ATTENTION, _("The cause was found."), causes[0].evidence
    return Tone.OFF, _("The cause is not known."), _("These are left. Each says how to find out.")


def _told(blocked: Blocked) -> str:
    evidence = dict.fromkeys(each.evidence for each in blocked.by if each.surely)
    return " ".join(filter(None, [*evidence, blocked.doubt]))


def open_why(
    session: Session, shell: Shell, parent: QWidget, schedule_id: str = "", span: Span | None = None
) -> WhyDialog:
    """Open the dialog; with a schedule and a time it looks at once."""
    dialog = WhyDialog(session, shell, parent, schedule_id, span)
    dialog.open()
    if schedule_id and span is not None:
        dialog.look()
    announce(dialog, dialog.windowTitle())
    return dialog
