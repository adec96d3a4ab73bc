"""`caldesk updates`: asks once, at once, whether there is a newer version, for people and for whoever looks after many.

It remembers nothing and installs nothing. A user's own choice not to be told does not keep a question from being asked
that was asked for on purpose; an organisation's does.
"""

from enum import StrEnum

from msgspec import Struct, to_builtins

from caldesk import __version__
from caldesk.cli.exits import Exit
from caldesk.cli.report import say, write_json
from caldesk.cli.site import rules_of_commands
from caldesk.services.build_facts import build_facts
from caldesk.services.updates import words
from caldesk.services.updates.allowance import allowance
from caldesk.services.updates.asking import asked
from caldesk.services.updates.fault import Fault
from caldesk.services.updates.feed import Release, is_newer


class State(StrEnum):
    """What came of it."""

    NEWEST = "newest"
    NEWER = "newer"
    UNKNOWN = "unknown"
    NOT_ALLOWED = "not-allowed"


_EXITS = {
    State.NEWEST: Exit.FINE,
    State.NEWER: Exit.NEWER_THERE,
    State.UNKNOWN: Exit.NOT_REACHED,
    State.NOT_ALLOWED: Exit.NOT_ALLOWED,
}


class Finding(Struct, frozen=True, kw_only=True):
    """The JSON document: `version` is this one, `newer` the release that is there, `fault` and `why` why not known."""

    version: str = __version__
    state: State
    newer: Release | None = None
    fault: Fault | None = None
    why: str = ""


async def run(*, as_json: bool) -> Exit:
    """Ask and tell; the exit code says the same as `state`."""
    finding = await _found()
    if as_json:
        write_json(to_builtins(finding))
    for sentence in _sentences(finding):
        say(sentence)
    return _EXITS[finding.state]


async def _found() -> Finding:
    rules = rules_of_commands()
    allowed = allowance(rules, build_facts().feed)
    if not allowed.feed:
        state = State.NOT_ALLOWED if allowed.forbidden else State.UNKNOWN
        return Finding(state=state, why=allowed.why_not)
    outcome = await asked(allowed.feed, rules)
    if isinstance(outcome, Fault):
        return Finding(state=State.UNKNOWN, fault=outcome, why=words.why_unknown(outcome))
    if is_newer(outcome.version, __version__):
        return Finding(state=State.NEWER, newer=outcome)
    return Finding(state=State.NEWEST)


def _sentences(finding: Finding) -> tuple[str, ...]:
    if finding.newer is None:
        return (finding.why or words.newest(finding.version),)
    newer = finding.newer
    said = (words.of_day(newer, str(newer.date)), newer.summary, newer.page, words.who_installs())
    return tuple(filter(None, said))
