"""How the trial of a site goes: a line for each check, in order, and the sentence at its end."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caldesk.i18n import _
from caldesk.services.checks import Check
from caldesk.services.problems import Problem
from caldesk.services.trial import Trial
from caldesk.ui import style
from caldesk.ui.style import Look, Role, Tone
from caldesk.ui.widgets.check_sign import CheckSign, state_words
from caldesk.ui.widgets.label import Label
from caldesk.ui.widgets.notice import Notice


class TrialView(QWidget):
    """Empty until a trial starts."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setObjectName("siteTrial")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(style.INSIDE)

    def start(self) -> None:
        """Forget the last trial."""
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._column.addWidget(Label(_("Trying the key"), Role.STRONG))

    def add(self, check: Check) -> None:
        """Show one result."""
        line = QWidget()
        line.setObjectName(f"trial.{check.id}")
        line.setAccessibleName(f"{state_words(check.state)}: {check.title}. {check.what}")
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.INSIDE)
        row.addWidget(CheckSign(self._look, check.state), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(check.title))
        words.addWidget(Label(check.what, Role.CAPTION, quiet=True, selectable=True))
        if check.cure:
            words.addWidget(Label(check.cure, Role.CAPTION, selectable=True))
        row.addLayout(words, 1)
        self._column.addWidget(line)

    def finish(self, trial: Trial) -> None:
        """Say what follows."""
        if trial.ready and trial.opens:
            self._say(Tone.GOOD, _("The key works."))
        elif trial.opens:
            self._say(Tone.ATTENTION, _("The key works, but the site still needs something. You can save it anyway."))
        else:
            self._say(Tone.BAD, _("The key does not open the site. Nothing was saved."))

    def fail(self, problem: Problem) -> None:
        """Show a problem that ended the trial or the saving."""
        self._say(Tone.BAD, problem.title, f"{problem.what} {problem.cure}", problem.detail)

    def _say(self, tone: Tone, title: str, text: str = "", details: str = "") -> None:
        self._column.addWidget(Notice(self._look, tone, title, text, details=details, name="trialEnd"))
