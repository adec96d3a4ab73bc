"""The members of staff, who give schedules their names. Source: `wix-api.md` §7."""

from caldesk.api import paging
from caldesk.api.client import ApiClient
from caldesk.api.wire import Found, ListDecoder, Listed, Wire
from caldesk.domain.schedule import StaffMember

_PATH = "/bookings/v1/staff-members/query"
_LIMIT = 100


class _Id(Wire, frozen=True):
    id: str | None = None


class _Resource(Wire, frozen=True):
    id: str | None = None
    events_schedule: _Id | None = None


class _Identification(Wire, frozen=True):
    wix_user_id: str | None = None


class _Identity(Wire, frozen=True):
    identification_data: _Identification | None = None


class _StaffMember(Wire, frozen=True):
    id: str
    name: str | None = None
    email: str | None = None
    resource_id: str | None = None
    resource: _Resource | None = None
    associated_wix_identity: _Identity | None = None


_decode = ListDecoder("staffMembers", _StaffMember)


async def query_staff_members(client: ApiClient, *, limit: int = _LIMIT) -> Found[StaffMember]:
    """Every member of staff, with the id of their events schedule."""

    async def ask(cursor: str) -> Listed[_StaffMember]:
        body = {"query": paging.query_body({}, limit, cursor), "fields": ["RESOURCE_DETAILS"]}
        return await client.request("POST", _PATH, _decode, body=body, safe=True)

    return await paging.everything(ask, _PATH, _staff_member, lambda member: member.id)


def _staff_member(said: _StaffMember) -> StaffMember:
    resource = said.resource or _Resource()
    identity = (said.associated_wix_identity or _Identity()).identification_data or _Identification()
    return StaffMember(
        id=said.id,
        name=said.name or "",
        email=said.email or "",
        resource_id=said.resource_id or resource.id or "",
        events_schedule_id=(resource.events_schedule or _Id()).id or "",
        wix_user_id=identity.wix_user_id or "",
    )
