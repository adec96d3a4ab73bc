"""What a release hands out, made from a tree that nobody works in: wheel, bill of materials, feed, checksums."""

import hashlib
import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from bom import bill
from changelog import sections
from refusal import Refusal
from release_feed import FEED, feed, feed_address

SUMS = "SHA256SUMS"


def make_artefacts(
    tree: Path, dist: Path, version: str, day: date, commit: str, licences: dict[str, str], page: str = ""
) -> list[Path]:
    """Make everything in `dist`; the same tree gives the same files. `licences` are those of `bill`.

    `page` tells in the feed what is new.
    """
    address = feed_address()
    dist.mkdir(parents=True, exist_ok=True)
    notices = tree / "resources" / "notices"
    notices.mkdir(exist_ok=True)
    facts = {"commit": commit, "date": day.isoformat(), "feed": address}
    (notices / "build.json").write_text(json.dumps(facts), encoding="utf-8")
    wheel = _wheel(tree, dist, version, day)
    document = dist / f"caldesk-{version}.cdx.json"
    lock = (tree / "packaging" / "requirements.lock").read_text(encoding="utf-8")
    document.write_text(bill(lock, version, day, licences), encoding="utf-8", newline="\n")
    changes = sections((tree / "CHANGELOG.md").read_text(encoding="utf-8"))[version]
    news = dist / FEED
    news.write_text(feed(version, day, changes, page, address), encoding="utf-8", newline="\n")
    return [wheel, document, news, write_sums(dist)]


def write_sums(dist: Path) -> Path:
    """Write the checksums of the files in a folder, in the form of `sha256sum`."""
    files = sorted(file for file in dist.iterdir() if file.is_file() and file.name != SUMS)
    lines = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in files]
    sums = dist / SUMS
    sums.write_text("".join(lines), encoding="utf-8", newline="\n")
    return sums


def read_licences(notices: Path) -> dict[str, str]:
    """Licences by the names of the lock, from what `packaging/licences` wrote."""
    parts = json.loads((notices / "components.json").read_text(encoding="utf-8"))
    return {part["name"].lower().replace("_", "-").replace(".", "-"): part["licence"] for part in parts}


def _wheel(tree: Path, dist: Path, version: str, day: date) -> Path:
    seconds = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
    environ = {**os.environ, "SOURCE_DATE_EPOCH": str(seconds)}
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(dist.resolve())]
    done = subprocess.run(command, cwd=tree, env=environ, capture_output=True, text=True, check=False)
    wheel = dist / f"caldesk-{version}-py3-none-any.whl"
    if done.returncode or not wheel.is_file():
        raise Refusal(f"The wheel could not be built.\n{done.stdout}{done.stderr}")
    return wheel
