"""The Debian packages whose libraries the frozen program is linked to, named so that every release knows them."""

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

# Names that end in t64 since Debian 13 and Ubuntu 24.04, of all that can turn up here.
_T64 = {"libasound2", "libcups2", "libglib2.0-0", "libpng16-16", "libssl3"}

# Where a library does not say which version each of its functions came with, the packaging tools ask for the very
# version of the release that builds. Qt and the other wheels are made for every system with glibc 2.34, so that only
# these two are real floors.
_FLOORS = {"libc6", "libstdc++6"}


def depends(tree: Path, files: Iterable[Path]) -> list[str]:
    """What dpkg-shlibdeps finds for those of `files` that are programs or libraries; `tree` holds a folder DEBIAN."""
    linked = [file for file in files if is_elf(file)]
    source = tree.parent / "debian"  # the tool wants to stand beside one
    source.mkdir(exist_ok=True)
    (source / "control").write_text("Source: caldesk\n\nPackage: caldesk\nArchitecture: any\n")
    command = ["dpkg-shlibdeps", "--warnings=0", "-O", "-xcaldesk", *(f"-e{file.resolve()}" for file in linked)]
    done = subprocess.run(command, cwd=tree.parent, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:  # it has said why; the list of all files would hide that
        raise SystemExit("The dependencies of the package could not be found out.")
    return [on_every_release(each) for each in done.stdout.strip().partition("=")[2].split(", ")]


def on_every_release(dependency: str) -> str:
    """The dependency with the names that other releases have for it, and without a version that decides nothing."""
    name = re.split(r"[ :]", dependency, maxsplit=1)[0].removesuffix("t64")
    if name in _FLOORS:
        return dependency
    return f"{name}t64 | {name}" if name in _T64 else name


def is_elf(file: Path) -> bool:
    """Whether the file is a program or a library of Linux."""
    with file.open("rb") as stream:
        return stream.read(4) == b"\x7fELF"
