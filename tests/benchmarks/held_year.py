"""The year of the workload in a session's memory; imports little, for it is measured with the program."""

import asyncio

from caldesk.domain.timespan import DateRange
from caldesk.services.session import Session
from tests.benchmarks import workload

YEAR = DateRange(*workload.YEAR)


async def until_held(session: Session, events: int = 10_000) -> None:
    """Return when the whole year was read; leaves the program if less came than there is."""
    done = asyncio.Event()

    def look() -> None:
        if not session.calendar.status(YEAR).loading:
            done.set()

    end = session.calendar.subscribe(look)
    async with asyncio.timeout(60):
        await done.wait()
    end()
    held = len(session.calendar._feed.index)
    if held < events * 0.99:
        raise SystemExit(f"only {held} events came")
