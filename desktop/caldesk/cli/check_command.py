"""`caldesk check`: what the site needs, with read-only calls."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from msgspec.structs import replace

from caldesk import paths
from caldesk.cli.exits import Exit, exit_for
from caldesk.cli.patience import in_time, took_too_long
from caldesk.cli.report import say, write_json
from caldesk.cli.site import opened
from caldesk.i18n import _, pgettext
from caldesk.services.checks import Check, CheckState, checked_site, run_checks
from caldesk.services.history.store import HistoryStore
from caldesk.services.session import Session


async def run(site: str, *, as_json: bool) -> Exit:
    """Run every check; a failed one decides the exit code, a warning does not."""
    found: list[Check] = []
    async with opened(site) as session:
        if not await in_time(_look(session, found, aloud=not as_json), otherwise=False):
            found.append(_unfinished())
    if as_json:
        write_json({"checks": [_record(check) for check in found]})
    failed = [check for check in found if check.state is CheckState.FAIL]
    code = exit_for(check.problem_id for check in failed if check.problem_id is not None)
    return Exit.SITE_NEEDS_SOMETHING if failed and code is Exit.FINE else code


async def _look(session: Session, found: list[Check], *, aloud: bool) -> bool:
    """Add every check to `found`; True when all are there."""
    async with _written_down() as history:
        async for check in run_checks(replace(checked_site(session), history=history)):
            found.append(check)
            if aloud:
                _say_check(check)
    return True


@asynccontextmanager
async def _written_down() -> AsyncIterator[HistoryStore | None]:
    """What the window has written down on this computer, if it has; a command itself keeps no history."""
    try:
        path = paths.data_folder() / "history.sqlite3"
    except RuntimeError:  # a user without a home folder
        path = None
    if path is None or not path.is_file():
        yield None
        return
    history = HistoryStore(path)
    try:
        yield history
    finally:
        await history.close()


def _unfinished() -> Check:
    problem = took_too_long()
    return Check(
        id="time",
        state=CheckState.FAIL,
        title=_("Time taken"),
        what=problem.what,
        cure=problem.cure,
        problem_id=problem.id,
    )


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
    signs = _signs()
    width = max(map(len, signs.values()))
    say(f"{signs[check.state]:{width}}  {check.title}: {check.what}")
    if check.cure:
        say(f"{'':{width}}  {check.cure}")


def _signs() -> dict[CheckState, str]:
    return {
        CheckState.PASS: pgettext("check", "ok"),
        CheckState.WARNING: pgettext("check", "note"),
        CheckState.FAIL: pgettext("check", "FAIL"),
        CheckState.UNKNOWN: "?",
    }
