"""The words of the queue, warnings before anybody signs in, and a table of its states with the tests that show them."""

import ast
from pathlib import Path

import pytest
from msgspec.structs import replace

from caldesk.domain.connection import ConnectionStatus
from caldesk.services.connect.endings import Ending
from caldesk.services.connect.proof import Aim
from caldesk.services.connect.queue.book import EntryState
from caldesk.services.connect.queue.details import sentences
from caldesk.services.connect.queue.people import people, standing
from caldesk.services.connect.queue.sign_in_queue import SignInQueue
from caldesk.services.connect.queue.words import LineState, QueueMove, lines
from caldesk.services.policy.declared import Preferences
from caldesk.services.policy.rules import Rules
from tests.helpers.fake_connections import ANA, APPLE, BEN, GOOGLE, FakeSession, made

HERE = Path(__file__).parent
SITE, STATES = "test_queue_site.py", "test_queue_states.py"
WINDOW, LINKS = "../../../ui/test_team_dialog.py", "../../../ui/test_team_links.py"

TABLE = {
    LineState.WAITING: ((SITE, "test_what_works_already_is_said_and_is_no_success"),),
    LineState.SIGNING_IN: ((WINDOW, "test_the_whole_way_with_two_people"),),
    LineState.LINK_GIVEN: (
        (SITE, "test_many_links_are_watched_with_one_request_and_made_one_after_another"),
        (LINKS, "test_links_for_all_who_are_absent_are_copied_and_saved"),
    ),
    LineState.CONNECTED: (
        (SITE, "test_links_for_all_and_everybody_uses_theirs"),
        (SITE, "test_a_broken_connection_is_repaired_by_its_link"),
        (WINDOW, "test_it_goes_on_tomorrow_from_the_connections_page"),
    ),
    LineState.SHARED: ((SITE, "test_one_account_for_two_is_warned_of"),),
    LineState.FAILED: (
        (SITE, "test_a_sign_in_here_that_is_refused_fails_and_the_next_is_named"),
        (SITE, "test_a_link_that_is_never_used_expires_and_may_still_succeed_late"),
        (SITE, "test_two_new_connections_are_asked_about"),
        (SITE, "test_an_error_about_one_is_said_there_and_the_others_go_on"),
        (STATES, "test_a_sign_in_that_the_end_of_the_program_cut_off_is_said"),
    ),
    LineState.SKIPPED: ((WINDOW, "test_skip_put_back_take_off_and_discard"),),
    LineState.GONE: ((SITE, "test_what_vanished_meanwhile_is_said_with_its_name"),),
}


@pytest.mark.parametrize("state", LineState)
def test_every_state_has_a_test_that_shows_it(state):
    assert TABLE[state]
    for file, name in TABLE[state]:
        tree = ast.parse((HERE / file).read_text(encoding="utf-8"))
        assert name in {one.name for one in tree.body if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)}


def queue_of(*connections, **about):
    session = FakeSession(*connections)
    session.state.replace(replace(session.state.snapshot, checked_at=1.0, **about))
    return SignInQueue(session)


def aim(schedule=ANA, provider=GOOGLE):
    return Aim(schedule_id=schedule.id, provider_id=provider.id)


def said(queue, of=None):
    line = next(one for one in lines(queue, str) if one.aim == (of or aim()))
    return line, " ".join(sentences(queue, line, str))


def test_two_people_with_one_address_are_warned_of_before_they_sign_in():
    ana, ben = replace(ANA, email="desk@example.com"), replace(BEN, email="Desk+ben@example.com")
    queue = queue_of(schedules=(ana, ben))
    queue.add([aim(ana), aim(ben)])
    assert "Same e-mail address as: Ben" in said(queue)[1]


def test_an_address_that_is_connected_elsewhere_is_warned_of_before_the_sign_in():
    held = made("c-ben", schedule_id=BEN.id, account_email="ana@example.com")
    queue = queue_of(held, schedules=(replace(ANA, email="ana@example.com"), BEN))
    queue.add([aim()])
    assert "already connected to: Ben" in said(queue)[1]


def test_nobody_is_warned_of_nothing():
    queue = queue_of()
    queue.add([aim(), aim(BEN)])
    assert "address" not in said(queue)[1]


def test_an_alias_is_only_probably_the_same_account():
    one = made("c-1", account_email="desk@example.com", status=ConnectionStatus.SYNCED)
    other = made("c-2", schedule_id=BEN.id, account_email="desk+b@example.com", status=ConnectionStatus.SYNCED)
    queue = queue_of(one, other)
    queue.add([aim()])
    queue.begin_sign_in(aim())
    queue.end_sign_in(aim(), "c-1")
    line, words = said(queue)
    assert (line.state, line.word) == (LineState.SHARED, "Account probably used twice")
    assert "probably" in words


@pytest.mark.parametrize("ending", Ending)
def test_every_ending_has_a_title_and_a_next_step(ending):
    queue = queue_of()
    queue.add([aim()])
    queue.begin_sign_in(aim())
    queue.end_sign_in(aim(), "", ending.value)
    line, words = said(queue)
    assert line.word[0].isupper()
    assert line.moves[:2] == (QueueMove.SIGN_IN, QueueMove.GIVE_LINK)
    assert words.count(".") >= 2


def test_a_connection_of_another_schedule_is_no_success_of_this_one():
    queue = queue_of(made("c-ben", schedule_id=BEN.id))
    queue.add([aim()])
    queue.begin_sign_in(aim())
    queue.end_sign_in(aim(), "c-ben")
    assert queue.book.entry(aim()).ending == Ending.OTHER_CONNECTION.value


def test_another_provider_in_the_dialog_counts_unless_it_waits_in_the_queue_itself():
    queue = queue_of(made("c-apple", provider_id=APPLE.id))
    queue.add([aim()])
    queue.begin_sign_in(aim())
    queue.end_sign_in(aim(), "c-apple")
    assert said(queue)[0].provider == "Apple"
    both = queue_of(made("c-apple", provider_id=APPLE.id))
    both.add([aim(), aim(provider=APPLE)])
    both.begin_sign_in(aim())
    both.end_sign_in(aim(), "c-apple")
    assert both.book.entry(aim()).state is EntryState.SKIPPED


def test_where_links_are_not_allowed_none_is_offered_and_the_reason_is_said():
    queue = queue_of()
    queue._session.rules = Rules(settings=Preferences(sign_in_ways=()))
    queue.add([aim()])
    line, words = said(queue)
    assert line.moves == (QueueMove.SIGN_IN, QueueMove.SKIP)
    assert "Not allowed on this computer" in words
    assert queue.absent == ()


def test_a_schedule_that_was_removed_before_it_was_ever_read_has_words():
    queue = queue_of(schedules=())
    queue.add([aim()])
    assert said(queue)[0].name == "A schedule that was removed"


def test_what_there_is_now_is_said_by_the_calendar_that_was_chosen():
    queue = queue_of(made("c-1", status=ConnectionStatus.SYNCED))
    ana, ben = people(queue.snapshot, queue.book)
    assert standing(ana, GOOGLE.id) == "Already connected: Google"
    assert standing(ana, APPLE.id) == "Connected with another provider: Google"
    assert standing(ben, GOOGLE.id) == "Not connected"
