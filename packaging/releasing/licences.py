"""Writes down what the program is made of, for builds that have no metadata of packages.

    packaging/licences [FOLDER]     by default build/notices

components.json is what the About box reads, build.json the commit, its day and where newer versions are told (from the
variable CALDESK_UPDATE_FEED), THIRD-PARTY-NOTICES.txt the licences for people. A part without the text of its licence
is a failure, and so is an address that the program would not ask.
"""

import subprocess
import sys
from pathlib import Path

import msgspec
from refusal import Refusal
from release_feed import feed_address

from caldesk.services.build_facts import FILE, BuildFacts
from caldesk.services.licences import LIST, Component, installed

ROOT = Path(__file__).resolve().parents[2]
FREEZERS = ("pyinstaller",)  # a frozen program begins with its loader
_RULE = "=" * 78


def main(arguments: list[str]) -> int:
    """The command."""
    folder = Path(arguments[0]) if arguments else ROOT / "build" / "notices"
    parts = installed(*FREEZERS)
    if silent := [part.name for part in parts if not part.text]:
        print(f"These came without the text of their licence: {', '.join(silent)}", file=sys.stderr)
        return 1
    try:
        facts = build_facts()
    except Refusal as why:
        print(why, file=sys.stderr)
        return 1
    folder.mkdir(parents=True, exist_ok=True)
    (folder / LIST).write_bytes(msgspec.json.format(msgspec.json.encode(parts)))
    (folder / FILE).write_bytes(msgspec.json.encode(facts))
    (folder / "THIRD-PARTY-NOTICES.txt").write_text(for_people(parts), encoding="utf-8", newline="\n")
    print(f"{folder}: {len(parts)} parts")
    return 0


def build_facts() -> BuildFacts:
    """Of the last commit; no commit outside of a repository. Raises Refusal for a wrong address."""
    command = ["git", "show", "--no-patch", "--format=%H %cs", "HEAD"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    commit, _space, day = done.stdout.strip().partition(" ")
    return BuildFacts(commit=commit, date=day, feed=feed_address())


def for_people(parts: tuple[Component, ...]) -> str:
    """One text, a part after the other."""
    heads = (f"{part.name} {part.version}\n{part.licence}\n{part.home}".rstrip() for part in parts)
    return (
        "\n\n".join(f"{_RULE}\n{head}\n{_RULE}\n\n{part.text}" for head, part in zip(heads, parts, strict=True)) + "\n"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
