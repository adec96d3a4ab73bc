"""Every failure of every call has its words, its next step, and details that hold no secret."""

import pytest
from msgspec.structs import replace

from caldesk.api import errors as api
from caldesk.services.findings import (
    bookings_missing,
    partly_understood,
    provider_unreachable,
    settings_not_understood,
    zone_unknown,
)
from caldesk.services.problems import (
    SITE_NEEDS_SOMETHING,
    Action,
    Problem,
    ProblemId,
    as_problem,
    problem_of,
)

_CALL = api.Call(method="GET", path="/bookings/v2/x", request_id="req-1", attempts=3)


def _status(kind: type[api.StatusError], status: int, code: str = "", message: str = "no") -> api.StatusError:
    return kind(message, _CALL, status, code, body='{"message": "no"}')


_STATUSES = [
    (_status(api.BadRequest, 400), ProblemId.BAD_REQUEST),
    (_status(api.Unauthorized, 401), ProblemId.KEY_REFUSED),
    (_status(api.Unauthorized, 401, message="MetaSite not found"), ProblemId.SITE_NOT_FOUND_FOR_KEY),
    (_status(api.BadCredentials, 401, "BAD_CREDENTIALS"), ProblemId.BAD_CREDENTIALS),
    (_status(api.Forbidden, 403), ProblemId.RIGHTS),
    (_status(api.PremiumRequired, 403, "PREMIUM_FEATURE_NOT_ENABLED"), ProblemId.PREMIUM),
    (_status(api.NotFound, 404), ProblemId.NOT_FOUND),
    (_status(api.Conflict, 409), ProblemId.CONFLICT),
    (_status(api.PreconditionFailed, 428), ProblemId.PRECONDITION),
    (_status(api.NotSupportedByProvider, 428, "NOT_SUPPORTED_BY_PROVIDER"), ProblemId.NOT_SUPPORTED),
    (_status(api.ConnectionNotConnected, 428, "CONNECTION_NOT_CONNECTED"), ProblemId.NOT_CONNECTED),
    (_status(api.AlreadyDisconnected, 428, "CONNECTION_ALREADY_DISCONNECTED"), ProblemId.ALREADY_DISCONNECTED),
    (_status(api.AppNotInstalled, 428, "REQUIRED_APP_NOT_INSTALLED"), ProblemId.BOOKINGS_MISSING),
    (_status(api.RateLimited, 429), ProblemId.RATE_LIMITED),
    (_status(api.ServerError, 503), ProblemId.SERVER_ERROR),
    (_status(api.StatusError, 418), ProblemId.REFUSED_STATUS),
]
_TROUBLES = [
    (api.Trouble.OFFLINE, ProblemId.OFFLINE),
    (api.Trouble.DNS, ProblemId.DNS),
    (api.Trouble.REFUSED, ProblemId.REFUSED),
    (api.Trouble.PROXY, ProblemId.PROXY),
    (api.Trouble.CERTIFICATE, ProblemId.CERTIFICATE),
    (api.Trouble.TIMEOUT, ProblemId.TIMEOUT),
    (api.Trouble.CUT, ProblemId.CUT),
]


def _is_complete(problem: Problem) -> None:
    assert problem.title
    assert not problem.title.endswith(".")
    assert problem.what.endswith(".")
    assert problem.cure.endswith(".")
    assert "{" not in problem.title + problem.what + problem.cure
    assert problem.actions


@pytest.mark.parametrize(("error", "expected"), _STATUSES)
def test_every_status_has_its_problem(error: api.StatusError, expected: ProblemId) -> None:
    problem = problem_of(error)
    assert problem.id is expected
    assert problem.request_id == "req-1"
    _is_complete(problem)


@pytest.mark.parametrize(("trouble", "expected"), _TROUBLES)
def test_every_trouble_has_its_problem(trouble: api.Trouble, expected: ProblemId) -> None:
    problem = problem_of(api.Unreachable("no", _CALL, trouble, maybe_done=False))
    assert problem.id is expected
    _is_complete(problem)


def test_all_troubles_are_covered() -> None:
    assert {trouble for trouble, _problem in _TROUBLES} == set(api.Trouble)


def test_a_broken_answer() -> None:
    problem = problem_of(api.BrokenAnswer("not JSON", _CALL, "<html>"))
    assert problem.id is ProblemId.BROKEN_ANSWER
    _is_complete(problem)


def test_a_wrong_calendar_password_is_no_bad_key() -> None:
    problem = problem_of(_status(api.BadCredentials, 401))
    assert Action.EDIT_SITE not in problem.actions
    assert problem.id not in SITE_NEEDS_SOMETHING


def test_details_hold_what_support_needs() -> None:
    detail = problem_of(_status(api.ServerError, 503, "INTERNAL")).detail
    for part in ("GET /bookings/v2/x", "HTTP 503 INTERNAL", "x-wix-request-id: req-1", "attempts: 3", '"message"'):
        assert part in detail


def test_a_bad_request_names_the_fields() -> None:
    error = api.BadRequest("no", _CALL, 400)
    error.violations = (api.FieldViolation(field="from"), api.FieldViolation(field="to"))
    assert "from, to" in problem_of(error).what


def test_a_rate_limit_says_how_long_to_wait() -> None:
    error = api.RateLimited("no", _CALL, 429)
    error.retry_after = 30.0
    assert "30 seconds" in problem_of(error).cure


def test_a_bug_is_no_problem() -> None:
    assert as_problem(ZeroDivisionError()) is None


@pytest.mark.parametrize("problem", [bookings_missing(), provider_unreachable("Google")])
def test_problems_that_are_found_rather_than_raised(problem: Problem) -> None:
    _is_complete(problem)
    assert problem.id in SITE_NEEDS_SOMETHING


def test_a_long_wait_is_told_in_minutes() -> None:
    error = api.RateLimited("no", _CALL, 429)
    error.retry_after = 3600.0
    assert "60 minutes" in problem_of(error).cure


def _unsafe(error: api.ApiError) -> api.ApiError:
    error.call = replace(_CALL, method="POST", safe=False)
    return error


@pytest.mark.parametrize(
    "error",
    [
        api.Unreachable("no", _CALL, api.Trouble.TIMEOUT, maybe_done=True),
        api.ServerError("no", _CALL, 503),
        api.BrokenAnswer("no", _CALL),
    ],
)
def test_a_write_that_may_have_been_done_says_look_first(error: api.ApiError) -> None:
    problem = problem_of(_unsafe(error))
    assert "may have been done" in problem.cure
    assert problem.actions == (Action.REFRESH,)


def test_a_write_that_was_refused_may_be_tried_again() -> None:
    assert Action.RETRY in problem_of(_unsafe(_status(api.Forbidden, 403))).actions


def test_a_web_page_in_place_of_an_answer_is_called_one() -> None:
    problem = problem_of(api.BrokenAnswer("not JSON", _CALL, "\n<!DOCTYPE html>"))
    assert problem.id is ProblemId.BROKEN_ANSWER
    assert "sign in to the network" in problem.cure
    _is_complete(problem)


def test_a_setting_that_cannot_work_is_named() -> None:
    problem = problem_of(api.Misconfigured("The file x is no file.", _CALL, api.Trouble.CERTIFICATE, maybe_done=False))
    assert problem.what == "The file x is no file."
    _is_complete(problem)


@pytest.mark.parametrize("problem", [partly_understood(2), settings_not_understood(), zone_unknown("Mars/Base")])
def test_problems_found_in_answers_are_complete(problem: Problem) -> None:
    _is_complete(problem)
