"""When to ask the feed: once a day at most, whatever came of it, on a clock that may jump. Pure decisions."""

DAY = 86_400.0
SETTLED = 30.0
"""Seconds after the start before which nothing is asked; up to twice that, so that a business does not ask as one."""
LOOK_UP = 3600.0
"""Seconds between two looks at the clock: a sleeping computer's timers stand still, and clocks are put right."""
_SPREAD = 0.1


def first_pause(luck: float) -> float:
    """Seconds from the start to the first look at the clock; 0 <= luck < 1."""
    return SETTLED * (1 + luck)


def next_pause(luck: float) -> float:
    """Seconds to the next look at the clock."""
    return LOOK_UP * (1 + _SPREAD * luck)


def is_due(asked_at: float | None, now: float) -> bool:
    """Whether a day has passed since the feed was asked, or it never was."""
    return asked_at is None or now - asked_at >= DAY


def counted_from(asked_at: float | None, now: float) -> float | None:
    """The time to count the day from: one in the future was told by a wrong clock, and counts as now."""
    return None if asked_at is None else min(asked_at, now)
