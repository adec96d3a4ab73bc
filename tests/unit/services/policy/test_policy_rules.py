"""What is allowed: the rules by themselves, and that services and client refuse what they forbid."""

import pytest
from msgspec import UNSET
from msgspec.structs import replace

from caldesk.api import connections, events
from caldesk.api.errors import NotAllowed
from caldesk.domain.secret import Secret
from caldesk.services.account_sites import sites_of_account
from caldesk.services.clock import SystemClock
from caldesk.services.connect.ways import Way
from caldesk.services.opening import make_client, open_session
from caldesk.services.policy.declared import Preferences, SignInWay, declared
from caldesk.services.policy.policy import Policy
from caldesk.services.policy.rules import ALLOWED, NotAllowedError, Rules
from caldesk.services.policy.summary import restrictions
from caldesk.services.policy.words import kind_words, written
from caldesk.services.problems import ProblemId
from caldesk.services.profiles import SiteProfile
from caldesk.services.settings import SettingsStore
from caldesk.services.site_form import SiteForm, faults_of
from caldesk.services.state import Saving
from caldesk.services.trial import try_site
from tests.helpers import sandbox
from tests.helpers.connecting import profile_of
from tests.helpers.waiting import until

HERE = "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"
ELSEWHERE = "11111111-2222-3333-4444-555555555555"
SITE = SiteProfile(id="a", name="Ana", site_id=HERE)


def rules(**values: object) -> Rules:
    policy = Policy(values=values, places=dict.fromkeys(values, "here"))
    return SettingsStore(None, policy).rules


@pytest.fixture
def studio():
    with sandbox.running("busy") as running:
        yield running


def test_ways_are_the_declared_ones() -> None:
    assert [way.value for way in Way] == [way.value for way in SignInWay]


def test_without_a_policy_everything_is_allowed() -> None:
    asked = (
        ALLOWED.why_unchangeable(),
        ALLOWED.why_hidden(),
        ALLOWED.why_not_opened(SITE),
        ALLOWED.why_not_added(SITE),
        *(ALLOWED.why_not_way(way) for way in Way),
    )
    assert set(asked) == {""}
    assert restrictions(ALLOWED) == ()


def test_each_refusal_names_the_organisation_and_the_contact() -> None:
    strict = rules(
        read_only=True, reveal_titles=False, sign_in_ways=(), allowed_sites=(), support_contact="IT, ext. 4711"
    )
    said = [strict.why_hidden(), strict.why_not_way("here"), strict.why_not_opened(SITE), strict.why_not_added(SITE)]
    assert all("your organisation" in one and "IT, ext. 4711." in one for one in said)
    assert "your organisation" in strict.why_unchangeable()
    assert len(restrictions(strict)) == 4


def test_only_listed_sites_are_allowed_whatever_the_case_and_the_practice_site_always() -> None:
    listed = rules(allowed_sites=(HERE.upper(),))
    assert listed.why_not_opened(SITE) == ""
    assert listed.why_not_opened(replace(SITE, site_id=ELSEWHERE))
    assert listed.why_not_opened(replace(SITE, site_id=ELSEWHERE, practice=True)) == ""
    with pytest.raises(NotAllowedError):
        open_session(replace(SITE, site_id=ELSEWHERE), Secret("key"), SystemClock(), rules=listed)


def test_a_list_that_was_not_understood_lets_known_sites_open_and_no_new_one_in() -> None:
    unsure = Rules(unsure=True)
    assert unsure.why_not_opened(SITE) == ""
    assert unsure.why_not_added(SITE)
    form = SiteForm(secret=Secret("IST.key"), site_id=HERE)
    assert set(faults_of(form, needs_secret=True, rules=unsure)) == {"site_id"}
    assert faults_of(form, needs_secret=True, rules=unsure, known=True) == {}


async def test_a_site_that_is_not_listed_is_not_even_tried() -> None:
    with pytest.raises(NotAllowedError):
        await try_site(SITE, Secret("IST.key"), SystemClock(), print, rules(allowed_sites=(ELSEWHERE,)))


def test_a_site_that_is_not_listed_is_refused_at_its_field() -> None:
    form = SiteForm(secret=Secret("IST.key"), site_id=ELSEWHERE)
    assert "not among those" in faults_of(form, needs_secret=True, rules=rules(allowed_sites=(HERE,)))["site_id"]


@pytest.mark.parametrize(
    ("policy", "own", "of_site", "used"),
    [
        ({}, {}, None, None),
        ({}, {"proxy": "http://own:1"}, None, "http://own:1"),
        ({}, {"proxy": "http://own:1"}, "http://site:1", "http://site:1"),
        ({}, {"proxy": "direct"}, None, ""),
        ({"proxy": "http://firm:1"}, {"proxy": "http://own:1"}, "http://site:1", "http://firm:1"),
        ({"proxy": "direct"}, {}, "http://site:1", ""),
        ({"proxy": ""}, {"proxy": "http://own:1"}, "http://site:1", None),
    ],
)
def test_the_organisations_proxy_stands_above_the_sites_which_stands_above_the_usual(
    policy: dict[str, object], own: dict[str, object], of_site: str | None, used: str | None
) -> None:
    store = SettingsStore(None, Policy(values=policy))
    store.change(**own)
    assert store.rules.on_network(replace(SITE, proxy=of_site)).proxy == used


def test_the_organisations_certificates_stand_above_the_sites() -> None:
    assert rules(ca_file="/firm.pem").on_network(replace(SITE, ca_file="/site.pem")).ca_file == "/firm.pem"
    assert ALLOWED.on_network(replace(SITE, ca_file="/site.pem")).ca_file == "/site.pem"


async def test_where_nothing_may_be_changed_every_changing_call_is_refused_before_it_is_sent(studio) -> None:
    looks = rules(read_only=True)
    session = open_session(profile_of(studio), Secret(studio.api_key), SystemClock(), rules=looks)
    try:
        await session.connections.refresh()
        snapshot = session.state.snapshot
        view = next(iter(snapshot.connections.values()))
        assert view.unchangeable == snapshot.unchangeable == looks.why_unchangeable()
        config = view.connection.sync_config
        for work in (
            session.connections.disconnect(view.id),
            session.connections.install_bookings(session.profile.site_id),
            connections.update_sync_config(session.client, view.id, config),
            connections.connect_by_oauth(
                session.client, schedule_id="s", provider_id="p", redirect_url="http://127.0.0.1/"
            ),
            connections.connect_by_credentials(
                session.client, schedule_id="s", provider_id="p", email="a@example.com", password=Secret("x")
            ),
        ):
            with pytest.raises(NotAllowed):
                await work
        session.connections.set_export(view.id, not config.exports.enabled)
        await until(lambda: session.state.snapshot.connections[view.id].saving is Saving.FAILED, what="the refusal")
        refused = session.state.snapshot.connections[view.id]
        assert refused.problem.id is ProblemId.NOT_ALLOWED
        assert refused.shown_config == config
    finally:
        await session.close()


async def test_where_titles_are_hidden_nobody_can_ask_for_them(studio) -> None:
    hidden = rules(reveal_titles=False)
    session = open_session(profile_of(studio), Secret(studio.api_key), SystemClock(), rules=hidden)
    try:
        with pytest.raises(NotAllowedError):
            session.calendar.reveal(60)
        assert session.calendar.revealed_until is None
        with pytest.raises(NotAllowed):
            async for _page in events.external_event_pages(
                session.client, start=0, end=86400, zone=session.calendar.zone, titles=True
            ):
                pass
    finally:
        await session.close()


async def test_only_sites_that_may_be_added_are_offered(studio) -> None:
    profile = profile_of(studio)
    form = SiteForm(
        secret=Secret(studio.api_key),
        site_id=profile.site_id,
        account_id=profile.account_id,
        base_url=profile.base_url,
    )
    assert [site.id for site in await sites_of_account(form)] == [profile.site_id]
    assert await sites_of_account(form, rules(allowed_sites=(ELSEWHERE,))) == ()


async def test_reading_goes_on_where_nothing_may_be_changed(studio) -> None:
    async with make_client(profile_of(studio), Secret(studio.api_key), rules=rules(read_only=True)) as client:
        assert (await connections.list_connections(client)).connections


@pytest.mark.parametrize("key", list(declared()))
def test_every_setting_says_what_it_is(key: str) -> None:
    one = declared()[key]
    assert one.says.title
    assert one.says.help.endswith(".")
    assert kind_words(key)
    assert isinstance(written(one.default), str)
    assert one.default == getattr(Preferences(), key)
    assert one.says.when_broken is UNSET or type(one.says.when_broken) is type(one.default)
