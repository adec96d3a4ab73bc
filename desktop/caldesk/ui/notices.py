"""What the user is told outside the place where it happened: one front door for all such messages."""

from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QObject, Signal

from caldesk.ui.style import Tone
from caldesk.ui.widgets.action import Action

if TYPE_CHECKING:
    from caldesk.services.problems import Problem


class Notice(Struct, frozen=True, kw_only=True):
    """A message with its next steps. `id` lets a newer notice replace an older one of the same kind.

    `said_on` names the pages that say the same themselves: nothing is said twice on one screen.
    """

    id: str
    title: str
    text: str = ""
    tone: Tone = Tone.STARTING
    actions: tuple[Action, ...] = ()
    detail: str = ""
    said_on: frozenset[str] = frozenset()


class Notices(QObject):
    """Posts and withdraws notices; the window shows them, tests record them."""

    posted = Signal(object)
    withdrawn = Signal(str)

    def post(self, notice: Notice) -> None:
        """Show a notice."""
        self.posted.emit(notice)

    def post_problem(self, problem: "Problem", *actions: Action) -> None:
        """Show a problem that has no better place."""
        self.post(
            Notice(
                id=problem.id,
                title=problem.title,
                text=f"{problem.what} {problem.cure}".strip(),
                tone=Tone.BAD,
                actions=actions,
                detail=problem.detail,
            )
        )

    def withdraw(self, notice_id: str) -> None:
        """Take a notice back."""
        self.withdrawn.emit(notice_id)
