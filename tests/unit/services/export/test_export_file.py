"""Names and files of exports, and the words for a file that could not be written."""

import errno
from datetime import date
from pathlib import Path

import pytest

from caldesk.domain.timespan import day_dates
from caldesk.services import export_file
from caldesk.services.calendar_export import file_name
from caldesk.services.export_file import NotSavedError, save_export
from tests.unit.services.export.extracts import extract_of


def test_the_name_says_site_dates_and_level():
    assert file_name(extract_of(), ".ics") == "Salon Lotus 2026-11-23 to 2026-11-29 busy only.ics"
    day = extract_of(dates=day_dates(date(2026, 11, 23)), practice=True, titles=True)
    assert file_name(day, ".csv") == "PRACTICE – Salon Lotus 2026-11-23 with titles.csv"


def test_no_site_makes_a_name_that_a_file_cannot_have():
    name = file_name(extract_of(site_name='../a\\b:c*"\n' + "long " * 60), ".ics")
    assert not set(name) & set('<>:"/\\|?*\n')
    assert not name.startswith(".")
    assert len(name) < 120


def test_a_file_is_written_over_an_older_one(tmp_path: Path):
    path = tmp_path / "week.ics"
    for content in (b"old", b"new"):
        save_export(path, content)
    assert path.read_bytes() == b"new"
    assert [each.name for each in tmp_path.iterdir()] == ["week.ics"]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.ENOSPC, "no room left"),
        (errno.EACCES, "another program has it open"),
        (errno.ENOTDIR, "is not there"),
        (errno.EIO, "could not be written"),
    ],
)
def test_a_failure_is_said_in_words_and_leaves_the_old_file(
    code: int, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = tmp_path / "week.ics"
    path.write_bytes(b"old")

    def fail(target: Path, content: bytes) -> None:
        target.with_name(f".{target.name}.new").write_bytes(content[:1])
        raise OSError(code, "no")

    monkeypatch.setattr(export_file, "write_whole", fail)
    with pytest.raises(NotSavedError, match=words):
        save_export(path, b"new")
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["week.ics"]


def test_a_folder_that_is_a_file_is_said_in_words(tmp_path: Path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(NotSavedError):
        save_export(tmp_path / "file" / "week.ics", b"new")
