"""Whatever is sent, every method answers: fine, or a refusal below 500 in an envelope."""

import json
from urllib.parse import urlencode

from hypothesis import given, settings
from hypothesis import strategies as st

from caldesk.sandbox.calls import Asked
from caldesk.sandbox.intake import receive
from caldesk.sandbox.knobs import Knobs
from caldesk.sandbox.routes import OPERATIONS
from caldesk.sandbox.site import PracticeSite

SITE = PracticeSite("statuses")
SITE.world.knobs = Knobs(rate_limit=None)
WORLD = SITE.world
HEADERS = {
    "authorization": SITE.identity.api_key,
    "wix-site-id": SITE.identity.site_id,
    "wix-account-id": SITE.identity.account_id,
}

known_ids = st.sampled_from([*WORLD.schedules, *WORLD.providers, *WORLD.connections, SITE.identity.site_id])
words = known_ids | st.text(max_size=12) | st.sampled_from(["2026-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00"])
NAMES = (
    *("query", "filter", "cursorPaging", "limit", "cursor", "sort", "fields", "name", "id", "appId", "resources.id"),
    *("$in", "$eq", "$and", "$lt", "$hasSome", "scheduleId", "providerId", "redirectUrl", "email", "password"),
    *("syncConfig", "listEventFromCalendars", "syncToCalendar", "enabled", "calendars", "primaryCalendar"),
    *("dedicatedCalendar", "fromLocalDate", "toLocalDate", "timeZone", "recurrenceType", "tenant", "tenantType"),
    *("appInstance", "appDefId", "grant_type", "client_id", "client_secret", "instance_id"),
)
PARAMETERS = (
    *("from", "to", "scheduleIds", "userIds", "allDay", "fieldsets", "partialFailure", "fields"),
    *("cursorPaging.limit", "cursorPaging.cursor"),
)
names = st.sampled_from(NAMES)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=4),
    max_leaves=8,
)
parameters = st.tuples(st.sampled_from(PARAMETERS), words | st.sampled_from(["true", "OWN_PI", "5"]))
queries = st.lists(parameters, max_size=6)


def send(operation, path: str, query: str, body: bytes):
    asked = Asked(
        verb=operation.verb, path=path, query=query, headers=HEADERS, body=body, base_url="http://127.0.0.1:1"
    )
    return receive(SITE, asked).answer


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(OPERATIONS), known_ids, queries, st.dictionaries(names, values, max_size=5))
def test_every_method_answers_anything(operation, one_id, query, body):
    path = operation.path.replace("{connectionId}", one_id).replace("{scheduleId}", one_id)
    answer = send(operation, path, urlencode(query), json.dumps(body).encode())
    assert answer.status < 500
    told = json.loads(answer.body)
    assert answer.status == 200 or {"message", "details"} == told.keys() or "error" in told


@settings(deadline=None)
@given(st.sampled_from(OPERATIONS), st.binary(max_size=40))
def test_every_method_answers_any_bytes(operation, body):
    answer = send(operation, operation.path, "", body)
    assert answer.status in {200, 400, 404}
    assert "x-wix-request-id" in answer.headers
