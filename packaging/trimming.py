"""What the frozen folder leaves out of what PyInstaller collects: rules on its lists, which touch no files.

A library of Qt stays only where something that stays asks for it; on Linux the system's libraries stay with the
system, which keeps them safe and in step with each other (a bundled libstdc++ aborts under a newer graphics driver).
"""

import posixpath
import re
from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple


class Entry(NamedTuple):
    """A line of PyInstaller's lists: where it goes in the folder, where it is now, what it is."""

    target: str
    source: str
    kind: str


Asks = Callable[[str], Iterable[str]]  # the names of the libraries that a file is linked to

# Modules that PyInstaller takes along with WebEngine and that nothing here imports.
UNUSED_MODULES = [
    "PySide6.QtOpenGL", "PySide6.QtPositioning", "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtQuickWidgets",
    "_tkinter", "tkinter", "setuptools", "pkg_resources", "_distutils_hack", "pip",
]  # fmt: skip

_UNUSED = re.compile(
    r"""
    /plugins/( egldeviceintegrations | generic | position | qmltooling | sqldrivers )/
    | /plugins/[^/]+/(lib)?q( eglfs | linuxfb | minimal | minimalegl | vkkhrdisplay | vnc  # screens without a desktop
                            | tvirtualkeyboardplugin                                       # hundreds of QML files
                            | gtk3                                                         # needs all of GTK
                            | icns | pdf | tga | tiff | wbmp )\.                           # images nobody shows
    | /plugins/networkinformation/[^/]+\.so$                                               # Linux is asked directly
    | /qml/
    | /qtwebengine_devtools_resources | \.debug\.(pak|bin)$
    | \.dist-info/( direct_url\.json | INSTALLER | RECORD | REQUESTED )$                   # of the machine that built
    | \.chk$                                                                               # sums of libraries left out
    """,
    re.VERBOSE,
)
_QT_WORDS = re.compile(r"/translations/(qtbase_)?([^/]+)\.qm$")
_CHROMIUM_WORDS = re.compile(r"/qtwebengine_locales/([\w-]+)\.pak$")
_QT_LIBRARY = re.compile(r"(^|/)(lib)?Qt6\w+(\.so[.\d]*|\.dll)$|(^|/)Qt\w+\.framework/|(^|/)lib(pyside6|icu)[^/]*$")
_LOADED_BY_NAME = re.compile(r"/plugins/|/QtWebEngineProcess(\.exe)?$")
_SYSTEM_FOLDER = re.compile(r"^(/usr)?/lib(64)?/(?!python3)")


def trim(
    binaries: Iterable[Entry], datas: Iterable[Entry], asks: Asks, *, languages: Collection[str], linux: bool
) -> tuple[list[Entry], list[Entry]]:
    """The binaries and the data that stay; `languages` are those of the program, as in "en", beside English."""
    wanted = [entry for entry in binaries if _is_used(entry, languages)]
    if linux:
        wanted = [entry for entry in wanted if not is_of_the_system(entry.source)]
    kept = _linked(wanted, asks)
    dropped = {_unit(entry) for entry in wanted} - {_unit(entry) for entry in kept}
    rest = [entry for entry in datas if _is_used(entry, languages) and _unit(entry) not in dropped]
    return _without_dead_links(kept, rest)


def is_of_the_system(source: str) -> bool:
    """Whether a file is a library of the system's own; Python's library is part of the program wherever it lies."""
    return bool(_SYSTEM_FOLDER.match(source)) and not posixpath.basename(source).startswith("libpython")


def _is_used(entry: Entry, languages: Collection[str]) -> bool:
    target = _slashes(entry.target)
    if words := _CHROMIUM_WORDS.search(target):
        return words[1] in {"en-US", "en-GB"} or words[1].partition("-")[0] in languages
    if words := _QT_WORDS.search(target):
        return words[1] is not None and words[2].partition("_")[0] in languages
    return not _UNUSED.search(target)


def _linked(entries: list[Entry], asks: Asks) -> list[Entry]:
    """The entries without those libraries of Qt that none of the others needs, directly or through another."""
    files = [entry for entry in entries if entry.kind != "SYMLINK"]
    by_name = {_name(entry.target): entry for entry in files}
    reached = {entry.target: entry for entry in files if not _may_go(entry)}
    waiting = list(reached.values())
    while waiting:
        for name in asks(waiting.pop().source):
            found = by_name.get(_name(name))
            if found and found.target not in reached:
                reached[found.target] = found
                waiting.append(found)
    return [entry for entry in entries if entry.target in reached or entry.kind == "SYMLINK"]


def _may_go(entry: Entry) -> bool:
    target = _slashes(entry.target)
    return entry.kind != "EXTENSION" and bool(_QT_LIBRARY.search(target)) and not _LOADED_BY_NAME.search(target)


def _without_dead_links(binaries: list[Entry], datas: list[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Drop the symbolic links whose target stays away."""
    there: set[str] = set()
    for entry in binaries + datas:
        if entry.kind != "SYMLINK":
            path = _slashes(entry.target)
            while path:
                there.add(path)
                path = posixpath.dirname(path)

    def leads_somewhere(entry: Entry) -> bool:
        if entry.kind != "SYMLINK":
            return True
        folder = posixpath.dirname(_slashes(entry.target))
        return _through_frameworks(posixpath.normpath(posixpath.join(folder, _slashes(entry.source)))) in there

    return [entry for entry in binaries if leads_somewhere(entry)], [entry for entry in datas if leads_somewhere(entry)]


def _through_frameworks(path: str) -> str:
    """A path inside a framework of macOS, where links lead through further links: the framework itself decides."""
    inside = re.match(r"(.*\.framework)/", path)
    return inside[1] if inside else path


def _unit(entry: Entry) -> str:
    """What stays or goes as a whole: a framework of macOS with all that is in it, else the file."""
    return _through_frameworks(_slashes(entry.target))


def _name(path: str) -> str:
    return posixpath.basename(_slashes(path)).casefold()


def _slashes(path: str) -> str:
    return path.replace("\\", "/")
