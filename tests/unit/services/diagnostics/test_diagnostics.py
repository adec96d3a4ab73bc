"""The diagnostics bundle: canaries planted everywhere must not be in the zip, and the proof must be able to fail."""

import re
from pathlib import Path
from types import MappingProxyType
from typing import Any
from zipfile import ZipFile

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caldesk.domain.connection import Calendar, ConnectionState, ImportConfig, ImportSource, SyncConfig
from caldesk.domain.event import Event
from caldesk.domain.schedule import Schedule
from caldesk.domain.secret import Secret
from caldesk.domain.site import SiteProperties
from caldesk.services.activity import Activity
from caldesk.services.checks.check import failed
from caldesk.services.diagnostics.allowed import LEFT_OUT, detail_lines, log_lines, path_shape
from caldesk.services.diagnostics.bundle import BundleFile, Material, files_of, zipped
from caldesk.services.diagnostics.canaries import private_values, prove
from caldesk.services.diagnostics.saving import save_bundle
from caldesk.services.export_file import NotSavedError
from caldesk.services.policy.declared import Preferences
from caldesk.services.profiles import SiteProfile
from caldesk.services.state import ConnectionView, Snapshot
from tests.helpers.far_side import GOOGLE, connection

CANARIES = {
    "key": "IST.canarykey0123456789",
    "password": "abcd-efgh-ijkl-mnop",
    "token": "eyJcanarytoken.payload1234",
    "title": "Canary dentist appointment",
    "email": "canary.person@mail.example",
    "name": "Canary Quinn",
    "connection": "canaryConnection" * 10,
    "calendar": "Canary family",
    "site": "Canary Wellness",
    "proxy": "http://canaryuser:canarypass@proxy.example:3128",
    "folder": "/home/canaryuser/certificates.pem",
}
C = CANARIES


def material(folder: Path | None) -> Material:
    config = SyncConfig(
        imports=ImportConfig(source=ImportSource.CALENDARS, calendars=(Calendar("canarycalendarid", C["calendar"]),))
    )
    one = connection(C["connection"], account_email=C["email"], sync_config=config)
    view = ConnectionView(connection=one, state=ConnectionState.WORKING, as_of=1, since=1, provider=GOOGLE)
    body = f'{{"title": "{C["title"]}", "password": "{C["password"]}"}}'
    detail = f"GET /bookings/v2/external-calendars/connections/{C['connection']}\nHTTP 403 PERMISSION_DENIED\n{body}"
    path = f"/bookings/v2/external-calendars/connections/{C['connection']}?token={C['token']}"
    return Material(
        profile=SiteProfile(id="p", name=C["site"], proxy=C["proxy"], ca_file=C["folder"]),
        snapshot=Snapshot(
            properties=SiteProperties(display_name=C["site"], email=C["email"], time_zone=C["name"]),
            schedules=(Schedule(id="s-ana", name=C["name"], email=C["email"]),),
            connections=MappingProxyType({one.id: view}),
        ),
        preferences=Preferences(proxy=C["proxy"], ca_file=C["folder"], language=C["token"]),
        checks=(failed("sign-in", f"{C['email']} needs sign-in", C["title"], detail=detail),),
        answers=(Activity(number=1, at=1.0, method="GET", path=path, outcome="200", seconds=0.1),),
        log_folder=folder,
        now=1_800_000_000.0,
        locked=("read_only", "allowed_sites", C["token"]),
    )


def test_settings_of_an_organisation_are_named_without_their_values() -> None:
    (settings,) = [file.text for file in files_of(material(None)) if file.name == "settings.json"]
    assert msgspec.json.decode(settings)["setByOrganisation"] == ["allowed_sites", "read_only"]


def logged(folder: Path, *messages: str) -> Path:
    folder.mkdir(exist_ok=True)
    lines = [f"2026-11-22 10:00:00,123 INFO caldesk.api.line: {message}" for message in messages]
    (folder / "caldesk.log").write_text("\n".join(lines), encoding="utf-8")
    return folder


def every_log_line(folder: Path) -> Path:
    lines = [*CANARIES.values(), f"GET /bookings/v2/connections/{C['connection']} 200 12 ms 17.abc"]
    return logged(folder, *lines)


def content(path: Path) -> str:
    with ZipFile(path) as archive:
        return "\n".join(name + archive.read(name).decode() for name in archive.namelist())


@pytest.mark.parametrize("canary", CANARIES)
def test_nothing_that_was_planted_is_in_the_zip(tmp_path: Path, canary: str):
    target = tmp_path / "bundle.zip"
    target.write_bytes(zipped(files_of(material(every_log_line(tmp_path / "log")))))
    assert CANARIES[canary] not in content(target)
    assert "canary" not in content(target).casefold()


def test_it_still_tells_what_helps(tmp_path: Path):
    files = {file.name: file for file in files_of(material(every_log_line(tmp_path / "log")))}
    (check,) = msgspec.json.decode(files["checks.json"].text)
    assert check["state"] == "fail"
    assert check["detail"] == ["GET /bookings/v2/external-calendars/connections/…", "HTTP 403 PERMISSION_DENIED"]
    assert "GET /bookings/v2/connections/… 200 12 ms 17.abc" in files["log.txt"].text
    (one,) = msgspec.json.decode(files["site.json"].text)["connections"]
    assert (one["state"], one["schedule"]) == ("working", 1)
    assert all(file.about for file in files.values())


def values_of(one: Material, **more: Any) -> frozenset[str]:
    return private_values(one.profile, one.snapshot, **more)


def test_a_saved_bundle_is_proven(tmp_path: Path):
    one = material(None)
    values = values_of(one, secrets=[Secret(C["key"])], events=[Event("s", 1, 2, title=C["title"])])
    assert {C["key"].casefold(), C["title"].casefold(), C["email"], C["name"].casefold()} <= values
    proof = save_bundle(tmp_path / "bundle.zip", files_of(one), values)
    assert (proof.leaking, proof.files) == ((), 6)
    assert proof.values == len(values)


@pytest.mark.parametrize("canary", ["key", "password", "token", "title", "email", "name"])
def test_a_bundle_that_leaks_is_taken_away_again(tmp_path: Path, canary: str):
    one = material(None)
    leak = BundleFile(name="more.txt", about="more", text=f"text {CANARIES[canary]} text")
    values = values_of(one, events=[Event("s", 1, 2, title=C["title"])])
    with pytest.raises(NotSavedError, match=r"more\.txt"):
        save_bundle(tmp_path / "bundle.zip", (*files_of(one), leak), values)
    assert not (tmp_path / "bundle.zip").exists()


def test_a_schedule_with_one_of_our_own_words_for_a_name_spoils_nothing(tmp_path: Path):
    site = Snapshot(schedules=(Schedule(id="s-1", name="Staff"),))
    assert "staff" not in private_values(SiteProfile(id="p", name="Connections"), site)


def test_a_folder_that_is_not_there_is_said_in_words(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(NotSavedError):
        save_bundle(tmp_path / "file" / "bundle.zip", files_of(material(None)), frozenset())


def test_what_is_no_zip_proves_nothing(tmp_path: Path):
    (tmp_path / "bundle.zip").write_bytes(b"nothing")
    with pytest.raises(OSError, match="bundle"):
        prove(tmp_path / "bundle.zip", frozenset())


@given(st.text(max_size=200))
def test_a_log_message_that_is_not_known_is_left_out_whole(text: str):
    line = f"2026-11-22 10:00:00,123 ERROR caldesk.ui: the thing {text}".splitlines()[0]
    assert log_lines(line) == [f"2026-11-22 10:00:00,123 ERROR caldesk.ui: {LEFT_OUT}"]


@given(st.text(max_size=80))
def test_only_fixed_words_of_a_path_are_kept(text: str):
    assert re.fullmatch(r"[a-z\d\-:A-Z/…]*", path_shape(f"/v2/{text}"))


def test_of_a_traceback_places_and_the_kind_of_error_are_kept():
    lines = [
        "Traceback (most recent call last):",
        f'  File "{C["folder"]}/caldesk/ui/tasks.py", line 12, in run',
        f'    raise ValueError("{C["title"]}")',
        f"ValueError: {C['title']}",
    ]
    assert log_lines("\n".join(lines)) == ["  caldesk/ui/tasks.py:12 in run", "ValueError", f"{LEFT_OUT}: 2 lines"]


def test_of_details_only_known_lines_are_kept():
    assert detail_lines(f"x-wix-request-id: 17.ab\nattempts: 3\n{C['title']}") == [
        "x-wix-request-id: 17.ab",
        "attempts: 3",
    ]
