"""The Debian package: its tree, its dependencies, and that its papers say what the program does."""

import argparse
import configparser
import gzip
import json
import os
import re
import stat
import sys
from xml.etree import ElementTree as ET

import pytest

import caldesk
from caldesk.cli.main import _parser
from tests.helpers.building import PACKAGING, deb, depends

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Debian packages are made on Linux")
LINUX = PACKAGING / "linux"


@pytest.fixture
def tree(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795392000")
    frozen, icons = tmp_path / "frozen", tmp_path / "icons"
    (frozen / "_internal").mkdir(parents=True)
    (frozen / "caldesk").write_bytes(b"\x7fELF program")
    (frozen / "caldesk").chmod(0o700)
    (frozen / "_internal" / "data").write_bytes(b"data")
    (frozen / "_internal" / "data").chmod(0o600)
    notices = frozen / "_internal" / "caldesk" / "_data" / "notices"
    notices.mkdir(parents=True)
    (notices / "build.json").write_text('{"commit": "c0ffee", "date": "2026-11-22", "feed": "https://a.example/f"}')
    icons.mkdir()
    (icons / "48.png").write_bytes(b"png")
    deb.lay_out(tmp_path / "tree", frozen, icons)
    return tmp_path / "tree"


def test_the_command_leads_to_the_program(tree):
    command = tree / "usr/bin/caldesk"
    assert not command.readlink().is_absolute()
    assert command.read_bytes() == b"\x7fELF program"


def test_updates_are_left_to_apt(tree):
    built = json.loads((tree / "usr/lib/caldesk/_internal/caldesk/_data/notices/build.json").read_text())
    assert built == {"commit": "c0ffee", "date": "2026-11-22", "feed": ""}


def test_the_umask_of_the_packager_does_not_matter(tree):
    modes = {path.relative_to(tree).as_posix(): stat.S_IMODE(path.stat().st_mode) for path in tree.rglob("[!T]*")}
    assert modes["usr/lib/caldesk/caldesk"] == 0o755
    assert modes["usr/lib/caldesk/_internal/data"] == 0o644
    assert set(modes.values()) == {0o755, 0o644}


def test_icons_lie_where_desktops_look(tree):
    hicolor = tree / "usr/share/icons/hicolor"
    assert (hicolor / "48x48/apps/caldesk.png").read_bytes() == b"png"
    assert b"<svg" in (hicolor / "scalable/apps/caldesk.svg").read_bytes()


def test_papers_carry_the_version_and_the_day(tree):
    page = ET.parse(tree / "usr/share/metainfo/app.caldesk.Caldesk.metainfo.xml")  # noqa: S314 # our own
    release = page.find("releases/release")
    assert release is not None
    assert release.attrib == {"version": caldesk.__version__, "date": "2026-11-23"}
    assert (
        f"Caldesk {caldesk.__version__}"
        in gzip.decompress((tree / "usr/share/man/man1/caldesk.1.gz").read_bytes()).decode()
    )


def test_store_page_and_menu_entry_name_each_other():
    page = ET.parse(LINUX / "app.caldesk.Caldesk.metainfo.xml")  # noqa: S314 # our own
    assert page.findtext("launchable") == "caldesk.desktop"
    entry = configparser.ConfigParser(interpolation=None)
    entry.read(LINUX / "caldesk.desktop", encoding="utf-8")
    assert entry["Desktop Entry"]["Icon"] == page.findtext("icon") == "caldesk"
    assert entry["Desktop Entry"]["Comment"] == page.findtext("summary")
    for section in entry.sections():
        command, *arguments = entry[section]["Exec"].split()
        assert command == "caldesk"
        _parser().parse_args(arguments)


def test_the_manual_names_every_command():
    manual = (LINUX / "caldesk.1").read_text("utf-8")
    (commands,) = (each for each in _parser()._actions if isinstance(each, argparse._SubParsersAction))
    assert re.findall(r"^\.TP\n\.BR ([a-z]+) \"", manual, re.MULTILINE) == list(commands.choices)


@pytest.mark.parametrize(
    ("found", "written"),
    [
        ("libc6 (>= 2.35)", "libc6 (>= 2.35)"),
        ("libstdc++6 (>= 11)", "libstdc++6 (>= 11)"),
        ("libx11-xcb1 (>= 2:1.8.4)", "libx11-xcb1"),
        ("libnss3", "libnss3"),
        ("libasound2 (>= 1.0.17)", "libasound2t64 | libasound2"),
        ("libasound2t64 (>= 1.0.17)", "libasound2t64 | libasound2"),
    ],
)
def test_dependencies_hold_on_every_release(found, written):
    assert depends.on_every_release(found) == written


def test_programs_are_told_from_other_files(tree):
    assert depends.is_elf(tree / "usr/lib/caldesk/caldesk")
    assert not depends.is_elf(tree / "usr/lib/caldesk/_internal/data")


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [("1.2.3", "1.2.3"), ("1.2.0rc1", "1.2.0~rc1"), ("1.2.0b2", "1.2.0~b2"), ("1.2.0.dev4", "1.2.0~dev4")],
)
def test_a_version_before_a_release_sorts_before_it(ours, theirs):
    assert deb.debian_version(ours) == theirs


def test_its_scripts_can_be_run():
    assert all(os.access(LINUX / script, os.X_OK) for script in ("postinst", "prerm"))
