"""What may be entered to add a site, and what is said about it."""

import pytest
from msgspec.structs import replace

from caldesk.domain.secret import Secret
from caldesk.services.profiles import CredentialKind
from caldesk.services.site_form import SiteForm, faults_of, faults_of_account, guid_in, profile_of

SITE = "5f1c7d0e-6b2a-4c39-9d1f-2a7e84c0b613"
GOOD = SiteForm(name=" Quinn ", secret=Secret("IST.key"), site_id=SITE)


@pytest.mark.parametrize(
    "pasted",
    [SITE, SITE.upper(), f"  {SITE} ", f"https://manage.wix.com/dashboard/{SITE}/home?x=1"],
)
def test_the_site_id_is_found_in_what_was_pasted(pasted: str):
    assert guid_in(pasted) == SITE


def test_a_good_form_has_no_faults_and_makes_a_profile():
    assert faults_of(GOOD, needs_secret=True) == {}
    profile = profile_of(GOOD, "abc", 3)
    assert (profile.name, profile.site_id, profile.hue) == ("Quinn", SITE, 3)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"secret": Secret("")}, "secret"),
        ({"secret": Secret("two words")}, "secret"),
        ({"site_id": "quinn"}, "site_id"),
        ({"account_id": "quinn"}, "account_id"),
        ({"base_url": "http://example.com"}, "base_url"),
        ({"base_url": "nonsense"}, "base_url"),
        ({"redirect_base": "ftp://example.com"}, "redirect_base"),
        ({"redirect_base": "https://example.com/?a=b"}, "redirect_base"),
        ({"kind": CredentialKind.APP}, "app_id"),
    ],
)
def test_each_fault_is_said_at_its_field(changes: dict[str, object], field: str):
    faults = faults_of(replace(GOOD, **changes), needs_secret=True)
    assert faults[field].endswith(".")


def test_a_known_site_keeps_its_secret_when_the_field_is_empty():
    assert faults_of(replace(GOOD, secret=Secret("")), needs_secret=False) == {}


def test_listing_the_accounts_sites_needs_key_and_account():
    assert set(faults_of_account(replace(GOOD, secret=Secret("")))) == {"secret", "account_id"}
    assert faults_of_account(replace(GOOD, account_id=SITE)) == {}


def test_the_secret_is_not_in_the_forms_words():
    assert "IST.key" not in repr(GOOD) + str(faults_of(GOOD, needs_secret=True))
