"""`caldesk`: reads the arguments and hands over to one command, which imports what it needs: the window starts here."""

import argparse
import sys
from collections.abc import Coroutine, Sequence
from pathlib import Path
from typing import Any

from caldesk import __version__, i18n, paths, resources
from caldesk.cli.exits import Exit
from caldesk.cli.report import say
from caldesk.i18n import _

SCENARIO = "busy"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; wrong arguments end with 2."""
    try:
        i18n.install(resources.folder("translations"), _languages())
        said = sys.argv[1:] if arguments is None else arguments
        asked = _parser().parse_args(said) if said else _usual()  # the window need not wait for a parser
        return int(asked.run(asked))
    except KeyboardInterrupt:
        return Exit.INTERRUPTED


def _usual() -> argparse.Namespace:
    """What is run without a command."""
    return argparse.Namespace(run=_window, scenario="")


def _languages() -> list[str]:
    """As gettext's own programs choose: `LANGUAGE` may name several, then what the terminal speaks."""
    import locale
    import os

    named = (os.environ.get(name) for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"))
    if first := next(filter(None, named), ""):
        return [language.partition(".")[0] for language in first.split(":")]
    try:
        system = locale.getlocale()[0]
    except ValueError:  # terminals of macOS set LC_CTYPE=UTF-8, which names no language
        return []
    return [system] if system else []


class _Help(argparse.HelpFormatter):
    """Says in our language what argparse would say in English."""

    def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, _("usage: ") if prefix is None else prefix)


class _HelpWithLines(_Help, argparse.RawDescriptionHelpFormatter):
    """Leaves what is under the help as it is."""


class _Parser(argparse.ArgumentParser):
    """Names the scenarios under the help of a command that takes one; they are imported only then."""

    names_scenarios = False

    def __init__(self, **given: Any) -> None:
        super().__init__(formatter_class=_Help, add_help=False, **given)
        self._optionals.title = _("options")
        self.add_argument("-h", "--help", action="help", help=_("show this help and exit"))

    def format_help(self) -> str:
        if self.names_scenarios:
            self.formatter_class = _HelpWithLines
            self.epilog = _scenarios()
        return super().format_help()


def _parser() -> _Parser:
    parser = _Parser(
        prog="caldesk", description=_("Connects calendars to a Wix Bookings site. Without a command, opens the window.")
    )
    parser.add_argument(
        "--version", action="version", version=f"caldesk {__version__}", help=_("show the version and exit")
    )
    parser.set_defaults(**vars(_usual()))
    commands = parser.add_subparsers(title=_("commands"), metavar="")
    _add_window_commands(commands)
    _add_site_commands(commands)
    _add_computer_commands(commands)
    return parser


def _add_window_commands(commands: "argparse._SubParsersAction[_Parser]") -> None:
    practice = commands.add_parser("practice", help=_("open the window on a practice site"))
    practice.add_argument("--scenario", default=SCENARIO, help=_("which practice site; see “caldesk sandbox --help”"))
    practice.set_defaults(run=_window)
    tour = commands.add_parser("tour", help=_("walk through the main job on the practice site and save pictures"))
    tour.add_argument("--out", required=True, help=_("folder for the pictures"))
    tour.set_defaults(run=_tour)
    sandbox = commands.add_parser("sandbox", help=_("run the practice site alone"))
    sandbox.names_scenarios = True
    sandbox.add_argument("--scenario", default=SCENARIO, help=_("its name; see below"))
    sandbox.add_argument("--port", type=int, default=0, help=_("0 takes a free one"))
    sandbox.set_defaults(run=_sandbox)


def _add_site_commands(commands: "argparse._SubParsersAction[_Parser]") -> None:
    listing = commands.add_parser("list", help=_("list schedules and connections"))
    listing.set_defaults(run=_list)
    events = commands.add_parser("events", help=_("list who is busy when"))
    events.add_argument("--from", dest="start", default="", metavar="DATE", help=_("first day; today if left out"))
    events.add_argument("--to", dest="end", default="", metavar="DATE", help=_("day after the last one; else a week"))
    events.add_argument("--reveal", action="store_true", help=_("with titles, not only busy times"))
    events.set_defaults(run=_events)
    check = commands.add_parser("check", help=_("look whether the site has what it needs"))
    check.set_defaults(run=_check)
    for command in (listing, events, check):
        command.add_argument("--site", default="", metavar="NAME", help=_("a saved site; else CALDESK_… variables"))
        command.add_argument("--json", action="store_true", help=_("JSON on standard output"))


def _add_computer_commands(commands: "argparse._SubParsersAction[_Parser]") -> None:
    policy = commands.add_parser("policy", help=_("show every setting, its value, and where that comes from"))
    policy.set_defaults(run=_policy)
    updates = commands.add_parser("updates", help=_("ask whether there is a newer version; installs nothing"))
    updates.set_defaults(run=_updates)
    for command in (policy, updates):
        command.add_argument("--json", action="store_true", help=_("JSON on standard output"))


def _scenarios() -> str:
    from caldesk.sandbox.scenarios import SCENARIOS

    width = max(map(len, SCENARIOS))
    return "\n".join(f"  {name:{width}}  {words}" for name, words in SCENARIOS.items())


def _window(asked: argparse.Namespace) -> int:
    from caldesk import app

    if asked.scenario and not _known(asked.scenario):
        return Exit.WRONG_USE
    return app.open_window(practice=asked.scenario)


def _tour(asked: argparse.Namespace) -> int:
    from caldesk.tour import take_tour

    return take_tour(asked.out)


def _sandbox(asked: argparse.Namespace) -> int:
    from caldesk.sandbox.command import serve

    return serve(asked.scenario, asked.port)


def _list(asked: argparse.Namespace) -> int:
    from caldesk.cli import list_command

    return _ask(list_command.run(asked.site, as_json=asked.json))


def _events(asked: argparse.Namespace) -> int:
    from caldesk.cli import events_command

    return _ask(events_command.run(asked.site, asked.start, asked.end, as_json=asked.json, reveal=asked.reveal))


def _check(asked: argparse.Namespace) -> int:
    from caldesk.cli import check_command

    return _ask(check_command.run(asked.site, as_json=asked.json))


def _policy(asked: argparse.Namespace) -> int:
    from caldesk.cli import policy_command

    return policy_command.run(as_json=asked.json)


def _updates(asked: argparse.Namespace) -> int:
    from caldesk.cli import updates_command

    return _ask(updates_command.run(as_json=asked.json))


def _known(scenario: str) -> bool:
    from caldesk.sandbox.scenarios import SCENARIOS

    if scenario in SCENARIOS:
        return True
    say(
        _("There is no practice site called “{name}”. Known: {known}.").format(
            name=scenario, known=", ".join(SCENARIOS)
        )
    )
    return False


def _ask(command: "Coroutine[object, object, Exit]") -> Exit:
    """Run a command that asks a service; every failure it can foresee ends in a sentence."""
    import asyncio

    from caldesk import log
    from caldesk.api.config import BadSetting
    from caldesk.cli.report import OutputError
    from caldesk.cli.site import UsageProblem
    from caldesk.services.policy.rules import NotAllowedError
    from caldesk.services.ports import VaultError
    from caldesk.services.profiles import ProfilesUnreadableError

    log.set_up(_log_folder())
    try:
        return asyncio.run(command)
    except NotAllowedError as problem:
        say(str(problem))
        return Exit.NOT_ALLOWED
    except (UsageProblem, BadSetting, OutputError) as problem:
        say(str(problem))
        return Exit.WRONG_USE
    except (VaultError, ProfilesUnreadableError) as problem:
        say(str(problem))
        return Exit.SITE_NEEDS_SOMETHING


def _log_folder() -> Path | None:
    try:
        return paths.log_folder()
    except RuntimeError:  # a user without a home folder, as services have
        return None


if __name__ == "__main__":
    sys.exit(main())
