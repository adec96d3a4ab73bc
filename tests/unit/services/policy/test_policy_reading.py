"""An organisation's settings: where they come from, who wins, and that no mistake in them passes silently."""

import errno
import sys
from collections.abc import Mapping
from datetime import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from msgspec import UNSET

from caldesk.services.policy import places
from caldesk.services.policy.declared import NO_FEED, Preferences, SignInWay, UpdateChoice, declared
from caldesk.services.policy.places import Layer, layers
from caldesk.services.policy.policy import Policy, made_policy, read_policy
from caldesk.services.policy.registry import Hive, WindowsRegistry
from caldesk.services.settings import SettingsStore

SITE = "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"
on_unix = pytest.mark.skipif(sys.platform == "win32", reason="asks the system who somebody is")
STRICTEST = {
    "read_only": True,
    "sign_in_ways": (),
    "reveal_titles": False,
    "reveal_seconds": 30,
    "hide_on_blur": True,
    "kiosk": True,
    "updates": UpdateChoice.OFF,
    "update_feed": NO_FEED,
}


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "etc" / "policy.toml"
    path.parent.mkdir()
    monkeypatch.setattr(places, "LINUX_FILE", path)
    return path


def policy_of(file: Path, text: str) -> Policy:
    file.write_text(text)
    return made_policy(layers("linux"))


def test_without_a_file_nothing_is_settled(file: Path) -> None:
    assert read_policy() == Policy()
    assert SettingsStore(None).preferences == Preferences()


def test_every_setting_can_be_set(file: Path) -> None:
    policy = policy_of(
        file,
        f"""
        read_only = true
        allowed_sites = ["{SITE}"]
        sign_in_ways = ["here", "phone"]
        reveal_titles = false
        reveal_seconds = 60
        hide_on_blur = true
        kiosk = true
        tray = false
        quiet_from = "18:30"
        quiet_until = 07:00:00
        proxy = "http://proxy.example:8080"
        ca_file = "/etc/ssl/own.pem"
        updates = "notify"
        update_feed = "https://intranet.example:8443/caldesk/releases.json"
        look = "dark"
        language = "de"
        watching = "seldom"
        support_contact = "IT, 4711"
        """,
    )
    assert policy.faults == ()
    assert policy.values.keys() == declared().keys()
    store = SettingsStore(None, policy)
    assert store.preferences.quiet_from == time(18, 30)
    assert store.preferences.quiet_until == time(7)
    assert store.preferences.sign_in_ways == (SignInWay.HERE, SignInWay.PHONE)
    assert set(policy.places.values()) == {str(file)}


def test_policy_stands_above_the_users_choice_which_stands_above_the_default(file: Path, tmp_path: Path) -> None:
    policy = policy_of(file, "reveal_seconds = 60")
    store = SettingsStore(tmp_path / "settings.json", policy)
    store.change(reveal_seconds=300, hide_on_blur=True)
    assert store.preferences.reveal_seconds == 60
    assert store.preferences.hide_on_blur
    assert store.preferences.tray
    assert store.is_locked("reveal_seconds")
    assert not store.is_locked("hide_on_blur")
    assert SettingsStore(tmp_path / "settings.json").preferences.reveal_seconds == 300


def test_the_policy_is_never_written_into_the_users_file(file: Path, tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    SettingsStore(path, policy_of(file, 'support_contact = "IT"\nread_only = true')).change(kiosk=True)
    assert SettingsStore(path).preferences == Preferences(kiosk=True)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("read_only", '"yes"'),
        ("read_only", "1"),
        ("sign_in_ways", '"here"'),
        ("sign_in_ways", '["here", "fax"]'),
        ("reveal_titles", "0"),
        ("reveal_seconds", "1"),
        ("reveal_seconds", '"60"'),
        ("hide_on_blur", "[]"),
        ("kiosk", '"on"'),
        ("updates", '"install"'),
        ("updates", "true"),
        ("update_feed", '"http://intranet.example/releases.json"'),
        ("update_feed", '"https://user:word@intranet.example/releases.json"'),
        ("update_feed", '"https://intranet.example/releases.json?computer=4711"'),
        ("update_feed", '"https://intranet.example/releases.json\\n"'),
        ("update_feed", '"intranet.example"'),
        ("update_feed", '"https://"'),
    ],
)
def test_a_wrong_value_is_named_with_file_and_key_and_its_strictest_meaning_holds(
    file: Path, key: str, value: str
) -> None:
    policy = policy_of(file, f"tray = false\n{key} = {value}")
    (fault,) = policy.faults
    assert (fault.place, fault.key) == (str(file), key)
    assert str(file) in fault.sentence
    assert key in fault.sentence
    assert policy.values == {"tray": False, key: STRICTEST[key]}


@pytest.mark.parametrize(
    "address",
    ["", NO_FEED, "https://a.example/f.json", "https://10.0.0.1", "http://localhost:8080/f", "http://[::1]:8080/f"],
)
def test_an_address_of_newer_versions_may_be_https_this_computer_or_none(file: Path, address: str) -> None:
    policy = policy_of(file, f'update_feed = "{address}"')
    assert policy.faults == ()
    assert policy.values == {"update_feed": address}


@pytest.mark.parametrize("value", ['"all"', '["not-an-id"]', "true"])
def test_a_list_of_sites_that_is_not_understood_lets_none_be_added(file: Path, value: str) -> None:
    policy = policy_of(file, f"allowed_sites = {value}")
    assert [fault.key for fault in policy.faults] == ["allowed_sites"]
    assert policy.unsure
    assert "allowed_sites" not in policy.values


def test_a_key_that_is_not_known_is_named_and_likely_words_are_offered(file: Path) -> None:
    policy = policy_of(file, "read_onyl = true\n[network]\nx = 1")
    assert [fault.key for fault in policy.faults] == ["read_onyl", "network"]
    assert "“read_only”" in policy.faults[0].sentence
    assert policy.values == {}


@pytest.mark.parametrize("text", ["read_only = ", "read_only true", "read_only = true\nread_only = true", "\x00"])
def test_a_file_that_is_no_toml_forbids_what_it_could_have_forbidden(file: Path, text: str) -> None:
    policy = policy_of(file, text)
    (fault,) = policy.faults
    assert (fault.place, fault.key) == (str(file), "")
    assert "TOML" in fault.sentence
    assert policy.values == STRICTEST
    assert policy.unsure


def test_a_file_in_another_encoding_is_said(file: Path) -> None:
    file.write_bytes('support_contact = "Jürgen"'.encode("latin-1"))
    assert [fault.key for fault in made_policy(layers("linux")).faults] == [""]


def test_a_file_that_cannot_be_read_is_said(file: Path) -> None:
    file.mkdir()
    policy = made_policy(layers("linux"))
    assert str(file) in policy.faults[0].sentence
    assert policy.values["read_only"] is True


class Stand:
    """A registry of the test's own."""

    def __init__(self, machine: Mapping[str, object], user: Mapping[str, object], broken: Hive | None = None) -> None:
        self._keys = {Hive.MACHINE: machine, Hive.USER: user}
        self._broken = broken

    def values(self, hive: Hive) -> Mapping[str, object]:
        if hive is self._broken:
            raise PermissionError(errno.EACCES, "Access is denied")
        return self._keys[hive]


def test_in_the_registry_the_machine_stands_above_the_user(file: Path) -> None:
    stand = Stand({"read_only": 1, "reveal_seconds": 60}, {"read_only": 0, "look": "dark", "quiet_from": "22:00"})
    policy = made_policy(layers("win32", stand))
    assert policy.faults == ()
    assert policy.values == {"read_only": True, "reveal_seconds": 60, "look": "dark", "quiet_from": time(22)}
    assert policy.places["read_only"] == r"HKLM\Software\Policies\Caldesk"
    assert policy.places["look"] == r"HKCU\Software\Policies\Caldesk"


def test_registry_lists_and_wrong_types(file: Path) -> None:
    stand = Stand({"sign_in_ways": ["here"], "allowed_sites": [SITE], "support_contact": 5, "kiosk": 7}, {})
    policy = made_policy(layers("win32", stand))
    assert policy.values["sign_in_ways"] == (SignInWay.HERE,)
    assert policy.values["allowed_sites"] == (SITE,)
    assert [fault.key for fault in policy.faults] == ["support_contact", "kiosk"]


def test_a_registry_that_refuses_is_said(file: Path) -> None:
    policy = made_policy(layers("win32", Stand({}, {}, broken=Hive.MACHINE)))
    assert "HKLM" in policy.faults[0].sentence
    assert policy.values["read_only"] is True


def test_an_empty_registry_settles_nothing(file: Path) -> None:
    assert layers("win32", Stand({}, {})) == ()


@on_unix
def test_managed_preferences_of_a_mac(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import plistlib

    monkeypatch.setattr(places, "MAC_FOLDER", tmp_path)
    monkeypatch.setenv("LOGNAME", "somebody-else")
    monkeypatch.setattr("pwd.getpwuid", lambda _number: SimpleNamespace(pw_name="ana"))
    (tmp_path / "ana").mkdir()
    (tmp_path / places.MAC_FILE).write_bytes(plistlib.dumps({"read_only": True, "reveal_seconds": 60}))
    (tmp_path / "ana" / places.MAC_FILE).write_bytes(plistlib.dumps({"read_only": False, "tray": False}))
    policy = made_policy(layers("darwin"))
    assert policy.faults == ()
    assert policy.values == {"read_only": True, "reveal_seconds": 60, "tray": False}


@on_unix
@pytest.mark.parametrize("content", [b"<plist", b"hello", b"<?xml version='1.0'?><plist><array/></plist>"])
def test_a_broken_property_list_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr(places, "MAC_FOLDER", tmp_path)
    (tmp_path / places.MAC_FILE).write_bytes(content)
    policy = made_policy(layers("darwin"))
    assert places.MAC_FILE in policy.faults[0].sentence
    assert policy.values["read_only"] is True


def test_the_first_place_that_names_a_key_decides_it() -> None:
    policy = made_policy([Layer(place="a", values={"tray": False}), Layer(place="b", values={"tray": True})])
    assert policy.values == {"tray": False}


def test_only_these_settings_forbid_something_while_they_are_broken() -> None:
    assert {k: one.says.when_broken for k, one in declared().items() if one.says.when_broken is not UNSET} == STRICTEST


def test_the_registry_of_this_computer_can_be_asked_and_settles_nothing_in_tests() -> None:
    for hive in Hive:
        assert dict(WindowsRegistry().values(hive)) == {}


@on_unix
def test_the_place_on_a_mac_is_named_after_the_bundle() -> None:
    spec = (Path(__file__).parents[4] / "packaging" / "caldesk.spec").read_text("utf-8")
    assert f'bundle_identifier="{places.MAC_FILE.removesuffix(".plist")}"' in spec
