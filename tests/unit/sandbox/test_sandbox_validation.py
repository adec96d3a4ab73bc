"""Bad input is refused with the documented envelope, every wrong field named."""

import pytest

EXTERNAL = "/bookings/v2/external-calendars"
GUID = "5f1c7d0e-6b2a-4c39-9d1f-2a7e84c0b613"


def test_all_wrong_fields_are_named_at_once(fresh, violations_of):
    answer = fresh.connect_apple(password="", scheduleId="x", providerId=None, email="nobody")
    assert answer.status_code == 400
    assert violations_of(answer) == {
        "scheduleId": "FORMAT",
        "providerId": "REQUIRED_FIELD",
        "email": "FORMAT",
        "password": "REQUIRED_FIELD",
    }


@pytest.mark.parametrize(
    ("redirect", "good"),
    [
        ("https://www.wix.com/abc", True),
        ("http://127.0.0.1:51004/wix/9b2f41c7/callback", True),
        ("ftp://www.wix.com", False),
        ("https://", False),
        ("https://a b.example", False),
        ("https://host:notaport/", False),
        ("http://[::1", False),
        ("just words", False),
        (7, False),
    ],
)
def test_redirect_address(fresh, redirect, good):
    body = {"scheduleId": fresh.schedule(), "providerId": fresh.provider("GOOGLE"), "redirectUrl": redirect}
    assert (fresh.post(f"{EXTERNAL}/connections:connectByOAuth", body).status_code == 200) is good


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "[::1]:1"])
def test_loopback_redirects_can_be_refused(fresh, violations_of, host):
    fresh.control.set_knobs(loopback_redirects=False)
    body = {"scheduleId": GUID, "providerId": GUID, "redirectUrl": f"http://{host}/callback"}
    answer = fresh.post(f"{EXTERNAL}/connections:connectByOAuth", body)
    assert violations_of(answer) == {"redirectUrl": "FORMAT"}


@pytest.mark.parametrize(
    ("change", "field", "rule"),
    [
        ({"cursorPaging.limit": 1001}, "cursorPaging.limit", "MAX"),
        ({"cursorPaging.limit": 0}, "cursorPaging.limit", "MIN"),
        ({"cursorPaging.limit": "many"}, "cursorPaging.limit", "MIN"),
        ({"scheduleIds": [GUID] * 101}, "scheduleIds", "MAX_SIZE"),
        ({"userIds": [GUID] * 101}, "userIds", "MAX_SIZE"),
        ({"scheduleIds": [GUID, "x"]}, "scheduleIds[1]", "FORMAT"),
        ({"fieldsets": "ALL"}, "fieldsets", "INVALID_ARGUMENT"),
        ({"allDay": "maybe"}, "allDay", "INVALID_ARGUMENT"),
        ({"from": "2026-11-23"}, "from", "FORMAT"),
        ({"from": "2026-11-23T00:00:00"}, "from", "FORMAT"),
        ({"to": "tomorrow"}, "to", "FORMAT"),
        ({"from": None}, "from", "REQUIRED_FIELD"),
        ({"cursorPaging.cursor": "%%%"}, "cursorPaging.cursor", "INVALID_ARGUMENT"),
        ({"cursorPaging.cursor": "eyJhIjoxfQ"}, "cursorPaging.cursor", "INVALID_ARGUMENT"),
    ],
)
def test_list_events(fresh, violations_of, change, field, rule):
    answer = fresh.events(**change)
    assert answer.status_code == 400
    assert violations_of(answer) == {field: rule}


def test_one_hundred_schedules_pass_and_empty_values_and_unknown_keys_are_ignored(fresh):
    answer = fresh.events(scheduleIds=[GUID] * 100, allDay="", connectionId="x", nonsense="1")
    assert answer.json()["events"] == []


def test_window_can_be_capped(fresh, violations_of):
    fresh.control.set_knobs(max_window_days=31)
    assert violations_of(fresh.events()) == {"to": "OUT_OF_RANGE"}


@pytest.mark.parametrize("body", [b"{", b"[]", b"\xff", b"null"])
def test_a_body_that_is_no_json_object_is_400(fresh, body):
    answer = fresh.http.post(f"{EXTERNAL}/connections:connectByOAuth", content=body)
    assert answer.status_code == 400
    assert answer.json()["details"] == {}


@pytest.mark.parametrize(
    ("config", "field"),
    [
        (None, "syncConfig"),
        ({"listEventFromCalendars": {"enabled": "yes"}}, "syncConfig"),
        (
            {"listEventFromCalendars": {"enabled": True, "primaryCalendar": {}, "calendars": {"calendars": []}}},
            "syncConfig.listEventFromCalendars",
        ),
        (
            {"syncToCalendar": {"enabled": True, "primaryCalendar": {}, "dedicatedCalendar": {}}},
            "syncConfig.syncToCalendar",
        ),
        (
            {"listEventFromCalendars": {"calendars": {"calendars": [{"id": "nobody's"}]}}},
            "syncConfig.listEventFromCalendars.calendars.calendars[0].id",
        ),
    ],
)
def test_sync_config(fresh, violations_of, config, field):
    made = fresh.connect_apple().json()["connection"]
    answer = fresh.patch(made["id"], config)
    assert answer.status_code == 400
    assert list(violations_of(answer)) == [field]


@pytest.mark.parametrize(
    ("path", "what"),
    [("scheduleId", "Schedule not found"), ("providerId", "Provider not found")],
)
def test_unknown_ids_are_404(fresh, code_of, path, what):
    answer = fresh.connect_apple(**{path: GUID})
    assert (answer.status_code, code_of(answer), answer.json()["message"]) == (404, "NOT_FOUND", what)
