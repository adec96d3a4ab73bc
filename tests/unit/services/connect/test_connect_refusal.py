"""Refusal pages, recognised by address, status and code, whatever their language."""

import base64
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caldesk.services.connect.refusal import CODES, PageFacts, recognise
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
