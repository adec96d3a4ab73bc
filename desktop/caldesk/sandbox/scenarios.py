"""The named scenarios: what each sets up, in one line for people and one function for the practice site."""

from collections.abc import Callable

from msgspec import Struct

from caldesk.sandbox.building import Builder, Life
from caldesk.sandbox.busy import busy
from caldesk.sandbox.clock import PracticeClock
from caldesk.sandbox.faults import Fault
from caldesk.sandbox.ids import BOOKINGS_APP
from caldesk.sandbox.large import large
from caldesk.sandbox.people import STUDIO
from caldesk.sandbox.providers import limited
from caldesk.sandbox.records import Identity
from caldesk.sandbox.shapes import (
    CalendarType,
    ErrorReason,
    Status,
)
from caldesk.sandbox.world import World


class UnknownScenarioError(LookupError):
    """No scenario has that name."""


class Scenario(Struct, frozen=True):
    """A line of description and the function that fills the world."""

    description: str
    fill: Callable[[Builder], None]


def _fresh(builder: Builder) -> None:
    builder.business()
    builder.staff("Business Owner", "owner")


def _team(builder: Builder) -> None:
    builder.business()
    for person in STUDIO:
        builder.staff(*person)


def _not_premium(builder: Builder) -> None:
    _fresh(builder)
    builder.set_knobs(premium=False)


def _no_bookings(builder: Builder) -> None:
    _fresh(builder)
    del builder.world.apps[BOOKINGS_APP]


def _provider_down(builder: Builder) -> None:
    busy(builder)
    builder.set_knobs(failing_providers=frozenset({CalendarType.MICROSOFT}))


def _statuses(builder: Builder) -> None:
    builder.business()
    builder.staff("Business Owner", "owner")
    builder.provider(limited(builder.ids))
    far = 10 * 365 * 86400.0
    for name, kind, life in (
        ("Connected", CalendarType.GOOGLE, Life(starts_in=far, synced_in=far)),
        ("Syncing", CalendarType.I_CAL, Life(synced_in=far)),
        ("Synced", CalendarType.MICROSOFT, Life()),
        ("Limited", CalendarType.OTHER, Life()),
        ("Disconnected", CalendarType.GOOGLE, Life(settled=Status.DISCONNECTED)),
        ("Revoked", CalendarType.GOOGLE, _error(ErrorReason.TOKEN_REVOKED)),
        ("Creation Failed", CalendarType.I_CAL, _error(ErrorReason.EXTERNAL_CALENDAR_CREATION_FAILED)),
        ("Deleted", CalendarType.I_CAL, _error(ErrorReason.EXTERNAL_CALENDAR_DELETED)),
    ):
        mailbox = name.lower().replace(" ", ".")
        schedule = builder.staff(f"Sam {name}", mailbox)
        builder.diary(builder.connection(schedule, kind, f"{mailbox}@mail.example", life))


def _error(reason: ErrorReason) -> Life:
    return Life(settled=Status.ERROR, reason=reason)


def _duplicates(builder: Builder) -> None:
    business = builder.business()
    first, second = builder.staff("Mara Quinn", "mara"), builder.staff("Daniel Okafor", "daniel")
    shared = "studio.frontdesk@gmail.example"
    for schedule in (business, first):
        made = builder.connection(schedule, CalendarType.GOOGLE, shared)
        builder.diary(made)
    builder.diary(builder.connection(second, CalendarType.I_CAL, "daniel@icloud.example"))


def _internal(builder: Builder) -> None:
    _fresh(builder)
    builder.set_knobs(internal_times=2)


def _internal_hidden(builder: Builder) -> None:
    _fresh(builder)
    builder.set_knobs(internal_times=1, internal_hidden=True)


def _slow(builder: Builder) -> None:
    busy(builder)
    builder.set_knobs(latency=2.0)


def _flaky(builder: Builder) -> None:
    busy(builder)
    builder.world.faults = [
        Fault(every=5, status=503, body="empty"),
        Fault(every=7, status=429, body="json", code="RESOURCE_EXHAUSTED", headers={"retry-after": "1"}),
        Fault(every=8, cut="at-once"),
        Fault(every=9, body="truncated"),
        Fault(every=11, status=502, body="html"),
        Fault(every=13, cut="midway"),
        Fault(every=17, body="empty", after=True),
        Fault(every=19, status=200, body="text"),
    ]


_ALL: dict[str, Scenario] = {
    "fresh": Scenario("A new site: the business, one staff member, nothing connected yet", _fresh),
    "team": Scenario("The busy studio on its first day: ten people, and nobody has a connection yet", _team),
    "busy": Scenario("A studio of ten people with all three providers and a full diary", busy),
    "large": Scenario("2,000 schedules, 5,000 connections, 100,000 events", large),
    "not-premium": Scenario("The site's plan does not include external calendars", _not_premium),
    "no-bookings": Scenario("Wix Bookings is not installed yet", _no_bookings),
    "provider-down": Scenario("The busy studio on a day when Microsoft cannot be reached", _provider_down),
    "statuses": Scenario("One connection in every state and with every reason for an error", _statuses),
    "duplicates": Scenario("The same account connected to two schedules", _duplicates),
    "internal": Scenario("Sign-in ends in an internal error twice, then works", _internal),
    "internal-hidden": Scenario("Sign-in reports an internal error once although it worked", _internal_hidden),
    "slow": Scenario("The busy studio, every answer two seconds late", _slow),
    "flaky": Scenario("The busy studio on a bad line: errors, cut connections, broken answers", _flaky),
}

SCENARIOS: dict[str, str] = {name: scenario.description for name, scenario in _ALL.items()}


def build(name: str, seed: int, identity: Identity, clock: PracticeClock) -> World:
    """The world of a scenario; the same for the same seed and moment. Raises `UnknownScenarioError`."""
    if name not in _ALL:
        raise UnknownScenarioError(name)
    builder = Builder(seed, identity, clock)
    _ALL[name].fill(builder)
    return builder.world
