"""How the commands write: one JSON document to standard output, sentences to standard error."""

import sys
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable

    from caldesk.services.problems import Problem


def write_json(document: object) -> None:
    """Write one document, readable and in UTF-8 whatever the terminal."""
    sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n")
    sys.stdout.buffer.flush()


def say(sentence: str) -> None:
    """Write a sentence for a person."""
    sys.stderr.write(sentence + "\n")


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
