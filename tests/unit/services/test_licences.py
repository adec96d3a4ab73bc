"""Licences: of everything that the program needs, with texts, and the same from a packaged list."""

import msgspec
import pytest

from caldesk import resources
from caldesk.services import licences
from caldesk.services.licences import Component, components, installed


def by_name() -> dict[str, Component]:
    return {one.name.lower().replace("_", "-"): one for one in installed()}


def test_what_is_needed_directly_and_through_others_is_there_and_nothing_else():
    names = by_name()
    assert {"pyside6", "pyside6-addons", "shiboken6", "httpx", "h11", "keyring", "starlette", "qt", "python"} <= set(
        names
    )
    assert not {"caldesk", "pytest", "mypy", "ruff", "hatchling"} & set(names)


def test_each_has_a_licence_and_its_text():
    for one in installed():
        assert one.version, one
        assert one.licence, one
        assert "\n" not in one.licence
        assert len(one.text) > 200, one.name


def test_qt_and_pyside_carry_the_lgpl_and_the_gpl_that_it_adds_to():
    for name in ("qt", "pyside6", "shiboken6", "qt-webengine-with-chromium"):
        text = by_name().get(name, by_name().get(name.replace("-", " "))).text
        assert "GNU LESSER GENERAL PUBLIC LICENSE" in text
        assert "GNU GENERAL PUBLIC LICENSE" in text


def test_chromium_is_named_and_that_its_own_list_is_missing():
    (chromium,) = [one for one in installed() if "Chromium" in one.name]
    assert "chrome://credits, is not part of this build" in chromium.text
    assert "https://doc.qt.io/qt-6/qtwebengine-licensing.html" in chromium.text


def test_a_packaged_list_wins(tmp_path, monkeypatch):
    packed = (Component(name="only", version="1", licence="MIT", text="words"),)
    (tmp_path / licences.LIST).write_bytes(msgspec.json.encode(packed))
    monkeypatch.setattr(resources, "folder", lambda kind: tmp_path)
    assert components() == packed


def test_nothing_is_asked_of_what_is_not_installed():
    names = by_name()
    assert "pywin32-ctypes" not in names
    with pytest.raises(StopIteration):
        next(licences._needed("a-name-that-nobody-has"))
    assert installed("a-name-that-nobody-has") == installed()


def test_more_can_be_asked_for():
    assert {one.name for one in installed("pytest")} - {one.name for one in installed()} == {"pytest"}


def test_texts_are_found_without_the_record_of_files_that_a_frozen_program_lacks(monkeypatch):
    with_record = {one.name: one.text for one in installed()}
    monkeypatch.setattr(licences.Distribution, "files", None)
    without = {one.name: one.text for one in installed()}
    assert {name for name, text in with_record.items() if text != without[name]} == set()
