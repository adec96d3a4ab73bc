"""Who could be put into a queue: every schedule with what is connected to it, and whom one would choose by default."""

from collections import defaultdict

from msgspec import Struct

from caldesk.domain.connection import ConnectionState, is_live
from caldesk.domain.provider import Provider
from caldesk.domain.schedule import Schedule
from caldesk.i18n import _
from caldesk.services.connect.proof import Aim
from caldesk.services.connect.queue.book import QueueBook
from caldesk.services.state import ConnectionView, Snapshot
from caldesk.services.wording import provider_name

_NOT_WORKING = frozenset({ConnectionState.NEEDS_SIGN_IN, ConnectionState.OFF})


class Person(Struct, frozen=True, kw_only=True):
    """One schedule. `working` are the providers whose connection needs nothing, `broken` those that need a sign-in.

    `queued` are the providers for which it is in the queue already.
    """

    schedule: Schedule
    hue: int
    working: tuple[Provider, ...] = ()
    broken: tuple[Provider, ...] = ()
    queued: frozenset[str] = frozenset()

    @property
    def is_unconnected(self) -> bool:
        """Whether nothing works for it and nobody has put it into the queue."""
        return not self.working and not self.queued

    def works_with(self, provider_id: str) -> bool:
        """Whether it has a working connection with that provider."""
        return any(one.id == provider_id for one in self.working)


def people(snapshot: Snapshot, book: QueueBook) -> tuple[Person, ...]:
    """All schedules in reading order."""
    views: dict[str, list[ConnectionView]] = defaultdict(list)
    for view in snapshot.connections.values():
        views[view.connection.schedule_id].append(view)
    queued: dict[str, set[str]] = defaultdict(set)
    for entry in book.entries:
        if entry.is_open:
            queued[entry.aim.schedule_id].add(entry.aim.provider_id)
    return tuple(
        _person(schedule, hue, views[schedule.id], frozenset(queued[schedule.id]))
        for hue, schedule in enumerate(snapshot.schedules)
    )


def _person(schedule: Schedule, hue: int, views: list[ConnectionView], queued: frozenset[str]) -> Person:
    live = [view for view in views if is_live(view.connection) and view.provider is not None]
    working = {v.provider.id: v.provider for v in live if v.provider and v.state not in _NOT_WORKING}
    broken = {v.provider.id: v.provider for v in live if v.provider and v.state is ConnectionState.NEEDS_SIGN_IN}
    return Person(
        schedule=schedule, hue=hue, working=tuple(working.values()), broken=tuple(broken.values()), queued=queued
    )


def connectable(snapshot: Snapshot) -> tuple[Provider, ...]:
    """The providers that this program can connect, in the order of the site."""
    return tuple(one for one in snapshot.providers if one.connects_by_oauth or one.connects_by_credentials)


def standing(person: Person, provider_id: str) -> str:
    """What there is now, as a sentence for the row; what concerns the chosen provider first."""
    if provider_id in person.queued:
        return _("In the queue already")
    if person.works_with(provider_id):
        return _("Already connected: {providers}").format(providers=_names(person.working))
    if person.broken:
        return _("Needs a new sign-in: {providers}").format(providers=_names(person.broken))
    if person.working:
        return _("Connected with another provider: {providers}").format(providers=_names(person.working))
    return _("Not connected")


def aim_of(person: Person, provider_id: str) -> Aim:
    """What is to be connected to what."""
    return Aim(schedule_id=person.schedule.id, provider_id=provider_id)


def _names(providers: tuple[Provider, ...]) -> str:
    return ", ".join(provider_name(one) for one in providers)
