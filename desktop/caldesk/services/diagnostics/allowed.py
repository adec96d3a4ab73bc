"""What may leave this computer, by whitelist: shapes of our own that are recognised, and nothing else.

A line that is not recognised is left out and counted, so that something new is missing rather than told.
"""

import re

LEFT_OUT = "(left out)"

_SEGMENT = re.compile(r"v\d+|[a-z]{1,24}(?:[-:][A-Za-z]{1,24})*")
_REQUEST = re.compile(r"(GET|POST|PATCH|PUT|DELETE|HEAD) (\S+) (\w{1,24}) (\d{1,7} ms) ?([\w.\-]{0,80})")
_LINE = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}) ([A-Z]{4,8}) (caldesk(?:\.[a-z_]+)*): (.*)")
_FRAME = re.compile(r'  File ".*?(caldesk[/\\][\w/\\]+\.py)", line (\d+), in (\w+)')
_RAISED = re.compile(r"(?:[a-z_]\w*\.)*([A-Z]\w*(?:Error|Exception|Warning|Answer|Unreachable))\b")
_DETAIL = re.compile(
    r"(?:GET|POST|PATCH|PUT|DELETE) (?P<path>/\S*)"
    r"|HTTP \d{3}(?: [A-Z_]{3,60})?"
    r"|trouble: [a-z]+"
    r"|attempts: \d+"
    r"|x-wix-request-id: [\w.\-]{1,80}"
)


def path_shape(path: str) -> str:
    """A path with its fixed words only; ids become dots, and a query is not kept."""
    parts = path.partition("?")[0].split("/")
    return "/".join(part if not part or _SEGMENT.fullmatch(part) else "…" for part in parts)


def log_lines(text: str) -> list[str]:
    """The lines of a log that are recognised, in their allowed shape, and how many were not."""
    kept = [_log_line(line) for line in text.splitlines()]
    missing = kept.count("")
    return [*filter(None, kept), *([f"{LEFT_OUT}: {missing} lines"] if missing else [])]


def detail_lines(detail: str) -> list[str]:
    """The technical lines of a problem: which call, which status, which request id; never a body."""
    found = (_DETAIL.fullmatch(line.strip()) for line in detail.splitlines())
    return [_with_shape(each) for each in found if each]


def _log_line(line: str) -> str:
    if whole := _LINE.fullmatch(line):
        at, level, logger, message = whole.groups()
        return f"{at} {level} {logger}: {_message(message)}"
    if frame := _FRAME.match(line):
        place, number, function = frame.groups()
        return f"  {place}:{number} in {function}"
    raised = _RAISED.match(line)
    return raised.group(1) if raised else ""


def _message(message: str) -> str:
    request = _REQUEST.fullmatch(message.rstrip())
    if request is None:
        return LEFT_OUT
    method, path, outcome, took, request_id = request.groups()
    return f"{method} {path_shape(path)} {outcome} {took} {request_id}".rstrip()


def _with_shape(found: re.Match[str]) -> str:
    path = found["path"]
    return found.group() if path is None else found.group().replace(path, path_shape(path))
