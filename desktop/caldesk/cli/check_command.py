"""`caldesk check`: what the site needs, with read-only calls."""

from caldesk.cli.exits import Exit, exit_for
from caldesk.cli.report import say, write_json
from caldesk.cli.site import opened
from caldesk.services.checks import Check, CheckState, run_checks
from caldesk.services.problems import ProblemId

_SIGNS = {CheckState.PASS: "ok  ", CheckState.WARNING: "note", CheckState.FAIL: "FAIL"}


async def run(site: str, *, as_json: bool) -> Exit:
    """Run every check; a failed one decides the exit code, a warning does not."""
    found: list[Check] = []
    async with opened(site) as session:
        async for check in run_checks(session.client, session.clock):
            found.append(check)
            if not as_json:
                _say_check(check)
    if as_json:
        write_json({"checks": [_record(check) for check in found]})
    failed = [check for check in found if check.state is CheckState.FAIL]
    return exit_for(check.problem_id or ProblemId.BROKEN_ANSWER for check in failed)


def _record(check: Check) -> dict[str, object]:
    return {
        "id": check.id,
        "state": check.state.value,
        "title": check.title,
        "what": check.what,
        "cure": check.cure,
        "detail": check.detail,
    }


def _say_check(check: Check) -> None:
    say(f"{_SIGNS[check.state]}  {check.title}: {check.what}")
    if check.cure:
        say(f"      {check.cure}")
