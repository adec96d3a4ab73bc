"""The list of sites on disk."""

import errno
import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from caldesk.services.not_kept import NotKeptError
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


def test_the_bare_list_of_an_older_version_is_taken_over(tmp_path: Path):
    path = tmp_path / "sites.json"
    path.write_text('[{"id": "a", "name": "Ana"}]')
    store = ProfileStore(path)
    store.load()
    store.put(profile("Ben"))
    assert json.loads(path.read_text())["version"] == 1
    assert [one.name for one in ProfileStore(path).load()] == ["Ana", "Ben"]


def test_the_list_of_a_newer_version_is_used_and_never_written_over(tmp_path: Path):
    path = tmp_path / "sites.json"
    path.write_text('{"version": 2, "sites": [{"id": "a", "name": "Ana", "planet": "Mars"}], "more": {}}')
    before = path.read_bytes()
    store = ProfileStore(path)
    assert [one.name for one in store.load()] == ["Ana"]
    for change in (lambda: store.put(profile("Ben")), lambda: store.remove("a")):
        with pytest.raises(NotKeptError, match="newer Caldesk"):
            change()
    assert path.read_bytes() == before
    assert [one.name for one in store.profiles] == ["Ana"]


def test_the_list_of_a_newer_version_that_is_not_understood_is_left_where_it_is(tmp_path: Path):
    path = tmp_path / "sites.json"
    path.write_text('{"version": 2, "sites": {"a": {}}}')
    before = path.read_bytes()
    with pytest.raises(ProfilesUnreadableError, match="newer Caldesk") as raised:
        ProfileStore(path).load()
    assert raised.value.aside is None
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("number", "words"), [(errno.ENOSPC, "disk is full"), (errno.EROFS, "may not be written"), (errno.EIO, "cannot")]
)
def test_a_site_that_cannot_be_written_is_not_there_and_the_reason_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
):
    def refuse(*_: object) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr("caldesk.services.profiles.write_whole", refuse)
    store = ProfileStore(tmp_path / "sites.json")
    with pytest.raises(NotKeptError, match=words):
        store.put(profile("Ana"))
    assert store.profiles == ()
