"""What Caldesk is made of, and under which licences: from a list that was packaged with it, or from what is installed.

A frozen program carries the list (`packaging/licences` writes it), because it has no metadata of distributions. A wheel
brings nothing with it, so there the licences of what pip installed beside it are shown.
"""

import platform
import re
import sysconfig
from collections.abc import Iterable, Iterator
from contextlib import suppress
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path, PurePath

import msgspec
from msgspec import Struct

from caldesk import resources

LIST = "components.json"
"""Name of the packaged list, a JSON array of `Component`, in the resource folder "notices"."""

_REQUIREMENT = re.compile(r"^([A-Za-z0-9][\w.-]*)")
_LICENCE_FILE = re.compile(r"(licen[cs]e|copying|notice|authors)", re.IGNORECASE)
_LGPL = "LGPL-3.0"


class Component(Struct, frozen=True, kw_only=True):
    """A part that others made. `licence` is an SPDX expression or the words of its makers; `text` is all of it."""

    name: str
    version: str
    licence: str
    text: str
    home: str = ""


def components() -> tuple[Component, ...]:
    """All parts by name: as packaged, else as installed."""
    try:
        return msgspec.json.decode(resources.read_bytes("notices", LIST), type=tuple[Component, ...])
    except FileNotFoundError:
        return installed()


def installed(*also: str) -> tuple[Component, ...]:
    """Python, Qt, and every installed distribution that Caldesk needs, directly or not; `also` those, if installed."""
    found = [_component(each) for each in (*_needed("caldesk"), *_there(also))]
    return tuple(sorted([_python(), *_qt(found), *found], key=lambda one: one.name.casefold()))


def _needed(root: str) -> Iterator[Distribution]:
    """Without `root` itself. What is not installed is not needed here: it is for another system or an extra."""
    waiting, seen = [root], {_normal(root)}
    while waiting:
        name = waiting.pop()
        for found in _there([name]):
            if name != root:
                yield found
            for requirement in found.requires or ():
                match = _REQUIREMENT.match(requirement)
                if match and "extra ==" not in requirement and _normal(match[1]) not in seen:
                    seen.add(_normal(match[1]))
                    waiting.append(match[1])


def _there(names: Iterable[str]) -> Iterator[Distribution]:
    for name in names:
        with suppress(PackageNotFoundError):
            yield distribution(name)


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _component(found: Distribution) -> Component:
    licence = _field(found, "License-Expression") or _classified(found) or _field(found, "License").partition("\n")[0]
    texts = _texts(found)
    if not texts and _LGPL in licence:
        texts = _lgpl()
    return Component(
        name=_field(found, "Name"),
        version=found.version,
        licence=licence or "see the text",
        text="\n\n".join(text.strip() for text in texts),
        home=_home(found),
    )


def _field(found: Distribution, name: str) -> str:
    return found.metadata[name] if name in found.metadata else ""  # noqa: SIM401 - it has no `get`


def _texts(found: Distribution) -> list[str]:
    """As its metadata names them; older packages name none, so that the files that look like it are taken."""
    named = found.metadata.get_all("License-File") or ()
    texts = [found.read_text(f"licenses/{name}") or found.read_text(name) or "" for name in named]
    if not any(texts):
        files = [Path(str(found.locate_file(file))) for file in found.files or () if _is_licence(file)]
        texts = [file.read_text(encoding="utf-8") for file in files]
    return [text for text in texts if text]


def _is_licence(file: PurePath) -> bool:
    folder = next((part for part in file.parts if part.endswith(".dist-info")), "")
    return bool(folder) and (_LICENCE_FILE.match(file.name) is not None or "licenses" in file.parts)


def _classified(found: Distribution) -> str:
    """Older packages say their licence only among their classifiers, or the whole text in the field for its name."""
    said = [one.rpartition(" :: ")[2] for one in found.metadata.get_all("Classifier") or () if "License ::" in one]
    return "" if _LGPL in _field(found, "License") else ", ".join(said)


def _home(found: Distribution) -> str:
    links = dict(line.split(", ", 1) for line in found.metadata.get_all("Project-URL") or () if ", " in line)
    named = {label.casefold(): link for label, link in links.items()}
    wanted = (named.get(label) for label in ("homepage", "repository", "source", "source code", "github"))
    return next(filter(None, wanted), _field(found, "Home-page"))


def _python() -> Component:
    """The interpreter and its library; a link stands for what they include, and for a text that is kept elsewhere."""
    places = (Path(sysconfig.get_path("stdlib")) / "LICENSE.txt", Path(sysconfig.get_path("data")) / "LICENSE.txt")
    text = next((place.read_text(encoding="utf-8") for place in places if place.is_file()), "")
    return Component(
        name="Python",
        version=platform.python_version(),
        licence="PSF-2.0",
        text="\n\n".join(filter(None, (_text("python"), text))),
        home="https://www.python.org",
    )


def _qt(found: list[Component]) -> Iterator[Component]:
    """What the wheels of PySide6 hold and say nothing about: Qt itself, and in the add-ons Chromium."""
    versions = {one.name.lower(): one.version for one in found}
    if version := versions.get("pyside6_essentials"):
        text = "\n\n".join((_text("qt"), *_lgpl()))
        yield Component(name="Qt", version=version, licence="LGPL-3.0-only", text=text, home="https://www.qt.io")
    if version := versions.get("pyside6_addons"):
        licence, home = "LGPL-3.0-only and others", "https://doc.qt.io/qt-6/qtwebengine-index.html"
        text = "\n\n".join((_text("qt-webengine"), *_lgpl()))
        yield Component(name="Qt WebEngine with Chromium", version=version, licence=licence, text=text, home=home)


def _lgpl() -> list[str]:
    """Version 3 of the LGPL adds to the GPL, so that both are needed."""
    return [_text("LGPL-3.0"), _text("GPL-3.0")]


def _text(name: str) -> str:
    return resources.read_bytes("licences", f"{name}.txt").decode().rstrip()
