"""The exit codes, and which problems lead to which."""

from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from caldesk.services.problems import ProblemId


class Exit(IntEnum):
    """What a command returns to the shell."""

    FINE = 0
    SITE_NEEDS_SOMETHING = 1
    """The site or the account needs something: plan, rights, key, Bookings, a provider, a sign-in."""
    NEWER_THERE = 1
    """Of `updates`: there is a newer version."""
    WRONG_USE = 2
    NOT_REACHED = 3
    """The service could not be reached or not be understood."""
    NOT_ALLOWED = 4
    """The settings of the organisation forbid it."""
    INTERRUPTED = 130
    """Ctrl-C, as shells count it."""


def exit_for(problems: "Iterable[ProblemId]") -> Exit:
    """The code for what went wrong; not having reached the service outweighs the rest."""
    from caldesk.services.problems import SITE_NEEDS_SOMETHING, ProblemId

    found = set(problems)
    if ProblemId.NOT_ALLOWED in found:
        return Exit.NOT_ALLOWED
    if ProblemId.BOOKINGS_MISSING in found:  # then nothing of it is there, which is no trouble of its own
        found -= {ProblemId.NOT_FOUND, ProblemId.PRECONDITION}
    if not found:
        return Exit.FINE
    return Exit.SITE_NEEDS_SOMETHING if found <= SITE_NEEDS_SOMETHING else Exit.NOT_REACHED
