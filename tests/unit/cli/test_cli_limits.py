"""The window of `events`, the exit codes, and the end of a command that would go on and on."""

import asyncio
import json
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from caldesk.cli import patience
from caldesk.cli.exits import Exit, exit_for
from caldesk.cli.main import main
from caldesk.cli.site import UsageProblem
from caldesk.cli.window import window
from caldesk.domain.timespan import Span
from caldesk.services.problems import ProblemId
from tests.helpers.hostile_server import head, hostile

DUBLIN = ZoneInfo("Europe/Dublin")
HOUR, DAY = 3600, 86_400


def test_a_day_lasts_as_long_as_the_clocks_say() -> None:
    assert window("2026-03-29", "2026-03-30", DUBLIN, date(2026, 1, 1)).seconds == 23 * HOUR
    assert window("2026-10-25", "2026-10-26", DUBLIN, date(2026, 1, 1)).seconds == 25 * HOUR
    assert window("2026-10-25T01:30+01:00", "2026-10-25T01:30+00:00", DUBLIN, date(2026, 1, 1)).seconds == HOUR


def test_a_week_from_today_where_nothing_is_named() -> None:
    midnight = 1_795_392_000  # 2026-11-23 00:00 in Dublin
    assert window("", "", DUBLIN, date(2026, 11, 23)) == Span(midnight, midnight + 7 * DAY)


def test_a_whole_leap_year_is_allowed_and_not_a_day_more() -> None:
    assert window("2028-01-01", "2029-01-01", DUBLIN, date(2026, 1, 1)).seconds == 366 * DAY
    with pytest.raises(UsageProblem):
        window("2028-01-01", "2029-01-02", DUBLIN, date(2026, 1, 1))


@pytest.mark.parametrize(
    ("problems", "code"),
    [
        ([], Exit.FINE),
        ([ProblemId.PREMIUM, ProblemId.ZONE_UNKNOWN], Exit.SITE_NEEDS_SOMETHING),
        ([ProblemId.PROVIDERS_MISSING], Exit.SITE_NEEDS_SOMETHING),
        ([ProblemId.BOOKINGS_MISSING, ProblemId.NOT_FOUND], Exit.SITE_NEEDS_SOMETHING),
        ([ProblemId.PREMIUM, ProblemId.TIMEOUT], Exit.NOT_REACHED),
        ([ProblemId.NOT_FOUND], Exit.NOT_REACHED),
    ],
)
def test_exit_codes(problems: list[ProblemId], code: Exit) -> None:
    assert exit_for(problems) is code


async def test_what_takes_too_long_is_cancelled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "LIMIT", 0.01)
    cancelled = []

    async def work() -> str:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            cancelled.append(True)
            raise
        return "done"

    assert await patience.in_time(work(), "too late") == "too late"
    assert cancelled


@pytest.mark.parametrize("command", ["list", "events", "check"])
def test_a_service_that_drips_is_left_in_time(
    command: str, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setattr(patience, "LIMIT", 0.5)
    with hostile({"*": lambda _asked, line: (line.sendall(head(1000)), line.recv(1))}) as server:
        for name, value in (("BASE_URL", server.base_url), ("API_KEY", "k"), ("SITE_ID", "s")):
            monkeypatch.setenv(f"CALDESK_{name}", value)
        assert main([command, "--json"]) == Exit.NOT_REACHED
    document = json.loads(capfdbinary.readouterr().out)
    if command == "check":
        assert [check["id"] for check in document["checks"]] == ["time"]
    else:
        assert [problem["id"] for problem in document["problems"]] == ["timeout"]
