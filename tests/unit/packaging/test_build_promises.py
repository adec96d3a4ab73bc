"""What others rely on, or trust, and what therefore must not change by accident."""

import re

import pytest

from tests.helpers.building import PACKAGING

WORKFLOWS = sorted((PACKAGING.parent / ".github" / "workflows").glob("*.yml"))
USES = re.compile(r"^\s*(?:- )?uses: (.*)$", re.MULTILINE)
OURS = re.compile(r"\./\.github/workflows/[a-z]+\.yml")
PINNED = re.compile(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_foreign_actions_are_pinned_by_hash(workflow):
    for action in USES.findall(workflow.read_text("utf-8")):
        assert OURS.fullmatch(action) or PINNED.fullmatch(action), action


def test_there_are_workflows_with_actions():
    assert any(USES.search(workflow.read_text("utf-8")) for workflow in WORKFLOWS)


def test_an_installed_version_for_windows_is_found_by_the_next_one():
    script = (PACKAGING / "windows" / "caldesk.iss").read_text("utf-8")
    assert re.findall(r"^AppId=(.*)$", script, re.MULTILINE) == ["{{7D0B6A53-3C0E-4C0A-9B7C-2F6A5B0E8D41}"]


def test_programs_that_the_installer_names_are_those_that_are_frozen():
    script = (PACKAGING / "windows" / "caldesk.iss").read_text("utf-8")
    frozen = set(
        re.findall(r'program\("(\w+)", console=(?:True|False)\)', (PACKAGING / "caldesk.spec").read_text("utf-8"))
    )
    assert set(re.findall(r"\{app\}\\(\w+)\.exe", script)) <= frozen
    assert frozen == {"caldesk", "caldeskw"}
