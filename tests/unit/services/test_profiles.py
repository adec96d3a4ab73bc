"""The list of sites on disk."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from caldesk.services.profiles import ProfileStore, ProfilesUnreadableError, SiteProfile


def profile(name: str) -> SiteProfile:
    return SiteProfile(id=f"id-{name}", name=name)


def test_sites_are_found_again(tmp_path: Path):
    store = ProfileStore(tmp_path / "config" / "sites.json")
    for name in ("Ana", "Ben", "Cleo"):
        store.put(profile(name))
    again = ProfileStore(tmp_path / "config" / "sites.json")
    assert [one.name for one in again.load()] == ["Ana", "Ben", "Cleo"]


def test_a_changed_site_keeps_its_place(tmp_path: Path):
    store = ProfileStore(tmp_path / "sites.json")
    for name in ("Ana", "Ben"):
        store.put(profile(name))
    store.put(SiteProfile(id="id-Ana", name="Anna"))
    assert [one.name for one in store.profiles] == ["Anna", "Ben"]
    store.remove("id-Anna")
    store.remove("id-Ana")
    assert [one.name for one in store.profiles] == ["Ben"]


def test_a_site_is_found_by_id_or_name(tmp_path: Path):
    store = ProfileStore(tmp_path / "sites.json")
    store.put(profile("Ana"))
    assert store.find("id-Ana") == store.find("ANA") == profile("Ana")
    assert store.find("nobody") is None


def test_an_unreadable_list_is_set_aside_and_said(tmp_path: Path):
    path = tmp_path / "sites.json"
    path.write_text("{ not json")
    store = ProfileStore(path)
    with pytest.raises(ProfilesUnreadableError) as raised:
        store.load()
    assert raised.value.aside is not None
    assert raised.value.aside.read_text() == "{ not json"
    store.put(profile("Ana"))
    assert ProfileStore(path).load() == (profile("Ana"),)


def test_fields_of_a_newer_version_are_passed_over(tmp_path: Path):
    path = tmp_path / "sites.json"
    path.write_text('[{"id": "a", "name": "Ana", "from_the_future": 1}]')
    assert ProfileStore(path).load() == (SiteProfile(id="a", name="Ana"),)


def test_all_sites_of_a_name_are_told(tmp_path: Path):
    store = ProfileStore(tmp_path / "sites.json")
    store.put(profile("Ana"))
    store.put(replace(profile("ANA"), id="other"))
    assert [one.id for one in store.called("ana")] == ["id-Ana", "other"]
    assert [one.id for one in store.called("other")] == ["other"]
