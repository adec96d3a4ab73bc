"""The release feed as it may come: read, refused, compared; and which page of it can be trusted."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caldesk.services.updates.feed import MOST, Release, is_newer, leads_to_same_host, read_feed

FEED = "https://downloads.example/caldesk/releases.json"
SAID = {
    "version": "1.4.0",
    "date": "2026-12-01",
    "page": "https://downloads.example/caldesk/1.4.0",
    "summary": "Weeks are printed on one page.",
}
RELEASE = Release(version="1.4.0", date=date(2026, 12, 1), page=SAID["page"], summary=SAID["summary"])


def read(**values: object) -> Release | None:
    return read_feed(json.dumps({**SAID, **values}).encode(), FEED)


def test_what_a_feed_says() -> None:
    assert read() == RELEASE
    assert read_feed(b'{"version": "1.4", "date": "2026-12-01"}', FEED) == Release(
        version="1.4", date=date(2026, 12, 1)
    )


def test_a_newer_feed_may_say_more() -> None:
    assert read(needs={"python": ">=3.14"}, files=[1, {"sum": None}]) == RELEASE


def test_a_version_is_written_in_one_way() -> None:
    release = read(version=" v1.4.0-RC1 ")
    assert release is not None
    assert release.version == "1.4.0rc1"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"null",
        b"[]",
        b'"1.4.0"',
        b"<html>Sign in to this network</html>",
        json.dumps(SAID).encode()[:-1],
        b"\xff\xfe" + json.dumps(SAID).encode(),
        b'{"date": "2026-12-01"}',
        b'{"version": "1.4.0"}',
        json.dumps(SAID).encode() + b" " * MOST,
        b"[" * 50_000,
    ],
)
def test_what_is_no_feed(content: bytes) -> None:
    assert read_feed(content, FEED) is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"version": 1.4},
        {"version": ""},
        {"version": "the newest"},
        {"version": "1.4.0; rm -rf"},
        {"version": "1" * 65},
        {"date": "soon"},
        {"date": 20261201},
        {"page": ["https://downloads.example/"]},
        {"page": None},
        {"summary": {"en": "New"}},
    ],
)
def test_a_wrong_value_makes_the_whole_not_understood(wrong: dict[str, object]) -> None:
    assert read(**wrong) is None


@given(st.binary(max_size=200) | st.recursive(st.none() | st.text(), lambda part: st.lists(part)).map(json.dumps))
def test_nothing_that_comes_is_more_than_not_understood(content: bytes | str) -> None:
    assert read_feed(content.encode() if isinstance(content, str) else content, FEED) is None


@given(st.dictionaries(st.sampled_from(sorted(SAID)), st.text() | st.integers() | st.none()))
def test_whatever_a_field_holds_what_is_shown_is_one_short_line_and_a_page_of_that_host(
    wrong: dict[str, object],
) -> None:
    release = read(**wrong)
    if release is not None:
        assert len(release.summary) <= 300
        assert release.summary.isprintable()
        assert release.page in ("", SAID["page"])


def test_a_summary_is_one_line_without_signs_that_steer() -> None:
    release = read(summary="  One\n\tline \x1b[31mred\u202e and\u200b more")
    assert release is not None
    assert release.summary == "One line [31mred and more"
    long = read(summary="word " * 100)
    assert long is not None
    assert len(long.summary) <= 300
    assert long.summary.endswith("word…")


@pytest.mark.parametrize(
    ("page", "trusted"),
    [
        ("https://downloads.example/", True),
        ("https://DOWNLOADS.example:8443/new?from=feed#1.4", True),
        ("https://elsewhere.example/", False),
        ("https://downloads.example.evil.example/", False),
        ("https://downloads.example@evil.example/", False),
        ("https://evil.example\\@downloads.example/", False),
        ("https://user@downloads.example/", False),
        ("http://downloads.example/", False),
        ("file:///etc/passwd", False),
        ("javascript:alert(1)", False),
        ("//downloads.example/", False),
        ("https://downloads.example:port/", False),
        ("https://[downloads.example/", False),
        ("https://downloads.example/a b", False),
        ("https://downloads.example/\n", False),
        ("", False),
    ],
)
def test_a_page_is_offered_only_on_the_feeds_own_host(page: str, trusted: bool) -> None:
    assert leads_to_same_host(page, FEED) is trusted
    release = read(page=page)
    assert release is not None
    assert release.page == (page if trusted else "")


def test_this_computer_may_do_without_https() -> None:
    assert leads_to_same_host("http://127.0.0.1:8080/new", "http://127.0.0.1:9090/releases.json")
    assert not leads_to_same_host("http://localhost/new", "http://127.0.0.1/releases.json")


@pytest.mark.parametrize(
    ("offered", "present", "newer"),
    [
        ("1.4.0", "1.3.9", True),
        ("1.10", "1.9.9", True),
        ("1.4.0", "1.4", False),
        ("1.4.0", "1.4.0", False),
        ("1.4.0", "1.5.0", False),
        ("1.4.0.post1", "1.4.0", True),
        ("1.4.0", "1.4.0+distribution.2", False),
        ("1!0.1", "2026.1", True),
        ("1.5.0rc1", "1.4.0", False),
        ("1.5.0.dev3", "1.4.0", False),
        ("1.5.0rc1", "1.5.0b2", True),
        ("1.5.0", "1.5.0rc1", True),
        ("1.4.0", "unknown", False),
    ],
)
def test_newer_is_what_the_order_of_versions_says_and_a_pre_release_is_for_those_on_one(
    offered: str, present: str, newer: bool
) -> None:
    assert is_newer(offered, present) is newer
