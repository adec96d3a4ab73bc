"""The practice site as a running thing: identity, clock, journal and the present world behind one lock."""

import threading
import time
from collections.abc import Callable

from caldesk.sandbox.access import RateLimiter
from caldesk.sandbox.clock import PracticeClock
from caldesk.sandbox.ids import Ids
from caldesk.sandbox.journal import Journal
from caldesk.sandbox.records import Identity
from caldesk.sandbox.scenarios import build


class PracticeSite:
    """Holds the world of one scenario at a time. Take `lock` to read or change the world from any thread.

    The identity survives a change of scenario, so that a saved key keeps working.
    """

    def __init__(self, scenario: str, seed: int = 1, real_time: Callable[[], float] = time.time) -> None:
        self.lock = threading.RLock()
        self.clock = PracticeClock(real_time)
        self.journal = Journal()
        self.limiter = RateLimiter()
        self.identity = practice_identity(seed)
        self.scenario = scenario
        self.seed = seed
        self.world = build(scenario, seed, self.identity, self.clock)

    def load(self, scenario: str, seed: int) -> None:
        """Start a scenario afresh: time, faults and journal included. Raises `UnknownScenarioError`."""
        with self.lock:
            self.clock.restart()
            self.world = build(scenario, seed, self.identity, self.clock)
            self.scenario, self.seed = scenario, seed
            self.journal.clear()
            self.limiter.clear()


def practice_identity(seed: int) -> Identity:
    """Made-up ids and keys for a seed."""
    ids = Ids(f"identity {seed}")
    return Identity(
        account_id=ids.guid(),
        site_id=ids.guid(),
        owner_user_id=ids.guid(),
        api_key=f"IST.practice-{ids.token(48)}",
        app_id=ids.guid(),
        app_secret=ids.token(40),
        instance_id=ids.guid(),
    )
