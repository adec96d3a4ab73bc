"""The sign-in over real HTTP, as a browser without scripts walks it."""

import re
from html.parser import HTMLParser
from urllib.parse import parse_qs, urljoin, urlsplit

import httpx
import pytest

from caldesk.sandbox.consent import join


class Form(HTMLParser):
    """Collects forms: action, hidden fields, and buttons by id."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.buttons: dict[str, tuple[str, dict[str, str]]] = {}
        self._action = ""
        self._hidden: dict[str, str] = {}
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if tag == "form":
            assert found["method"] == "post"
            self._action, self._hidden = found["action"], {}
        elif tag == "input":
            self._hidden[found["name"]] = found["value"]
        elif tag == "button":
            self.buttons[found["id"]] = (self._action, self._hidden | {found["name"]: found["value"]})


class Browser:
    """Follows redirects within the practice site and stops at the first foreign address."""

    def __init__(self, base_url: str, user_agent: str = "Mozilla/5.0") -> None:
        self.base_url = base_url
        self.client = httpx.Client(trust_env=False, headers={"user-agent": user_agent})
        self.url = ""
        self.page: httpx.Response | None = None

    def go(self, url: str) -> "Browser":
        return self._follow(self.client.get(url))

    def click(self, button: str) -> "Browser":
        action, data = Form(self.page.text).buttons[button]
        return self._follow(self.client.post(urljoin(str(self.page.url), action), data=data))

    def _follow(self, answer: httpx.Response) -> "Browser":
        while answer.is_redirect:
            self.url = urljoin(str(answer.url), answer.headers["location"])
            if not self.url.startswith(self.base_url):
                self.page = None
                return self
            answer = self.client.get(self.url)
        self.url, self.page = str(answer.url), answer
        return self

    @property
    def result(self) -> dict[str, list[str]]:
        assert self.page is None, self.page.text
        return parse_qs(urlsplit(self.url).query)


@pytest.fixture
def browser(fresh):
    opened = Browser(fresh.server.base_url)
    yield opened
    opened.client.close()


def test_ability_set_by_knob_reaches_a_new_connection(fresh, browser):
    fresh.control.set_knobs(microsoft_export="NOT_SUPPORTED")
    browser.go(fresh.oauth_url("MICROSOFT")).click("account-0").click("allow")
    assert fresh.connections()[0]["syncConfig"]["syncToCalendar"] == {"enabled": False}


@pytest.mark.parametrize("kind", ["GOOGLE", "MICROSOFT"])
def test_allow_makes_the_connection_of_the_chosen_account(fresh, browser, kind):
    browser.go(fresh.oauth_url(kind)).click("account-1")
    assert fresh.connections() == []
    account = re.search(r'id="chosen-account">([^<]+)<', browser.page.text)[1]
    (made,) = browser.click("allow").result["connectionId"]
    (found,) = fresh.connections()
    assert (found["id"], found["externalAccountEmail"], found["calendarType"]) == (made, account, kind)
    assert browser.url.startswith("https://www.wix.com/n0nce?")


@pytest.mark.parametrize(
    ("clicks", "error"),
    [
        (["account-0", "cancel"], "reject"),
        (["trainer-unsupported"], "unsupported"),
        (["trainer-internal"], "internal"),
    ],
)
def test_failures_come_back_with_their_error(fresh, browser, clicks, error):
    browser.go(fresh.oauth_url())
    for button in clicks:
        browser.click(button)
    assert browser.result == {"error": [error]}
    assert fresh.connections() == []


@pytest.mark.parametrize(
    ("button", "status", "words"),
    [
        ("trainer-refuse", 403, "disallowed_useragent"),
        ("trainer-admin", 200, "AADSTS90094"),
        ("trainer-server-error", 500, "<title>Internal Server Error</title>"),
    ],
)
def test_pages_for_trainers(fresh, browser, button, status, words):
    page = browser.go(fresh.oauth_url("MICROSOFT")).click(button).page
    assert page.status_code == status
    assert words in page.text


def test_redirect_address_with_letters_of_any_script(fresh, browser):
    browser.go(fresh.oauth_url(redirect="https://www.wix.com/לוח?שם=ä")).click("account-0").click("cancel")
    assert browser.url == "https://www.wix.com/%D7%9C%D7%95%D7%97?%D7%A9%D7%9D=%C3%A4&error=reject"


def test_every_page_is_marked_as_practice_and_needs_no_script(fresh, browser):
    pages = [browser.go(fresh.oauth_url()).page, browser.click("account-0").page]
    pages += [browser.go(fresh.oauth_url("MICROSOFT")).click(f"trainer-{t}").page for t in ("refuse", "admin")]
    pages.append(browser.go(f"{fresh.server.base_url}/practice/google/signin?state=unknown").page)
    for page in pages:
        assert "PRACTICE - this is not" in page.text
        assert "<script" not in page.text
        assert page.headers["content-type"] == "text/html; charset=utf-8"
        assert page.headers["cache-control"] == "no-store"


def test_a_sign_in_can_be_finished_once(fresh, browser):
    browser.go(fresh.oauth_url())
    state = parse_qs(urlsplit(browser.url).query)["state"][0]
    browser.click("account-0").click("allow")
    browser.go(f"{fresh.server.base_url}/practice/wix/callback?state={state}&code=again")
    assert browser.page.status_code == 400
    assert len(fresh.connections()) == 1


def test_an_invented_code_makes_no_connection(fresh, browser):
    browser.go(fresh.oauth_url())
    state = parse_qs(urlsplit(browser.url).query)["state"][0]
    browser.go(f"{fresh.server.base_url}/practice/wix/callback?state={state}&code=invented")
    assert browser.result == {"error": ["internal"]}
    assert fresh.connections() == []


def test_an_account_that_is_not_offered_is_refused(fresh, browser):
    browser.go(fresh.oauth_url())
    state = parse_qs(urlsplit(browser.url).query)["state"][0]
    data = {"state": state, "account": "<script>@evil.example"}
    answer = browser.client.post(f"{fresh.server.base_url}/practice/google/choose", data=data)
    assert answer.status_code == 400
    assert "evil" not in answer.text


def test_account_in_use_is_marked_and_works_all_the_same(busy):
    browser = Browser(busy.server.base_url)
    browser.go(busy.oauth_url())
    assert "Already connected to Mara Quinn" in browser.page.text
    browser.click("account-3").click("allow")
    browser.client.close()
    emails = [c["externalAccountEmail"] for c in busy.connections()]
    assert emails.count("mara.quinn@gmail.example") == 2


def test_oauth_address_ends_by_knob(fresh, browser):
    fresh.control.set_knobs(oauth_url_lifetime=600)
    url = fresh.oauth_url()
    assert browser.go(url).page.status_code == 200
    fresh.control.move_time(601)
    assert browser.go(url).page.status_code == 400


@pytest.mark.parametrize(
    ("rule", "agent", "refused"),
    [
        ("never", "QtWebEngine/6.11", False),
        ("embedded", "Mozilla/5.0 QtWebEngine/6.11.3 Chrome/140", True),
        ("embedded", "Mozilla/5.0 Firefox/140", False),
        ("always", "Mozilla/5.0 Firefox/140", True),
    ],
)
def test_google_refuses_by_knob(fresh, rule, agent, refused):
    fresh.control.set_knobs(google_refuses=rule)
    browser = Browser(fresh.server.base_url, agent)
    page = browser.go(fresh.oauth_url()).page
    browser.client.close()
    assert ("disallowed_useragent" in page.text, page.status_code == 403) == (refused, refused)


def test_microsoft_asks_for_an_administrator_by_knob(fresh, browser):
    fresh.control.set_knobs(microsoft_needs_admin=True)
    assert "AADSTS90094" in browser.go(fresh.oauth_url("MICROSOFT")).page.text


def sign_in(caller) -> Browser:
    browser = Browser(caller.server.base_url)
    browser.go(caller.oauth_url()).click("account-0").click("allow")
    browser.client.close()
    return browser


def test_internal_error_twice_then_success(staged):
    caller = staged("internal")
    results = [sign_in(caller).result for _ in range(3)]
    assert results[:2] == [{"error": ["internal"]}] * 2
    assert results[2].keys() == {"connectionId"}
    assert len(caller.connections()) == 1


def test_internal_error_that_hides_a_success(staged):
    caller = staged("internal-hidden")
    assert sign_in(caller).result == {"error": ["internal"]}
    assert len(caller.connections()) == 1


def test_internal_error_as_a_page(staged):
    caller = staged("internal")
    caller.control.set_knobs(internal_kind="page")
    assert sign_in(caller).page.status_code == 500


@pytest.mark.parametrize(
    ("address", "how", "expected"),
    [
        ("https://w.example/n", "ampersand", "https://w.example/n?error=reject"),
        ("https://w.example/n?a=1&b=", "ampersand", "https://w.example/n?a=1&b=&error=reject"),
        ("https://w.example/n?a=1", "replace", "https://w.example/n?error=reject"),
        ("https://w.example/n?a=1", "second-question-mark", "https://w.example/n?a=1?error=reject"),
        ("https://w.example/n", "second-question-mark", "https://w.example/n?error=reject"),
    ],
)
def test_join(address, how, expected):
    assert join(address, {"error": "reject"}, how) == expected
