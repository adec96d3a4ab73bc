"""Measures how long an event takes from the owner's calendar to Wix: "add an event called TEST now".

Busy-only unless titles were allowed for the test; a title is looked at for that one word and then dropped.
"""

import logging
from collections import Counter
from typing import TYPE_CHECKING

from caldesk.api import events
from caldesk.api.errors import ApiError
from caldesk.domain.connection import Connection
from caldesk.domain.event import Event
from caldesk.services.connect.review import zone_of
from caldesk.services.connect.sign_in_book import Delay

if TYPE_CHECKING:
    from caldesk.services.session import Session

logger = logging.getLogger(__name__)

WORD = "TEST"
LOOK_EVERY = 10.0
"""Seconds between two looks; the measured delay is at most that much too long."""
LONGEST = 900.0
"""Seconds after which it is given up: half as long again as Wix's own "5 to 10 minutes"."""
_BACK, _AHEAD = 3600, 12 * 3600


class Stopwatch:
    """Watches the events of `connection`; `titles` allows to look for the word. `run` once."""

    def __init__(self, session: "Session", connection: Connection, *, titles: bool = False) -> None:
        self._session = session
        self._connection = connection
        self._titles = titles
        now = int(session.clock.now())
        self._window = (now - _BACK, now + _AHEAD)  # stands still: what time carries into it is not new

    async def run(self) -> Delay | None:
        """Wait for the event; None when it did not come in time. Raises ApiError only before the clock runs."""
        clock = self._session.clock
        before = await self._look()
        begun = last = clock.now()
        while clock.now() - begun < LONGEST:
            await clock.sleep(LOOK_EVERY)
            try:
                found = await self._look()
            except ApiError as error:
                logger.info("a look of the stopwatch failed: %s", type(error).__name__)
                continue  # the measure becomes less precise, and says so
            now = clock.now()
            if found - before:
                delay = Delay(connection_id=self._connection.id, at=now, seconds=now - begun, give=now - last)
                self._session.sign_ins.note_delay(delay)
                return delay
            last = now
        return None

    async def _look(self) -> "Counter[tuple[int, int, bool]]":
        """How often each stretch of time is taken: external events have no id."""
        start, end = self._window
        found: Counter[tuple[int, int, bool]] = Counter()
        pages = events.external_event_pages(
            self._session.client,
            start=start,
            end=end,
            zone=zone_of(self._session.state.snapshot),
            schedule_ids=(self._connection.schedule_id,),
            titles=self._titles,
        )
        async for page in pages:
            found.update((one.start, one.end, one.all_day) for one in page.events if self._may_be_it(one))
        return found

    def _may_be_it(self, event: Event) -> bool:
        """An event without a title may be it; one with another title is not."""
        if event.calendar_type is not self._connection.calendar_type:
            return False
        return not event.title or WORD.casefold() in event.title.casefold()
