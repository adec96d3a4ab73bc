"""The daily look for a newer version, for as long as the program runs. Imports nothing of what asks."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from caldesk.services.ports import Clock
from caldesk.services.updates import pace

if TYPE_CHECKING:
    from caldesk.services.updates.feed import Release
    from caldesk.services.updates.updates import Updates


async def look_daily(
    wanted: "Callable[[], Updates | None]",
    clock: Clock,
    *,
    tell: "Callable[[Release], None]",
    silent: Callable[[], bool],
    luck: Callable[[], float],
) -> None:
    """Look for ever, and tell what is newer once for each look; what was found while it was `silent` is told later.

    `wanted` gives nothing while nobody is to be asked. Between two looks at the clock there is an hour.
    """
    untold = False
    await clock.sleep(pace.first_pause(luck()))
    while True:
        if (updates := wanted()) is not None:
            untold = await updates.look_if_due() or untold
            known = updates.known
            if untold and not silent():
                untold = False
                if known.newer is not None and not known.declined:
                    tell(known.newer)
        await clock.sleep(pace.next_pause(luck()))
