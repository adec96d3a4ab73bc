"""The bill of materials: every package of the lock once, with purl and hashes, and no address of a registry."""

import json
import re
from datetime import date

import pytest

from tests.helpers.releasing import PACKAGING, bom, locked

DAY = date(2026, 11, 22)
LOCK = (PACKAGING / "requirements.lock").read_text(encoding="utf-8")
SMALL = f"""\
# made by a tool
direct==1.2 \\
    --hash=sha256:{"a" * 64} \\
    --hash=sha256:{"b" * 64}
    # via caldesk (pyproject.toml)
through==3.4 ; python_full_version < '3.12' and sys_platform == 'linux' \\
    --hash=sha256:{"c" * 64}
    # via
    #   direct
    #   tool
tool==5.6 \\
    --hash=sha256:{"d" * 64}
    # via caldesk (pyproject.toml:build)
"""


def made(lock: str = LOCK, licences: dict[str, str] | None = None) -> dict:
    return json.loads(bom.bill(lock, "1.2.3", DAY, licences or {}))


def test_a_lock_is_read():
    direct, through, tool = locked.read_lock(SMALL)
    assert direct == ("direct", "1.2", "", ("a" * 64, "b" * 64), (locked.ROOT,))
    assert through.marker == "python_full_version < '3.12' and sys_platform == 'linux'"
    assert through.needed_by == ("direct", "tool")
    assert locked.shipped([direct, through, tool]) == {"direct", "through"}


def test_a_line_that_is_not_understood_is_an_error():
    with pytest.raises(ValueError, match="--index-url"):
        locked.read_lock(SMALL + "--index-url somewhere\n")


def test_each_locked_package_is_there_once_with_purl_and_all_its_hashes():
    pins = dict(re.findall(r"^([a-z0-9][a-z0-9.-]*)==(\S+)", LOCK, re.MULTILINE))
    components = made()["components"]
    assert len(components) == len(pins) > 30
    assert {one["name"]: one["version"] for one in components} == pins
    for one in components:
        assert one["purl"] == f"pkg:pypi/{one['name']}@{one['version']}"
        assert one["hashes"]
    hashes = [digest["content"] for one in components for digest in one["hashes"]]
    assert sorted(hashes) == sorted(re.findall(r"--hash=sha256:(\w+)", LOCK))


def test_the_program_and_what_needs_what_are_in_it():
    document = made(SMALL)
    assert document["metadata"]["component"]["purl"] == "pkg:pypi/caldesk@1.2.3"
    needs = {one["ref"]: one.get("dependsOn", []) for one in document["dependencies"]}
    assert needs["caldesk"] == ["direct==1.2"]
    assert needs["direct==1.2"] == needs["tool==5.6"] == ["through==3.4"]
    scopes = {one["name"]: one["scope"] for one in document["components"]}
    assert scopes == {"direct": "required", "through": "required", "tool": "excluded"}


def test_licences_are_expressions_ids_or_words():
    licences = {"direct": "MIT", "through": "MIT OR Apache-2.0", "tool": "as it pleases"}
    said = {one["name"]: one["licenses"] for one in made(SMALL, licences)["components"]}
    assert said == {
        "direct": [{"license": {"id": "MIT"}}],
        "through": [{"expression": "MIT OR Apache-2.0"}],
        "tool": [{"license": {"name": "as it pleases"}}],
    }


def test_it_names_no_host_but_that_of_its_schema_and_no_place_of_a_machine():
    text = json.dumps(made())
    assert set(re.findall(r"https?://[^/\"]+", text)) == {"http://cyclonedx.org"}
    assert not re.search(r"file:|/(home|root|work|tmp)/", text)


def test_the_same_lock_gives_the_same_document():
    assert bom.bill(LOCK, "1.2.3", DAY, {}) == bom.bill(LOCK, "1.2.3", DAY, {})
    assert made()["serialNumber"] != made(SMALL)["serialNumber"]


def test_the_schema_is_asked(monkeypatch):
    monkeypatch.setattr(bom.JsonV1Dot6, "output_as_string", lambda self, indent: '{"bomFormat": "Other"}')
    with pytest.raises(bom.Refusal, match="schema"):
        made(SMALL)
