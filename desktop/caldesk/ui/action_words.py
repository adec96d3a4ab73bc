"""The verb on the button of each action that a problem offers."""

from collections.abc import Callable
from functools import partial

from caldesk.i18n import _
from caldesk.services.problems import Action, Problem
from caldesk.ui.widgets.action import Action as Button


def action_words(action: Action) -> str:
    """What the button says."""
    return {
        Action.RETRY: _("Try again"),
        Action.EDIT_SITE: _("Change the site's key…"),
        Action.INSTALL_BOOKINGS: _("Install Wix Bookings…"),
        Action.OPEN_PLANS: _("Open the site's dashboard"),
        Action.NETWORK_SETTINGS: _("Network settings"),
        Action.RECONNECT: _("Reconnect…"),
        Action.REFRESH: _("Refresh"),
        Action.EDIT_CREDENTIALS: _("Enter it again"),
        Action.CHOOSE_PROVIDER: _("Choose another provider"),
    }[action]


def problem_buttons(problem: Problem, act: Callable[[Action], object]) -> tuple[Button, ...]:
    """A button for each action that a problem offers; `act` does it."""
    return tuple(
        Button(text=action_words(action), run=partial(act, action), name=f"problem.{action.value}")
        for action in problem.actions
    )
