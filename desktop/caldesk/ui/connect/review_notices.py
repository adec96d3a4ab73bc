"""What a person should know about a fresh connection before the settings are looked at, and the buttons for it."""

from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caldesk.domain.connection import Connection
from caldesk.i18n import _
from caldesk.services.connect.duplicates import danger, shared_title
from caldesk.services.connect.flow_state import FlowState
from caldesk.services.connect.left_over_words import left_over
from caldesk.services.disconnect.ending import Ending
from caldesk.services.state import ConnectionView
from caldesk.services.wording import account_name
from caldesk.ui.connect.pages.step_page import Desk
from caldesk.ui.disconnecting import sure_to_disconnect
from caldesk.ui.ending_notices import notice_of
from caldesk.ui.style import INSIDE, Tone
from caldesk.ui.widgets.action import Action
from caldesk.ui.widgets.buttons import Button
from caldesk.ui.widgets.notice import Notice


class ReviewNotices(QWidget):
    """Drawn anew whenever one of the causes changes."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._ending: Ending | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(INSIDE)

    def show_state(self, state: FlowState) -> None:
        """The notices for this state, the most pressing first."""
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        made = self._made(state)
        self.setVisible(bool(made))
        for notice in made:
            self._column.addWidget(notice)
            notice.show()  # at once, so that its buttons can take the focus

    def take_focus(self) -> bool:
        """The first answer of the first notice; False if there is none."""
        buttons = [one for one in self.findChildren(Button) if one.isVisibleTo(self)]
        if buttons:
            buttons[0].setFocus()
        return bool(buttons)

    def _made(self, state: FlowState) -> list[Notice]:
        made = [self._ended(self._ending)] if self._ending is not None else []
        if state.ask_mine:
            made.insert(0, self._whose(state))
        if state.wanted_schedule_id:
            made.append(self._detour(state))
        if state.also_on:
            made.append(self._notice(shared_title(state.also_on), danger(), "twice"))
        if state.former_email:
            made.append(self._other_account(state))
        made += [self._beside(one, number) for number, one in enumerate(state.beside)]
        if (problem := state.settings_problem) is not None:
            title = _("The switches could not be set as they were")
            made.append(self._notice(title, f"{problem.what} {problem.cure}", "settings", details=problem.detail))
        return made

    def _whose(self, state: FlowState) -> Notice:
        view = self._view(state.connection_id)
        account = account_name(view) if view is not None else ""
        title = _("Was it {account} that has just signed in?").format(account=account)
        text = _("Caldesk found this connection in the list. Somebody else may have made it at the same moment.")
        flow = self._desk.flow
        actions = (
            Action(text=_("Yes"), run=lambda: self._run(flow.confirm_mine()), name="connect.review.mine"),
            Action(text=_("No, wait on"), run=lambda: self._desk.attempt(flow.not_mine()), name="connect.review.other"),
        )
        return self._notice(title, text, "whose", actions=actions)

    def _detour(self, state: FlowState) -> Notice:
        snapshot = self._desk.session.state.snapshot
        here, wanted = snapshot.schedule(state.schedule_id), snapshot.schedule(state.wanted_schedule_id)
        names = {"here": here.name if here else "", "wanted": wanted.name if wanted else ""}
        title = _("It is connected to {here}, not to {wanted}").format(**names)
        text = _("Keep it there, or undo it: it is disconnected again, and {wanted} can be tried once more.")
        undo = Action(text=_("Undo…"), run=self._undo, name="connect.review.undo")
        return self._notice(title, text.format(**names), "detour", actions=(undo,))

    def _other_account(self, state: FlowState) -> Notice:
        view = self._view(state.connection_id)
        account = account_name(view) if view is not None else ""
        former = self._desk.flow.former
        stands = former is not None and any(one.id == former.id for one in state.beside)
        text = _("Before: {before}. Now: {now}.")
        if stands:
            text = _("Before: {before}. Now: {now}. The former connection was not ended.")
        words = text.format(before=state.former_email, now=account)
        return self._notice(_("Another account was used than before"), words, "other-account")

    def _beside(self, connection: Connection, number: int) -> Notice:
        view = self._view(connection.id)
        title = _("This schedule now has two connections")
        text = left_over(view) if view is not None else ""
        run = partial(self._end_beside, connection.id)
        action = Action(text=_("Disconnect the older one…"), run=run, name=f"connect.review.end.{number}")
        return self._notice(title, text, f"beside.{number}", actions=(action,))

    def _ended(self, ending: Ending) -> Notice:
        told = notice_of(ending)
        return Notice(self._desk.look, told.tone, told.title, told.text, name="connect.review.ended")

    def _undo(self) -> None:
        self._run(self._ask_and(self._desk.flow.state.connection_id, self._desk.flow.undo_detour))

    def _end_beside(self, connection_id: str) -> None:
        self._run(self._ask_and(connection_id, partial(self._desk.flow.end_beside, connection_id)))

    async def _ask_and(self, connection_id: str, work: Callable[[], Coroutine[Any, Any, Ending]]) -> None:
        view = self._view(connection_id)
        if view is None:
            return
        if await sure_to_disconnect(self._desk.shell, self.window(), self._desk.session, view):
            self._ending = await work()
            self.show_state(self._desk.flow.state)

    def _run(self, work: Coroutine[Any, Any, None]) -> None:
        self._desk.tasks.run(work, key="review")

    def _view(self, connection_id: str) -> ConnectionView | None:
        return self._desk.session.state.snapshot.connections.get(connection_id)

    def _notice(
        self, title: str, text: str, name: str, *, details: str = "", actions: tuple[Action, ...] = ()
    ) -> Notice:
        return Notice(
            self._desk.look,
            Tone.ATTENTION,
            title,
            text,
            actions=actions,
            details=details,
            name=f"connect.review.{name}",
        )
