"""A button for each action that a problem offers."""

from collections.abc import Callable
from functools import partial

from caldesk.services.problems import Action, Problem
from caldesk.services.wording import action_label
from caldesk.ui.widgets.action import Action as Button


def problem_buttons(problem: Problem, act: Callable[[Action], object]) -> tuple[Button, ...]:
    """In the order in which they should be offered; `act` does it."""
    return tuple(
        Button(text=action_label(action), run=partial(act, action), name=f"problem.{action.value}")
        for action in problem.actions
    )
