"""Control over HTTP, and the journal."""

import httpx
import msgspec
import pytest

CONTROL = {"X-Practice-Control": "1"}


def control(caller, verb: str, name: str, body=None) -> httpx.Response:
    return caller.http.request(verb, f"/_practice/{name}", json=body, headers=CONTROL)


@pytest.mark.parametrize("headers", [{}, {"X-Practice-Control": "yes"}])
def test_header_is_needed(fresh, headers):
    answer = fresh.http.get("/_practice/state", headers=headers)
    assert answer.status_code == 403


def test_scenario_knobs_and_reset(fresh):
    assert control(fresh, "POST", "scenario", {"name": "statuses"}).status_code == 200
    assert control(fresh, "GET", "state").json()["scenario"] == "statuses"
    knobs = control(fresh, "PATCH", "knobs", {"premium": False, "failing_providers": ["GOOGLE"]}).json()
    assert (knobs["premium"], knobs["failing_providers"]) == (False, ["GOOGLE"])
    assert control(fresh, "GET", "knobs").json() == knobs
    control(fresh, "POST", "reset")
    assert control(fresh, "GET", "knobs").json()["premium"] is True


@pytest.mark.parametrize(
    ("verb", "name", "body", "status"),
    [
        ("POST", "scenario", {"name": "nonsense"}, 404),
        ("PATCH", "knobs", {"premium": "yes"}, 400),
        ("PATCH", "knobs", {"premiun": True}, 400),
        ("POST", "faults", {"route": "*", "nonsense": 1}, 400),
        ("POST", "time", {"seconds": "many"}, 400),
        ("GET", "connections/nobody/exported", None, 404),
        ("DELETE", "state", None, 404),
        ("GET", "nonsense", None, 404),
    ],
)
def test_wrong_use_is_told(fresh, verb, name, body, status):
    answer = control(fresh, verb, name, body)
    assert (answer.status_code, "error" in answer.json()) == (status, True)


@pytest.mark.parametrize("wrong", [{"premiun": True}, {"google_refuses": "sometimes"}, {"rate_limit": "many"}])
def test_wrong_knobs_are_told_in_process_too(fresh, wrong):
    with pytest.raises(msgspec.ValidationError):
        fresh.control.set_knobs(**wrong)


def test_time_faults_and_connections(fresh):
    made = fresh.connect_apple().json()["connection"]["id"]
    control(fresh, "POST", "time", {"seconds": 60})
    assert fresh.connections()[0]["status"] == "SYNCED"
    control(fresh, "POST", f"connections/{made}/state", {"status": "ERROR", "reason": "TOKEN_REVOKED"})
    assert fresh.connections()[0]["errorReason"] == "TOKEN_REVOKED"
    control(fresh, "POST", f"connections/{made}/state", {"status": None})
    assert fresh.connections()[0]["status"] == "SYNCED"
    assert control(fresh, "GET", f"connections/{made}/exported").json() == {"count": 0}
    control(fresh, "POST", f"connections/{made}/events", {"title": "New", "start": 0, "end": 60})
    first = fresh.external("events", **{"from": "1970-01-01T00:00:00Z", "to": "1971-01-01T00:00:00Z"}).json()
    assert len(first["events"]) == 1
    control(fresh, "POST", "faults", {"status": 503})
    assert fresh.external("providers").status_code == 503
    control(fresh, "DELETE", "faults")
    assert fresh.external("providers").status_code == 200


def test_journal_tells_what_was_asked_and_no_secret(fresh):
    control(fresh, "DELETE", "requests")
    answer = fresh.external("connections", partialFailure=True)
    fresh.connect_apple(password="abcd-wxyz-ijkl-mnop")
    fresh.http.put("/bookings/v2/external-calendars/providers")
    listed, connected, wrong = control(fresh, "GET", "requests").json()["requests"]
    assert (listed["method"], listed["query"], listed["status"]) == ("GET", "partialFailure=true", 200)
    assert listed["requestId"] == answer.headers["x-wix-request-id"]
    assert listed["headers"]["authorization"] == "(not kept)"
    assert listed["headers"]["wix-site-id"] == fresh.server.site_id
    assert (connected["operation"], connected["body"]) == ("connectByCredentials", "")
    assert (wrong["unexpected"], wrong["status"], listed["unexpected"]) == (True, 404, False)


def test_bodies_without_secrets_are_kept(fresh):
    made = fresh.connect_apple().json()["connection"]["id"]
    fresh.patch(made, {"syncToCalendar": {"enabled": False}})
    (entry,) = fresh.control.requests("updateSyncConfig")
    assert '"syncToCalendar"' in entry.body


def test_icons_that_browsers_ask_for_are_no_unexpected_requests(fresh):
    assert fresh.http.get("/favicon.ico").status_code == 204
    assert fresh.control.unexpected() == []


def test_foreign_host_names_are_refused(fresh):
    answer = fresh.http.get("/_practice/state", headers=CONTROL | {"host": "practice.evil.example"})
    assert answer.status_code == 400
    assert "scenario" not in answer.text
