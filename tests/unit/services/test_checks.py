"""The checks, against practice sites that lack one thing each."""

import asyncio

import pytest

from caldesk.domain.secret import Secret
from caldesk.services.checks import Check, CheckState, run_checks
from caldesk.services.clock import SystemClock
from caldesk.services.opening import make_client
from caldesk.services.profiles import SiteProfile
from caldesk.services.trial import Trial, try_site
from tests.helpers.sandbox import running


def profile_on(site: object) -> SiteProfile:
    return SiteProfile(id="p", name="Practice", site_id=site.site_id, base_url=site.base_url)  # type: ignore[attr-defined]


def checks_on(scenario: str) -> dict[str, Check]:
    async def work() -> dict[str, Check]:
        async with make_client(profile_on(site), Secret(site.api_key)) as client:
            return {check.id: check async for check in run_checks(client, SystemClock())}

    with running(scenario) as site:
        return asyncio.run(work())


def failed(checks: dict[str, Check]) -> set[str]:
    return {check.id for check in checks.values() if check.state is CheckState.FAIL}


def test_a_fresh_site_passes_everything():
    checks = checks_on("fresh")
    assert {check.state for check in checks.values()} == {CheckState.PASS}
    assert list(checks)[:2] == ["site", "zone"]


@pytest.mark.parametrize(
    ("scenario", "expected"),
    [("not-premium", "plan"), ("no-bookings", "bookings"), ("provider-down", "reachable"), ("statuses", "sign-in")],
)
def test_what_is_missing_fails_with_a_cure(scenario: str, expected: str):
    checks = checks_on(scenario)
    assert expected in failed(checks)
    assert checks[expected].cure


def trial_of(scenario: str, key: str = "") -> Trial:
    seen: list[Check] = []

    async def work() -> Trial:
        return await try_site(profile_on(site), Secret(key or site.api_key), SystemClock(), seen.append)

    with running(scenario) as site:
        trial = asyncio.run(work())
    assert tuple(seen) == trial.checks
    return trial


def test_a_trial_names_the_site_and_ignores_what_is_wrong_with_connections():
    trial = trial_of("statuses")
    assert trial.opens
    assert trial.ready
    assert trial.site_name


def test_a_trial_of_a_site_without_the_plan_opens_but_is_not_ready():
    trial = trial_of("not-premium")
    assert (trial.opens, trial.ready) == (True, False)


def test_a_trial_with_a_wrong_key_opens_nothing():
    trial = trial_of("fresh", key="IST.wrong")
    assert (trial.opens, trial.ready, trial.site_name) == (False, False, "")
