"""The schedules that calendars can be connected to. Source: `wix-api.md` §6."""

from caldesk.api import paging
from caldesk.api.client import ApiClient, segment
from caldesk.api.wire import Found, ListDecoder, Listed, OneDecoder, Wire
from caldesk.domain.schedule import BOOKINGS_APP_ID, Schedule, kind_of

_PATH = "/calendar/v3/schedules"
_LIMIT = 100
_ACTIVE = "ACTIVE"


class _Schedule(Wire, frozen=True):
    id: str
    external_id: str | None = None
    name: str | None = None
    status: str | None = None
    time_zone: str | None = None
    app_id: str | None = None


_decode_list = ListDecoder("schedules", _Schedule)
_decode_one = OneDecoder("schedule", _Schedule)


async def query_schedules(client: ApiClient, *, limit: int = _LIMIT) -> Found[Schedule]:
    """The active schedules of Wix Bookings; their kind is told without the staff, which the caller joins."""
    query: dict[str, object] = {"filter": {"appId": BOOKINGS_APP_ID}}
    path = f"{_PATH}/query"

    async def ask(cursor: str) -> Listed[_Schedule]:
        body = {"query": paging.query_body(query, limit, cursor)}
        return await client.request("POST", path, _decode_list, body=body, safe=True)

    found = await paging.everything(ask, path, _schedule, lambda schedule: schedule.id)
    return Found.of((schedule for schedule in found if schedule.active), found.skipped)


async def get_schedule(client: ApiClient, schedule_id: str) -> Schedule:
    """One schedule, active or not. Raises `NotFound`."""
    return _schedule(await client.request("GET", f"{_PATH}/{segment(schedule_id)}", _decode_one, safe=True))


def _schedule(said: _Schedule) -> Schedule:
    external_id = said.external_id or ""
    return Schedule(
        id=said.id,
        external_id=external_id,
        name=said.name or "",
        kind=kind_of(external_id, (), said.app_id or ""),
        time_zone=said.time_zone or "",
        active=(said.status or _ACTIVE) == _ACTIVE,
    )
