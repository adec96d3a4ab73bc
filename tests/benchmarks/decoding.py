"""Answers to the program's own events, by its own way; imports no more than the program does for it."""

from caldesk.api.wire import ListDecoder
from caldesk.api.wire_events import TimedExternalEvent, WireExternalEvent, external_events
from caldesk.api.wire_wix_events import Concern, WireWixEvent, wix_events
from caldesk.domain.event import Event
from tests.benchmarks import workload

_decode = ListDecoder("events", WireExternalEvent, quick=TimedExternalEvent)
_decode_wix = ListDecoder("events", WireWixEvent)
_concern = Concern(schedule_ids=frozenset(workload.schedule_ids()))


def decoded(body: bytes) -> list[Event]:
    """The events of an answer, by the program's own way."""
    return external_events(_decode(body).items, workload.ZONE)[0]


def decoded_wix(body: bytes) -> list[Event]:
    """The same for an answer of Calendar V3."""
    return wix_events(_decode_wix(body).items, workload.ZONE, _concern)[0]
