"""The return address: made, recognised, and never mistaken."""

import re
from urllib.parse import quote, urlsplit

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from caldesk.domain.secret import Secret
from caldesk.services.connect.redirect import (
    LONGEST_ID,
    Judgement,
    RefusedBecause,
    Return,
    ReturnAddress,
    new_return_address,
)

BASE = "https://www.wix.com"
MINE = ReturnAddress(BASE, Secret("one-use"))


def test_the_one_use_value_is_in_the_path_and_differs_each_time():
    first, second = new_return_address(BASE).url, new_return_address(BASE).url
    assert first != second
    assert re.fullmatch(r"https://www\.wix\.com/caldesk/[\w-]{32}/return", first)
    assert urlsplit(first).query == ""


def test_a_base_may_have_a_path_and_a_port():
    address = ReturnAddress("http://127.0.0.1:8123/app/", Secret("n"))
    assert address.url == "http://127.0.0.1:8123/app/caldesk/n/return"
    assert address.judge(f"{address.url}?connectionId=c") == Judgement(kind=Return.FINISHED, connection_id="c")


@pytest.mark.parametrize("base", ["", "www.wix.com", "ftp://www.wix.com", "file:///tmp", "https://"])
def test_a_base_that_is_no_web_origin_is_refused(base):
    with pytest.raises(ValueError, match="not a base"):
        new_return_address(base)


def test_success_carries_the_connection():
    assert MINE.judge(f"{MINE.url}?connectionId=abc-1") == Judgement(kind=Return.FINISHED, connection_id="abc-1")


@pytest.mark.parametrize("error", ["reject", "unsupported", "internal"])
def test_each_error_is_told_apart(error):
    assert MINE.judge(f"{MINE.url}?error={error}") == Judgement(kind=Return.REFUSED, because=RefusedBecause(error))


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?",
        "?error=",
        "?error=REJECT",
        "?error=reject&error=internal",
        "?connectionId=",
        "?connectionId=a&connectionId=b",
        "?connectionId=a&error=internal",
        "?connectionId=a%20b",
        "?connectionId=a%0Ab",
        "?connectionId=%ff%fe",
        f"?connectionId={'x' * (LONGEST_ID + 1)}",
        "?" + "&".join(f"a{number}=1" for number in range(200)),
        "?connectionId=c&" + "&".join(f"a{number}=1" for number in range(50_000)),
        "?connectionId=c&" + "&" * 1_000_000,
        f"?connectionId={'x' * 1_000_000}",
        f"?connectionId={'%41' * 500_000}",
        "?connectionId=a%00b",
        "?connectionId=a\0b",
        "?connectionId=a%09b",
        "?connectionId=a%7Fb",
        "?connectionId=%C3%28",
        "?connectionId=%u0041%C2%A0",
        "?connectionid=a",
        "?connectionId[]=a",
        "?connectionId=a&connection%49d=b",
        "?error=internal&error=internal%00",
        "?error=%69nternal&error=reject",
        "#connectionId=c",
        "?next=connectionId=c",
    ],
)
def test_a_return_without_a_usable_answer_is_refused_as_unknown(query):
    assert MINE.judge(MINE.url + query) == Judgement(kind=Return.REFUSED, because=RefusedBecause.UNKNOWN)


def test_duplicates_that_agree_and_strange_parameters_do_not_disturb():
    url = f"{MINE.url}?utm_source=x&connectionId=c1&connectionId=c1&connectionId=&=&;"
    assert MINE.judge(url) == Judgement(kind=Return.FINISHED, connection_id="c1")


@pytest.mark.parametrize(
    "url",
    [
        "https://www.wix.com/caldesk/other/return?connectionId=c",
        "https://www.wix.com/caldesk/one-use/return/more?connectionId=c",
        "https://www.wix.com/caldesk/one-use/?connectionId=c",
        "https://www.wix.com/caldesk/one-use%2Freturn?connectionId=c",
        "https://www.wix.com/caldesk/ONE-USE/return?connectionId=c",
        "https://evil@www.wix.com/caldesk/one-use/return?connectionId=c",
        "https://www.wix.com/caldesk/",
        "https://www.wix.com/caldesk/one-use\0/return?connectionId=c",
        "https://www.wix.com/caldesk/one-use%00/return?connectionId=c",
        "https://www.wix.com/caldesk/%6Fne-use/return?connectionId=c",
        "https://www.wix.com/caldesk/ｏne-use/return?connectionId=c",
        "https://www.wix.com/caldesk/one-use/return/?connectionId=c",
        "https://www.wix.com/caldesk/one-use/return;a?connectionId=c",
        "https://www.wix.com/caldesk/../caldesk/one-use/return?connectionId=c",
        "https://www.wix.com/caldesk/one-use//return?connectionId=c",
        "https://:@www.wix.com/caldesk/one-use/return?connectionId=c",
        "https://www.wix.com/caldesk/" + "x" * 1_000_000,
    ],
)
def test_the_right_form_with_a_wrong_value_is_stopped_but_never_accepted(url):
    assert MINE.judge(url).kind is Return.FOREIGN
    assert MINE.is_return(url)
    assert not MINE.is_mine(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://www.wix.com/caldesk/one-use/return?connectionId=c",
        "https://www.wix.com:8443/caldesk/one-use/return?connectionId=c",
        "https://www.wix.com.evil.example/caldesk/one-use/return?connectionId=c",
        "https://www.wix.com@evil.example/caldesk/one-use/return?connectionId=c",
        "https://evil.example/?next=https://www.wix.com/caldesk/one-use/return?connectionId=c",
        "https://evil.example/#https://www.wix.com/caldesk/one-use/return?connectionId=c",
        "https://www.wix.com/other?connectionId=c",
        "https://www.wix.com./caldesk/one-use/return?connectionId=c",
        "https://www.w\u0456x.com/caldesk/one-use/return?connectionId=c",  # a Cyrillic letter
        "https://www.xn--wx-qmc.com/caldesk/one-use/return?connectionId=c",
        "https://www.wix\u3002com/caldesk/one-use/return?connectionId=c",  # an ideographic full stop
        "https://www.wix\u2024com/caldesk/one-use/return?connectionId=c",
        "https://www.wix.com\\@evil.example/caldesk/one-use/return?connectionId=c",
        "https://www.wix.com%2F@evil.example/caldesk/one-use/return?connectionId=c",
        "https://www.wix.com%00.evil.example/caldesk/one-use/return?connectionId=c",
        "https://evil.example\\www.wix.com/caldesk/one-use/return?connectionId=c",
        "https://evilwww.wix.com/caldesk/one-use/return?connectionId=c",
        "https://wix.com/caldesk/one-use/return?connectionId=c",
        "https://www.wix.co/caldesk/one-use/return?connectionId=c",
        "https://www.wix.com:444/caldesk/one-use/return?connectionId=c",
        "https://www.wix.com:99999/caldesk/one-use/return?connectionId=c",
        "https://www.wix.com:\u0664\u0664\u0663/caldesk/one-use/return?connectionId=c",
        "wss://www.wix.com/caldesk/one-use/return?connectionId=c",
        "//www.wix.com/caldesk/one-use/return?connectionId=c",
        "/caldesk/one-use/return?connectionId=c",
        "view-source:https://www.wix.com/caldesk/one-use/return?connectionId=c",
        "blob:https://www.wix.com/caldesk/one-use/return?connectionId=c",
        "data:text/html,https://www.wix.com/caldesk/one-use/return?connectionId=c",
        "mailto:www.wix.com/caldesk/one-use/return?connectionId=c",
        "x" * 1_000_000,
        "file:///caldesk/one-use/return?connectionId=c",
        "javascript:alert(1)",
        "https://[::1/",
        "https://www.wix.com:port/",
        "",
    ],
)
def test_other_addresses_carry_on(url):
    assert MINE.judge(url) == Judgement(kind=Return.CARRY_ON)


def test_the_usual_port_is_the_same_as_none():
    assert MINE.is_mine("https://www.wix.com:443/caldesk/one-use/return?connectionId=c")
    assert MINE.is_mine("HTTPS://WWW.WIX.COM/caldesk/one-use/return?connectionId=c")


def test_the_one_use_value_is_not_in_the_repr():
    assert "one-use" not in repr(MINE)


@given(st.text())
@example("https://www.wix.com/caldesk/one-use/return?connectionId=" + "%" * 20)
def test_no_text_makes_it_fail_and_none_is_accepted_without_the_value(text):
    judgement = MINE.judge(text)
    if judgement.kind in {Return.FINISHED, Return.REFUSED}:
        assert "one-use" in text


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=LONGEST_ID))
def test_every_printable_id_survives_the_query(connection_id):
    judgement = MINE.judge(f"{MINE.url}?connectionId={quote(connection_id, safe='')}")
    assert judgement == Judgement(kind=Return.FINISHED, connection_id=connection_id)


@st.composite
def hosts_like_ours(draw):
    """Our host with something put into it, or a letter of it made another."""
    place = draw(st.integers(0, len("www.wix.com")))
    odd = draw(st.text(st.sampled_from(":@/\\%[]#?\0\t .-_043w\u0456\uff57\u3002\u00ad\u200b"), max_size=5))
    return "www.wix.com"[:place] + odd + "www.wix.com"[place + draw(st.integers(0, 1)) :]


@settings(max_examples=400)
@given(st.sampled_from(["https", "http", "HTTPS", "file", "javascript", ""]), hosts_like_ours())
@example("https", "www.wix.com:443")
@example("https", "www.wix.com\t")
def test_no_other_host_is_ever_taken_for_ours(scheme, host):
    """What is believed has our scheme, host and port, and nothing else before the path."""
    if MINE.is_mine(f"{scheme}://{host}/caldesk/one-use/return?connectionId=c"):
        assert scheme.casefold() == "https"
        assert re.fullmatch(r"www\.wix\.com(:0*443|:)?", host.replace("\t", ""))


@given(st.lists(st.tuples(st.sampled_from(["connectionId", "error", "x", ""]), st.text(max_size=8)), max_size=6))
def test_a_contradiction_is_never_an_answer(pairs):
    query = "&".join(f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in pairs)
    ids = {value for name, value in pairs if name == "connectionId" and value}
    judgement = MINE.judge(f"{MINE.url}?{query}")
    if judgement.kind is Return.FINISHED:
        assert ids == {judgement.connection_id}
        assert not any(name == "error" for name, _value in pairs)


@given(st.text(), st.text())
def test_another_attempts_answer_is_never_ours(nonce, query):
    other = f"https://www.wix.com/caldesk/{quote(nonce, safe='')}/return?{quote(query)}"
    expected = {Return.FOREIGN} if nonce != "one-use" else {Return.REFUSED, Return.FINISHED}
    assert MINE.judge(other).kind in expected
