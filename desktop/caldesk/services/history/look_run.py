"""How the looks at a site end, one after the other: where a run of failures begins and where it is over."""

from collections.abc import Sequence

from caldesk.services.history.records import OK, Entry, Kind, Looked, Looks
from caldesk.services.problems import Problem, ProblemId
from caldesk.services.state import Snapshot


class LookRun:
    """Told each snapshot, it says when a look has ended. `latest` are the rows kept before, newest first."""

    def __init__(self, latest: Sequence[Looks] = ()) -> None:
        self.last_good = next((looks.last_at for looks in latest if looks.outcome == OK), None)
        """When everything could be read last, in epoch seconds."""
        self._failing = _begun(latest[0]) if latest and latest[0].outcome != OK else None
        self._loading = False
        self._checked_at: float | None = None

    def ended(self, snapshot: Snapshot, now: float) -> Looked | None:
        """The look that has ended with this snapshot; a look that was given up is none."""
        ended = self._loading and not snapshot.loading
        fresh = snapshot.checked_at is not None and snapshot.checked_at != self._checked_at
        self._loading, self._checked_at = snapshot.loading, snapshot.checked_at
        if not ended:
            return None
        if fresh and snapshot.checked_at is not None:
            return Looked(at=snapshot.checked_at, outcome=OK)
        problem = blocking_problem(snapshot)
        return Looked(at=now, outcome=problem.id.value, request_id=problem.request_id) if problem else None

    def turn(self, looked: Looked) -> tuple[Entry, ...]:
        """The entry with which looks begin to fail, or work again; nothing in between."""
        failing = self._failing
        if looked.outcome != OK:
            self._failing = failing or looked
            return () if failing else (_failure(looked, self.last_good),)
        self._failing, self.last_good = None, looked.at
        return (_recovered(looked, failing),) if failing else ()


def blocking_problem(snapshot: Snapshot) -> Problem | None:
    """Why the site could not be read; a provider that could not be reached does not keep anybody from looking."""
    others = (problem for problem in snapshot.problems if problem.id is not ProblemId.PROVIDER_UNREACHABLE)
    return next(others, None)


def _begun(looks: Looks) -> Looked:
    return Looked(at=looks.first_at, outcome=looks.outcome, request_id=looks.request_id)


def _failure(looked: Looked, last_good: float | None) -> Entry:
    return Entry(
        at=looked.at, kind=Kind.FAILURE, reason=looked.outcome, request_id=looked.request_id, not_before=last_good
    )


def _recovered(looked: Looked, failing: Looked) -> Entry:
    seconds = max(0.0, looked.at - failing.at)
    return Entry(at=looked.at, kind=Kind.RECOVERED, reason=failing.outcome, seconds=seconds)
