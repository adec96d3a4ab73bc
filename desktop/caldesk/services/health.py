"""How the site's connections are, counted and in one line: the same words in the window and on the command line."""

from collections import Counter
from collections.abc import Callable

from msgspec import Struct

from caldesk.domain.connection import ConnectionState, is_live
from caldesk.i18n import _, ngettext
from caldesk.services.problems import ProblemId
from caldesk.services.state import Snapshot
from caldesk.services.wording import provider_names

FormatTime = Callable[[float], str]
"""Epoch seconds to words: "10:42", or with the day where it was not today."""


class HealthSummary(Struct, frozen=True, kw_only=True):
    """Connections by state. `unconnected` counts schedules that have no live connection.

    `is_whole` is False while a part of the site could not be read: then nothing may be concluded from a zero.
    `seen_at` is when the oldest of the counted connections was read, in epoch seconds.
    """

    working: int = 0
    starting: int = 0
    needs_sign_in: int = 0
    not_reachable: int = 0
    off: int = 0
    schedules: int = 0
    unconnected: int = 0
    unsaved: int = 0
    is_whole: bool = True
    checked_at: float | None = None
    seen_at: float | None = None
    loading: bool = False

    @property
    def connections(self) -> int:
        """All connections that still stand."""
        return self.working + self.starting + self.needs_sign_in + self.not_reachable

    @property
    def needs_attention(self) -> int:
        """Connections that somebody has to look at."""
        return self.needs_sign_in + self.not_reachable + self.unsaved


def summary(snapshot: Snapshot) -> HealthSummary:
    """Count what a snapshot holds."""
    states = Counter(view.state for view in snapshot.connections.values())
    live = {view.connection.schedule_id for view in snapshot.connections.values() if is_live(view.connection)}
    return HealthSummary(
        working=states[ConnectionState.WORKING],
        starting=states[ConnectionState.STARTING],
        needs_sign_in=states[ConnectionState.NEEDS_SIGN_IN],
        not_reachable=states[ConnectionState.NOT_REACHABLE],
        off=states[ConnectionState.OFF],
        schedules=len(snapshot.schedules),
        unconnected=sum(schedule.id not in live for schedule in snapshot.schedules),
        unsaved=sum(view.is_unsaved for view in snapshot.connections.values()),
        is_whole=not snapshot.problems,
        checked_at=snapshot.checked_at,
        seen_at=min((view.as_of for view in snapshot.connections.values()), default=None),
        loading=snapshot.loading,
    )


def health_line(snapshot: Snapshot, format_time: FormatTime) -> str:
    """One line, such as "5 working, 1 needs sign-in, checked 10:42"."""
    health = summary(snapshot)
    counts = [*_counts(health), *_unseen(health, snapshot)]
    if not counts and health.checked_at is not None and health.is_whole:
        counts = [_("Nothing connected yet")]
    if counts and health.checked_at is not None and _could_not_look(snapshot) and _is_old(snapshot):
        words = _("Could not be checked since {time}; then: {counts}")
        return words.format(time=format_time(health.checked_at), counts=", ".join(counts))
    when = _when(health, snapshot, format_time)
    return ", ".join([*counts, when]) if counts else when[:1].upper() + when[1:]


def _counts(health: HealthSummary) -> list[str]:
    texts = (
        (health.working, ngettext("{count} working", "{count} working", health.working)),
        (health.starting, ngettext("{count} starting", "{count} starting", health.starting)),
        (health.needs_sign_in, ngettext("{count} needs sign-in", "{count} need sign-in", health.needs_sign_in)),
        (
            health.not_reachable,
            ngettext("{count} not reachable right now", "{count} not reachable right now", health.not_reachable),
        ),
        (health.unsaved, ngettext("{count} change not saved", "{count} changes not saved", health.unsaved)),
    )
    return [text.format(count=count) for count, text in texts if count]


def _unseen(health: HealthSummary, snapshot: Snapshot) -> list[str]:
    """Providers that could not be read and of which nothing is known from before either."""
    if health.not_reachable or not snapshot.failed_provider_ids:
        return []
    names = provider_names(snapshot.providers, snapshot.failed_provider_ids)
    return [_("{names} not reachable right now").format(names=names)]


def _when(health: HealthSummary, snapshot: Snapshot, format_time: FormatTime) -> str:
    """When the counts were true; the age is said as soon as the present look failed."""
    if health.checked_at is None:
        return _when_never_whole(health, snapshot, format_time)
    time = format_time(health.checked_at)
    if snapshot.remembered and not _could_not_look(snapshot):
        words = _("as of {time}, checking…") if health.loading else _("as of {time}")
    elif _could_not_look(snapshot):
        words = _("not everything could be read since {time}")
    else:
        words = _("checked {time}, checking again…") if health.loading else _("checked {time}")
    return words.format(time=time)


def _when_never_whole(health: HealthSummary, snapshot: Snapshot, format_time: FormatTime) -> str:
    if health.loading:
        return _("checking…")
    if health.seen_at is not None:
        return _("as of {time}, not everything could be read").format(time=format_time(health.seen_at))
    return _("could not be checked") if snapshot.problems else _("not checked yet")


def _is_old(snapshot: Snapshot) -> bool:
    """Whether what is counted is from before: said first, then, so that nobody takes it for now."""
    return snapshot.remembered or snapshot.out_of_reach


def _could_not_look(snapshot: Snapshot) -> bool:
    """Whether the last reading failed; a provider that could not be reached does not make it fail."""
    return any(problem.id is not ProblemId.PROVIDER_UNREACHABLE for problem in snapshot.problems)
