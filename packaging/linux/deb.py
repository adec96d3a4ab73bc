"""Makes the Debian package of the frozen folder, with dpkg's own tools and nothing else.

    python packaging/linux/deb.py FROZEN_FOLDER ICON_FOLDER WORK_FOLDER OUTPUT_FOLDER

What it installs lies in usr/lib/caldesk; the rest of the tree points there. With SOURCE_DATE_EPOCH set, the same
input gives the same package.
"""

import gzip
import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import msgspec
from depends import depends
from msgspec.structs import replace

import caldesk
from caldesk.services import build_facts

HERE = Path(__file__).resolve().parent
CHECKOUT = HERE.parents[1]
PROGRAM = "usr/lib/caldesk"
NOTICES = f"{PROGRAM}/_internal/caldesk/_data/notices"
CONTROL = """\
Package: caldesk
Version: {version}
Architecture: {architecture}
Maintainer: The Caldesk authors <caldesk@localhost>
Installed-Size: {size}
Depends: {depends}
Recommends: gnome-keyring | kwalletmanager | keepassxc, xdg-utils
Section: office
Priority: optional
Description: connect calendars to a Wix Bookings site and look after them
 Caldesk connects Google, Microsoft and Apple calendars to the schedules of a
 Wix Bookings site. It says of every connection whether it works, since when
 that is known, and what the next step is if it does not.
"""


def main(frozen: Path, icons: Path, work: Path, output: Path) -> None:
    """Lay out the tree under `work` and pack it; the package's path is printed."""
    tree = work / "caldesk"
    shutil.rmtree(tree, ignore_errors=True)
    lay_out(tree, frozen, icons)
    write_control(tree)
    package = output / f"caldesk_{debian_version(caldesk.__version__)}_{_architecture()}.deb"
    subprocess.run(["dpkg-deb", "--root-owner-group", "-Zzstd", "-z9", "--build", tree, package], check=True)
    print(package)


def lay_out(tree: Path, frozen: Path, icons: Path) -> None:
    """Everything that the package installs."""
    shutil.copytree(frozen, tree / PROGRAM, symlinks=True)
    leave_updates_to_apt(tree / NOTICES / build_facts.FILE)
    (tree / "usr/bin").mkdir()
    (tree / "usr/bin/caldesk").symlink_to("../lib/caldesk/caldesk")
    _put(tree / PROGRAM / "apparmor-profile", (HERE / "apparmor-profile").read_bytes())
    _put(tree / "usr/share/applications/caldesk.desktop", (HERE / "caldesk.desktop").read_bytes())
    metainfo = "app.caldesk.Caldesk.metainfo.xml"
    _put(tree / "usr/share/metainfo" / metainfo, _filled_in(HERE / metainfo))
    _put(tree / "usr/share/man/man1/caldesk.1.gz", gzip.compress(_filled_in(HERE / "caldesk.1"), mtime=0))
    _put(tree / "usr/share/doc/caldesk/copyright", (CHECKOUT / "LICENSE").read_bytes())
    licences = f"../../../{NOTICES.removeprefix('usr/')}/THIRD-PARTY-NOTICES.txt"
    (tree / "usr/share/doc/caldesk/THIRD-PARTY-NOTICES.txt").symlink_to(licences)
    example = (CHECKOUT / "packaging/policy/policy.example.toml").read_bytes()
    _put(tree / "usr/share/doc/caldesk/policy.example.toml", example)
    _put(tree / "usr/share/doc/caldesk/changelog.gz", gzip.compress((CHECKOUT / "CHANGELOG.md").read_bytes(), mtime=0))
    hicolor = tree / "usr/share/icons/hicolor"
    _put(hicolor / "scalable/apps/caldesk.svg", (CHECKOUT / "resources/icons/app.svg").read_bytes())
    for picture in icons.glob("*.png"):
        _put(hicolor / f"{picture.stem}x{picture.stem}/apps/caldesk.png", picture.read_bytes())
    _set_modes(tree)


def leave_updates_to_apt(facts: Path) -> None:
    """A package asks nobody about newer versions, whatever was built in: apt knows them."""
    if facts.is_file():
        known = msgspec.json.decode(facts.read_bytes(), type=build_facts.BuildFacts)
        facts.write_bytes(msgspec.json.encode(replace(known, feed="")))


def write_control(tree: Path) -> None:
    """DEBIAN: what dpkg needs to know, the sums of all files, and what it runs."""
    control = tree / "DEBIAN"
    control.mkdir(mode=0o755)
    files = sorted(file for file in tree.rglob("*") if file.is_file() and not file.is_symlink())
    words = CONTROL.format(
        version=debian_version(caldesk.__version__),
        architecture=_architecture(),
        size=sum(-(-file.stat().st_size // 1024) for file in files),
        depends=", ".join([*depends(tree, files), "ca-certificates"]),
    )
    sums = "".join(f"{_md5(file)}  {file.relative_to(tree)}\n" for file in files)
    _put(control / "control", words.encode())
    _put(control / "md5sums", sums.encode())
    for script in ("postinst", "prerm"):
        _put(control / script, (HERE / script).read_bytes())
        (control / script).chmod(0o755)


def debian_version(version: str) -> str:
    """1.2.0rc1 as 1.2.0~rc1, which comes before 1.2.0 in Debian's order too."""
    for mark in ("a", "b", "rc", ".dev"):
        version = version.replace(mark, f"~{mark.lstrip('.')}")
    return version


def _filled_in(template: Path) -> bytes:
    moment = int(os.environ.get("SOURCE_DATE_EPOCH", time.time()))
    date = time.strftime("%Y-%m-%d", time.gmtime(moment))
    return template.read_text("utf-8").replace("@VERSION@", caldesk.__version__).replace("@DATE@", date).encode()


def _set_modes(tree: Path) -> None:
    """As the packager's own umask must not decide."""
    tree.chmod(0o755)
    for path in tree.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)


def _architecture() -> str:
    return subprocess.run(["dpkg", "--print-architecture"], check=True, capture_output=True, text=True).stdout.strip()


def _md5(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    path.chmod(0o644)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
