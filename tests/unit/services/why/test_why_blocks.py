"""What blocks this time, and both detectives over a practice site."""

import asyncio
from types import MappingProxyType
from zoneinfo import ZoneInfo

from caldesk.domain.blocking import Verdict
from caldesk.domain.connection import ConnectionState
from caldesk.domain.event import DAY, Event, EventSource
from caldesk.domain.provider import CalendarType
from caldesk.domain.secret import Secret
from caldesk.domain.timespan import Span
from caldesk.services.clock import SystemClock
from caldesk.services.opening import open_session
from caldesk.services.profiles import SiteProfile
from caldesk.services.state import ConnectionView, Snapshot
from caldesk.services.why.asking import Inquiry, inquire
from caldesk.services.why.blocks import blocks
from caldesk.services.why.case import Question
from caldesk.services.why.finding import Cause
from tests.helpers.far_side import GOOGLE, connection
from tests.helpers.sandbox import running

UTC = ZoneInfo("UTC")
SPAN = Span(20_000 * DAY + 36_000, 20_000 * DAY + 39_600)
ONE = ConnectionView(connection=connection(), state=ConnectionState.WORKING, as_of=0, since=0, provider=GOOGLE)
SITE = Snapshot(connections=MappingProxyType({"c1": ONE}))


def test_each_blocker_says_where_it_comes_from_and_what_can_be_done():
    events = [
        Event("s-ana", SPAN.start, SPAN.end, calendar_type=CalendarType.GOOGLE),
        Event("s-ana", SPAN.start, SPAN.end + 60, source=EventSource.WIX, kind="APPOINTMENT"),
        Event("s-ana", SPAN.start, SPAN.end + 120, source=EventSource.WIX, kind="DEFAULT"),
        Event("s-ana", 20_000 * DAY, 20_001 * DAY, all_day=True, calendar_type=CalendarType.MICROSOFT),
        Event("s-ben", SPAN.start, SPAN.end, calendar_type=CalendarType.GOOGLE),
    ]
    found = blocks(events, SITE, UTC, "s-ana", SPAN, read=True)
    assert found.verdict is Verdict.TAKEN
    assert len(found.by) == 4
    assert any("c1@mail.example" in each.evidence for each in found.by)
    assert any("not known" in each.evidence for each in found.by)
    assert all(each.evidence and each.cure for each in found.by)
    assert found.doubt == ""


def test_an_unread_calendar_is_a_doubt_and_no_free_time():
    found = blocks([], SITE, UTC, "s-ana", SPAN, read=False)
    assert found.verdict is Verdict.NOT_KNOWN
    assert found.doubt


def test_both_detectives_answer_for_a_practice_site():
    async def work() -> Inquiry:
        profile = SiteProfile(id="p", name="Practice", site_id=site.site_id, base_url=site.base_url)
        session = open_session(profile, Secret(site.api_key), SystemClock())
        try:
            await session.connections.refresh()
            schedule = session.state.snapshot.schedules[0]
            now = int(session.clock.now())
            return await inquire(session, Question(schedule_id=schedule.id, span=Span(now, now + 3600)))
        finally:
            await session.close()

    with running("busy") as site:
        found = asyncio.run(work())
    assert [each.cause for each in found.findings] == list(Cause)
    assert found.blocked.verdict in set(Verdict)
