"""The dialog that connects a whole team: who, then the queue. It decides nothing; the queue goes on without it.

Each sign-in is the connect dialog, opened over this one with schedule and provider set.
"""

from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from caldesk.i18n import _
from caldesk.services.connect.endings import Ending
from caldesk.services.connect.flow_state import FlowState
from caldesk.services.connect.proof import Aim
from caldesk.services.connect.queue.words import Line, QueueMove
from caldesk.services.connect.steps import BUSY
from caldesk.services.problems import Action
from caldesk.services.session import Session
from caldesk.ui.connect.queue.links_dialog import LinksDialog
from caldesk.ui.connect.queue.people_page import PeoplePage
from caldesk.ui.connect.queue.queue_page import QueuePage
from caldesk.ui.connect.wizard import ConnectWizard
from caldesk.ui.shell import Shell
from caldesk.ui.style import AROUND, BETWEEN, INSIDE, Role
from caldesk.ui.tasks import WidgetTasks
from caldesk.ui.widgets.announce import announce
from caldesk.ui.widgets.buttons import Button, Kind
from caldesk.ui.widgets.dialog import ask
from caldesk.ui.widgets.label import Label
from caldesk.ui.widgets.practice_frame import frame_dialog

SIZE = QSize(992, 640)


class TeamDialog(QDialog):
    """Open it with `open()`. It begins with the queue where one is waiting."""

    action_requested = Signal(object)
    """An `Action` that the window has to do; the dialog has closed itself."""

    def __init__(self, session: Session, shell: Shell, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("teamDialog")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._shell, self._queue = session, shell, session.queue
        self._tasks = WidgetTasks(self, shell.notices)
        self._in_a_row = False
        self._wizard: ConnectWizard | None = None
        self._then = QTimer(self, singleShot=True, interval=0)
        self._then.timeout.connect(self._sign_in_next)
        self._people = PeoplePage(shell.look, session)
        self._run = QueuePage(shell.look, session)
        self._make_buttons()
        self._lay_out(practice=session.profile.practice)
        self.resize(SIZE)
        self._people.changed.connect(self._draw)
        self._run.changed.connect(self._follow)
        self._run.move_wished.connect(self._do)
        self._show_page(self._run if self._queue.book.entries else self._people)

    @property
    def wizard(self) -> ConnectWizard | None:
        """The sign-in that is open over this dialog."""
        return self._wizard

    def done(self, result: int) -> None:
        """Close; links go on being watched, and the queue waits on the connections page."""
        if self._wizard is not None:
            self._wizard.close()
        self._then.stop()
        self._tasks.cancel_all()
        super().done(result)

    # signing in

    def _sign_in_next(self) -> None:
        entry = self._queue.next
        if entry is not None and not self._queue.book.paused:
            self._in_a_row = True
            self._sign_in(entry.aim)

    def _sign_in(self, aim: Aim) -> None:
        if self._wizard is not None:
            return
        self._queue.begin_sign_in(aim)
        former = self._queue.former(aim)
        about = {"reconnect_id": former.id} if former else {"schedule_id": aim.schedule_id}
        wizard = ConnectWizard(self._session, self._shell, self, provider_id=aim.provider_id, **about)
        wizard.finished.connect(partial(self._signed_in, aim))
        wizard.action_requested.connect(self._leave)
        self._wizard = wizard
        self._run.look_at(aim)
        wizard.open()

    def _signed_in(self, aim: Aim, _result: int) -> None:
        """Back from the connect dialog; a row goes on unless nothing was tried there."""
        wizard, self._wizard = self._wizard, None
        if wizard is None:
            return
        state = wizard.flow.state
        ending = _ending(state)
        self._queue.end_sign_in(aim, state.connection_id, ending)
        self._tasks.run(self._session.connections.refresh(), key="refresh")
        tried = bool(state.connection_id or ending)
        if self._in_a_row and tried and self._queue.next is not None:
            self._then.start()
        else:
            self._in_a_row = False
        self._run.refresh()

    def _leave(self, action: Action) -> None:
        self.reject()
        self.action_requested.emit(action)

    # what is wanted of an entry

    def _do(self, line: Line, move: QueueMove) -> None:
        self._in_a_row = False
        self._run.show_problem(None)
        if move in (QueueMove.SIGN_IN, QueueMove.GIVE_LINK):
            self._queue.resume()  # whoever begins something does not want a pause
        if move is QueueMove.SIGN_IN:
            self._sign_in(line.aim)
        elif move is QueueMove.GIVE_LINK:
            self._give_link(line.aim)
        elif move in (QueueMove.AGAIN, QueueMove.STOP_WAITING):
            self._queue.again(line.aim)
        elif move is QueueMove.SKIP:
            self._queue.skip(line.aim)
        else:
            self._queue.book.remove(line.aim)

    def _give_link(self, aim: Aim) -> None:
        key = f"link {aim.schedule_id} {aim.provider_id}"
        self._tasks.run(self._queue.give_link(aim), key=key, restart=True, on_problem=self._run.show_problem)

    # the buttons

    def _act(self) -> None:
        """The primary button, by what it says."""
        if self._stack.currentWidget() is self._people:
            self._queue.add(self._people.aims)
            self._show_page(self._run)
        elif self._queue.progress.is_over:
            self._queue.clear()
            self.accept()
        elif self._queue.book.paused:
            self._queue.resume()
        else:
            self._sign_in_next()

    def _pause(self) -> None:
        self._in_a_row = False
        self._queue.pause()

    def _open_links(self) -> None:
        LinksDialog(self._session, self._shell, self).open()

    def _add_people(self) -> None:
        self._show_page(self._people)

    def _back(self) -> None:
        self._show_page(self._run)

    async def _discard_if_sure(self) -> None:
        sure = await ask(
            self._shell.look,
            self,
            question=_("Discard this list?"),
            explanation=_("Connections that were made stay. Links that were given are not watched any more."),
            verb=_("Discard"),
            keep_verb=_("Keep the list"),
            destructive=True,
            name="team.discard-question",
        )
        if sure:
            self._queue.clear()
            self._show_page(self._people)

    def _show_page(self, page: PeoplePage | QueuePage) -> None:
        self._stack.setCurrentWidget(page)
        page.refresh()
        self._draw()
        page.take_focus()
        announce(self, page.title)

    def _follow(self) -> None:
        """The queue has changed; where nothing is left in it, one begins anew."""
        if self._stack.currentWidget() is self._run and not self._queue.book.entries:
            self._show_page(self._people)
        else:
            self._draw()

    def _draw(self) -> None:
        choosing = self._stack.currentWidget() is self._people
        page = self._people if choosing else self._run
        self._title.setText(page.title)
        paused, over = self._queue.book.paused, self._queue.progress.is_over
        self._add.setVisible(not choosing)
        self._discard.setVisible(not choosing)
        self._to_queue.setVisible(choosing and bool(self._queue.book.entries))
        self._links.setVisible(not choosing and not over)
        self._pause_button.setVisible(not choosing and not paused and not over)
        self._draw_primary(choosing=choosing, paused=paused, over=over)

    def _draw_primary(self, *, choosing: bool, paused: bool, over: bool) -> None:
        chosen = len(self._people.aims)
        if choosing:
            words = _("Continue with {n}").format(n=chosen) if chosen else _("Continue")
        else:
            words = _("Finish") if over else _("Continue") if paused else _("Next sign-in")
        self._primary.setText(words)
        able = bool(chosen) if choosing else over or paused or self._queue.next is not None
        self._primary.setEnabled(able)
        self._primary.setDefault(True)

    def _make_buttons(self) -> None:
        look = self._shell.look
        self._title = Label(role=Role.TITLE, name="team.title")
        self._add = Button(look, _("Add people…"), icon="plus", name="team.add")
        self._discard = Button(look, _("Discard…"), name="team.discard")
        self._to_queue = Button(look, _("Back"), icon="arrow-left", name="team.back")
        self._links = Button(look, _("Links for all who are absent…"), icon="link", name="team.links")
        self._pause_button = Button(look, _("Pause"), icon="pause", name="team.pause")
        self._close = Button(look, _("Close"), name="team.close")
        self._primary = Button(look, "", Kind.PRIMARY, name="team.primary")
        self._add.clicked.connect(self._add_people)
        self._discard.clicked.connect(lambda: self._tasks.run(self._discard_if_sure(), key="discard"))
        self._to_queue.clicked.connect(self._back)
        self._links.clicked.connect(self._open_links)
        self._pause_button.clicked.connect(self._pause)
        self._close.clicked.connect(self.reject)
        self._primary.clicked.connect(self._act)

    def _lay_out(self, *, practice: bool) -> None:
        title = _("Connect a whole team")
        self.setWindowTitle(_("{title} – PRACTICE").format(title=title) if practice else title)
        self.setAccessibleName(title)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._people)
        self._stack.addWidget(self._run)
        column = QVBoxLayout(frame_dialog(self, self._shell.look, practice=practice))
        column.setContentsMargins(AROUND, BETWEEN, AROUND, BETWEEN)
        column.setSpacing(BETWEEN)
        column.addLayout(_headed(self._title, self._add, self._discard))
        column.addWidget(self._stack, 1)
        foot = (self._to_queue, self._links, None, self._pause_button, self._close, self._primary)
        column.addLayout(_row(*foot))


def _ending(state: FlowState) -> str:
    """How a sign-in ended without a connection; "" where none was tried."""
    if state.failure is not None:
        return state.failure.ending.value
    return Ending.CLOSED.value if state.step in BUSY else ""


def _row(*widgets: QWidget | None) -> QHBoxLayout:
    """Side by side; None is the room between."""
    row = QHBoxLayout()
    row.setSpacing(INSIDE)
    for each in widgets:
        row.addStretch(1) if each is None else row.addWidget(each)
    return row


def _headed(title: Label, *buttons: QWidget) -> QHBoxLayout:
    """The title, which has the room, and what is beside it."""
    row = _row(title, *buttons)
    row.setStretchFactor(title, 1)
    return row
