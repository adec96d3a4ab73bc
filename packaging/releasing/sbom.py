"""Writes the bill of materials of what the checkout locks, without a release.

packaging/sbom [FILE]       by default build/caldesk.cdx.json
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

from artefacts import read_licences
from bom import bill
from refusal import Refusal
from versions import present_version

ROOT = Path(__file__).resolve().parents[2]


def main(arguments: list[str]) -> int:
    """The command."""
    file = Path(arguments[0]) if arguments else ROOT / "build" / "caldesk.cdx.json"
    lock = (ROOT / "packaging" / "requirements.lock").read_text(encoding="utf-8")
    licences = read_licences(ROOT / "build" / "notices")
    try:
        document = bill(lock, present_version(ROOT), datetime.now(UTC).date(), licences)
    except Refusal as why:
        print(why, file=sys.stderr)
        return 1
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(document, encoding="utf-8", newline="\n")
    print(file)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
