"""A world with exactly the objects of `wix-examples.json`, so that its requests can be sent word for word."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from caldesk.sandbox.clock import PracticeClock
from caldesk.sandbox.ids import Ids
from caldesk.sandbox.neighbours import Schedule, StaffMember
from caldesk.sandbox.records import Booking, Connection, ExternalEvent, Identity
from caldesk.sandbox.server import SandboxThread
from caldesk.sandbox.shapes import Calendar, ConnectionBody, Provider, Status
from caldesk.sandbox.world import World

EXAMPLES_FILE = Path(__file__).parent.parent / "contract" / "wix-examples.json"
EXAMPLES: dict[str, Any] = json.loads(EXAMPLES_FILE.read_text("utf-8"))
_METHODS, _NEIGHBOURS = EXAMPLES["methods"], EXAMPLES["neighbours"]
_NOON = datetime(2026, 11, 22, 12, tzinfo=UTC).timestamp()
_APPLE_CALENDARS = msgspec.convert(_METHODS["listCalendars"]["response"]["body"]["calendars"], tuple[Calendar, ...])


def stage(server: SandboxThread) -> World:
    """Replace the server's world by the one of the examples, on 22 November 2026."""
    server.site.clock = clock = PracticeClock(lambda: _NOON)
    world = World(_identity(), clock, Ids("examples"), "Europe/Dublin", "Quinn Wellness")
    _add_objects(world)
    _add_events(world)
    server.site.world = world
    return world


def _identity() -> Identity:
    app = _NEIGHBOURS["oauth2Token"]["request"]["body"]
    headers = _METHODS["listProviders"]["request"]["headers"]
    return Identity(
        account_id=_NEIGHBOURS["querySites"]["request"]["headers"]["wix-account-id"],
        site_id=headers["wix-site-id"],
        owner_user_id=_METHODS["getConnection"]["response"]["body"]["connection"]["userId"],
        api_key=headers["Authorization"],
        app_id=app["client_id"],
        app_secret=app["client_secret"],
        instance_id=app["instance_id"],
    )


def _add_objects(world: World) -> None:
    providers = _body(_METHODS, "listProviders")["providers"]
    world.providers = {p.id: p for p in msgspec.convert(providers, list[Provider])}
    schedules = _body(_NEIGHBOURS, "querySchedules")["schedules"]
    world.schedules = {s.id: s for s in msgspec.convert(schedules, list[Schedule])}
    staff = _body(_NEIGHBOURS, "queryStaffMembers")["staffMembers"]
    world.staff = {m.id: m for m in msgspec.convert(staff, list[StaffMember])}
    connections = _body(_METHODS, "listConnections")["connections"]
    for body in msgspec.convert(connections, list[ConnectionBody]):
        world.connections[body.id] = _connection(body)


def _connection(body: ConnectionBody) -> Connection:
    source = body.sync_config.list_event_from_calendars
    chosen = source.calendars.calendars if source and source.calendars else (Calendar(id="p" * 25),)
    named = tuple(Calendar(id=one.id, name="Primary") for one in chosen)
    return Connection(
        id=body.id,
        provider_id=body.provider_id,
        calendar_type=body.calendar_type,
        schedule_id=body.schedule_id,
        user_id=body.user_id,
        email=body.external_account_email,
        calendars=_APPLE_CALENDARS if body.calendar_type == "I_CAL" else named,
        sync_config=body.sync_config,
        starts_at=0,
        synced_at=0,
        settled=None if body.status is Status.SYNCED else body.status,
        reason=body.error_reason,
    )


def _add_events(world: World) -> None:
    by_schedule = {c.schedule_id: c for c in world.connections.values() if c.calendar_type != "MICROSOFT"}
    pages = (_body(_METHODS, name)["events"] for name in ("listEvents_OWN_PI", "listEvents_next_page_NO_PI"))
    for event in (event for page in pages for event in page):
        connection = by_schedule[event["scheduleId"]]
        world.events.append(
            ExternalEvent(
                connection_id=connection.id,
                calendar=connection.calendars[0],
                title=event.get("title", "Untold"),
                start=_seconds(event["start"]),
                end=_seconds(event["end"]),
                all_day=event["allDay"],
            )
        )
    (booked,) = _body(_NEIGHBOURS, "queryEvents")["events"]
    world.bookings.append(
        Booking(
            id=booked["id"],
            schedule_id=booked["scheduleId"],
            type=booked["type"],
            title=booked["title"],
            start=_seconds(booked["start"]["utcDate"]),
            end=_seconds(booked["end"]["utcDate"]),
            resource_ids=tuple(one["id"] for one in booked["resources"]),
            created=_seconds(booked["createdDate"]),
        )
    )


def _body(part: dict[str, Any], name: str) -> dict[str, Any]:
    return part[name]["response"]["body"]


def _seconds(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp())
