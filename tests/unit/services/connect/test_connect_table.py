"""The table of ends: every cause and way of connecting, hostile input, and every end of a disconnect, with its tests.

A cause without a test fails here, and so does a test that is named but does not exist or asserts nothing.
"""

import ast
from functools import cache
from pathlib import Path

import pytest

from caldesk.services.connect.endings import Ending
from caldesk.services.connect.ladder import Rung
from caldesk.services.connect.redirect import RefusedBecause, Return
from caldesk.services.connect.ways import Way
from caldesk.services.disconnect.bookings import Certainty
from caldesk.services.disconnect.ending import Outcome
from caldesk.services.disconnect.question_words import Alternative
from caldesk.services.disconnect.reading_back import Fate
from caldesk.services.ports import ConsentEnd

TESTS = Path(__file__).resolve().parents[3]
_FLOW = ("flow", "proof", "failures", "again", "credentials", "ladder", "several_ways", "faults")
FLOW, PROOF, FAILURES, AGAIN, CREDENTIALS, LADDER, WAYS, FAULTS = (
    f"unit/services/connect/test_connect_{name}.py" for name in _FLOW
)
BOOK, RULES, REDIRECT, REFUSAL, LOOPBACK, PARTS = (
    f"unit/services/connect/test_connect_{name}.py"
    for name in ("book", "rules", "redirect", "refusal", "loopback", "parts")
)
DUPLICATES = "unit/services/connect/test_connect_duplicates.py"
_WINDOW = ("embedded", "page_trouble", "wizard", "rungs", "elsewhere", "recovery", "stopwatch", "hostile_pages", "ends")
EMBEDDED, PAGE_TROUBLE, WIZARD, RUNGS, ELSEWHERE, RECOVERY, STOPWATCH, HOSTILE_PAGES, ENDS = (
    f"ui/test_connect_{name}.py" for name in _WINDOW
)
QUEUE = "unit/services/connect/test_queue_site.py"

CAUSES: dict[Ending, tuple[tuple[str, str], ...]] = {
    Ending.REJECTED: (
        (FAILURES, "test_each_refusal_of_the_redirect_has_its_own_end"),
        (EMBEDDED, "test_cancel_on_the_page_is_a_rejection_and_offers_another_account"),
        (WIZARD, "test_the_browser_way_hears_a_rejection"),
        (WAYS, "test_a_pasted_refusal_is_one"),
    ),
    Ending.UNSUPPORTED: ((EMBEDDED, "test_each_failure_of_the_provider_has_its_own_end"),),
    Ending.INTERNAL: (
        (LADDER, "test_an_internal_error_offers_the_ladder_after_it_was_looked_whether_it_worked"),
        (RUNGS, "test_up_the_ladder_to_the_other_schedule_and_back"),
        (EMBEDDED, "test_internal_once_then_again"),
    ),
    Ending.UNKNOWN_ANSWER: ((FAILURES, "test_each_refusal_of_the_redirect_has_its_own_end"),),
    Ending.FOREIGN_RETURN: (
        (PROOF, "test_a_foreign_answer_is_not_accepted"),
        (EMBEDDED, "test_a_forged_return_is_stopped_and_not_accepted"),
    ),
    Ending.REFUSED_EMBEDDED: (
        (EMBEDDED, "test_each_failure_of_the_provider_has_its_own_end"),
        (PAGE_TROUBLE, "test_a_refusal_that_comes_without_a_page_is_recognised_within_two_seconds"),
    ),
    Ending.ADMIN_APPROVAL: (
        (EMBEDDED, "test_each_failure_of_the_provider_has_its_own_end"),
        (PAGE_TROUBLE, "test_a_refusal_that_comes_without_a_page_is_recognised_within_two_seconds"),
    ),
    Ending.SERVER_ERROR: (
        (LADDER, "test_an_error_page_offers_it_too_and_a_refusal_does_not"),
        (EMBEDDED, "test_an_error_page_that_worked_after_all_is_a_success"),
    ),
    Ending.CLOSED: (
        (FLOW, "test_stopping_closes_the_page_and_still_looks"),
        (WAYS, "test_a_handed_out_link_can_be_cancelled_and_it_is_still_looked"),
        (BOOK, "test_closing_in_the_middle_is_noted"),
    ),
    Ending.TIMED_OUT: (
        (FLOW, "test_a_sign_in_that_is_not_finished_in_time_ends"),
        (WAYS, "test_a_handed_out_link_expires"),
    ),
    Ending.CRASHED: (
        (PAGE_TROUBLE, "test_a_crashed_page_can_be_loaded_again"),
        (WIZARD, "test_a_web_view_that_cannot_be_loaded_offers_the_browser"),
    ),
    Ending.CERTIFICATE: ((EMBEDDED, "test_a_certificate_that_is_not_trusted_is_refused"),),
    Ending.UNREACHABLE: ((PAGE_TROUBLE, "test_a_page_that_cannot_be_reached_names_its_host"),),
    Ending.BLANK: ((PAGE_TROUBLE, "test_an_empty_page_is_covered_and_the_browser_offered"),),
    Ending.CAPTIVE: ((PAGE_TROUBLE, "test_the_sign_in_of_a_network_is_not_taken_for_the_providers"),),
    Ending.UNSAFE_ADDRESS: ((FAILURES, "test_an_address_that_is_not_a_secure_page_is_not_opened"),),
    Ending.NO_LISTENER: ((FAILURES, "test_a_port_that_cannot_be_bound_is_said"),),
    Ending.NOT_PROVEN: ((PROOF, "test_a_redirect_that_names_nothing_is_not_believed"),),
    Ending.OTHER_CONNECTION: ((PROOF, "test_a_connection_of_another_schedule_or_provider_is_not_accepted"),),
    Ending.NOT_ALIVE: ((PROOF, "test_a_connection_that_does_not_work_is_not_called_connected"),),
    Ending.SEVERAL: (
        (WAYS, "test_two_sign_ins_at_once_are_asked_about"),
        (ELSEWHERE, "test_two_sign_ins_at_once_are_asked_about"),
    ),
    Ending.NOT_CHECKED: (
        (PROOF, "test_a_check_that_fails_can_be_repeated_without_a_sign_in"),
        (RECOVERY, "test_a_fault_after_the_sign_in_is_looked_at_again"),
    ),
    Ending.SCHEDULE_GONE: (
        (LADDER, "test_what_is_gone_from_the_site_is_said"),
        (RECOVERY, "test_a_schedule_that_is_gone_leads_to_another"),
    ),
    Ending.PROVIDER_GONE: ((LADDER, "test_what_is_gone_from_the_site_is_said"),),
    Ending.PROBLEM: (
        (FAULTS, "test_every_fault_of_a_sign_in_ends_well"),
        (FAULTS, "test_every_fault_of_a_form_ends_well_and_forgets_the_password"),
        (FAULTS, "test_what_the_site_lacks_comes_with_the_button_that_cures_it"),
        (ENDS, "test_what_cures_the_site_comes_before_trying_again"),
        (RULES, "test_where_no_way_is_allowed_a_sign_in_is_refused_in_words"),
        (RECOVERY, "test_a_fault_before_the_sign_in_ends_in_one_clear_next_step"),
    ),
}

SUCCESSES: dict[Way | Rung | str, tuple[tuple[str, str], ...]] = {
    Way.HERE: ((EMBEDDED, "test_allow_ends_with_a_proven_connection"),),
    Way.BROWSER: (
        (WIZARD, "test_the_browser_way_hears_the_redirect_and_remembers_the_way"),
        (WIZARD, "test_without_loopback_the_list_is_watched"),
    ),
    Way.PHONE: (
        (ELSEWHERE, "test_a_phone_that_never_comes_back_to_us_is_noticed"),
        (ELSEWHERE, "test_the_address_at_the_end_can_be_pasted"),
    ),
    "credentials": ((WIZARD, "test_apple_wrong_then_right"),),
    Rung.AGAIN: ((LADDER, "test_again_at_once_changes_nothing_but_the_one_use_value"),),
    Rung.OTHER_SCHEDULE: ((LADDER, "test_the_other_schedule_is_remembered_and_can_be_undone"),),
    Rung.CLEAN_SESSION: ((LADDER, "test_a_clean_session_is_asked_of_the_way_for_one_attempt_only"),),
    Rung.OTHER_ADDRESS: ((LADDER, "test_another_address_is_taken_from_the_site_before_ours"),),
    Rung.OTHER_PROVIDER: ((LADDER, "test_another_provider_ends_the_ladder_and_the_next_one_has_its_own"),),
    "reconnect": ((WAYS, "test_a_reconnect_deals_with_the_old_one_in_every_state"),),
    "restart": ((BOOK, "test_a_sign_in_that_was_cut_off_is_told_once"),),
}

VISITS: dict[ConsentEnd | Return | RefusedBecause, tuple[tuple[str, str], ...]] = {
    **dict.fromkeys(ConsentEnd, ((FAILURES, "test_each_end_of_a_visit_has_words_and_a_next_step"),)),
    ConsentEnd.RETURNED: ((PROOF, "test_a_redirect_is_proven_by_reading_back"),),
    ConsentEnd.REFUSED_EMBEDDED: (
        (REFUSAL, "test_google_refuses_embedded_views"),
        (REFUSAL, "test_google_does_not_take_the_browser_in_any_language"),
    ),
    ConsentEnd.ADMIN_APPROVAL: (
        (REFUSAL, "test_microsoft_wants_an_administrator"),
        (REFUSAL, "test_google_workspace_wants_an_administrator"),
        (PAGE_TROUBLE, "test_microsofts_error_is_read_from_the_settings_of_its_page"),
    ),
    ConsentEnd.CAPTIVE: ((REFUSAL, "test_the_network_answering_instead_of_the_provider"),),
    ConsentEnd.BLANK: (
        (REFUSAL, "test_a_page_is_blank_once_it_has_been_empty_for_two_seconds"),
        (PAGE_TROUBLE, "test_a_page_that_comes_alive_late_is_uncovered"),
    ),
    Return.FINISHED: ((REDIRECT, "test_success_carries_the_connection"),),
    Return.REFUSED: ((REDIRECT, "test_a_return_without_a_usable_answer_is_refused_as_unknown"),),
    Return.FOREIGN: ((REDIRECT, "test_the_right_form_with_a_wrong_value_is_stopped_but_never_accepted"),),
    Return.CARRY_ON: ((REDIRECT, "test_other_addresses_carry_on"),),
    **dict.fromkeys(RefusedBecause, ((REDIRECT, "test_each_error_is_told_apart"),)),
    RefusedBecause.UNKNOWN: ((REDIRECT, "test_a_return_without_a_usable_answer_is_refused_as_unknown"),),
}

HOSTILE: dict[str, tuple[tuple[str, str], ...]] = {
    "a foreign redirect": (
        (PROOF, "test_a_foreign_answer_is_not_accepted"),
        (EMBEDDED, "test_a_forged_return_is_stopped_and_not_accepted"),
        (HOSTILE_PAGES, "test_an_answer_that_cannot_be_believed_connects_nothing"),
        (WAYS, "test_any_other_text_is_not_accepted_and_ends_nothing"),
    ),
    "a replayed redirect": (
        (PROOF, "test_the_answer_of_an_earlier_sign_in_is_not_taken_for_this_one"),
        (LOOPBACK, "test_the_answer_is_taken_once"),
    ),
    "a wrong one-use value": (
        (REDIRECT, "test_another_attempts_answer_is_never_ours"),
        (REDIRECT, "test_no_text_makes_it_fail_and_none_is_accepted_without_the_value"),
    ),
    "huge or odd parameters": (
        (REDIRECT, "test_a_return_without_a_usable_answer_is_refused_as_unknown"),
        (REDIRECT, "test_a_contradiction_is_never_an_answer"),
        (LOOPBACK, "test_a_head_that_is_too_long_is_cut_off"),
    ),
    "a host that looks alike": (
        (REDIRECT, "test_no_other_host_is_ever_taken_for_ours"),
        (HOSTILE_PAGES, "test_a_host_that_looks_alike_is_not_where_a_sign_in_ends"),
        (FAILURES, "test_an_address_that_is_not_a_secure_page_is_not_opened"),
    ),
    "files and other schemes": (
        (HOSTILE_PAGES, "test_a_page_opens_nothing_but_web_pages"),
        (HOSTILE_PAGES, "test_not_even_after_a_click"),
        (HOSTILE_PAGES, "test_a_file_is_never_chosen_for_a_page"),
        (HOSTILE_PAGES, "test_nothing_is_downloaded_and_it_is_said"),
    ),
    "windows, permissions and boxes": (
        (EMBEDDED, "test_a_pop_up_is_a_page_of_the_same_kind"),
        (HOSTILE_PAGES, "test_what_a_page_asks_of_this_computer_is_not_given"),
        (HOSTILE_PAGES, "test_a_page_that_asks_for_a_password_in_a_box_gets_none"),
        (HOSTILE_PAGES, "test_a_storm_of_boxes_is_said_once_and_can_be_stopped"),
    ),
    "others at the loopback port": (
        (LOOPBACK, "test_everybody_else_gets_an_empty_answer_and_changes_nothing"),
        (LOOPBACK, "test_only_a_get_is_heard"),
        (LOOPBACK, "test_a_name_that_was_made_to_lead_here_is_not_answered"),
        (LOOPBACK, "test_a_page_elsewhere_may_not_read_the_answer"),
        (LOOPBACK, "test_a_second_request_on_the_same_line_is_not_read"),
        (LOOPBACK, "test_a_visitor_that_sends_a_letter_now_and_then_is_not_waited_for"),
        (LOOPBACK, "test_a_thousand_silent_visitors_do_not_keep_the_answer_out"),
    ),
}

PROMISES: dict[str, tuple[tuple[str, str], ...]] = {
    "the way can be changed": (
        (WAYS, "test_changing_the_way_keeps_the_attempt"),
        (ELSEWHERE, "test_from_the_browser_to_the_phone_the_first_link_stays_good"),
        (PAGE_TROUBLE, "test_the_browser_can_be_used_instead_in_the_middle"),
    ),
    "the way is remembered": ((WIZARD, "test_the_way_is_remembered_for_the_provider_and_the_site_only"),),
    "the answer is heard": ((LOOPBACK, "test_a_browser_that_hangs_up_before_the_page_is_heard_all_the_same"),),
    "the answer page": ((LOOPBACK, "test_the_answer_speaks_the_users_language"),),
    "redirect and list": ((WAYS, "test_a_redirect_and_the_list_together_count_once"),),
    "attempts of today": (
        (BOOK, "test_the_attempts_of_a_day_are_told_by_schedule_and_provider"),
        (RUNGS, "test_a_colleague_sees_what_was_tried"),
    ),
    "each end as seen": (
        (ENDS, "test_each_end_says_what_is_so_and_offers_one_next_step"),
        (ENDS, "test_each_rung_fits_and_is_the_next_step"),
    ),
    "duplicates": (
        (DUPLICATES, "test_addresses_tell_and_domains_do_not"),
        (AGAIN, "test_the_same_account_elsewhere_is_said_before_and_after"),
    ),
    "Apple": (
        (PARTS, "test_other_passwords_do_not_have_it"),
        (WIZARD, "test_the_form_explains_apples_own_calendar_and_a_changed_password"),
        (WIZARD, "test_the_shape_of_the_password_is_a_hint_that_can_be_overridden"),
    ),
    "review": (
        (WIZARD, "test_the_switches_of_the_review_are_wishes_to_the_service"),
        (STOPWATCH, "test_the_stopwatch_measures_a_new_event"),
    ),
    "a whole team": (
        (QUEUE, "test_links_for_all_and_everybody_uses_theirs"),
        (QUEUE, "test_a_restart_in_the_middle_keeps_the_queue_and_no_link"),
    ),
}

ENDING, COUNT, UNDO = (f"unit/services/disconnect/test_disconnect_{name}.py" for name in ("ending", "count", "undo"))
QUESTION, NOTICES = "ui/test_disconnect_question.py", "ui/test_ending_notices.py"

DISCONNECTS: dict[type[str], dict[str, tuple[tuple[str, str], ...]]] = {
    Certainty: {
        Certainty.EXACT: ((COUNT, "test_the_count_is_what_the_calendar_really_holds"),),
        Certainty.AT_LEAST: ((COUNT, "test_what_was_counted_before_it_broke_off_is_a_least_number"),),
        Certainty.AT_MOST: (
            (COUNT, "test_the_business_may_hold_everybodys_bookings"),
            (COUNT, "test_a_calendar_that_could_not_be_filled_holds_that_many_at_most"),
        ),
        Certainty.UNKNOWN: (
            (COUNT, "test_what_cannot_be_counted_is_unknown_and_not_nothing"),
            (QUESTION, "test_a_count_that_fails_is_said_and_disconnecting_is_possible"),
        ),
    },
    str: {
        "copy": (
            (COUNT, "test_the_copy_holds_what_was_counted_and_no_titles_while_they_are_hidden"),
            (QUESTION, "test_a_copy_is_saved_without_titles_while_they_are_hidden"),
        ),
        "undo": (
            (UNDO, "test_it_is_connected_again_with_the_old_switches_and_calendars"),
            (NOTICES, "test_it_is_told_and_can_be_connected_again_as_it_was"),
        ),
        "restart": ((NOTICES, "test_after_a_restart_it_is_offered_again_even_if_it_is_not_listed_any_more"),),
    },
    Alternative: {
        Alternative.EXPORT_OFF: ((QUESTION, "test_the_export_can_be_switched_off_instead"),),
        Alternative.RECONNECT: ((QUESTION, "test_signing_in_again_can_be_chosen_instead"),),
    },
    Outcome: {
        Outcome.ENDED: (
            (ENDING, "test_it_is_ended_there_and_read_back"),
            (ENDING, "test_one_that_is_gone_altogether_has_ended_and_leaves_the_list"),
            (ENDING, "test_an_answer_that_was_lost_is_looked_up"),
        ),
        Outcome.NOT_READ_BACK: ((ENDING, "test_a_reading_that_fails_leaves_what_wix_said_and_a_later_look"),),
        Outcome.STILL_SHOWN: ((ENDING, "test_one_that_goes_on_being_shown_is_said_to_be"),),
        Outcome.NOT_KNOWN: (
            (ENDING, "test_where_nothing_can_be_read_it_is_not_known_and_a_later_look_tells"),
            (NOTICES, "test_what_is_not_known_can_be_looked_up_later"),
        ),
        Outcome.STANDS: ((ENDING, "test_a_later_look_may_tell_that_nothing_was_done"),),
    },
    Fate: {
        Fate.WORKS: ((ENDING, "test_the_other_one_with_the_same_account_is_read_and_still_works"),),
        Fate.NEEDS_SIGN_IN: ((ENDING, "test_the_other_one_may_need_a_sign_in_now"),),
        Fate.ENDED: ((ENDING, "test_the_other_one_that_has_gone_with_it_is_said_and_can_be_connected_again"),),
        Fate.NOT_SURE: ((ENDING, "test_whether_the_other_one_works_may_not_be_sure"),),
    },
}


HELPERS = frozenset({"at", "failed", "until", "raises"})
"""What checks on behalf of a test, besides functions of its own file."""


@cache
def _tests_in(file: str) -> dict[str, bool]:
    """The tests of a file, and whether each checks something."""
    tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
    functions = [one for one in tree.body if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)]
    plain = {one.name: _checks(one, frozenset()) for one in functions}
    checking = frozenset(name for name, checks in plain.items() if checks)
    return {one.name: _checks(one, checking | HELPERS) for one in functions}


def _checks(function: ast.FunctionDef | ast.AsyncFunctionDef, helpers: frozenset[str]) -> bool:
    """Whether it asserts, or calls something that does."""
    nodes = list(ast.walk(function))
    called = {getattr(node.func, "id", getattr(node.func, "attr", "")) for node in nodes if isinstance(node, ast.Call)}
    return bool(called & helpers) or any(isinstance(node, ast.Assert) for node in nodes)


def assert_shown(tests: tuple[tuple[str, str], ...]) -> None:
    """There is at least one test, and each exists and checks something."""
    assert tests
    for file, name in tests:
        assert _tests_in(file).get(name), f"{file}: {name}"


@pytest.mark.parametrize("ending", list(Ending))
def test_every_cause_has_a_test_that_shows_its_end(ending):
    assert_shown(CAUSES[ending])


@pytest.mark.parametrize("path", [*Way, *Rung, "credentials", "reconnect", "restart"])
def test_every_way_and_every_rung_has_a_test(path):
    assert_shown(SUCCESSES[path])


@pytest.mark.parametrize("end", [*ConsentEnd, *Return, *RefusedBecause], ids=lambda end: repr(end))
def test_every_end_of_a_visit_and_every_redirect_has_a_test(end):
    assert_shown(VISITS[end])


@pytest.mark.parametrize("part", [*HOSTILE, *PROMISES])
def test_hostile_input_and_each_promise_have_tests(part):
    assert_shown((HOSTILE | PROMISES)[part])


@pytest.mark.parametrize(
    "end", [*Certainty, *Alternative, *Outcome, *Fate, "copy", "undo", "restart"], ids=lambda end: repr(end)
)
def test_every_end_of_a_disconnect_has_a_test(end):
    assert_shown(DISCONNECTS[type(end)][end])
