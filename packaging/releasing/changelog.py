"""CHANGELOG.md as text: its sections, and the step from "Unreleased" to a version with a date.

The form is that of Keep a Changelog 1.1.0: `## [Unreleased]` first, then `## [1.2.3] - 2026-11-22`, newest on top.
"""

import re
from datetime import date

from refusal import Refusal

UNRELEASED = "Unreleased"
_HEADING = re.compile(r"^## \[(?P<name>[^\]]+)\](?: - (?P<day>\d{4}-\d{2}-\d{2}))?$", re.MULTILINE)
_ENTRY = re.compile(r"^\s*[-*] \S", re.MULTILINE)


def sections(text: str) -> dict[str, str]:
    """What stands below each heading, by version; newest first. Raises Refusal where the form is not kept."""
    found = list(_HEADING.finditer(text))
    if len(found) != len(re.findall(r"^## ", text, re.MULTILINE)):
        raise Refusal("A heading in CHANGELOG.md is neither “## [Unreleased]” nor like “## [1.2.3] - 2026-11-22”.")
    names = [match["name"] for match in found]
    if names[:1] != [UNRELEASED] or len(set(names)) != len(names):
        raise Refusal("CHANGELOG.md must begin with “## [Unreleased]” and hold each version once.")
    if undated := [match["name"] for match in found[1:] if not match["day"]]:
        raise Refusal(f"In CHANGELOG.md these versions have no date: {', '.join(undated)}.")
    ends = [match.start() for match in found[1:]] + [len(text)]
    return {match["name"]: text[match.end() : end].strip() for match, end in zip(found, ends, strict=True)}


def versions(text: str) -> list[str]:
    """The versions that were released, newest first."""
    return list(sections(text))[1:]


def released(text: str, version: str, day: date) -> str:
    """The text with what is unreleased under `version`; Refusal when that is nothing, or the version is there."""
    found = sections(text)
    if not _ENTRY.search(found[UNRELEASED]):
        raise Refusal("Nothing stands under “Unreleased” in CHANGELOG.md.")
    if version in found:
        raise Refusal(f"CHANGELOG.md has a section for {version} already.")
    heading = f"## [{UNRELEASED}]"
    return text.replace(heading, f"{heading}\n\n## [{version}] - {day.isoformat()}", 1)
