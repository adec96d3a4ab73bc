"""The feed that a release writes, and that it says what the program reads."""

import json
from datetime import date

import pytest

from caldesk.services.updates.feed import Release, read_feed
from tests.helpers.releasing import Refusal, release_feed

DAY = date(2026, 12, 1)
ADDRESS, PAGE = "https://downloads.example/caldesk/releases.json", "https://downloads.example/caldesk/1.4.0"
CHANGES = "### Added\n- Weeks are printed on one page.\n- More."


def test_the_program_reads_what_a_release_writes():
    content = release_feed.feed("1.4.0", DAY, CHANGES, PAGE, ADDRESS)
    assert read_feed(content.encode(), ADDRESS) == Release(
        version="1.4.0", date=DAY, page=PAGE, summary="Weeks are printed on one page."
    )


def test_without_a_page_none_is_named():
    assert set(json.loads(release_feed.feed("1.4.0", DAY, CHANGES, "", ""))) == {"version", "date", "summary"}


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ("### Added\n- One thing,\n  over two lines.\n- Another.", "One thing, over two lines."),
        ("A release for printers.\nAnd for people.\n\n### Added\n- One.", "A release for printers. And for people."),
        ("* **Bold**, `code` and a [link](https://a.example/).", "Bold, code and a link."),
        ("### Fixed\n\n- [A page](b.md) for `it`.", "A page for it."),
        ("", ""),
    ],
)
def test_the_summary_is_the_first_thing_that_the_changelog_says(changes, line):
    assert release_feed.summary(changes) == line


def test_a_long_summary_is_as_long_as_the_program_shows():
    line = release_feed.summary("- " + "word " * 200)
    assert len(line) <= 300
    assert line.endswith("…")


@pytest.mark.parametrize(
    "page",
    [
        "http://downloads.example/",
        "https://",
        "downloads.example",
        "https://u@downloads.example/",
        "https://a/?b",
        "https://[",
    ],
)
def test_a_page_that_nobody_would_be_led_to_is_refused(page):
    with pytest.raises(Refusal):
        release_feed.feed("1.4.0", DAY, CHANGES, page, ADDRESS)


def test_a_mirror_decides_for_itself_which_page_it_trusts():
    assert PAGE in release_feed.feed("1.4.0", DAY, CHANGES, PAGE, "")
    with pytest.raises(Refusal, match="not on the host"):
        release_feed.feed("1.4.0", DAY, CHANGES, "https://elsewhere.example/", ADDRESS)
