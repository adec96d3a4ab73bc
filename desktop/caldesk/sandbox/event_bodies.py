"""External events as the API tells them: times in the site's format, personal data only where it may be told."""

from datetime import UTC, datetime

from caldesk.sandbox.event_index import Row
from caldesk.sandbox.records import Connection, ExternalEvent
from caldesk.sandbox.shapes import EventBody
from caldesk.sandbox.world import World


class EventWriter:
    """Turns the rows of one page into bodies; `own_pi` asks for personal data."""

    def __init__(self, world: World, own_pi: bool) -> None:
        self._world = world
        self._own_pi = own_pi
        self._owners: dict[str, tuple[str, str]] = {}

    def body(self, row: Row) -> EventBody:
        """One event."""
        event = row.event
        connection = self._world.connections[event.connection_id]
        owner_id, owner_name = self._owner(connection.schedule_id)
        told = self._own_pi and self._tells(connection)
        return EventBody(
            schedule_id=connection.schedule_id,
            calendar_type=connection.calendar_type,
            calendar_name=event.calendar.name if told else None,
            title=event.title if told else None,
            start=self._time(row.start, event),
            end=self._time(row.end, event),
            all_day=event.all_day,
            schedule_owner_id=owner_id,
            schedule_owner_name=owner_name if told else None,
        )

    def _tells(self, connection: Connection) -> bool:
        reach = self._world.knobs.own_pi
        return reach == "all" or (reach == "some" and connection.user_id == self._world.identity.owner_user_id)

    def _owner(self, schedule_id: str) -> tuple[str, str]:
        if schedule_id not in self._owners:
            schedule = self._world.schedules[schedule_id]
            self._owners[schedule_id] = (self._world.owner_id(schedule), schedule.name)
        return self._owners[schedule_id]

    def _time(self, moment: float, event: ExternalEvent) -> str:
        kind = self._world.knobs.all_day_format
        if event.all_day and kind == "date":
            return datetime.fromtimestamp(moment, UTC).date().isoformat()
        if event.all_day and kind == "local-midnight":
            return datetime.fromtimestamp(moment, self._world.zone).isoformat()
        return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
