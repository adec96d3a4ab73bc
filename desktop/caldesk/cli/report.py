"""How the commands write: one JSON document to standard output, sentences to standard error.

Either may be closed, and a reader may leave early (`| head`): neither changes how a command ends.
"""

import os
import sys
from typing import TYPE_CHECKING, TextIO

import msgspec

from caldesk.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from caldesk.services.problems import Problem


class OutputError(Exception):
    """The JSON could not be written, as on a full disk; the text is a sentence."""


def write_json(document: object) -> None:
    """Write one document, readable and in UTF-8 whatever the terminal. Raises OutputError."""
    if sys.stdout is None:
        return
    content = msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n"
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except OSError as error:
        _write_nowhere(sys.stdout)
        if not isinstance(error, BrokenPipeError):
            raise OutputError(_("The output could not be written: {why}.").format(why=error.strerror)) from None


def say(sentence: str) -> None:
    """Write a sentence for a person."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(sentence + "\n")
    except OSError:
        _write_nowhere(sys.stderr)


def _write_nowhere(stream: TextIO) -> None:
    """What is left in the buffer goes nowhere, or Python would complain about it at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def say_problems(problems: "Iterable[Problem]") -> None:
    """Write what went wrong and what to do."""
    for problem in problems:
        say(f"{problem.title}. {problem.what} {problem.cure}")


def problem_record(problem: "Problem") -> dict[str, object]:
    """A problem as the JSON of every command shows it."""
    return {
        "id": problem.id.value,
        "title": problem.title,
        "what": problem.what,
        "cure": problem.cure,
        "requestId": problem.request_id,
    }
