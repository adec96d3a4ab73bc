"""Makes a release: looks whether it may, rehearses it on a copy, then sets the version, commits, tags and builds.

    packaging/release VERSION [--page URL] [--dry-run]

Nothing is changed before the rehearsal has worked. Nothing is pushed or uploaded.
"""

import argparse
import io
import subprocess
import sys
import tarfile
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

from artefacts import make_artefacts, read_licences
from changelog import released
from refusal import Refusal
from release_feed import feed, feed_address
from versions import CHANGES, must_follow, set_version

ROOT = Path(__file__).resolve().parents[2]


def main(arguments: list[str], root: Path = ROOT) -> int:
    """The command. Returns 1, with sentences, when no release is made."""
    parser = argparse.ArgumentParser(prog="packaging/release", description=__doc__.partition("\n")[0])
    parser.add_argument("version", help="like 1.2.3")
    parser.add_argument("--dry-run", action="store_true", help="rehearse only: nothing is changed, no checks are run")
    parser.add_argument("--page", default="", metavar="URL", help="where people read what is new; for the feed")
    asked = parser.parse_args(arguments)
    day = datetime.now(UTC).date()
    try:
        look(root, asked.version, day, asked.page)
        if not asked.dry_run:
            run_checks(root)
        licences = collect_licences(root)
        rehearse(root, asked.version, day, licences, asked.page)
        if not asked.dry_run:
            publish(root, asked.version, day, licences, asked.page)
    except Refusal as why:
        print(f"No release was made. {why}", file=sys.stderr)
        return 1
    return 0


def look(root: Path, version: str, day: date, page: str) -> None:
    """Raise Refusal where the tree, the version, the changelog or an address of the feed does not allow a release."""
    must_follow(root, version)
    released((root / CHANGES).read_text(encoding="utf-8"), version, day)
    feed(version, day, "", page, feed_address())
    if changes := git(root, "status", "--porcelain").rstrip():
        raise Refusal(f"These files are not committed:\n{changes}")
    if git(root, "tag", "--list", f"v{version}").strip():
        raise Refusal(f"There is a tag v{version} already.")


def run_checks(root: Path) -> None:
    """Everything that packaging/test checks."""
    if subprocess.run([root / "packaging" / "test"], check=False).returncode:
        raise Refusal("packaging/test found something.")


def collect_licences(root: Path) -> dict[str, str]:
    """What is known of the licences of the packages in the lock."""
    if subprocess.run([root / "packaging" / "licences"], check=False).returncode:
        raise Refusal("The licences could not be collected.")
    return read_licences(root / "build" / "notices")


def rehearse(root: Path, version: str, day: date, licences: dict[str, str], page: str) -> None:
    """Do it all on a copy of the last commit, and tell what comes out."""
    with tempfile.TemporaryDirectory(prefix="caldesk-release-") as folder:
        tree = export(root, "HEAD", Path(folder) / "tree")
        changed = set_version(tree, version, day)
        print(f"Version {version} of {day} goes into: {', '.join(changed)}")
        for file in make_artefacts(tree, Path(folder) / "dist", version, day, "0" * 40, licences, page):
            print(f"  dist/{file.name}  {file.stat().st_size:,} bytes")


def publish(root: Path, version: str, day: date, licences: dict[str, str], page: str) -> None:
    """Set, commit, tag, and build from the tag."""
    changed = set_version(root, version, day)
    git(root, "add", *changed)
    git(root, "commit", "--quiet", "--message", f"Release {version}")
    git(root, "tag", "--annotate", f"v{version}", "--message", f"Caldesk {version}")
    commit = git(root, "rev-parse", "HEAD").strip()
    with tempfile.TemporaryDirectory(prefix="caldesk-release-") as folder:
        tree = export(root, commit, Path(folder) / "tree")
        make_artefacts(tree, root / "dist", version, day, commit, licences, page)
    print(f"Released {version} as v{version}; push the commit and the tag when you are content with dist/.")


def export(root: Path, commit: str, target: Path) -> Path:
    """The files of a commit, without anything that lies around."""
    done = subprocess.run(["git", "archive", commit], cwd=root, capture_output=True, check=True)
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        archive.extractall(target, filter="data")
    return target


def git(root: Path, *arguments: str) -> str:
    """Run git and give back what it says. Raises Refusal with its own words."""
    done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Refusal(f"git {arguments[0]}: {done.stderr.strip()}")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
