"""The changelog as the release reads and dates it."""

from datetime import date

import pytest

from tests.helpers.releasing import PACKAGING, Refusal, changelog

DAY = date(2026, 11, 22)
TEXT = """# Changelog

## [Unreleased]

### Added
- One thing.

## [0.2.0] - 2026-10-01

### Fixed
- Another.

## [0.1.0] - 2026-09-01

- First.
"""


def test_sections_are_read_newest_first():
    assert list(changelog.sections(TEXT)) == ["Unreleased", "0.2.0", "0.1.0"]
    assert changelog.sections(TEXT)["0.2.0"] == "### Fixed\n- Another."
    assert changelog.versions(TEXT) == ["0.2.0", "0.1.0"]


def test_what_is_unreleased_goes_under_the_version_and_nothing_else_changes():
    text = changelog.released(TEXT, "0.3.0", DAY)
    assert changelog.sections(text) == {
        "Unreleased": "",
        "0.3.0": "### Added\n- One thing.",
        **{name: words for name, words in changelog.sections(TEXT).items() if name != "Unreleased"},
    }
    assert text.replace("\n\n## [0.3.0] - 2026-11-22", "", 1) == TEXT


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace("### Added\n- One thing.", ""),
        TEXT.replace("- One thing.", ""),
        TEXT.replace("- One thing.", "- "),
    ],
)
def test_an_empty_section_is_refused(text):
    with pytest.raises(Refusal, match="Nothing stands"):
        changelog.released(text, "0.3.0", DAY)


def test_a_version_that_is_there_is_refused():
    with pytest.raises(Refusal, match=r"0\.2\.0 already"):
        changelog.released(TEXT, "0.2.0", DAY)


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("## [Unreleased]", "## Unreleased"),
        ("## [0.2.0] - 2026-10-01", "## [0.2.0]"),
        ("## [0.2.0] - 2026-10-01", "## 0.2.0 (October)"),
        ("## [0.2.0]", "## [0.1.0]"),
    ],
)
def test_another_form_is_refused(was, becomes):
    with pytest.raises(Refusal):
        changelog.sections(TEXT.replace(was, becomes))


def test_our_own_keeps_the_form():
    own = (PACKAGING.parent / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "Unreleased" in changelog.sections(own)
