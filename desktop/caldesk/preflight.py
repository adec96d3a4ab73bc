"""What the operating system must bring before Qt is imported: libraries, a display, a font, a usable sandbox.

Without one of these Qt ends the process in a way that Python cannot catch; here each becomes a sentence with
its cure. The one list of system libraries: `packaging/setup` reads it too, with nothing but a bare Python.
"""

import ctypes
import importlib.util
import os
import sys
from collections.abc import Callable, Iterable, Mapping, MutableMapping
from pathlib import Path
from typing import NamedTuple

from caldesk.i18n import _


class Library(NamedTuple):
    """A shared library by the name the loader knows, and the Debian package that holds it."""

    soname: str
    package: str


WINDOW = (
    Library("libGL.so.1", "libgl1"),
    Library("libEGL.so.1", "libegl1"),
    Library("libglib-2.0.so.0", "libglib2.0-0"),
    Library("libfontconfig.so.1", "libfontconfig1"),
    Library("libdbus-1.so.3", "libdbus-1-3"),
    Library("libxkbcommon.so.0", "libxkbcommon0"),
    Library("libgssapi_krb5.so.2", "libgssapi-krb5-2"),
    Library("libbrotlidec.so.1", "libbrotli1"),
)
XCB = (
    Library("libxcb-cursor.so.0", "libxcb-cursor0"),
    Library("libxcb-icccm.so.4", "libxcb-icccm4"),
    Library("libxcb-keysyms.so.1", "libxcb-keysyms1"),
    Library("libxcb-shape.so.0", "libxcb-shape0"),
    Library("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
)
WAYLAND = (
    Library("libwayland-client.so.0", "libwayland-client0"),
    Library("libwayland-cursor.so.0", "libwayland-cursor0"),
)
WEBENGINE = (
    Library("libnss3.so", "libnss3"),
    Library("libasound.so.2", "libasound2"),
    Library("libXcomposite.so.1", "libxcomposite1"),
    Library("libXdamage.so.1", "libxdamage1"),
    Library("libXrandr.so.2", "libxrandr2"),
    Library("libXtst.so.6", "libxtst6"),
    Library("libxkbfile.so.1", "libxkbfile1"),
    Library("libXfixes.so.3", "libxfixes3"),
)
_FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
_FONT_SUFFIXES = (".ttf", ".otf", ".ttc", ".pfb")

Loader = Callable[[str], bool]


def can_load(soname: str) -> bool:
    """Whether the loader finds the library and everything that it needs in turn."""
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def window_problem(environ: Mapping[str, str], *, loads: Loader = can_load, platform: str = sys.platform) -> str | None:
    """Why a window cannot be opened in this environment, as a sentence with its cure; None when it can."""
    if platform != "linux":
        return None
    absent = missing(WINDOW + _of_the_display(environ), loads)
    if absent:
        return _(
            "The window cannot open because system libraries are missing: {libraries}. "
            "On Debian or Ubuntu run: {command}"
        ).format(libraries=_names(absent), command=_apt_line(absent))
    if not has_display(environ):
        return _(
            "The window cannot open because there is no display: neither DISPLAY nor WAYLAND_DISPLAY is set. "
            "Start Caldesk from a desktop session."
        )
    return None


def qt_problem() -> str:
    """Why there can be no window at all, as a sentence; "" where Qt is installed."""
    if importlib.util.find_spec("PySide6") is not None:
        return ""
    return _("The window cannot open because PySide6 is not installed. The commands of Caldesk work without it.")


def webengine_problem(*, loads: Loader = can_load, platform: str = sys.platform) -> str | None:
    """Why the built-in sign-in page cannot be shown; None when it can.

    Loads WebEngine's libraries into the process, so ask only when a sign-in is about to need them.
    """
    absent = missing(WEBENGINE, loads) if platform == "linux" else []
    if not absent:
        return None
    return _(
        "The built-in sign-in page cannot be shown because system libraries are missing: {libraries}. "
        "On Debian or Ubuntu run: {command}"
    ).format(libraries=_names(absent), command=_apt_line(absent))


def prepare_environment(
    environ: MutableMapping[str, str], *, platform: str = sys.platform, user: int | None = None
) -> None:
    """Switch Chromium's sandbox off for root on Linux, where WebEngine refuses to start with it.

    An explicit setting is respected. `user` is the effective user id, by default that of this process.
    """
    if platform != "linux":
        return
    if (os.geteuid() if user is None else user) == 0:
        environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")


def missing_packages(
    environ: Mapping[str, str],
    *,
    loads: Loader = can_load,
    platform: str = sys.platform,
    fonts: Iterable[str] = _FONT_FOLDERS,
) -> tuple[list[str], list[str]]:
    """Debian packages to install: without the first there is no readable window in this environment.

    The second are for other displays and for the built-in sign-in page.
    """
    if platform != "linux":
        return [], []
    absent = missing(WINDOW + XCB + WAYLAND + WEBENGINE, loads)
    vital = WINDOW + _of_the_display(environ)
    font = [] if has_font(fonts) else ["fonts-dejavu-core"]
    needed = [library.package for library in absent if library in vital]
    return needed + font, [library.package for library in absent if library not in vital]


def has_display(environ: Mapping[str, str]) -> bool:
    """Whether Qt finds something to draw on; a platform that the user names needs none, unless it is X."""
    if environ.get("QT_QPA_PLATFORM", "").startswith("xcb"):
        return bool(environ.get("DISPLAY"))
    return any(environ.get(name) for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"))


def missing(libraries: Iterable[Library], loads: Loader = can_load) -> list[Library]:
    """The libraries that the loader does not find, in the order given."""
    return [library for library in libraries if not loads(library.soname)]


def has_font(folders: Iterable[str] = _FONT_FOLDERS) -> bool:
    """Whether any font is installed; without one Qt draws every letter as a box."""
    return any(
        file.endswith(_FONT_SUFFIXES)
        for folder in folders
        for _root, _folders, files in os.walk(Path(folder).expanduser())
        for file in files
    )


def _of_the_display(environ: Mapping[str, str]) -> tuple[Library, ...]:
    """What the platform plugin needs beside the window's own libraries; chosen as Qt chooses the plugin."""
    chosen = environ.get("QT_QPA_PLATFORM")
    if not chosen:
        chosen = "wayland" if environ.get("WAYLAND_DISPLAY") else "xcb" if environ.get("DISPLAY") else ""
    if chosen.startswith("xcb"):
        return XCB
    return WAYLAND if chosen.startswith("wayland") else ()


def _names(libraries: Iterable[Library]) -> str:
    return ", ".join(library.soname for library in libraries)


def _apt_line(libraries: Iterable[Library]) -> str:
    return "sudo apt-get install " + " ".join(library.package for library in libraries)
