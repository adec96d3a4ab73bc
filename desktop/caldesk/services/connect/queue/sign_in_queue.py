"""Connecting a whole team: one sign-in after another, or links for those who are absent.

Nothing is begun while it is paused. Links are in memory only, and made one request at a time.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from caldesk.api import connections
from caldesk.api.errors import BadRequest, NotFound, NotSupportedByProvider
from caldesk.domain.connection import Connection
from caldesk.services.connect.addresses import return_bases
from caldesk.services.connect.endings import Ending
from caldesk.services.connect.oauth import is_sign_in_address
from caldesk.services.connect.proof import Aim, baseline_of
from caldesk.services.connect.queue.book import Entry, EntryState, Progress, QueueBook, QueueKeeper
from caldesk.services.connect.queue.watch import QueueWatch, by_schedule, is_read
from caldesk.services.connect.redirect import new_return_address
from caldesk.services.connect.ways import Way
from caldesk.services.problems import Problem, problem_of

if TYPE_CHECKING:
    from caldesk.services.session import Session
    from caldesk.services.state import Snapshot

LINK_WATCHED = 24 * 60 * 60.0
"""Seconds for which somebody who is absent is waited for. How long Wix accepts a link is not documented."""
_OF_ONE = (NotFound, NotSupportedByProvider, BadRequest)
"""Errors that concern one entry; any other would meet the next one too."""
_MAY_HAVE_LINK = frozenset({EntryState.WAITING, EntryState.LINK_GIVEN, EntryState.FAILED})


class SignInQueue:
    """The queue of one site. `book` holds the entries and tells of changes; the verbs here change them."""

    def __init__(self, session: "Session") -> None:
        self._session = session
        self.book = QueueBook()
        self._watch = QueueWatch(session, self.book)
        self._links: dict[Aim, str] = {}
        self._problems: dict[Aim, Problem] = {}
        self._names: dict[str, str] = {}
        self._known: frozenset[str] = frozenset()
        self._known_of: Snapshot | None = None
        self.book.follow(self._forget)
        session.state.subscribe(self._follow)

    def keep_with(self, keeper: QueueKeeper) -> None:
        """Take up what was kept, and watch again for the links that were given."""
        self.book.keep_with(keeper)
        self._follow(self.snapshot)
        self._watch.watch_soon()

    # what is so

    @property
    def snapshot(self) -> "Snapshot":
        """What is known of the site."""
        return self._session.state.snapshot

    @property
    def progress(self) -> Progress:
        """How far it is; what the site does not have any more counts as skipped, unless it was connected before."""
        found = self.book.progress()
        gone = [one.state for one in self.book.entries if one.is_open and self.gone(one.aim)]
        return found.without(gone)

    @property
    def next(self) -> Entry | None:
        """The first that waits."""
        waiting = (one for one in self.book.entries if one.state is EntryState.WAITING)
        return next((one for one in waiting if not self.gone(one.aim)), None)

    @property
    def absent(self) -> tuple[Entry, ...]:
        """Those who wait and can be given a link."""
        waiting = (one for one in self.book.entries if one.state is EntryState.WAITING)
        return tuple(one for one in waiting if self.can_have_link(one.aim))

    @property
    def lost_links(self) -> int:
        """How many links are watched that were given in an earlier run of the program."""
        given = (one.aim for one in self.book.entries if one.state is EntryState.LINK_GIVEN)
        return sum(aim not in self._links for aim in given)

    def link_of(self, aim: Aim) -> str:
        """The link that was given in this run of the program, while it is watched; "" for none."""
        return self._links.get(aim, "")

    def problem_of(self, aim: Aim) -> Problem | None:
        """Why the last link could not be made, as known in this run of the program."""
        return self._problems.get(aim)

    def name_of(self, schedule_id: str) -> str:
        """The name of a schedule as it was last seen; "" for one that was never seen."""
        return self._names.get(schedule_id, "")

    def gone(self, aim: Aim) -> Ending | None:
        """What of an aim the site does not have any more; None also while the site has not been read."""
        snapshot = self.snapshot
        if not is_read(snapshot):
            return None
        if snapshot is not self._known_of:
            self._known_of = snapshot
            self._known = frozenset(one.id for one in snapshot.schedules)
        if aim.schedule_id not in self._known:
            return Ending.SCHEDULE_GONE
        return Ending.PROVIDER_GONE if snapshot.provider(aim.provider_id) is None else None

    def can_have_link(self, aim: Aim) -> bool:
        """Whether the owner may sign in elsewhere; credentials are entered here."""
        provider = self.snapshot.provider(aim.provider_id)
        can = provider is not None and provider.connects_by_oauth and self.gone(aim) is None
        return can and not self.why_no_links

    @property
    def why_no_links(self) -> str:
        """Why nobody may be given a link on this computer; "" where they may."""
        return self._session.rules.why_not_way(Way.PHONE.value)

    def former(self, aim: Aim) -> Connection | None:
        """The connection that a sign-in for this aim repairs."""
        return self._watch.former(aim)

    # choosing

    def add(self, aims: Iterable[Aim]) -> None:
        """Put these at the end of the queue, those that were skipped or connected anew. What is there is remembered."""
        held = by_schedule(view.connection for view in self.snapshot.connections.values())
        failed = self.snapshot.failed_provider_ids
        entries = (Entry(aim=aim, baseline=baseline_of(held.get(aim.schedule_id, ()), failed, aim)) for aim in aims)
        self.book.add(tuple(entries))
        self._follow(self.snapshot)

    def skip(self, aim: Aim) -> None:
        """Leave one out; nothing of it is ended."""
        self.book.move(aim, EntryState.SKIPPED)

    def again(self, aim: Aim) -> None:
        """Let one wait again: it was skipped, has failed, or its link is not waited for any more."""
        self.book.move(aim, EntryState.WAITING, ending="", candidates=(), given_at=0.0, link_until=0.0)

    def clear(self) -> None:
        """End the queue; connections that were made stay."""
        self.book.clear()

    def pause(self) -> None:
        """Begin nothing and look for nothing, until `resume`; links that were given stay good."""
        self.book.pause(True)

    def resume(self) -> None:
        """Go on; what happened meanwhile is found."""
        self.book.pause(False)
        self._watch.follow(self.snapshot)
        self._watch.watch_soon()

    # one after another

    def begin_sign_in(self, aim: Aim) -> None:
        """The owner signs in at this computer now. Raises ValueError while somebody else does."""
        if self.book.signing_in is not None:
            raise ValueError("somebody signs in already")
        self.book.move(aim, EntryState.SIGNING_IN)

    def end_sign_in(self, aim: Aim, connection_id: str, ending: str = "") -> None:
        """That is over: with a connection, with an `Ending`, or with neither, where nothing was tried."""
        entry = self.book.entry(aim)
        if entry is None or entry.state is not EntryState.SIGNING_IN:
            return
        view = self.snapshot.connections.get(connection_id)
        if view is not None:
            self._end_with(aim, view.connection)
        elif entry.link_until > self._session.clock.now():
            self.book.move(aim, EntryState.LINK_GIVEN)
            self._watch.watch_soon()
        elif ending or entry.ending:
            self.book.move(aim, EntryState.FAILED, ending=ending or entry.ending)
        else:
            self.book.move(aim, EntryState.WAITING)
        self._watch.follow(self.snapshot)

    def choose_candidate(self, aim: Aim, connection_id: str) -> None:
        """A person says which of several new connections is the one; it is read back first."""
        self._watch.prove(aim, connection_id)

    # links

    async def give_link(self, aim: Aim) -> None:
        """Make a link for one entry and watch for what comes of it. Raises ApiError that is not only about this one."""
        entry = self.book.entry(aim)
        if entry is None or entry.state not in _MAY_HAVE_LINK or self.why_no_links:
            return
        try:
            link = await self._link(entry)
        except _OF_ONE as error:
            self._fail(aim, Ending.PROBLEM, problem_of(error))
            return
        if not is_sign_in_address(link):
            self._fail(aim, Ending.UNSAFE_ADDRESS)
        elif self._may_have_link(aim):
            now = self._session.clock.now()
            self._links[aim] = link
            self.book.move(aim, EntryState.LINK_GIVEN, ending="", given_at=now, link_until=now + LINK_WATCHED)
            self._watch.watch_soon()

    async def give_links(self) -> None:
        """Make a link for everybody who is absent, one request at a time, until paused. Raises ApiError."""
        for entry in self.absent:
            if self.book.paused:
                return
            await self.give_link(entry.aim)

    async def _link(self, entry: Entry) -> str:
        client, aim = self._session.client.background(), entry.aim
        if not entry.baseline.whole:
            found = await connections.list_connections(client, (aim.schedule_id,))
            if self._may_have_link(aim):
                self.book.note(aim, baseline=baseline_of(found.connections, found.failed_provider_ids, aim))
        return await connections.connect_by_oauth(
            client,
            schedule_id=aim.schedule_id,
            provider_id=aim.provider_id,
            redirect_url=new_return_address(return_bases(self._session.profile)[0]).url,
        )

    def _may_have_link(self, aim: Aim) -> bool:
        """Asked again after each answer: meanwhile the entry may have been taken out, or have succeeded."""
        entry = self.book.entry(aim)
        return entry is not None and entry.state in _MAY_HAVE_LINK

    # inside

    def _follow(self, snapshot: "Snapshot") -> None:
        if self.book.entries:
            self._names |= {one.id: one.name for one in snapshot.schedules}
            self._watch.follow(snapshot)

    def _forget(self) -> None:
        """A link is a key: it is dropped with the wish for it."""
        held = {one.aim: one for one in self.book.entries}
        self._links = {aim: link for aim, link in self._links.items() if aim in held and _has_link(held[aim])}
        self._problems = {aim: said for aim, said in self._problems.items() if aim in held and _has_problem(held[aim])}

    def _fail(self, aim: Aim, ending: Ending, problem: Problem | None = None) -> None:
        if self._may_have_link(aim):
            self.book.move(aim, EntryState.FAILED, ending=ending.value, candidates=())
            if problem is not None:
                self._problems[aim] = problem

    def _end_with(self, aim: Aim, made: Connection) -> None:
        """The dialog may have gone to another provider, or to another schedule by a rung of the ladder."""
        made_for = Aim(schedule_id=made.schedule_id, provider_id=made.provider_id)
        if made_for.schedule_id != aim.schedule_id:
            self.book.move(aim, EntryState.FAILED, ending=Ending.OTHER_CONNECTION.value)
        elif made_for != aim and self.book.entry(made_for) is not None:
            self.book.move(aim, EntryState.SKIPPED)
        else:
            self.book.succeed(aim, made.id)


def _has_link(entry: Entry) -> bool:
    return entry.state in {EntryState.LINK_GIVEN, EntryState.SIGNING_IN}


def _has_problem(entry: Entry) -> bool:
    return entry.state is EntryState.FAILED and entry.ending == Ending.PROBLEM.value
