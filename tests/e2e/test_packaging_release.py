"""A whole release in a repository of its own: refused, rehearsed, made."""

import hashlib
import json
import shutil
import subprocess
import zipfile

import pytest

from caldesk import __version__
from caldesk.services.updates.feed import is_newer, read_feed
from tests.helpers.releasing import PACKAGING, licences, release

ROOT = PACKAGING.parent
PARTS = ("desktop", "resources", "packaging", "pyproject.toml", "README.md", "LICENSE", ".gitignore")
RUN_CHECKS = release.run_checks
FEED, PAGE = "https://downloads.example/releases.json", "https://downloads.example/9.0.0"
CHANGES = "# Changelog\n\n## [Unreleased]\n\n### Added\n- All of it.\n"


def git(tree, *arguments: str) -> str:
    who = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.com"]
    done = subprocess.run(["git", *who, *arguments], cwd=tree, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture
def tree(tmp_path, monkeypatch):
    for name, value in (("NAME", "Somebody"), ("EMAIL", "somebody@example.com")):
        monkeypatch.setenv(f"GIT_AUTHOR_{name}", value)
        monkeypatch.setenv(f"GIT_COMMITTER_{name}", value)
    made = tmp_path / "tree"
    made.mkdir()
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(
                ROOT / part, made / part, ignore=shutil.ignore_patterns("__pycache__", ".*_cache", "notices")
            )
        else:
            shutil.copy(ROOT / part, made / part)
    (made / "CHANGELOG.md").write_text(CHANGES)
    git(made, "init", "--quiet", "--initial-branch=main")
    git(made, "add", ".")
    git(made, "commit", "--quiet", "--message=Begin")
    monkeypatch.setattr(release, "collect_licences", lambda root: {"httpx": "BSD-3-Clause"})
    monkeypatch.setattr(release, "run_checks", lambda root: None)
    return made


def test_a_rehearsal_changes_nothing(tree, capsys):
    before = git(tree, "rev-parse", "HEAD")
    assert release.main(["9.0.0", "--dry-run"], tree) == 0
    assert "dist/caldesk-9.0.0-py3-none-any.whl" in capsys.readouterr().out
    assert git(tree, "rev-parse", "HEAD") == before
    assert git(tree, "status", "--porcelain", "--ignored") == ""
    assert git(tree, "tag") == ""


def test_a_release_is_committed_tagged_and_built_from_the_tag(tree, monkeypatch):
    monkeypatch.setenv("CALDESK_UPDATE_FEED", FEED)
    assert release.main(["9.0.0", "--page", PAGE], tree) == 0
    told = read_feed((tree / "dist" / "releases.json").read_bytes(), FEED)
    assert told is not None
    assert (told.version, told.page, told.summary) == ("9.0.0", PAGE, "All of it.")
    assert is_newer(told.version, __version__)
    commit = git(tree, "rev-parse", "v9.0.0^{commit}")
    assert commit == git(tree, "rev-parse", "HEAD")
    assert git(tree, "status", "--porcelain") == ""
    assert "[9.0.0] - 20" in (tree / "CHANGELOG.md").read_text()
    sums = dict(reversed(line.split("  ")) for line in (tree / "dist" / "SHA256SUMS").read_text().splitlines())
    assert sorted(sums) == ["caldesk-9.0.0-py3-none-any.whl", "caldesk-9.0.0.cdx.json", "releases.json"]
    for name, digest in sums.items():
        assert hashlib.sha256((tree / "dist" / name).read_bytes()).hexdigest() == digest
    with zipfile.ZipFile(tree / "dist" / "caldesk-9.0.0-py3-none-any.whl") as wheel:
        assert json.loads(wheel.read("caldesk/_data/notices/build.json"))["commit"] == commit
        assert json.loads(wheel.read("caldesk/_data/notices/build.json"))["feed"] == FEED
        assert b'__version__ = "9.0.0"' in wheel.read("caldesk/__init__.py")
        assert "caldesk/_data/help/en/index.md" in wheel.namelist()


def test_a_tree_with_changes_is_refused(tree, capsys):
    (tree / "README.md").write_text("changed")
    assert release.main(["9.0.0", "--dry-run"], tree) == 1
    assert "not committed:\n M README.md" in capsys.readouterr().err


def test_checks_that_fail_stop_it_before_anything_is_changed(tree, monkeypatch, capsys):
    monkeypatch.setattr(release, "run_checks", RUN_CHECKS)
    (tree / "packaging" / "test").write_text("#!/bin/sh\nexit 1\n")
    git(tree, "commit", "--quiet", "--all", "--message=Fail")
    assert release.main(["9.0.0"], tree) == 1
    assert "packaging/test found something" in capsys.readouterr().err
    assert git(tree, "tag") == ""
    assert git(tree, "status", "--porcelain") == ""


@pytest.mark.parametrize(
    ("feed", "page", "said"),
    [
        (FEED, "https://elsewhere.example/", "not on the host of the feed"),
        ("", "http://downloads.example/", "The page must be an https address"),
        ("http://downloads.example/releases.json", "", "CALDESK_UPDATE_FEED must be an https address"),
    ],
)
def test_an_address_that_nobody_would_be_led_to_is_refused_before_the_checks(
    tree, monkeypatch, capsys, feed, page, said
):
    monkeypatch.setenv("CALDESK_UPDATE_FEED", feed)
    monkeypatch.setattr(release, "run_checks", lambda root: pytest.fail("the checks were run"))
    assert release.main(["9.0.0", "--page", page], tree) == 1
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("version", "said"),
    [("9.0", "not a version"), ("0.0.1", "older than")],
)
def test_a_wrong_version_is_refused(tree, version, said, capsys):
    assert release.main([version, "--dry-run"], tree) == 1
    assert said in capsys.readouterr().err


def test_nothing_to_release_is_said_before_the_checks(tree, monkeypatch, capsys):
    assert release.main(["9.0.0"], tree) == 0
    monkeypatch.setattr(release, "run_checks", lambda root: pytest.fail("the checks were run"))
    assert release.main(["9.1.0"], tree) == 1
    assert "Nothing stands under" in capsys.readouterr().err


def test_the_notices_are_written_for_builds_and_for_people(tmp_path):
    assert licences.main([str(tmp_path)]) == 0
    parts = json.loads((tmp_path / "components.json").read_text())
    people = (tmp_path / "THIRD-PARTY-NOTICES.txt").read_text()
    assert len(parts) > 30
    for part in parts:
        assert part["text"] in people
    assert set(json.loads((tmp_path / "build.json").read_text())) == {"commit", "date", "feed"}


@pytest.mark.parametrize(
    ("address", "code"), [("", 0), (FEED, 0), ("http://downloads.example/f.json", 1), ("https://u:p@a.example/", 1)]
)
def test_the_address_of_the_feed_is_built_in_if_the_program_would_ask_it(tmp_path, monkeypatch, capsys, address, code):
    monkeypatch.setenv("CALDESK_UPDATE_FEED", address)
    monkeypatch.setattr(licences, "installed", lambda *also: ())
    assert licences.main([str(tmp_path / "out")]) == code
    if code:
        assert "must be an https address" in capsys.readouterr().err
    else:
        assert json.loads((tmp_path / "out" / "build.json").read_text())["feed"] == address


def test_a_part_without_the_text_of_its_licence_is_a_failure(tmp_path, monkeypatch, capsys):
    part = licences.Component(name="silent", version="1", licence="MIT", text="")
    monkeypatch.setattr(licences, "installed", lambda *also: (part,))
    assert licences.main([str(tmp_path / "out")]) == 1
    assert "silent" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
