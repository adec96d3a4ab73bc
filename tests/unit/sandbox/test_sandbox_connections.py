"""Connections: their life, both switches, disconnecting, premium, partial failure."""

import pytest

EXTERNAL = "/bookings/v2/external-calendars"


def test_status_moves_with_time(fresh):
    made = fresh.connect_apple().json()["connection"]
    seen = [made["status"]]
    for seconds in (6, 20):
        fresh.control.move_time(seconds)
        seen.append(fresh.external(f"connections/{made['id']}").json()["connection"]["status"])
    assert seen == ["CONNECTED", "SYNC_IN_PROGRESS", "SYNCED"]


def test_ids_have_the_documented_lengths(fresh):
    made = fresh.connect_apple().json()["connection"]
    calendars = fresh.external(f"connections/{made['id']}/calendars").json()["calendars"]
    assert 150 <= len(made["id"]) <= 190
    assert {len(calendar["id"]) for calendar in calendars} == {25}


@pytest.mark.parametrize("password", ["nope-nope-nope-nope", "hunter2", "ABCD-efgh-ijkl-mnop"])
def test_wrong_calendar_password_is_401_with_its_own_code(fresh, code_of, password):
    answer = fresh.connect_apple(password=password)
    assert (answer.status_code, code_of(answer)) == (401, "BAD_CREDENTIALS")
    assert fresh.connections() == []


def test_password_is_kept_nowhere(fresh):
    password = "abcd-wxyz-ijkl-mnop"
    fresh.connect_apple(password=password)
    kept = [fresh.control.requests(), fresh.control.state(), vars(fresh.server.site.world)]
    assert password not in repr(kept)
    assert fresh.server.api_key not in repr(kept)


def test_new_account_brings_events_once_it_syncs(fresh):
    fresh.connect_apple()
    assert fresh.events().json()["events"] == []
    fresh.control.move_time(6)
    assert len(fresh.events().json()["events"]) == 13


def test_import_off_hides_events_and_on_brings_them_back(fresh):
    made = fresh.connect_apple().json()["connection"]
    fresh.control.move_time(60)
    before = fresh.events().json()["events"]
    for enabled, expected in ((False, []), (True, before)):
        fresh.patch(made["id"], {"listEventFromCalendars": {"enabled": enabled}})
        assert fresh.events().json()["events"] == expected
    assert before


def test_only_chosen_calendars_are_read(fresh):
    made = fresh.connect_apple().json()["connection"]
    fresh.control.move_time(60)
    first, *_ = fresh.external(f"connections/{made['id']}/calendars").json()["calendars"]
    fresh.patch(made["id"], {"listEventFromCalendars": {"enabled": True, "calendars": {"calendars": [first]}}})
    events = fresh.events(fieldsets="OWN_PI").json()["events"]
    assert {event["calendarName"] for event in events} == {first["name"]}


def test_patch_merges_by_half_or_replaces(fresh):
    made = fresh.connect_apple().json()["connection"]
    half = {"syncToCalendar": {"enabled": False, "dedicatedCalendar": {}}}
    merged = fresh.patch(made["id"], half).json()["connection"]["syncConfig"]
    assert merged == made["syncConfig"] | half
    fresh.control.set_knobs(patch="replace")
    assert fresh.patch(made["id"], half).json()["connection"]["syncConfig"] == half


def test_provider_limits_hold(busy, code_of):
    google = next(c for c in busy.connections() if c["calendarType"] == "GOOGLE")
    for wish in (
        {"listEventFromCalendars": {"enabled": True, "calendars": {"calendars": []}}},
        {"syncToCalendar": {"enabled": True, "dedicatedCalendar": {}}},
    ):
        answer = busy.patch(google["id"], wish)
        assert (answer.status_code, code_of(answer)) == (428, "NOT_SUPPORTED_BY_PROVIDER")
    assert code_of(busy.external(f"connections/{google['id']}/calendars")) == "NOT_SUPPORTED_BY_PROVIDER"


def test_provider_without_settings_refuses_them(staged, code_of):
    caller = staged("statuses")
    limited = next(c for c in caller.connections() if c["calendarType"] == "OTHER")
    assert code_of(caller.patch(limited["id"], {})) == "NOT_SUPPORTED_BY_PROVIDER"


def test_disconnect_removes_events_and_exports_and_is_final(busy, code_of):
    mine = next(c for c in busy.connections() if c["externalAccountEmail"].startswith("mara.quinn@gmail"))
    assert busy.control.exported_count(mine["id"]) > 0
    before = len(busy.events().json()["events"])
    answer = busy.disconnect(mine["id"])
    assert answer.json()["connection"]["status"] == "DISCONNECTED"
    assert len(busy.events().json()["events"]) < before
    assert busy.control.exported_count(mine["id"]) == 0
    again = busy.disconnect(mine["id"])
    assert (again.status_code, code_of(again)) == (428, "CONNECTION_ALREADY_DISCONNECTED")
    assert code_of(busy.patch(mine["id"], {})) == "CONNECTION_NOT_CONNECTED"


def test_disconnected_connections_can_leave_the_list(busy):
    gone = busy.connections()[0]["id"]
    busy.disconnect(gone)
    assert gone in {c["id"] for c in busy.connections()}
    busy.control.set_knobs(list_disconnected=False)
    assert gone not in {c["id"] for c in busy.connections()}
    assert busy.external(f"connections/{gone}").status_code == 200


def test_the_same_account_again_replaces_the_old_connection_or_stands_beside_it(fresh):
    first = fresh.connect_apple().json()["connection"]["id"]
    second = fresh.connect_apple().json()["connection"]["id"]
    assert {c["id"]: c["status"] for c in fresh.connections()} == {first: "DISCONNECTED", second: "CONNECTED"}
    fresh.control.set_knobs(same_account_again="add")
    fresh.connect_apple()
    assert [c["status"] for c in fresh.connections()] == ["DISCONNECTED", "CONNECTED", "CONNECTED"]


def test_export_count_is_that_of_coming_bookings_of_the_person(busy):
    counts = {c["externalAccountEmail"]: busy.control.exported_count(c["id"]) for c in busy.connections()}
    business = counts["hello@quinnwellness.example"]
    assert business == max(counts.values())
    assert 0 < counts["mara.quinn@gmail.example"] < business
    assert counts["priya.raman@gmail.example"] == 0  # the token is revoked


@pytest.mark.parametrize("call", ["providers", "connections"])
def test_premium_gate(fresh, code_of, call):
    fresh.control.set_knobs(premium=False)
    assert (fresh.external(call).status_code, code_of(fresh.external(call))) == (403, "PREMIUM_FEATURE_NOT_ENABLED")
    fresh.control.set_knobs(premium_gate="documented")
    assert fresh.external(call).status_code == 200
    assert code_of(fresh.connect_apple()) == "PREMIUM_FEATURE_NOT_ENABLED"


@pytest.mark.parametrize("call", ["connections", "events"])
def test_one_failing_provider_fails_the_call_unless_partial_failure_is_allowed(staged, call):
    caller = staged("provider-down")
    query = {"from": "2000-01-01T00:00:00Z", "to": "2100-01-01T00:00:00Z"}
    assert caller.external(call, **query).status_code == 500
    answer = caller.external(call, partialFailure=True, **query).json()
    assert answer["failedProviderIds"] == [caller.provider("MICROSOFT")]
    assert {one["calendarType"] for one in answer[call]} == {"GOOGLE", "I_CAL"}


def test_partial_failure_still_fails_when_nothing_could_be_read(staged):
    caller = staged("provider-down")
    daniel = caller.schedule("Daniel Okafor")
    assert caller.external("connections", scheduleIds=daniel, partialFailure=True).status_code == 500


def test_failed_providers_are_named_only_when_asked_for(busy):
    assert "failedProviderIds" not in busy.external("connections").json()
    assert busy.external("connections", partialFailure=True).json()["failedProviderIds"] == []


def test_connections_of_some_schedules(busy):
    wanted = [busy.schedule("Mara Quinn"), busy.schedule("Daniel Okafor"), busy.schedule("Jo Ek")]
    answer = busy.external("connections", scheduleIds=wanted).json()["connections"]
    assert sorted(c["calendarType"] for c in answer) == ["GOOGLE", "MICROSOFT", "MICROSOFT"]


def test_owner_only_refuses_other_peoples_settings(busy, code_of):
    busy.control.set_knobs(owner_only=True)
    mine = next(c for c in busy.connections() if c["externalAccountEmail"] == "mara.quinn@contoso.example")
    other = next(c for c in busy.connections() if c["externalAccountEmail"] == "daniel.okafor@contoso.example")
    assert busy.external(f"connections/{mine['id']}/calendars").status_code == 200
    assert code_of(busy.external(f"connections/{other['id']}/calendars")) == "PERMISSION_DENIED"


def test_unknown_connection_has_the_status_of_the_knob(fresh):
    assert fresh.external("connections/nobody").status_code == 404
    fresh.control.set_knobs(unknown_connection_status=400)
    assert fresh.external("connections/nobody").status_code == 400


def test_export_can_be_absent_from_a_new_connection(fresh):
    fresh.control.set_knobs(sync_defaults="export-absent")
    assert "syncToCalendar" not in fresh.connect_apple().json()["connection"]["syncConfig"]
