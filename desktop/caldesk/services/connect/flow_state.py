"""How far a connect flow is, as one frozen value, and the board on which it is replaced and told."""

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from caldesk.domain.connection import Connection
from caldesk.services.connect.duplicates import Shared
from caldesk.services.connect.failure_words import Failure
from caldesk.services.connect.ladder import Ladder
from caldesk.services.connect.steps import ALLOWED, Step
from caldesk.services.connect.ways import Way
from caldesk.services.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable


class FlowState(Struct, frozen=True, kw_only=True):
    """No password is ever here. Times are epoch seconds, 0 where there is none."""

    step: Step
    schedule_id: str = ""
    provider_id: str = ""
    way: Way = Way.HERE
    email: str = ""
    link: str = ""
    """The sign-in page of the running attempt, watched until `expires`."""
    expires: float = 0.0
    opened: bool = True
    """This computer's browser could be started, where the way needs it."""
    clean: bool = False
    """The page is to be opened in a private window, by a person."""
    failure: Failure | None = None
    candidates: tuple[Connection, ...] = ()
    """New connections among which a person has to choose."""
    ladder: Ladder | None = None
    pause_until: float = 0.0
    wanted_schedule_id: str = ""
    """The schedule that was asked for, while a rung of the ladder tries another one."""
    connection_id: str = ""
    ask_mine: bool = False
    """The connection was found in the list: a person has to say whether it is the one that was just made."""
    also_on: tuple[Shared, ...] = ()
    former_email: str = ""
    """The account of the former connection, if another one was used now."""
    beside: tuple[Connection, ...] = ()
    """Older connections that the new one replaces and that still stand."""
    settings_problem: Problem | None = None
    """Why the former switches could not be set again."""


class Board:
    """Holds the state; `changed` is called after each change."""

    def __init__(self, state: FlowState) -> None:
        self.state = state
        self.changed: Callable[[FlowState], None] = _nobody_looks

    def note(self, **values: object) -> None:
        """Change something without leaving the step."""
        self.state = replace(self.state, **values)
        self.changed(self.state)

    def become(self, step: Step, **values: object) -> None:
        """Go to a step. Raises ValueError for one that does not follow."""
        present = self.state.step
        if step is not present and step not in ALLOWED[present]:
            raise ValueError(f"{step} does not follow {present}")
        self.note(step=step, **values)


def _nobody_looks(_state: FlowState) -> None:
    """No window shows it."""
