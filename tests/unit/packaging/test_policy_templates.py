"""What is made from the declared settings is up to date, well-formed, and holds every one of them."""

import importlib.util
import tomllib
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree as ET

import pytest

from caldesk.services.policy.declared import declared
from caldesk.services.policy.places import Layer
from caldesk.services.policy.policy import made_policy

ROOT = Path(__file__).parents[3]
_XMLNS = "{http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions}"


@pytest.fixture(scope="module")
def make() -> ModuleType:
    spec = importlib.util.spec_from_file_location("policy_make", ROOT / "packaging" / "policy" / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_files_are_up_to_date(make: ModuleType) -> None:
    stale = [str(path) for path, content in make.made().items() if (ROOT / path).read_text("utf-8") != content]
    assert stale == [], "run packaging/policy/make.py"


def test_what_is_out_of_date_is_named(make: ModuleType, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    make.ROOT = tmp_path
    try:
        assert make.main(["--check"]) == 1
        assert "caldesk.admx is not up to date" in capsys.readouterr().err
        assert make.main([]) == 0
        assert make.main(["--check"]) == 0
    finally:
        make.ROOT = ROOT


def test_every_setting_is_a_policy_whose_words_and_form_exist(make: ModuleType) -> None:
    admx, adml = (ET.parse(ROOT / path).getroot() for path in (make.ADMX, make.ADML))  # noqa: S314 - our own files
    policies = admx.findall(f".//{_XMLNS}policy")
    assert [policy.get("name") for policy in policies] == list(declared())
    strings = {one.get("id") for one in adml.iter(f"{_XMLNS}string")}
    forms = {one.get("id"): one for one in adml.iter(f"{_XMLNS}presentation")}
    for policy in policies:
        values = {one.get("valueName") for one in policy.iter() if one.get("valueName")}
        assert values == {policy.get("name")}
        assert policy.get("key") == r"Software\Policies\Caldesk"
        if (form := policy.get("presentation")) is not None:
            (shown,) = forms[form.removeprefix("$(presentation.").removesuffix(")")]
            (element,) = policy.findall(f"{_XMLNS}elements/*")
            assert shown.get("refId") == element.get("id")
    asked = {value for one in admx.iter() for value in one.attrib.values() if value.startswith("$(string.")}
    assert {one.removeprefix("$(string.").removesuffix(")") for one in asked} == strings


def test_the_example_explains_every_setting_and_is_a_policy_without_mistakes(make: ModuleType) -> None:
    lines = (ROOT / make.EXAMPLE).read_text("utf-8").splitlines()
    assert tomllib.loads("\n".join(lines)) == {}
    keys = tuple(f"# {key} = " for key in declared())
    values = tomllib.loads("\n".join(line.removeprefix("# ") for line in lines if line.startswith(keys)))
    assert list(values) == list(declared())
    assert made_policy([Layer(place="example", values=values)]).faults == ()


def test_the_page_names_every_setting_and_every_place(make: ModuleType) -> None:
    page = (ROOT / make.DOCS).read_text("utf-8")
    places = (
        "/etc/caldesk/policy.toml",
        r"HKLM\Software\Policies\Caldesk",
        "/Library/Managed Preferences/app.caldesk.Caldesk.plist",
    )
    assert [place for place in places if place not in page] == []
    assert [key for key in declared() if f"| `{key}` |" not in page] == []
