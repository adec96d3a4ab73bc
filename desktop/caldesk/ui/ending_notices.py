"""Tells what came of a disconnect, and offers to connect again with the same settings, after a restart too."""

from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from caldesk.i18n import _
from caldesk.services.disconnect.ending import Ending, look_again
from caldesk.services.disconnect.ending_words import account_of, all_is_well, ending_text, ending_title, in_doubt
from caldesk.services.disconnect.undo import offers
from caldesk.services.disconnect.undo_book import LASTS, Ended
from caldesk.services.session import Session
from caldesk.services.state import Snapshot
from caldesk.ui.bridge import Bridge
from caldesk.ui.notices import Notice
from caldesk.ui.shell import Shell
from caldesk.ui.style import Tone
from caldesk.ui.tasks import WidgetTasks
from caldesk.ui.times import clock_time
from caldesk.ui.widgets.action import Action

ID = "disconnected"


def notice_of(ending: Ending) -> Notice:
    """What came of it, without anything to do about it."""
    return Notice(
        id=ID,
        title=ending_title(ending),
        text=ending_text(ending),
        tone=Tone.GOOD if all_is_well(ending) else Tone.ATTENTION,
        detail=ending.problem.detail if ending.problem else "",
    )


class EndingNotices(QObject):
    """One notice at a time, for what was ended last. `close` when the site is left: the notice goes with it."""

    again_wished = Signal(str)
    """Id of the connection that is to be made again as it was."""

    def __init__(self, session: Session, shell: Shell, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._shell = session, shell
        self._tasks = WidgetTasks(self, shell.notices)
        self._begun = session.clock.now()
        self._has_told = False
        self._shown = ""  # id of the connection that the notice is about
        self._undoable = False
        Bridge(session.state, self).changed.connect(self._follow)

    def tell(self, ending: Ending) -> None:
        """Say what came of it; the place of a former notice is taken."""
        self._show(ending.connection.id)
        notice = notice_of(ending)
        words = notice.text or self._how_long()
        self._shell.notices.post(replace(notice, text=words, actions=tuple(self._actions_after(ending))))

    def close(self) -> None:
        """The site is left."""
        self._tasks.cancel_all()
        self._withdraw()

    def _how_long(self) -> str:
        """For how long it can be undone; nothing of a practice site is kept when it is left."""
        if self._session.profile.practice:
            return _("It can be connected again with the same settings, by a new sign-in.")
        words = _("Until {until} it can be connected again with the same settings, by a new sign-in.")
        return words.format(until=clock_time(self._session.clock.now() + LASTS))

    def _actions_after(self, ending: Ending) -> list[Action]:
        made = []
        if in_doubt(ending):
            made.append(Action(text=_("Look again"), run=partial(self._look_again, ending), name="disconnected.look"))
        if ending.accepted and self._undoable:
            made.append(self._again(ending.connection.id))
        return made

    def _again(self, connection_id: str) -> Action:
        return Action(
            text=_("Connect again with the same settings"),
            run=partial(self.again_wished.emit, connection_id),
            name="disconnected.again",
        )

    def _look_again(self, ending: Ending) -> None:
        self._shell.notices.post(replace(notice_of(ending), text=_("Looking again…"), actions=()))
        self._tasks.run(self._looked_again(ending), key="look again")

    async def _looked_again(self, ending: Ending) -> None:
        self.tell(await look_again(self._session, ending))

    def _follow(self, _snapshot: Snapshot) -> None:
        """Take the notice back once it stands again; recall the newest of an earlier run."""
        open_now = offers(self._session)
        if self._undoable and not _is_among(self._shown, open_now):
            self._withdraw()
        earlier = [one for one in open_now if one.at < self._begun]
        if earlier and not self._has_told:
            self._recall(earlier[0])

    def _show(self, connection_id: str) -> None:
        self._has_told, self._shown = True, connection_id
        self._undoable = _is_among(connection_id, offers(self._session))

    def _recall(self, ended: Ended) -> None:
        connection = ended.connection
        schedule = self._session.state.snapshot.schedule(connection.schedule_id)
        self._show(connection.id)
        title = _("Disconnected {account} from {schedule}").format(
            account=account_of(connection), schedule=schedule.name if schedule else _("its schedule")
        )
        forget = Action(text=_("Forget"), run=partial(self._forget, connection.id), name="disconnected.forget")
        words = _("From here, {time}. Until {until} it can be connected again as it was.")
        text = words.format(time=clock_time(ended.at), until=clock_time(ended.at + LASTS))
        actions = (forget, self._again(connection.id))
        self._shell.notices.post(Notice(id=ID, title=title, text=text, tone=Tone.OFF, actions=actions))

    def _forget(self, connection_id: str) -> None:
        self._session.endings.forget(connection_id)
        self._withdraw()

    def _withdraw(self) -> None:
        if self._shown:
            self._shown, self._undoable = "", False
            self._shell.notices.withdraw(ID)


def _is_among(connection_id: str, open_now: tuple[Ended, ...]) -> bool:
    return any(one.connection.id == connection_id for one in open_now)
