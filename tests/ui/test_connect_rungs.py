"""The dialog after an internal error: up the ladder, rung by rung, and back."""

from contextlib import asynccontextmanager

import pytest

from caldesk.domain.provider import CalendarType
from caldesk.services.connect.endings import Ending
from caldesk.services.connect.steps import Step
from caldesk.services.connect.ways import Way
from tests.helpers.connecting import at, bench, button, press
from tests.helpers.consenting import browse
from tests.helpers.waiting import until
from tests.ui.sign_in_desk import begun, opened, shown, text_of

pytestmark = [pytest.mark.limit(60), pytest.mark.usefixtures("watched_often")]


async def fails(wizard, links):
    """Sign in once more, and meet an internal error."""
    await at(wizard, Step.CONSENT)
    await until(lambda: wizard.flow.state.link, what="the link")
    await browse(wizard.flow.state.link, "account-0", "allow")
    await at(wizard, Step.FAILED)
    assert wizard.flow.state.failure.ending is Ending.INTERNAL


@asynccontextmanager
async def failed(server, links):
    """The dialog at the foot of the ladder; the error comes back however often one signs in."""
    server.control.set_knobs(internal_times=9)
    async with bench(server) as desk:
        wizard = await begun(desk, Way.BROWSER)
        await fails(wizard, links)
        yield wizard
        wizard.close()


async def test_up_the_ladder_to_the_other_schedule_and_back(server, links):
    server.control.set_knobs(internal_times=2)
    async with bench(server) as desk:
        wizard = await begun(desk, Way.BROWSER)
        wanted = wizard.flow.state.schedule_id
        await fails(wizard, links)
        assert wizard.focusWidget().objectName() == "connect.failed.again"
        await press(wizard, "connect.failed.again")
        await fails(wizard, links)
        assert len(text_of(wizard, "connect.failed.today").splitlines()) == 2
        await press(wizard, "connect.failed.other-schedule")
        question = await shown(wizard, "connect.rung.ask")
        assert "undo" in text_of(question, "connect.rung.ask.explanation")
        await press(question, "connect.rung.ask.verb")
        await at(wizard, Step.CONSENT)
        await until(lambda: len(links) == 3, what="the third page")
        await browse(await opened(links, 2), "account-0", "allow")
        await at(wizard, Step.REVIEW)
        assert wizard.flow.state.wanted_schedule_id == wanted
        notice = await shown(wizard, "connect.review.detour")
        button(notice, "connect.review.undo").click()
        question = await shown(wizard, "disconnect")
        assert "are deleted there" in text_of(question, "disconnect.explanation")
        await press(question, "disconnect.verb")
        await at(wizard, Step.HOW)
        assert wizard.flow.state.schedule_id == wanted
        assert {one.status for one in server.control.state().connections} == {"DISCONNECTED"}
        wizard.close()


async def test_what_was_connected_elsewhere_can_be_undone_later(server, links):
    server.control.set_knobs(internal_times=1)
    async with bench(server) as desk:
        wizard = await begun(desk, Way.BROWSER)
        wanted = wizard.flow.state.schedule_id
        await fails(wizard, links)
        await press(wizard, "connect.failed.skip")
        await press(wizard, "connect.failed.other-schedule")
        await press(await shown(wizard, "connect.rung.ask"), "connect.rung.ask.verb")
        await until(lambda: len(links) == 2, what="the second page")
        await browse(await opened(links, 1), "account-0", "allow")
        await at(wizard, Step.REVIEW)
        wizard.close()
        again = desk.wizard(schedule_id=wanted)
        again.flow.choose_provider(desk.provider_id(CalendarType.GOOGLE))
        notice = await shown(again, "connect.how.detour")
        button(notice, "connect.how.undo").click()
        await press(await shown(again, "disconnect"), "disconnect.verb")
        await until(lambda: not desk.session.sign_ins.detours_from(wanted), what="the detour to be undone")
        assert {one.status for one in server.control.state().connections} == {"DISCONNECTED"}
        again.close()


async def test_a_question_of_the_ladder_can_be_answered_with_not_now(server, links):
    async with failed(server, links) as wizard:
        await press(wizard, "connect.failed.skip")
        await press(wizard, "connect.failed.other-schedule")
        question = await shown(wizard, "connect.rung.ask")
        await press(question, "connect.rung.ask.keep")
        assert wizard.flow.state.step is Step.FAILED
        await press(wizard, "connect.failed.skip")
        await shown(wizard, "connect.failed.clean-session")
        await press(wizard, "connect.failed.clean-session")
        await until(lambda: wizard.flow.state.link, what="the link")
        assert "private window" in text_of(wizard, "connect.link.first")
        assert len(links) == 1  # a person opens it where nothing is remembered


async def test_the_pause_can_be_seen_and_skipped(server, links):
    async with failed(server, links) as wizard:
        await press(wizard, "connect.failed.skip")
        await press(wizard, "connect.failed.pause")
        label = await shown(wizard, "connect.pause.left")
        await until(lambda: label.text().startswith(("4:5", "5:00")), what="the countdown")
        await press(wizard, "connect.pause.skip")
        await shown(wizard, "connect.failed.other-schedule")


async def test_the_top_of_the_ladder_says_what_is_left(server, links):
    async with failed(server, links) as wizard:
        for _rung in range(5):
            await press(wizard, "connect.failed.skip")
        assert "Nothing is left" in text_of(wizard, "connect.ladder.top")
        await press(wizard, "connect.failed.once-more")
        await at(wizard, Step.CONSENT)


async def test_a_colleague_sees_what_was_tried(server, links):
    server.control.set_knobs(internal_times=1)
    async with bench(server) as desk:
        first = await begun(desk, Way.BROWSER)
        await fails(first, links)
        first.close()
        wizard = desk.wizard(schedule_id=first.flow.state.schedule_id)
        wizard.flow.choose_provider(desk.provider_id(CalendarType.GOOGLE))
        notice = await shown(wizard, "connect.how.today")
        assert "failed at the far side" in notice.accessibleDescription()
        wizard.close()
