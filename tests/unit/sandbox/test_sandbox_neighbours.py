"""Schedules, staff, resources, Wix's own events, apps, sites."""

import pytest

SCHEDULES = "/calendar/v3/schedules/query"
STAFF = "/bookings/v1/staff-members/query"
EVENTS = "/calendar/v3/events/query"
APPS = "/apps-installer-service/v1/app-instances"
INSTALL = "/apps-installer-service/v1/app-instance/install"
BOOKINGS = "13d21c63-b5ec-5912-8397-c3a5ddb27a97"
BUSINESS = "4e0579a5-491e-4e70-a872-d097eed6e520"


def find(caller, path: str, key: str, **query):
    answer = caller.post(path, {"query": query})
    assert answer.status_code == 200, answer.text
    return answer.json()[key]


def test_filters_of_schedules(busy):
    bookable = find(busy, SCHEDULES, "schedules", filter={"appId": BOOKINGS})
    assert len(bookable) == 12
    (business,) = find(busy, SCHEDULES, "schedules", filter={"externalId": {"$eq": BUSINESS}})
    assert business["name"] == "business"
    two = [bookable[3]["id"], bookable[5]["id"]]
    assert [s["id"] for s in find(busy, SCHEDULES, "schedules", filter={"id": {"$in": two}})] == two
    assert find(busy, SCHEDULES, "schedules", filter={"status": "CANCELLED"}) == []
    assert busy.get(f"/calendar/v3/schedules/{two[0]}").json()["schedule"] == bookable[3]
    assert busy.get("/calendar/v3/schedules/nobody").status_code == 404


def test_unknown_operator_and_large_limit_are_400(busy, violations_of):
    answer = busy.post(SCHEDULES, {"query": {"filter": {"id": {"$like": "x"}}}})
    assert violations_of(answer) == {"query.filter.id": "INVALID_ARGUMENT"}
    answer = busy.post(SCHEDULES, {"query": {"cursorPaging": {"limit": 101}}})
    assert violations_of(answer) == {"query.cursorPaging.limit": "MAX"}


@pytest.mark.parametrize(
    "wish", [{"$in": 5}, {"$lt": 5}, {"$hasSome": [[]]}, {"$exists": {}}, [], None, {"$startsWith": None}]
)
def test_senseless_filters_are_answered(busy, wish):
    answer = busy.post(SCHEDULES, {"query": {"filter": {"name": wish}}})
    assert answer.status_code in {200, 400}
    assert answer.headers["x-wix-request-id"]


@pytest.mark.parametrize(("path", "field"), [(STAFF, "fields"), (EVENTS, "recurrenceType")])
@pytest.mark.parametrize("value", [5, "text", [5], {}])
def test_lists_of_names_are_checked(busy, violations_of, path, field, value):
    assert violations_of(busy.post(path, {field: value})) == {field: "INVALID_ARGUMENT"}


def test_cursor_of_another_method_is_refused(busy, violations_of):
    page = busy.post(SCHEDULES, {"query": {"cursorPaging": {"limit": 1}}}).json()
    cursor = page["pagingMetadata"]["cursors"]["next"]
    answer = busy.post(STAFF, {"query": {"cursorPaging": {"cursor": cursor}}})
    assert violations_of(answer) == {"cursorPaging.cursor": "INVALID_ARGUMENT"}


def test_cursor_carries_the_filter(busy):
    query = {"filter": {"appId": BOOKINGS}, "cursorPaging": {"limit": 5}}
    names, more = [], True
    while more:
        page = busy.post(SCHEDULES, {"query": query}).json()
        names += [s["name"] for s in page["schedules"]]
        more = page["pagingMetadata"]["hasNext"]
        query = {"cursorPaging": {"limit": 5, "cursor": page["pagingMetadata"]["cursors"].get("next")}}
    assert len(set(names)) == len(names) == 12


@pytest.mark.parametrize(("trouble", "repeated"), [("none", 0), ("overlap", 1)])
def test_cursors_of_queries_can_misbehave_too(busy, trouble, repeated):
    busy.control.set_knobs(cursor_trouble=trouble)
    first = busy.post(SCHEDULES, {"query": {"cursorPaging": {"limit": 5}}}).json()
    paging = {"limit": 5, "cursor": first["pagingMetadata"]["cursors"]["next"]}
    second = busy.post(SCHEDULES, {"query": {"cursorPaging": paging}}).json()
    both = {s["id"] for s in first["schedules"]} & {s["id"] for s in second["schedules"]}
    assert len(both) == repeated


def test_staff_join_schedules_both_ways(busy):
    bare = find(busy, STAFF, "staffMembers")
    assert all("resource" not in member for member in bare)
    full = busy.post(STAFF, {"query": {}, "fields": ["RESOURCE_DETAILS"]}).json()["staffMembers"]
    by_id = {s["id"]: s for s in find(busy, SCHEDULES, "schedules")}
    assert [m["id"] for m in full] == sorted(m["id"] for m in full)
    for member in full:
        assert by_id[member["resource"]["eventsSchedule"]["id"]]["externalId"] == member["resourceId"]
    (mara,) = find(busy, STAFF, "staffMembers", filter={"name": {"$startsWith": "Mara"}})
    assert mara["name"] == "Mara Quinn"


def test_resources_tell_rooms_from_people(busy):
    found = find(busy, "/bookings/v2/resources/query", "resources")
    assert sorted(one["type"] for one in found) == ["ROOM"] + ["STAFF_MEMBER"] * 10


def test_own_events_by_resource_window_and_kind(busy):
    mara = next(s for s in find(busy, SCHEDULES, "schedules") if s["name"] == "Mara Quinn")
    body = {
        "fromLocalDate": "2000-01-01T00:00:00",
        "toLocalDate": "2100-01-01T00:00",
        "timeZone": "America/New_York",
        "query": {"filter": {"appId": BOOKINGS, "resources.id": {"$hasSome": [mara["externalId"]]}}},
    }
    events = busy.post(EVENTS, body).json()["events"]
    assert events
    for event in events:
        assert mara["externalId"] in [one["id"] for one in event["resources"]]
        assert event["start"]["timeZone"] == "Europe/Dublin"
        assert event["adjustedStart"]["localDate"] < event["start"]["localDate"]
    starts = [event["start"]["utcDate"] for event in events]
    assert starts == sorted(starts)
    classes = busy.post(EVENTS, {"recurrenceType": ["INSTANCE"], "query": {}}).json()["events"]
    assert {event["type"] for event in classes} == {"CLASS"}
    assert busy.post(EVENTS, body | {"toLocalDate": "2000-01-02T00:00:00"}).json()["events"] == []


@pytest.mark.parametrize(
    ("change", "field"),
    [({"fromLocalDate": "2026-01-01T00:00:00Z"}, "fromLocalDate"), ({"timeZone": "Mars/Base"}, "timeZone")],
)
def test_own_events_refuse_bad_dates_and_zones(busy, violations_of, change, field):
    assert violations_of(busy.post(EVENTS, change)) == {field: "FORMAT"}


def install_body(caller, **changes):
    site = {"tenantType": "SITE", "id": caller.server.site_id}
    return {"tenant": site, "appInstance": {"appDefId": BOOKINGS, "enabled": True}} | changes


def test_without_bookings_nothing_is_there_until_it_was_installed_and_set_up(staged, code_of):
    caller = staged("no-bookings")
    refused = caller.external("providers")
    assert (refused.status_code, code_of(refused)) == (428, "REQUIRED_APP_NOT_INSTALLED")
    assert caller.get(APPS).json() == {"appInstances": []}
    assert caller.post(STAFF, {}).json()["message"] == "Business schedule not found"
    made = caller.post(INSTALL, install_body(caller)).json()["appInstance"]
    assert [(one["id"], one["appDefId"]) for one in caller.get(APPS).json()["appInstances"]] == [(made["id"], BOOKINGS)]
    assert find(caller, SCHEDULES, "schedules") == []
    caller.control.move_time(10)
    assert [s["name"] for s in find(caller, SCHEDULES, "schedules")] == ["business", "Business Owner"]
    assert caller.external("providers").status_code == 200


def test_missing_bookings_can_be_a_404_and_installation_can_be_refused(staged, code_of):
    caller = staged("no-bookings")
    caller.control.set_knobs(bookings_missing_status=404, install_refusal="APP_NOT_ALLOWED")
    assert caller.external("providers").status_code == 404
    answer = caller.post(INSTALL, install_body(caller))
    assert (answer.status_code, code_of(answer)) == (428, "APP_NOT_ALLOWED")


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"tenant": {"tenantType": "SITE", "id": BUSINESS}}, 404),
        ({"tenant": {"tenantType": "PLANET", "id": BUSINESS}}, 400),
        ({"appInstance": {"appDefId": BUSINESS}}, 404),
        ({"appInstance": {}}, 400),
    ],
)
def test_install_refusals(fresh, changes, status):
    assert fresh.post(INSTALL, install_body(fresh, **changes)).status_code == status


def test_site_properties_by_mask(fresh):
    everything = fresh.get("/site-properties/v4/properties").json()["properties"]
    assert everything["timeZone"] == "Europe/Dublin"
    some = fresh.get("/site-properties/v4/properties", fields="timeZone,language").json()["properties"]
    assert some == {"timeZone": "Europe/Dublin", "language": "en"}


def test_sites_by_namespace(fresh):
    headers = {"wix-account-id": fresh.server.account_id}

    def sites(body) -> int:
        return len(fresh.http.post("/site-list/v2/sites/query", json=body, headers=headers).json()["sites"])

    assert sites({}) == 1
    assert sites({"query": {"filter": {"namespace": {"$in": ["HEADLESS"]}}}}) == 0
