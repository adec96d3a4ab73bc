"""The one path that every API request takes: a fault perhaps, the method, a request id, the journal."""

from typing import NamedTuple

from caldesk.sandbox import routes
from caldesk.sandbox.answers import Answer
from caldesk.sandbox.calls import Asked
from caldesk.sandbox.faults import Fault, spoil, take
from caldesk.sandbox.journal import Entry, redacted
from caldesk.sandbox.routes import Found
from caldesk.sandbox.site import PracticeSite
from caldesk.sandbox.world import World

_NOTHING = Answer(status=200, body=b"", headers={"content-type": "application/json"})


class Outcome(NamedTuple):
    """An answer, how many real seconds it takes, and whether the line is cut instead."""

    answer: Answer
    delay: float
    fault: Fault | None


def receive(site: PracticeSite, asked: Asked) -> Outcome:
    """Carry out a request on the present world and write it down."""
    found = routes.find(asked.verb, asked.path)
    with site.lock:
        world = site.world
        fault = take(world.faults, found.operation.name if found else "")
        answer = _NOTHING
        if fault is None or fault.needs_answer:
            answer = routes.perform(world, site.limiter, asked, found)
        answer = _with_headers(world, spoil(fault, answer) if fault else answer)
        site.journal.add(_entry(world, asked, found, fault, answer))
        return Outcome(answer, world.knobs.latency + (fault.delay if fault else 0.0), fault)


def _with_headers(world: World, answer: Answer) -> Answer:
    headers = {"x-wix-request-id": world.ids.request(world.now)}
    if world.knobs.consistent_header:
        headers["x-wix-consistent"] = f"practice-{int(world.now)}"
    return Answer(status=answer.status, body=answer.body, headers=headers | answer.headers)


def _entry(world: World, asked: Asked, found: Found | None, fault: Fault | None, answer: Answer) -> Entry:
    kept = b"" if found is None or found.operation.secret_body else asked.body
    return Entry(
        at=world.now,
        method=asked.verb,
        path=asked.path,
        query=asked.query,
        headers=redacted(asked.headers.items()),
        body=kept.decode("utf-8", "replace"),
        operation=found.operation.name if found else "",
        status=0 if fault and fault.cut else answer.status,
        request_id=answer.headers["x-wix-request-id"],
        unexpected=found is None,
        fault=fault is not None,
    )
