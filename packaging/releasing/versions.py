"""The version in all the places that hold it: read, compared, set."""

import re
from datetime import date
from pathlib import Path

from changelog import released, versions
from refusal import Refusal

PROJECT, PACKAGE, CHANGES = "pyproject.toml", "desktop/caldesk/__init__.py", "CHANGELOG.md"
STORE_PAGES = "packaging/linux/*.metainfo.xml"

_VERSION = re.compile(r"(\d+)\.(\d+)\.(\d+)")
_IN_PROJECT = re.compile(r'^version = "([^"]*)"$', re.MULTILINE)
_IN_PACKAGE = re.compile(r'^__version__ = "([^"]*)"$', re.MULTILINE)
_RELEASES = re.compile(r"^(?P<indent> *)<releases>\n", re.MULTILINE)
_FILLED_IN_LATER = 'version="@VERSION@"'


def numbers(version: str) -> tuple[int, int, int]:
    """A version as it is compared. Raises Refusal where it is not like 1.2.3."""
    match = _VERSION.fullmatch(version)
    if match is None:
        raise Refusal(f"“{version}” is not a version. Write it like 1.2.3.")
    return int(match[1]), int(match[2]), int(match[3])


def present_version(tree: Path) -> str:
    """The version that the tree says of itself. Raises Refusal where its places disagree."""
    said = {_only(_IN_PROJECT, tree / PROJECT), _only(_IN_PACKAGE, tree / PACKAGE)}
    if len(said) != 1:
        raise Refusal(f"{PROJECT} and {PACKAGE} disagree about the version: {' and '.join(sorted(said))}.")
    return said.pop()


def must_follow(tree: Path, version: str) -> None:
    """Raise Refusal unless `version` is newer than every release and not older than what the tree says."""
    present, newest = present_version(tree), versions((tree / CHANGES).read_text(encoding="utf-8"))[:1]
    if newest and numbers(version) <= numbers(newest[0]):
        raise Refusal(f"{version} is not newer than {newest[0]}, the last release.")
    if numbers(version) < numbers(present):
        raise Refusal(f"{version} is older than {present}, which the tree says of itself.")


def set_version(tree: Path, version: str, day: date) -> list[str]:
    """Write version and date into every place; the result names the files that are different now."""
    texts = {
        PROJECT: _replaced(_IN_PROJECT, tree / PROJECT, f'version = "{version}"'),
        PACKAGE: _replaced(_IN_PACKAGE, tree / PACKAGE, f'__version__ = "{version}"'),
        CHANGES: released((tree / CHANGES).read_text(encoding="utf-8"), version, day),
    }
    for page in sorted(tree.glob(STORE_PAGES)):
        texts[page.relative_to(tree).as_posix()] = _with_release(page.read_text(encoding="utf-8"), version, day)
    changed = [name for name, text in texts.items() if text != (tree / name).read_text(encoding="utf-8")]
    for name in changed:
        (tree / name).write_text(texts[name], encoding="utf-8", newline="\n")
    return changed


def _with_release(page: str, version: str, day: date) -> str:
    """AppStream lists the newest release first; a page that is filled in while packing stays as it is."""
    if _FILLED_IN_LATER in page:
        return page
    entry = rf'\g<0>\g<indent>  <release version="{version}" date="{day.isoformat()}"/>' + "\n"
    text, count = _RELEASES.subn(entry, page, count=1)
    if not count:
        raise Refusal("The AppStream page has no <releases>.")
    return text


def _only(pattern: re.Pattern[str], file: Path) -> str:
    found = pattern.findall(file.read_text(encoding="utf-8"))
    if len(found) != 1:
        raise Refusal(f"{file.name} must say the version once, and says it {len(found)} times.")
    return str(found[0])


def _replaced(pattern: re.Pattern[str], file: Path, line: str) -> str:
    _only(pattern, file)
    return pattern.sub(line, file.read_text(encoding="utf-8"))
