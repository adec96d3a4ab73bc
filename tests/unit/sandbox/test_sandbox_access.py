"""Who may call: keys, app tokens, site and account ids, permissions, the rate limit."""

import pytest

PROVIDERS = "/bookings/v2/external-calendars/providers"
SITES = "/site-list/v2/sites/query"


def token_body(caller):
    app_id, secret, instance = caller.server.app_credentials
    return {"grant_type": "client_credentials", "client_id": app_id, "client_secret": secret, "instance_id": instance}


@pytest.mark.parametrize("prefix", ["", "Bearer "])
def test_key_passes_raw_and_as_bearer(fresh, prefix):
    key = {"Authorization": prefix + fresh.server.api_key}
    assert fresh.http.get(PROVIDERS, headers=key).status_code == 200


@pytest.mark.parametrize("key", ["", "wrong", "Bearer wrong", "IST.ключ".encode()])
def test_wrong_key_is_401(fresh, key):
    answer = fresh.http.get(PROVIDERS, headers={"Authorization": key})
    assert answer.status_code == 401
    assert answer.json() == {"message": "Unauthenticated", "details": {}}


@pytest.mark.parametrize("site", ["", "5f1c7d0e-6b2a-4c39-9d1f-2a7e84c0b613"])
def test_missing_or_foreign_site_is_401_unauthorized(fresh, code_of, site):
    answer = fresh.http.get(PROVIDERS, headers={"wix-site-id": site})
    assert (answer.status_code, code_of(answer)) == (401, "UNAUTHORIZED")


def test_sites_need_the_account(fresh):
    assert fresh.post(SITES, {}).status_code == 401
    answer = fresh.http.post(SITES, json={}, headers={"wix-account-id": fresh.server.account_id})
    assert [site["id"] for site in answer.json()["sites"]] == [fresh.server.site_id]


def test_every_answer_has_its_own_request_id(fresh):
    answers = [fresh.get(path) for path in (PROVIDERS, PROVIDERS, "/nowhere")]
    assert len({answer.headers["x-wix-request-id"] for answer in answers}) == 3


def test_permission_is_asked_per_method(fresh, code_of):
    fresh.control.set_knobs(permissions=frozenset({"CALENDAR.LIST_EXTERNAL_CALENDAR_PROVIDERS"}))
    assert fresh.get(PROVIDERS).status_code == 200
    refused = fresh.external("connections")
    assert (refused.status_code, code_of(refused)) == (403, "PERMISSION_DENIED")


def test_app_token_serves_its_site_and_ends_after_four_hours(fresh):
    answer = fresh.http.post("/oauth2/token", json=token_body(fresh), headers={"Authorization": ""})
    token = answer.json()["access_token"]
    assert answer.json()["expires_in"] == 14400

    def status() -> int:
        return fresh.http.get(PROVIDERS, headers={"Authorization": token, "wix-site-id": ""}).status_code

    assert status() == 200
    fresh.control.move_time(14399)
    assert status() == 200
    fresh.control.move_time(2)
    assert status() == 401


def test_app_token_with_a_site_id_can_be_refused_on_patch(fresh, code_of):
    fresh.control.set_knobs(token_with_site_id="refused")
    token = fresh.post("/oauth2/token", token_body(fresh)).json()["access_token"]
    path = "/bookings/v2/external-calendars/connections/x/sync-config"
    answer = fresh.http.patch(path, json={}, headers={"Authorization": token})
    assert (answer.status_code, code_of(answer)) == (401, "UNAUTHORIZED")
    assert fresh.http.get(PROVIDERS, headers={"Authorization": token}).status_code == 200


@pytest.mark.parametrize(
    ("change", "status", "error"),
    [
        ({"client_secret": "wrong"}, 401, "invalid_client"),
        ({"instance_id": ""}, 400, "invalid_request"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
    ],
)
def test_token_refusals(fresh, change, status, error):
    answer = fresh.post("/oauth2/token", token_body(fresh) | change)
    assert (answer.status_code, answer.json()["error"]) == (status, error)


def test_request_201_of_a_minute_is_429_until_the_minute_is_over(fresh, code_of):
    fresh.control.set_knobs(rate_limit=200)
    assert {fresh.get(PROVIDERS).status_code for _ in range(200)} == {200}
    refused = fresh.get(PROVIDERS)
    assert (refused.status_code, code_of(refused)) == (429, "RESOURCE_EXHAUSTED")
    assert refused.headers["retry-after"] == "30"
    fresh.control.set_knobs(retry_after=None)
    assert "retry-after" not in fresh.get(PROVIDERS).headers
    fresh.control.move_time(61)
    assert fresh.get(PROVIDERS).status_code == 200
