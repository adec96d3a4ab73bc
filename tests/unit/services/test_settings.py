"""What is remembered, and what happens to a file that cannot be read."""

import errno
from pathlib import Path

import pytest

from caldesk.services.policy.declared import LookChoice
from caldesk.services.settings import SettingsStore, SiteView
from caldesk.services.settings_trouble import SettingsTrouble, TroubleId


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "settings.json"


def test_what_was_changed_is_there_next_time(path: Path) -> None:
    SettingsStore(path).change(look=LookChoice.DARK, reveal_seconds=30)
    SettingsStore(path).change_site_view("site", search="ana", filter="attention|")
    again = SettingsStore(path)
    assert again.preferences.look is LookChoice.DARK
    assert again.preferences.reveal_seconds == 30
    assert again.site_view("site") == SiteView(search="ana", filter="attention|")


def test_whoever_subscribes_is_told_of_every_change_until_they_leave() -> None:
    store, told = SettingsStore(None), list[int]()
    leave = store.subscribe(lambda: told.append(store.preferences.reveal_seconds))
    store.change(reveal_seconds=30)
    store.change_site_view("site", search="ana")
    leave()
    leave()
    store.change(reveal_seconds=60)
    assert told == [30]


def test_a_site_never_seen_has_the_usual_view(path: Path) -> None:
    assert SettingsStore(path).site_view("new") == SiteView()


def test_a_forgotten_site_leaves_nothing(path: Path) -> None:
    store = SettingsStore(path)
    store.change_site_view("site", search="ana")
    store.forget_site("site")
    store.forget_site("site")
    assert b"ana" not in path.read_bytes()
    assert SettingsStore(path).site_view("site") == SiteView()


def test_without_a_path_nothing_is_written(tmp_path: Path) -> None:
    store = SettingsStore(None)
    store.change(language="de")
    assert store.preferences.language == "de"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("broken", [b"", b"{", b"[]", b'{"preferences": {"look": "purple"}}', b"\xff\xfe"])
def test_a_file_that_cannot_be_read_is_set_aside_not_lost(path: Path, broken: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(broken)
    store = SettingsStore(path)
    assert store.trouble is not None
    assert store.trouble.id is TroubleId.SET_ASIDE
    assert Path(store.trouble.path).read_bytes() == broken
    assert store.preferences.look is LookChoice.SYSTEM
    store.change(language="fr")
    assert SettingsStore(path).preferences.language == "fr"


def test_entries_of_a_later_version_are_no_reason_to_give_up(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b'{"preferences": {"language": "de", "from_the_future": 1}, "more": []}')
    store = SettingsStore(path)
    assert store.trouble is None
    assert store.preferences.language == "de"


def test_the_file_of_a_newer_version_is_used_and_never_written_over(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b'{"version": 2, "preferences": {"reveal_seconds": 30, "planet": "Mars"}}')
    before = path.read_bytes()
    store = SettingsStore(path)
    assert store.trouble is not None
    assert store.trouble.id is TroubleId.NEWER
    assert store.preferences.reveal_seconds == 30
    store.change(reveal_seconds=60)
    assert store.preferences.reveal_seconds == 60
    assert path.read_bytes() == before


def test_the_file_of_a_newer_version_that_is_not_understood_is_left_where_it_is(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b'{"version": 2, "preferences": []}')
    store = SettingsStore(path)
    assert store.trouble is not None
    assert store.trouble.id is TroubleId.NEWER
    assert store.preferences.reveal_seconds == 120
    assert [one.name for one in path.parent.iterdir()] == ["settings.json"]


def test_the_file_of_the_first_version_has_no_number_and_gets_one(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b'{"preferences": {"reveal_seconds": 30}}')
    store = SettingsStore(path)
    assert store.trouble is None
    store.change(kiosk=True)
    assert b'"version": 1' in path.read_bytes()
    assert SettingsStore(path).preferences.reveal_seconds == 30


def test_a_disk_that_is_full_is_said_once_and_nothing_is_lost_while_the_program_runs(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    said: list[SettingsTrouble] = []
    store = SettingsStore(path)
    store.troubled = said.append
    with monkeypatch.context() as patch:
        patch.setattr("caldesk.services.settings.write_whole", refuse)
        store.change(kiosk=True)
        store.change_site_view("site", search="ana")
    assert [one.id for one in said] == [TroubleId.NOT_KEPT]
    assert "disk is full" in said[0].text
    assert store.preferences.kiosk
    store.change(tray=False)
    assert SettingsStore(path).site_view("site").search == "ana"
