"""What has to be told to people: the incidents that a snapshot shows, in words, each with its one action.

Pure. When they are told, and told again, is decided in `reminders`.
"""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from caldesk.domain.connection import ConnectionState
from caldesk.i18n import _, ngettext
from caldesk.services.history.look_run import blocking_problem
from caldesk.services.problems import SITE_NEEDS_SOMETHING, Action, Problem
from caldesk.services.state import ConnectionView, Snapshot
from caldesk.services.wording import NextStep, account_name, action_label, next_step, provider_name, state_sentence

HOUR = 3600.0
PATIENCE = HOUR
"""Seconds for which what may pass by itself is not told: a provider or a line that does not answer."""

MOST_ALONE = 3
"""More accounts than this that need sign-in at the same time are one incident: something happened to all of them."""

SITE = "site"
LINE = "line"
SIGN_IN = "sign-in"
PROVIDER = "provider"


class Incident(Struct, frozen=True, kw_only=True):
    """Something that is wrong now. `began` is in epoch seconds; it is told after `patience` seconds."""

    id: str
    began: float
    title: str
    text: str
    step: NextStep
    patience: float = 0.0
    connection_id: str = ""
    """The connection that the action is for, if it is one."""


def incidents(snapshot: Snapshot, now: float) -> tuple[Incident, ...]:
    """Everything that is wrong in a snapshot, the site before its connections; what is only remembered is not told."""
    views = () if snapshot.remembered else tuple(snapshot.connections.values())
    names = {schedule.id: schedule.name for schedule in snapshot.schedules}
    waiting = [view for view in views if view.state is ConnectionState.NEEDS_SIGN_IN]
    alone = len(waiting) <= MOST_ALONE
    return (
        *_site(snapshot, now),
        *([_sign_in(view, names) for view in waiting] if alone else [_many_sign_ins(waiting)]),
        *_providers(view for view in views if view.state is ConnectionState.NOT_REACHABLE),
    )


def _site(snapshot: Snapshot, now: float) -> Iterator[Incident]:
    problem = blocking_problem(snapshot)
    if problem is None:
        return
    owner = problem.id in SITE_NEEDS_SOMETHING
    yield Incident(
        id=f"{SITE}:{problem.id}" if owner else LINE,
        began=now if owner or snapshot.remembered or snapshot.checked_at is None else snapshot.checked_at,
        title=problem.title,
        text=f"{problem.what} {problem.cure}".strip(),
        step=_step(problem),
        patience=0.0 if owner else PATIENCE,
    )


def _step(problem: Problem) -> NextStep:
    action = problem.actions[0] if problem.actions else Action.RETRY
    return NextStep(action, action_label(action))


def _sign_in(view: ConnectionView, names: dict[str, str]) -> Incident:
    name = names.get(view.connection.schedule_id) or account_name(view)
    return Incident(
        id=f"{SIGN_IN}:{view.id}",
        began=view.since,
        title=_("{name}: {provider} needs sign-in").format(name=name, provider=provider_name(view.provider)),
        text=state_sentence(view),
        step=next_step(view),
        connection_id=view.id,
    )


def _many_sign_ins(waiting: list[ConnectionView]) -> Incident:
    accounts = sorted({account_name(view) for view in waiting})
    shown, rest = ", ".join(accounts[:MOST_ALONE]), len(waiting) - MOST_ALONE
    words = ngettext("{accounts} and {n} more need sign-in.", "{accounts} and {n} more need sign-in.", rest)
    title = ngettext("{n} calendar needs sign-in", "{n} calendars need sign-in", len(waiting))
    return Incident(
        id=SIGN_IN,
        began=min(view.since for view in waiting),
        title=title.format(n=len(waiting)),
        text=words.format(accounts=shown, n=rest),
        step=next_step(waiting[0]),
    )


def _providers(unreachable: Iterable[ConnectionView]) -> Iterator[Incident]:
    by_provider: dict[str, list[ConnectionView]] = {}
    for view in unreachable:
        by_provider.setdefault(view.connection.provider_id, []).append(view)
    for provider_id, views in by_provider.items():
        words = ngettext(
            "{n} connection may be out of date. Nothing has to be done at once.",
            "{n} connections may be out of date. Nothing has to be done at once.",
            len(views),
        )
        title = _("{provider} is not reachable right now").format(provider=provider_name(views[0].provider))
        yield Incident(
            id=f"{PROVIDER}:{provider_id}",
            began=min(view.since for view in views),
            title=title[:1].upper() + title[1:],
            text=words.format(n=len(views)),
            step=NextStep(Action.REFRESH, _("Check now")),
            patience=PATIENCE,
        )
