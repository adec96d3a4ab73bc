"""Where an organisation's settings lie on each system, and reading them as they stand there; nothing is judged here.

Linux: `/etc/caldesk/policy.toml`. Windows: the policy keys of the registry. macOS: managed preferences. No variable of
the environment moves them: what a user can move binds nobody.
"""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from caldesk.i18n import _

if TYPE_CHECKING:
    from caldesk.services.policy.registry import Registry

LINUX_FILE = Path("/etc/caldesk/policy.toml")
MAC_FOLDER = Path("/Library/Managed Preferences")
MAC_FILE = "app.caldesk.Caldesk.plist"
"""Named after the bundle (`packaging/caldesk.spec`)."""


class Layer(Struct, frozen=True, kw_only=True):
    """The settings of one place. `fault` says in a sentence why it could not be read; `values` is empty then.

    `loose` says that the place knows fewer types than we do: the registry has no booleans.
    """

    place: str
    values: Mapping[str, object] = {}
    fault: str = ""
    loose: bool = False


def layers(platform: str = sys.platform, registry: "Registry | None" = None) -> tuple[Layer, ...]:
    """What an organisation has set, the strongest place first; empty where it has set nothing."""
    if platform == "win32":
        return _of_registry(registry)
    found = map(_of_plist, _mac_files()) if platform == "darwin" else [_of_toml(LINUX_FILE)]
    return tuple(layer for layer in found if layer is not None)


def _of_toml(path: Path) -> Layer | None:
    content = _content(path)
    if not isinstance(content, bytes):
        return content
    import tomllib  # only where there is such a file

    try:
        return Layer(place=str(path), values=tomllib.loads(content.decode()))
    except ValueError as error:  # tomllib names the line and the column; UnicodeDecodeError is one, too
        return Layer(place=str(path), fault=_("It is not a TOML file: {why}.").format(why=error))


def _of_plist(path: Path) -> Layer | None:
    content = _content(path)
    if not isinstance(content, bytes):
        return content
    import plistlib
    from xml.parsers.expat import ExpatError

    try:
        values = plistlib.loads(content)
    except (ValueError, plistlib.InvalidFileException, ExpatError, OverflowError):
        return Layer(place=str(path), fault=_("It is not a property list."))
    if not isinstance(values, dict):
        return Layer(place=str(path), fault=_("It is not a property list with keys and values."))
    return Layer(place=str(path), values={str(key): value for key, value in values.items()})


def _mac_files() -> tuple[Path, ...]:
    """Those of the computer stand above those of its user, as on Windows.

    Who that is, is asked of the system: the variables that usually tell are the user's own.
    """
    import os
    import pwd

    try:
        user = pwd.getpwuid(os.getuid()).pw_name
    except KeyError:  # one without a name has no settings of their own
        return (MAC_FOLDER / MAC_FILE,)
    return MAC_FOLDER / MAC_FILE, MAC_FOLDER / user / MAC_FILE


def _content(path: Path) -> bytes | Layer | None:
    """The bytes of a file, None where there is none, or a layer that says why it cannot be read."""
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        return Layer(place=str(path), fault=_("It cannot be read: {why}.").format(why=error.strerror))


def _of_registry(given: "Registry | None") -> tuple[Layer, ...]:
    from caldesk.services.policy.registry import KEY, Hive, WindowsRegistry

    registry = given or WindowsRegistry()
    found = []
    for hive in Hive:
        place = f"{hive}\\{KEY}"
        try:
            values = registry.values(hive)
        except OSError as error:
            fault = _("It cannot be read: {why}.").format(why=error.strerror)
            found.append(Layer(place=place, fault=fault))
            continue
        if values:
            found.append(Layer(place=place, values=values, loose=True))
    return tuple(found)
