"""What ending a connection does, counted on the practice site."""

import asyncio

from msgspec.structs import replace

from caldesk.domain.connection import Connection, ConnectionState, ExportConfig, ImportConfig, SyncConfig
from caldesk.domain.provider import ExportAbility, Provider
from caldesk.domain.secret import Secret
from caldesk.sandbox.faults import Fault
from caldesk.services.clock import SystemClock
from caldesk.services.disconnecting import bookings_ahead, consequences
from caldesk.services.opening import open_session
from caldesk.services.profiles import SiteProfile
from caldesk.services.state import ConnectionView
from tests.helpers.sandbox import running


def counted(*, fault: bool) -> dict[str, int | None]:
    async def work() -> dict[str, int | None]:
        profile = SiteProfile(id="p", name="Practice", site_id=site.site_id, base_url=site.base_url)
        session = open_session(profile, Secret(site.api_key), SystemClock())
        try:
            await session.connections.refresh()
            if fault:
                site.control.add_fault(Fault(route="queryEvents", status=403))
            now = session.clock.now()
            schedules = session.state.snapshot.schedules
            return {each.name: await bookings_ahead(session.client, each, now) for each in schedules[:6]}
        finally:
            await session.close()

    with running("busy") as site:
        return asyncio.run(work())


def test_the_bookings_of_each_person_are_counted():
    counts = counted(fault=False)
    assert all(count is not None for count in counts.values())
    assert max(filter(None, counts.values())) > 1


def test_what_cannot_be_counted_is_none_and_not_zero():
    assert set(counted(fault=True).values()) == {None}


def view(**changes: object) -> ConnectionView:
    config = SyncConfig(imports=ImportConfig(enabled=True), exports=ExportConfig(enabled=True))
    connection = Connection(id="c", account_email="ana@example.com", sync_config=config)
    provider = Provider(id="g", name="Google", export_ability=ExportAbility.PRIMARY_CALENDAR_ONLY)
    made = ConnectionView(connection=connection, state=ConnectionState.WORKING, as_of=0, since=0, provider=provider)
    return replace(made, **changes)


def test_the_count_is_said_where_it_is_known():
    assert "7 of the next 90 days" in consequences(view(), 7)
    assert "90 days" not in consequences(view(), None)


def test_a_provider_that_writes_nothing_has_nothing_to_delete():
    provider = Provider(id="d", name="Diary", export_ability=ExportAbility.NOT_SUPPORTED)
    assert "deleted" not in consequences(view(provider=provider), 7)
