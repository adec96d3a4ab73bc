"""Refusal pages, recognised by address, status and code, whatever their language."""

import base64
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caldesk.services.connect.captive import is_captive
from caldesk.services.connect.refusal import CODES, BlankWatch, PageFacts, recognise
from caldesk.services.ports import ConsentEnd

_PACKED = base64.urlsafe_b64encode(b"\n\x15disallowed_useragent\x12\x05words").decode()


@pytest.mark.parametrize(
    "url",
    [
        f"https://accounts.google.com/signin/oauth/error?authError={_PACKED}&client_id=1",
        f"https://accounts.google.com/signin/oauth/error/v2?authError={_PACKED.rstrip('=')}",
        "https://accounts.google.com/o/oauth2/error?error=disallowed_useragent",
        "https://accounts.google.com/v3/signin/rejected?continue=x&hl=de",
        "https://accounts.google.com/signin/rejected?hl=ja",
        "https://accounts.google.com/signin/v2/deniedsigninrejected",
    ],
)
def test_google_refuses_embedded_views(url):
    assert recognise(PageFacts(url=url)) is ConsentEnd.REFUSED_EMBEDDED


def test_the_code_on_googles_page_is_enough():
    facts = PageFacts(url="https://accounts.google.com/x", status=403, codes=frozenset({"disallowed_useragent"}))
    assert recognise(facts) is ConsentEnd.REFUSED_EMBEDDED


@pytest.mark.parametrize("code", ["AADSTS65001", "AADSTS90094", "AADSTS900941", "AADSTS50105"])
def test_microsoft_wants_an_administrator(code):
    facts = PageFacts(url="https://login.microsoftonline.com/common/oauth2", codes=frozenset({code}))
    assert recognise(facts) is ConsentEnd.ADMIN_APPROVAL


def test_google_workspace_wants_an_administrator():
    packed = base64.b64encode(b"xxadmin_policy_enforcedxx").decode()
    url = f"https://accounts.google.com/signin/oauth/error?authError={packed}"
    assert recognise(PageFacts(url=url)) is ConsentEnd.ADMIN_APPROVAL


@pytest.mark.parametrize("status", [500, 502, 503])
def test_server_errors(status):
    assert recognise(PageFacts(url="https://www.wix.com/_callback", status=status)) is ConsentEnd.SERVER_ERROR


@pytest.mark.parametrize(
    "facts",
    [
        PageFacts(url="https://accounts.google.com/v3/signin/identifier?flowName=GeneralOAuthFlow", status=200),
        PageFacts(url="https://login.microsoftonline.com/x", codes=frozenset({"AADSTS50126"})),
        PageFacts(url="https://evil.example/", codes=frozenset({"disallowed_useragent", "AADSTS90094"})),
        PageFacts(url="https://notlogin.live.com.evil.example/", codes=frozenset({"AADSTS90094"})),
        PageFacts(url="https://evil.example/accounts.google.com/signin/rejected"),
        PageFacts(url="https://accounts.google.com/signin/oauth/error?authError=!!!"),
        PageFacts(url="https://accounts.google.com/x", status=404),
        PageFacts(url="https://[broken"),
        PageFacts(url=""),
    ],
)
def test_everything_else_goes_on(facts):
    assert recognise(facts) is None


def test_codes_are_found_in_running_text_and_not_inside_words():
    text = "Fehler (AADSTS90094): Genehmigung. notdisallowed_useragents disallowed_useragent AADSTS9"
    assert re.findall(CODES, text) == ["AADSTS90094", "disallowed_useragent"]


@given(st.text(), st.integers(), st.text())
def test_nothing_makes_it_fail(tail, status, code):
    recognise(PageFacts(url=f"https://accounts.google.com/{tail}", status=status, codes=frozenset({code})))
    recognise(PageFacts(url=tail))


@pytest.mark.parametrize("language", ["de", "ja", "ar", "pt-BR"])
def test_google_does_not_take_the_browser_in_any_language(language):
    """The page that says "may not be secure" keeps its address; it links to the same help page everywhere."""
    match = re.search(CODES, f"https://support.google.com/accounts/answer/7675428?hl={language}")
    facts = PageFacts(url="https://accounts.google.com/v3/signin/challenge/pwd", codes=frozenset({match[0]}))
    assert recognise(facts) is ConsentEnd.REFUSED_EMBEDDED
    elsewhere = PageFacts(url="https://login.microsoftonline.com/x", codes=frozenset({match[0]}))
    assert recognise(elsewhere) is None


@pytest.mark.parametrize("code", ["AADSTS650052", "AADSTS7000112", "AADSTS53003", "AADSTS90093"])
def test_a_code_in_microsofts_address_is_enough(code):
    url = f"https://login.microsoftonline.com/common/login?error=access_denied&error_description={code}%3a+words"
    assert recognise(PageFacts(url=url)) is ConsentEnd.ADMIN_APPROVAL
    assert recognise(PageFacts(url=url.replace("login.microsoftonline.com", "evil.example"))) is None


WIX = "https://www.wix.com/oauth"


@pytest.mark.parametrize(
    ("first", "now", "kind", "captive"),
    [
        (WIX, "http://portal.hotel.example/login", "GOOGLE", True),
        (WIX, "http://portal.hotel.example/login", "OTHER", True),
        (WIX, "https://portal.hotel.example/login", "GOOGLE", True),
        (WIX, "https://portal.hotel.example/login", "OTHER", False),
        (WIX, "https://google.com.portal.example/", "GOOGLE", True),
        (WIX, "https://accounts.google.com/signin", "GOOGLE", False),
        (WIX, "https://login.microsoftonline.com/common", "MICROSOFT", False),
        (WIX, "https://login.live.com/oauth20", "MICROSOFT", False),
        (WIX, WIX, "GOOGLE", False),
        ("http://127.0.0.1:8000/signin", "http://127.0.0.1:8000/choose", "GOOGLE", False),
        ("http://127.0.0.1:8000/signin", "http://10.0.0.1/portal", "GOOGLE", True),
        (WIX, "about:blank", "GOOGLE", False),
        (WIX, "chrome-error://chromewebdata/", "GOOGLE", False),
        (WIX, "https://[", "GOOGLE", False),
    ],
)
def test_the_network_answering_instead_of_the_provider(first, now, kind, captive):
    assert is_captive(first, now, kind) is captive


def test_a_page_is_blank_once_it_has_been_empty_for_two_seconds():
    watch = BlankWatch()
    looks = [(True, 0.0), (True, 1.9), (True, 2.0), (False, 2.5), (True, 3.0), (True, 4.9), (True, 5.0)]
    assert [watch.see(empty=empty, now=now) for empty, now in looks] == [False, False, True, False, False, False, True]
    watch.forget()
    assert not watch.see(empty=True, now=6.0)
