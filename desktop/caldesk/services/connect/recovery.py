"""Climbs the ladder for one flow: which rungs stand here, passing them, and the pause between two of them."""

import logging
from typing import TYPE_CHECKING

from caldesk.domain.schedule import ScheduleKind
from caldesk.services.connect.flow_state import Board
from caldesk.services.connect.ladder import Fate, Ground, Ladder, Past, Rung, ladder_on
from caldesk.services.connect.sign_in_book import CONNECTED

if TYPE_CHECKING:
    from caldesk.services.session import Session
    from caldesk.services.state import Snapshot

logger = logging.getLogger(__name__)


class Recovery:
    """`offered` after each failure that climbing is for; the flow makes the attempts."""

    def __init__(self, session: "Session", board: Board) -> None:
        self._session = session
        self._board = board

    def offered(self, *, other_address: bool, fixed: bool) -> Ladder:
        """The ladder as far as it was climbed: in this flow, or today by a colleague."""
        state = self._board.state
        if state.ladder is not None:
            return state.ladder
        snapshot = self._session.state.snapshot
        ground = Ground(
            other_schedules=other_kind(snapshot, state.schedule_id),
            other_address=other_address,
            other_provider=len(snapshot.providers) > 1 and not fixed,
        )
        return ladder_on(ground, self._climbed_today(state.schedule_id, state.provider_id))

    def pass_next(self, fate: Fate) -> Rung:
        """Put the next rung behind. Raises ValueError at the top."""
        ladder = self._board.state.ladder
        rung = ladder.next if ladder is not None else None
        if ladder is None or rung is None:
            raise ValueError("there is no rung left")
        logger.info("rung %s of the sign-in ladder: %s", rung, fate)
        self._board.note(ladder=ladder.passed(fate, self._session.clock.now()), pause_until=0.0)
        return rung

    async def pause(self, seconds: float) -> bool:
        """Count down; False when it was skipped meanwhile."""
        until = self._session.clock.now() + seconds
        self._board.note(pause_until=until)
        await self._session.clock.sleep(seconds)
        if self._board.state.pause_until != until:
            return False
        self._board.note(pause_until=0.0)
        return True

    def _climbed_today(self, schedule_id: str, provider_id: str) -> tuple[Past, ...]:
        """The rungs that were tried today since the last success."""
        behind: dict[Rung, Past] = {}
        for one in self._session.sign_ins.today(schedule_id, provider_id):
            if one.outcome == CONNECTED:
                behind.clear()
            elif one.rung in Rung.__members__.values():
                rung = Rung(one.rung)
                behind[rung] = Past(rung=rung, fate=Fate.TRIED, at=one.began)
        return tuple(behind.values())


def other_kind(snapshot: "Snapshot", schedule_id: str) -> tuple[str, ...]:
    """Ids of the schedules of the other kind: of the staff for the business, the business for anybody else."""
    present = snapshot.schedule(schedule_id)
    if present is None:
        return ()
    wanted = ScheduleKind.STAFF if present.kind is ScheduleKind.BUSINESS else ScheduleKind.BUSINESS
    return tuple(one.id for one in snapshot.schedules if one.kind is wanted and one.active)
