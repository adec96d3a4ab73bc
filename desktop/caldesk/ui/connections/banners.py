"""What stands above the list when not all is well: problems of the last reading, and how old the list is."""

from collections.abc import Callable
from functools import partial

from caldesk.i18n import _
from caldesk.services.problems import CHANGING, Problem, ProblemId
from caldesk.services.problems import Action as Step
from caldesk.services.state import Snapshot
from caldesk.services.wording import action_label
from caldesk.ui.style import Look, Tone
from caldesk.ui.times import age, clock_time
from caldesk.ui.widgets.action import Action
from caldesk.ui.widgets.buttons import Kind
from caldesk.ui.widgets.notice import Notice
from caldesk.ui.widgets.page import Failure, Page

OLD_AFTER = 15 * 60
"""Seconds after which the list says by itself how old it is."""

Act = Callable[[Step], object]


class Banners:
    """Keeps the notices of a page in step with the snapshot; each problem is said once."""

    def __init__(self, page: Page, look: Look, act: Act) -> None:
        self._page, self._look, self._act = page, look, act
        self._shown: tuple[tuple[Problem, ...], float | None] = ((), None)
        self._notices: list[Notice] = []
        self._stale = ""
        self.unchangeable = ""
        """Why nothing may be changed on the site; "" where it may."""

    def show_problems(self, problems: tuple[Problem, ...], checked_at: float | None) -> None:
        """Say these and no others, and of when the list is that could not be read again."""
        if (problems, checked_at) == self._shown:
            return
        self._shown = problems, checked_at
        for notice in self._notices:
            notice.hide()
            notice.deleteLater()
        self._notices = [self._put(problem, checked_at) for problem in problems]

    def show_age(self, snapshot: Snapshot, now: float) -> None:
        """Say how old the list is, where it is old or could not be read again."""
        words = stale_words(snapshot, now)
        if words == self._stale:
            return
        self._stale = words
        if words:
            self._page.show_stale(words, Action(text=_("Refresh"), run=partial(self._act, Step.REFRESH)))
        else:
            self._page.clear_stale()

    def _put(self, problem: Problem, checked_at: float | None) -> Notice:
        partly = problem.id is ProblemId.PROVIDER_UNREACHABLE
        text = f"{problem.what} {problem.cure}"
        if checked_at is not None and not partly:
            words = _("{problem} What you see here is from {time}.")
            text = words.format(problem=text, time=clock_time(checked_at))
        notice = Notice(
            self._look,
            Tone.ATTENTION if partly else Tone.BAD,
            problem.title,
            text,
            actions=buttons(problem, self._act, unchangeable=self.unchangeable),
            details=problem.detail,
            icon="cloud-off" if partly else "",
            name=f"connections.problem.{problem.id}",
        )
        self._page.add_notice(notice)
        return notice


def buttons(problem: Problem, act: Act, *, lead: bool = False, unchangeable: str = "") -> tuple[Action, ...]:
    """A problem's actions as buttons; `lead` makes the first one primary."""
    return tuple(
        Action(
            text=action_label(step),
            run=partial(act, step),
            kind=Kind.PRIMARY if lead and not place else Kind.SECONDARY,
            name=f"problem.{step}",
            why_not=unchangeable if step in CHANGING else "",
        )
        for place, step in enumerate(problem.actions)
    )


def failure(problem: Problem, act: Act, *, unchangeable: str = "") -> Failure:
    """A problem as the whole page, where there is nothing else to show."""
    return Failure(
        what=problem.title,
        since=problem.what,
        todo=problem.cure,
        actions=buttons(problem, act, lead=True, unchangeable=unchangeable),
        details=problem.detail,
    )


def stale_words(snapshot: Snapshot, now: float) -> str:
    """How old the list is, "" where it is fresh."""
    if snapshot.checked_at is None:
        return ""
    if snapshot.remembered and could_look(snapshot):
        words = _("This is how it was {time}. Switches and buttons wait until it has been read again.")
        return words.format(time=clock_time(snapshot.checked_at))
    if snapshot.loading:
        return ""
    passed = now - snapshot.checked_at
    if passed < OLD_AFTER or not could_look(snapshot):
        return ""
    words = _("This is how it was at {time}, {age}.")
    return words.format(time=clock_time(snapshot.checked_at), age=age(passed))


def could_look(snapshot: Snapshot) -> bool:
    """Whether the last reading was whole but for providers that did not answer."""
    return all(problem.id is ProblemId.PROVIDER_UNREACHABLE for problem in snapshot.problems)
