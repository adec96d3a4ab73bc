"""The settings of newer versions: whether they are looked for, when that was last, what came of it, and looking now."""

from urllib.parse import urlsplit

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from caldesk.i18n import _
from caldesk.services.policy.declared import UpdateChoice
from caldesk.services.updates.updates import Known, Updates
from caldesk.ui.browser import open_in_browser
from caldesk.ui.shell import Shell
from caldesk.ui.sites.locking import LockLine, under_policy
from caldesk.ui.sites.updates_lines import Line, LineRow, lines
from caldesk.ui.style import BETWEEN, INSIDE, Role
from caldesk.ui.tasks import WidgetTasks
from caldesk.ui.times import clock_time
from caldesk.ui.widgets.announce import announce
from caldesk.ui.widgets.buttons import Button
from caldesk.ui.widgets.field import Field
from caldesk.ui.widgets.label import Label


class UpdatesFields(QWidget):
    """Where there is no place to ask, it says so instead; where the organisation forbids it, that."""

    def __init__(self, shell: Shell, updates: Updates) -> None:
        super().__init__()
        self.setObjectName("updates")
        self._shell, self._updates = shell, updates
        self._tasks = WidgetTasks(self, shell.notices)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(BETWEEN)
        allowed = updates.allowance
        if allowed.forbidden:
            self._column.addWidget(LockLine(shell.look, allowed.why_not, name="locked.updates"))
        elif not allowed.feed:
            self._column.addWidget(Label(allowed.why_not, name="updates.noPlace", quiet=True))
        else:
            self._offer(urlsplit(allowed.feed).hostname or "")

    def _offer(self, host: str) -> None:
        look, settings = self._shell.look, self._shell.settings
        self._host = host
        self._column.addWidget(under_policy(look, settings, self._choice_field(), "updates"))
        self._button = Button(look, _("Look now"), icon="refresh", name="updates.look")
        self._button.clicked.connect(lambda: self._tasks.run(self._updates.look(), key="look"))
        self._results = QVBoxLayout()
        self._results.setSpacing(INSIDE)
        row = QHBoxLayout()
        row.setSpacing(BETWEEN)
        row.addWidget(self._button, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._results, 1)
        self._column.addLayout(row)
        self._asked = Label("", Role.CAPTION, name="updates.asked", quiet=True)
        self._column.addWidget(self._asked)
        self._show(self._updates.known)
        stop = self._updates.subscribe(self._hear)
        self.destroyed.connect(lambda: stop())

    def _choice_field(self) -> Field:
        choice = QComboBox()
        choice.addItem(_("Tell me"), UpdateChoice.NOTIFY)
        choice.addItem(_("Do not look for them"), UpdateChoice.OFF)
        choice.setCurrentIndex(choice.findData(self._shell.settings.preferences.updates))
        choice.currentIndexChanged.connect(
            lambda: self._shell.settings.change(updates=UpdateChoice(choice.currentData()))
        )
        hint = _(
            "At most once a day, Caldesk asks {host} for the newest version. It sends nothing about you, your sites or "
            "this computer, and installs nothing: whoever installed it updates it."
        )
        return Field(self._shell.look, _("Newer versions"), choice, hint.format(host=self._host), name="updates.choice")

    def _hear(self, known: Known) -> None:
        self._show(known)
        if self.isVisible():
            announce(self, " ".join(line.text for line in self._lines(known)))

    def _open_page(self, page: str) -> None:
        open_in_browser(page, self._shell.notices)

    def _show(self, known: Known) -> None:
        why_not = self._updates.why_not_now
        self._button.setEnabled(not known.asking and not why_not)
        self._button.setToolTip(why_not)
        self._button.setAccessibleDescription(why_not)
        while (item := self._results.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for number, line in enumerate(self._lines(known)):
            row = LineRow(self._shell.look, line, self._open_page, name=f"updates.result.{number}")
            self._results.addWidget(row)
        self._asked.setText(_asked_words(known))
        self._asked.setVisible(bool(self._asked.text()))

    def _lines(self, known: Known) -> tuple[Line, ...]:
        return tuple(lines(known, self._host, self._updates.why_not_now))


def _asked_words(known: Known) -> str:
    if known.asking:
        return ""
    if known.asked_at is None:
        return _("Not asked yet.")
    return _("Last asked: {time}").format(time=clock_time(known.asked_at))
