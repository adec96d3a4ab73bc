"""The order of the steps: the whole main job, from a computer that knows no site to the dark theme."""

from caldesk.tour import steps_calendar, steps_connect, steps_connections, steps_window
from caldesk.tour.step import Step


def steps() -> tuple[Step, ...]:
    """Every step; each begins where the one before ended."""
    return (
        *steps_window.beginning(),
        *steps_connections.looking(),
        *steps_connect.by_oauth(),
        *steps_connect.by_password(),
        *steps_connections.switching(),
        *steps_calendar.looking(),
        *steps_window.checking(),
        *steps_connections.ending(steps_connect.ROOM_ACCOUNT),
        *steps_window.dressing(),
    )
