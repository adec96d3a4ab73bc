"""Writes what is made from the declared settings: the Windows templates, an example for Linux, the table in the docs.

`.venv/bin/python packaging/policy/make.py` writes them, with `--check` it only says which are not up to date (exit 1).
"""

import sys
import textwrap
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import get_args, get_origin
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from msgspec import UNSET, Meta

from caldesk.services.policy.declared import Setting, declared
from caldesk.services.policy.registry import KEY
from caldesk.services.policy.words import kind_words, plain_type, written

ROOT = Path(__file__).parents[2]
ADMX = Path("packaging/policy/caldesk.admx")
ADML = Path("packaging/policy/en-US/caldesk.adml")
EXAMPLE = Path("packaging/policy/policy.example.toml")
DOCS = Path("docs/policy.md")
BEGIN, END = "<!-- made by packaging/policy/make.py: begin -->\n", "<!-- end -->\n"
_SCHEMA = "http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions"
_CATEGORY, _SUPPORTED = "Caldesk", "SUPPORTED_CALDESK"
_XML = '<?xml version="1.0" encoding="utf-8"?>\n'
_LONGEST_TEXT = 1024


def made() -> dict[Path, str]:
    """Every file with the content that it should have."""
    return {ADMX: _xml(_admx()), ADML: _xml(_adml()), EXAMPLE: _example(), DOCS: _docs()}


def main(arguments: list[str]) -> int:
    """Write the files, or say which differ."""
    stale = [path for path, content in made().items() if _content(path) != content]
    for path in stale:
        if "--check" in arguments:
            print(f"{path} is not up to date: run packaging/policy/make.py", file=sys.stderr)
        else:
            (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
            (ROOT / path).write_text(made()[path], "utf-8")
            print(path)
    return 1 if stale and "--check" in arguments else 0


def _content(path: Path) -> str:
    try:
        return (ROOT / path).read_text("utf-8")
    except FileNotFoundError:
        return ""


def _xml(root: Element) -> str:
    indent(root)
    return f"{_XML}{tostring(root, encoding='unicode')}\n"


def _admx() -> Element:
    """What can be set, and which registry value that is."""
    root = Element("policyDefinitions", {"xmlns": _SCHEMA, "revision": "1.0", "schemaVersion": "1.0"})
    spaces = SubElement(root, "policyNamespaces")
    SubElement(spaces, "target", {"prefix": "caldesk", "namespace": "Caldesk.Policies.Caldesk"})
    SubElement(root, "resources", {"minRequiredRevision": "1.0"})
    definitions = SubElement(SubElement(root, "supportedOn"), "definitions")
    SubElement(definitions, "definition", {"name": _SUPPORTED, "displayName": f"$(string.{_SUPPORTED})"})
    categories = SubElement(root, "categories")
    SubElement(categories, "category", {"name": _CATEGORY, "displayName": f"$(string.{_CATEGORY})"})
    policies = SubElement(root, "policies")
    for one in declared().values():
        _policy(policies, one)
    return root


def _policy(policies: Element, one: Setting) -> None:
    attributes = {
        "name": one.key,
        "class": "Both",
        "displayName": f"$(string.{one.key})",
        "explainText": f"$(string.{one.key}_help)",
        "key": KEY,
    }
    switch = plain_type(one.type) is bool
    attributes |= {"valueName": one.key} if switch else {"presentation": f"$(presentation.{one.key})"}
    policy = SubElement(policies, "policy", attributes)
    SubElement(policy, "parentCategory", {"ref": _CATEGORY})
    SubElement(policy, "supportedOn", {"ref": _SUPPORTED})
    if switch:
        for name, value in (("enabledValue", "1"), ("disabledValue", "0")):
            SubElement(SubElement(policy, name), "decimal", {"value": value})
    else:
        _element(SubElement(policy, "elements"), one)


def _element(elements: Element, one: Setting) -> None:
    """The registry value of a setting that is more than on or off."""
    kind, named = plain_type(one.type), {"id": one.key, "valueName": one.key}
    if kind is int:
        bounds = next(part for part in get_args(one.type) if isinstance(part, Meta))
        limits = {"minValue": str(bounds.ge), "maxValue": str(bounds.le), "required": "true"}
        SubElement(elements, "decimal", {**named, **limits})
    elif get_origin(kind) is tuple:
        SubElement(elements, "multiText", named)
    elif choices := _choices(kind):
        chooser = SubElement(elements, "enum", {**named, "required": "true"})
        for choice in choices:
            item = SubElement(chooser, "item", {"displayName": f"$(string.{one.key}_{choice})"})
            SubElement(SubElement(item, "value"), "string").text = choice
    else:
        SubElement(elements, "text", {**named, "maxLength": str(_LONGEST_TEXT)})


def _adml() -> Element:
    """The words for it, in English."""
    root = Element("policyDefinitionResources", {"xmlns": _SCHEMA, "revision": "1.0", "schemaVersion": "1.0"})
    SubElement(root, "displayName").text = "Caldesk"
    SubElement(root, "description").text = "Settings of Caldesk that an organisation makes for its computers"
    resources = SubElement(root, "resources")
    strings = SubElement(resources, "stringTable")
    for name, text in _strings():
        SubElement(strings, "string", {"id": name}).text = text
    presentations = SubElement(resources, "presentationTable")
    for one in declared().values():
        if plain_type(one.type) is not bool:
            _presentation(presentations, one)
    return root


def _strings() -> Iterator[tuple[str, str]]:
    yield _CATEGORY, "Caldesk"
    yield _SUPPORTED, "Caldesk 0.1 or later"
    for one in declared().values():
        yield one.key, one.says.title
        yield f"{one.key}_help", _explanation(one)
        for choice in _choices(plain_type(one.type)):
            yield f"{one.key}_{choice}", choice.capitalize()


def _explanation(one: Setting) -> str:
    usual = written(one.default) or "not set"
    lines = (one.says.help, f"The value must be {kind_words(one.key)}. Usual value: {usual}.", _while_broken(one))
    return "\n\n".join(lines)


def _while_broken(one: Setting) -> str:
    if one.key == "allowed_sites":
        return "While the value is not understood, no site can be added; sites that were added before can be opened."
    if one.says.when_broken is UNSET:
        return "While the value is not understood, the user's own choice holds."
    return f"While the value is not understood, {written(one.says.when_broken)} holds."


def _presentation(presentations: Element, one: Setting) -> None:
    presentation = SubElement(presentations, "presentation", {"id": one.key})
    kind, label = plain_type(one.type), f"{one.says.title}:"
    if kind is int:
        shown = {"refId": one.key, "defaultValue": str(one.default)}
        SubElement(presentation, "decimalTextBox", shown).text = label
    elif get_origin(kind) is tuple:
        SubElement(presentation, "multiTextBox", {"refId": one.key, "defaultHeight": "4"}).text = label
    elif _choices(kind):
        SubElement(presentation, "dropdownList", {"refId": one.key, "noSort": "true"}).text = label
    else:
        SubElement(SubElement(presentation, "textBox", {"refId": one.key}), "label").text = label


def _choices(kind: object) -> tuple[str, ...]:
    return tuple(kind) if isinstance(kind, type) and issubclass(kind, StrEnum) else ()


def _example() -> str:
    """A policy in which everything is explained and nothing is set."""
    parts = [
        "# Copy this to /etc/caldesk/policy.toml and remove the # before what you want to set.\n# See docs/policy.md."
    ]
    for one in declared().values():
        words = textwrap.fill(one.says.help, 100, initial_indent="# ", subsequent_indent="# ")
        parts.append(f"{words}\n# {one.key} = {_sample(one)}")
    return "\n\n".join(parts) + "\n"


def _sample(one: Setting) -> str:
    """A value worth copying where the usual one shows nothing."""
    samples = {
        "allowed_sites": '["0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"]',
        "proxy": '"http://proxy.example:8080"',
        "ca_file": '"/etc/ssl/certs/proxy.pem"',
        "update_feed": '"https://intranet.example/caldesk/releases.json"',
        "support_contact": '"IT desk, ext. 4711"',
    }
    return samples.get(one.key) or written(one.default)


def _docs() -> str:
    """The page with a fresh table; its prose is written by hand."""
    before, _begin, rest = _content(DOCS).partition(BEGIN)
    _old, _end, after = rest.partition(END)
    return f"{before}{BEGIN}{''.join(_table())}{END}{after}"


def _table() -> Iterator[str]:
    yield "| key | value | usual | while not understood | in the window | what it does |\n|---|---|---|---|---|---|\n"
    for one in declared().values():
        usual, window = _code(written(one.default)), "yes" if one.says.by_user else "no"
        cells = (f"`{one.key}`", kind_words(one.key), usual, _broken_cell(one), window, one.says.help)
        yield "| " + " | ".join(cells) + " |\n"


def _broken_cell(one: Setting) -> str:
    if one.key == "allowed_sites":
        return "no site can be added"
    return "the user's choice" if one.says.when_broken is UNSET else _code(written(one.says.when_broken))


def _code(value: str) -> str:
    return f"`{value}`" if value else "not set"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
