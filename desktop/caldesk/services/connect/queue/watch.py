"""Finds out what became of the entries of a queue: by what a schedule holds now and held before, read back.

Every reading of the site is looked through; while a link is young, one request for all of them looks sooner.
"""

import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from caldesk.api import connections
from caldesk.api.errors import ApiError
from caldesk.domain.connection import Connection, ConnectionState
from caldesk.services.connect.aftermath import settle
from caldesk.services.connect.endings import Ending
from caldesk.services.connect.oauth import WATCH_EVERY
from caldesk.services.connect.proof import Aim, Found, Witness, baseline_of
from caldesk.services.connect.queue.book import Entry, EntryState, QueueBook
from caldesk.services.connect.sign_in_book import CONNECTED, SignIn
from caldesk.services.connect.ways import LINK_LASTS, Way

if TYPE_CHECKING:
    from caldesk.services.session import Session
    from caldesk.services.state import Snapshot

logger = logging.getLogger(__name__)

_NOT_WAITED_FOR = frozenset({EntryState.CONNECTED, EntryState.SIGNING_IN})
"""A sign-in that runs here has a witness of its own."""


class QueueWatch:
    """Moves entries by what the service shows; paused, it does nothing."""

    def __init__(self, session: "Session", book: QueueBook) -> None:
        self._session = session
        self._book = book
        self._proving: set[Aim] = set()
        self._watching = False

    def follow(self, snapshot: "Snapshot") -> None:
        """Look through a reading of the site; what is only remembered proves nothing."""
        if is_read(snapshot) and not self._book.paused and self._book.entries:
            read = (view.connection for view in snapshot.connections.values() if not view.remembered)
            self._judge(self._book.entries, read, snapshot.failed_provider_ids)

    def watch_soon(self) -> None:
        """Watch for links, as long as there are any that were given."""
        if not self._watching and self._given():
            self._watching = self._session.tasks.start(self._watch(), "watch for links") is not None

    def prove(self, aim: Aim, connection_id: str) -> None:
        """Read a connection back; if it is what the entry is for, the entry has succeeded."""
        if aim in self._proving:
            return
        self._proving.add(aim)
        if self._session.tasks.start(self._read_back(aim, connection_id), "prove a connection") is None:
            self._proving.discard(aim)

    def former(self, aim: Aim) -> Connection | None:
        """The one connection of the aim that needs a sign-in: signing in repairs it and keeps its switches."""
        views = self._session.state.snapshot.on_schedule(aim.schedule_id)
        broken = [view.connection for view in views if view.state is ConnectionState.NEEDS_SIGN_IN]
        mine = [one for one in broken if one.provider_id == aim.provider_id]
        return mine[0] if len(mine) == 1 else None

    def _given(self) -> list[Entry]:
        if self._book.paused:
            return []
        return [one for one in self._book.entries if one.state is EntryState.LINK_GIVEN]

    async def _watch(self) -> None:
        try:
            while self._given():
                await self._session.clock.sleep(WATCH_EVERY)
                due = [one for one in self._given() if self._is_due(one)]
                if due and await self._look(due):
                    self._expire()
        finally:
            self._watching = False

    def _is_due(self, entry: Entry) -> bool:
        """Young, or to be looked for a last time; between, the readings of the whole site are soon enough."""
        now = self._session.clock.now()
        return entry.given_at + LINK_LASTS > now or entry.link_until <= now

    async def _look(self, due: Sequence[Entry]) -> bool:
        """One request for up to 120 schedules; a look that fails is followed by the next one."""
        schedule_ids = list(dict.fromkeys(one.aim.schedule_id for one in due))
        try:
            found = await connections.list_connections(self._session.client.background(), schedule_ids)
        except ApiError as error:
            logger.info("looking for connections of the queue failed: %s", type(error).__name__)
            return False
        present = [self._book.entry(one.aim) for one in due]  # while it was asked for, they may have moved on
        self._judge([one for one in present if one is not None], found.connections, found.failed_provider_ids)
        return True

    def _expire(self) -> None:
        now = self._session.clock.now()
        for entry in self._given():
            if entry.link_until <= now and entry.aim not in self._proving:
                self._note_sign_in(entry, Ending.TIMED_OUT.value)
                self._book.move(entry.aim, EntryState.FAILED, ending=Ending.TIMED_OUT.value)

    def _judge(self, entries: Sequence[Entry], listed: Iterable[Connection], failed: frozenset[str]) -> None:
        """By what all of their schedules hold: of a schedule that was not listed, nothing would be known."""
        waited_for = [one for one in entries if one.state not in _NOT_WAITED_FOR]
        held = by_schedule(listed) if waited_for else {}
        for entry in waited_for:
            if entry.aim.provider_id not in failed:
                self._decide(entry, held.get(entry.aim.schedule_id, []), failed)

    def _decide(self, entry: Entry, held: list[Connection], failed: frozenset[str]) -> None:
        if entry.state is EntryState.WAITING and not entry.baseline.whole:
            self._book.note(entry.aim, baseline=baseline_of(held, failed, entry.aim))
            return
        fresh = entry.baseline.fresh(held, entry.aim)
        if len(fresh) == 1:
            self.prove(entry.aim, fresh[0].id)
        elif fresh and entry.state is not EntryState.SKIPPED:
            ids = tuple(sorted(one.id for one in fresh))
            self._book.move(entry.aim, EntryState.FAILED, ending=Ending.SEVERAL.value, candidates=ids)

    async def _read_back(self, aim: Aim, connection_id: str) -> None:
        """What cannot be proven now is met again by the next look."""
        witness = Witness(self._session.client, self._session.clock, aim)
        try:
            found = await witness.find(connection_id)
            if isinstance(found, Found):
                by_list = Found(connection=found.connection)  # no redirect has named it
                await settle(self._session, by_list, witness, self.former(aim))
                self._succeed(aim, found.connection)
        except ApiError as error:
            logger.info("a connection could not be read back: %s", type(error).__name__)
        finally:
            self._proving.discard(aim)

    def _succeed(self, aim: Aim, made: Connection) -> None:
        entry = self._book.entry(aim)
        if entry is None or entry.state in _NOT_WAITED_FOR:
            return
        if entry.state is EntryState.LINK_GIVEN:
            self._note_sign_in(entry, CONNECTED, made)
        self._book.succeed(aim, made.id)

    def _note_sign_in(self, entry: Entry, outcome: str, made: Connection | None = None) -> None:
        sign_in = SignIn(
            began=entry.given_at,
            ended=self._session.clock.now(),
            schedule_id=entry.aim.schedule_id,
            provider_id=entry.aim.provider_id,
            way=Way.PHONE.value,
            outcome=outcome,
            connection_id=made.id if made else "",
        )
        self._session.sign_ins.end(sign_in, made.account_email if made else "")


def by_schedule(listed: Iterable[Connection]) -> dict[str, list[Connection]]:
    """Connections by the schedule that they are on."""
    held: dict[str, list[Connection]] = defaultdict(list)
    for one in listed:
        held[one.schedule_id].append(one)
    return held


def is_read(snapshot: "Snapshot") -> bool:
    """Whether the snapshot was read in this run of the program."""
    return snapshot.checked_at is not None and not snapshot.remembered
