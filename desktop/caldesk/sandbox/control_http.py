"""The control API over HTTP, as `control` documents it. Knows verbs and bodies; `Control` does the work."""

import re
from collections.abc import Callable
from typing import Any

import msgspec
from msgspec import Struct

from caldesk.sandbox.answers import Answer
from caldesk.sandbox.control import Control
from caldesk.sandbox.faults import Fault
from caldesk.sandbox.scenarios import UnknownScenarioError
from caldesk.sandbox.shapes import ErrorReason, Status, Wire

PREFIX = "/_practice/"
HEADER = "x-practice-control"
_CONNECTION = re.compile(r"connections/([^/]+)/(state|exported|events)")


class _Scenario(Struct, frozen=True):
    name: str
    seed: int | None = None


class _Time(Struct, frozen=True):
    seconds: float


class _Settle(Struct, frozen=True):
    status: Status | None
    reason: ErrorReason | None = None


class _NewEvent(Wire, frozen=True, kw_only=True):
    title: str
    start: int
    end: int
    all_day: bool = False


def handle(control: Control, verb: str, path: str, header: str | None, body: bytes) -> Answer:
    """Answer one control request."""
    if header != "1":
        return _json(403, {"error": "the header X-Practice-Control: 1 is missing"})
    try:
        result = _dispatch(control, verb, path.removeprefix(PREFIX), body)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        return _json(400, {"error": str(error)})
    except (UnknownScenarioError, KeyError) as error:
        return _json(404, {"error": f"unknown: {error}"})
    if result is NotImplemented:
        return _json(404, {"error": "no such control"})
    return _json(200, {} if result is None else result)


def _dispatch(control: Control, verb: str, name: str, body: bytes) -> object:
    connection = _CONNECTION.fullmatch(name)
    if connection:
        return _on_connection(control, verb, connection[1], connection[2], body)
    action = _ACTIONS.get((verb, name))
    return NotImplemented if action is None else action(control, body)


def _on_connection(control: Control, verb: str, connection_id: str, what: str, body: bytes) -> object:
    match verb, what:
        case "GET", "exported":
            return {"count": control.exported_count(connection_id)}
        case "POST", "state":
            wish = msgspec.json.decode(body, type=_Settle)
            control.settle(connection_id, wish.status, wish.reason)
            return None
        case "POST", "events":
            new = msgspec.json.decode(body, type=_NewEvent)
            control.add_event(connection_id, new.title, new.start, new.end, all_day=new.all_day)
            return None
    return NotImplemented


def _load(control: Control, body: bytes) -> None:
    wish = msgspec.json.decode(body, type=_Scenario)
    control.load(wish.name, wish.seed)


def _set_knobs(control: Control, body: bytes) -> object:
    control.set_knobs(**msgspec.json.decode(body, type=dict[str, Any]))
    return control.knobs


_ACTIONS: dict[tuple[str, str], Callable[[Control, bytes], object]] = {
    ("GET", "state"): lambda control, _: control.state(),
    ("POST", "reset"): lambda control, _: control.reset(),
    ("POST", "scenario"): _load,
    ("GET", "knobs"): lambda control, _: control.knobs,
    ("PATCH", "knobs"): _set_knobs,
    ("POST", "faults"): lambda control, body: control.add_fault(msgspec.json.decode(body, type=Fault)),
    ("DELETE", "faults"): lambda control, _: control.clear_faults(),
    ("POST", "time"): lambda control, body: control.move_time(msgspec.json.decode(body, type=_Time).seconds),
    ("GET", "requests"): lambda control, _: {"requests": control.requests()},
    ("DELETE", "requests"): lambda control, _: control.forget_requests(),
}


def _json(status: int, body: object) -> Answer:
    return Answer(status=status, body=msgspec.json.encode(body), headers={"content-type": "application/json"})
