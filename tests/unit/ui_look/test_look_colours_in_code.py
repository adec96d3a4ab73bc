"""Colours live in `ui/style/palettes.py` and in the resources, and nowhere else in the window's code."""

import re
from pathlib import Path

import caldesk.ui

UI = Path(caldesk.ui.__file__).parent
LITERAL = re.compile(
    r"""["']\#[0-9A-Fa-f]{3,8}["']"""  # "#1B1F26"
    r"""|QColor\(\s*["'0-9]"""  # QColor("red"), QColor(12, ...)
    r"""|QColor\.from\w+\(\s*\d"""
    r"""|GlobalColor\.(?!transparent)"""
    r"""|\brgba?\("""
)


def _literals(text: str) -> list[str]:
    return LITERAL.findall(text)


def test_the_search_finds_literals():
    found = ['pen = "#FFF"', "QColor('red')", "QColor(1, 2, 3)", "Qt.GlobalColor.red", "rgba(0, 0, 0)"]
    assert all(_literals(line) for line in found)
    assert not _literals("Qt.GlobalColor.transparent QColor(theme.line)")


def test_no_colour_outside_the_palettes():
    sources = [path for path in UI.rglob("*.py") if path != UI / "style" / "palettes.py"]
    assert len(sources) > 15
    guilty = {path.relative_to(UI).as_posix(): _literals(path.read_text()) for path in sources}
    assert {path: found for path, found in guilty.items() if found} == {}


def test_the_style_sheet_speaks_in_tokens():
    from caldesk import resources

    assert not re.findall(r"#[0-9A-Fa-f]{3,8}\b", resources.read_bytes("style", "caldesk.qss").decode())
