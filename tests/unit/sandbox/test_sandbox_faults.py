"""Injected faults spoil exactly the requests they name."""

import httpx
import pytest

from caldesk.sandbox.faults import Fault


def test_status_for_one_route_a_number_of_times(fresh):
    fresh.control.add_fault(Fault(route="listProviders", status=503, body="empty", times=2))
    seen = [fresh.external("providers") for _ in range(3)]
    assert [answer.status_code for answer in seen] == [503, 503, 200]
    assert seen[0].content == b""
    assert fresh.external("connections").status_code == 200


def test_every_third_request(fresh):
    fresh.control.add_fault(Fault(every=3, status=500, body="json"))
    assert [fresh.external("providers").status_code for _ in range(6)] == [200, 200, 500] * 2


@pytest.mark.parametrize(("body", "kind"), [("html", "text/html"), ("text", "text/plain")])
def test_bodies_that_are_no_json(fresh, body, kind):
    fresh.control.add_fault(Fault(status=200, body=body))
    answer = fresh.external("providers")
    assert answer.headers["content-type"].startswith(kind)
    assert not answer.text.startswith("{")
    assert answer.headers["x-wix-request-id"]


def test_truncated_body_is_half_of_the_true_one(fresh):
    true = fresh.external("providers").content
    fresh.control.add_fault(Fault(body="truncated", times=1))
    answer = fresh.external("providers")
    assert answer.status_code == 200
    assert true.startswith(answer.content)
    assert 0 < len(answer.content) < len(true)


def test_code_and_headers(fresh, code_of):
    fault = Fault(status=429, body="json", code="RESOURCE_EXHAUSTED", headers={"retry-after": "7"})
    fresh.control.add_fault(fault)
    answer = fresh.external("providers")
    assert (answer.status_code, code_of(answer), answer.headers["retry-after"]) == (429, "RESOURCE_EXHAUSTED", "7")


def test_cut_before_the_answer(fresh):
    fresh.control.add_fault(Fault(cut="at-once", times=1))
    with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
        fresh.external("providers")
    assert fresh.external("providers").status_code == 200
    assert [entry.status for entry in fresh.control.requests("listProviders")] == [0, 200]


def test_cut_in_the_middle(fresh):
    fresh.control.add_fault(Fault(cut="midway", times=1))
    with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
        fresh.external("providers")
    assert fresh.external("providers").status_code == 200


@pytest.mark.parametrize(("after", "made"), [(False, 0), (True, 1)])
def test_a_lost_answer_may_have_had_its_effect(fresh, after, made):
    fresh.control.add_fault(Fault(route="connectByCredentials", cut="at-once", after=after))
    with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
        fresh.connect_apple()
    assert len(fresh.connections()) == made


def test_first_fault_that_matches_wins_and_clearing_ends_all(fresh):
    fresh.control.add_fault(Fault(route="listEvents", status=500))
    fresh.control.add_fault(Fault(status=502))
    assert fresh.events().status_code == 500
    assert fresh.external("providers").status_code == 502
    fresh.control.clear_faults()
    assert fresh.external("providers").status_code == 200


def test_flaky_scenario_shows_every_kind_of_trouble(staged):
    caller = staged("flaky")
    seen = set()
    for _ in range(400):
        try:
            answer = caller.external("providers")
            seen.add((answer.status_code, answer.headers["content-type"].split(";")[0], _is_json(answer)))
        except httpx.TransportError as error:
            seen.add(type(error))
    assert {(503, "application/json", False), (429, "application/json", True), (502, "text/html", False)} <= seen
    assert {(200, "application/json", True), (200, "application/json", False), (200, "text/plain", False)} <= seen
    assert {one for one in seen if isinstance(one, type)}


def _is_json(answer: httpx.Response) -> bool:
    try:
        answer.json()
    except ValueError:
        return False
    return True
