"""Reads the history for the connections page: of the connection that is shown, and what was missed on the site."""

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from caldesk.i18n import _
from caldesk.services.history.history_csv import csv_of
from caldesk.services.history.records import Entry, Wanted
from caldesk.services.session import Session
from caldesk.services.state import ConnectionView, Snapshot
from caldesk.ui.csv_saving import CsvSaving, local_zone
from caldesk.ui.notices import Notices
from caldesk.ui.tasks import WidgetTasks

SHOWN = 8
"""Lines in the details; the file holds the rest."""

_ALL = 1_000_000
_REST_MS = 200
"""The history is read once the selection rests."""


class HistoryReader(QObject):
    """Emits what was read; asks again only when something about it changed."""

    read = Signal(str, object, object)
    """Connection id, its newest `Entry`s, and when it was first seen (epoch seconds or None)."""
    missed_read = Signal(object)
    """`Missed`."""

    def __init__(self, session: Session, tasks: WidgetTasks, notices: Notices, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._tasks = session, tasks
        self._shown: tuple[object, ...] = ()
        self._seen: object = None
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._ask)
        self._id = ""
        self._saving = CsvSaving(tasks, notices, parent)

    def show(self, view: ConnectionView) -> None:
        """Follow a connection."""
        shown = (view.id, view.connection, view.state, view.saving)
        if shown == self._shown:
            return
        self._shown, self._id = shown, view.id
        self._rest.start()

    def follow(self, snapshot: Snapshot) -> None:
        """Read again what was missed, after each look that brought something."""
        if snapshot.loading or snapshot.connections is self._seen:
            return
        self._seen = snapshot.connections
        self._tasks.run(self._read_missed(), key="missed", restart=True)

    def export(self, connection_id: str = "") -> None:
        """Ask where to save the history of a connection, or of the whole site, as CSV."""

        async def make() -> bytes:
            entries = await self._session.history.entries(self._site, Wanted(connection_id=connection_id, limit=_ALL))
            return csv_of(entries, local_zone())

        name = _("{site} history").format(site=self._session.profile.name)
        self._saving.ask(_("Export the history"), name, make)

    @property
    def _site(self) -> str:
        return self._session.profile.id

    def _ask(self) -> None:
        self._tasks.run(self._read(self._id), key="history", restart=True)

    async def _read(self, connection_id: str) -> None:
        wanted = Wanted(connection_id=connection_id, limit=SHOWN)
        entries: tuple[Entry, ...] = await self._session.history.entries(self._site, wanted)
        standing = self._session.recorder.standing(connection_id)
        self.read.emit(connection_id, entries, standing.first_seen if standing else None)

    async def _read_missed(self) -> None:
        self.missed_read.emit(await self._session.missed())
