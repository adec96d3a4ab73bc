"""What a site needs, what the network needs, and what is wrong with connections, looked at with read-only calls.

The window, the add-site dialog and `caldesk check` run the same ones. What could not be looked at says so; nothing
passes by default.
"""

from caldesk.services.checks.asked import CheckedSite, checked_site
from caldesk.services.checks.check import Check, CheckState, DayCount, Group, group_title
from caldesk.services.checks.run import EVERY, TRIAL, run_checks

__all__ = [
    "EVERY",
    "TRIAL",
    "Check",
    "CheckState",
    "CheckedSite",
    "DayCount",
    "Group",
    "checked_site",
    "group_title",
    "run_checks",
]
