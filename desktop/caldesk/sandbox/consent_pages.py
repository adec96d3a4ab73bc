"""What the pretend providers show: plain HTML that works without scripts, marked as practice on every page."""

from collections.abc import Mapping
from html import escape
from string import Template
from urllib.parse import quote

from msgspec import Struct

from caldesk.sandbox.shapes import CalendarType

_NAMES = {CalendarType.GOOGLE: "Google", CalendarType.MICROSOFT: "Microsoft", CalendarType.OTHER: "Studio Diary"}

_TRAINERS = (
    ("refuse", "Refuse embedded views", "as Google does now and then"),
    ("admin", "Needs admin approval", "as Microsoft does for company accounts"),
    ("unsupported", "Unsupported account", "goes back with an error"),
    ("server-error", "Server error page", "Internal Server Error, and no way back"),
    ("internal", "Internal error", "goes back with an error"),
)

_HEADERS = {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'",
}

_FRAME = Template("""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>$title</title>
<style>
:root { --back: #f1f3f6; --card: #ffffff; --text: #1b1f26; --soft: #5a6372; --line: #d5dae1;
  --accent: #2f5fe0; --on-accent: #ffffff; --hover: #f4f6fb; --mark: #7a4b00; --mark-back: #fff1d6; }
@media (prefers-color-scheme: dark) { :root { --back: #16181c; --card: #1e2126; --text: #eceff4; --soft: #a3acba;
  --line: #3a414b; --accent: #7da2ff; --on-accent: #0b1220; --hover: #262a31; --mark: #f2c879; --mark-back: #3a2c10; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; background: var(--back); color: var(--text);
  font: 16px/1.5 system-ui, "Segoe UI", "Noto Sans", sans-serif; }
.mark { padding: 8px 16px; background: var(--mark-back); color: var(--mark); font-weight: 600; text-align: center;
  border-bottom: 1px solid var(--line); font-size: 14px; }
main { max-width: 460px; margin: 32px auto; padding: 32px; background: var(--card); border: 1px solid var(--line);
  border-radius: 12px; }
h1 { margin: 0 0 4px; font-size: 24px; font-weight: 600; line-height: 1.25; }
p { margin: 8px 0 16px; color: var(--soft); }
.letter { display: inline-grid; place-items: center; width: 36px; height: 36px; margin-bottom: 12px;
  border: 1px solid var(--line); border-radius: 8px; font-weight: 600; }
button { font: inherit; cursor: pointer; color: var(--text); background: transparent; border: 1px solid var(--line);
  border-radius: 8px; padding: 8px 20px; }
button:hover { background: var(--hover); }
button:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.account { display: block; width: 100%; padding: 10px 14px; margin: 8px 0; text-align: start; }
.account small, .trainer small { display: block; color: var(--soft); }
.account .used { color: var(--mark); }
.row { display: flex; gap: 12px; justify-content: flex-end; margin-top: 24px; }
.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); font-weight: 600; }
.primary:hover { background: var(--accent); filter: brightness(1.08); }
details { margin-top: 24px; padding-top: 12px; border-top: 1px solid var(--line); }
summary { cursor: pointer; color: var(--soft); }
.trainer { display: block; width: 100%; margin: 8px 0; padding: 8px 14px; text-align: start; }
li { margin: 4px 0; }
code { overflow-wrap: anywhere; }
@media (max-width: 520px) { main { max-width: none; margin: 0; border: 0; border-radius: 0; padding: 24px 20px; } }
</style>
</head>
<body>
<div class="mark" id="practice-mark">$mark</div>
<main>
$content
</main>
</body>
</html>
""")

_REFUSED = """<h1>Access blocked: this app's request does not comply with the rules for sign-in</h1>
<p>You can't sign in from this screen because this app doesn't comply with Google's embedded webview policy.
If this app has a website, you can open a web browser and try signing in from there.</p>
<p id="error-code">Error 403: disallowed_useragent</p>"""

_ADMIN = """<h1>Need admin approval</h1>
<p>Wix Bookings calendar (practice) needs permission to access resources in your organisation that only an
administrator can grant. Please ask an administrator to grant permission to this app before you can use it.</p>
<p id="error-code">AADSTS90094: The grant requires admin permission.</p>"""

_SERVER_ERROR = "<h1>Internal Server Error</h1>\n<p>The server could not complete the request.</p>"

_GONE = """<h1>This sign-in link is no longer valid</h1>
<p>It has been used already, or it has expired. Go back to Caldesk and start the connection again.</p>"""


class Page(Struct, frozen=True, kw_only=True):
    """An HTML page, or a redirect when `headers` has a location."""

    status: int
    html: str
    headers: dict[str, str]


def choose_account(kind: CalendarType, slug: str, state: str, accounts: Mapping[str, str]) -> Page:
    """The choice of an account; `accounts` maps each address to the schedule that uses it already, or ""."""
    rows = "\n".join(_account(place, email, used) for place, (email, used) in enumerate(accounts.items()))
    content = f"""<div class="letter" aria-hidden="true">{_name(kind)[0]}</div>
<h1>Choose an account</h1>
<p>to continue to <strong>Wix Bookings calendar</strong></p>
<form method="post" action="/practice/{slug}/choose">{_state(state)}
{rows}
</form>
{_trainers(slug, state)}"""
    return _page(200, f"Practice sign-in: {_name(kind)}", _name(kind), content)


def _account(place: int, email: str, used: str) -> str:
    note = f'<small class="used">Already connected to {escape(used)}</small>' if used else ""
    return (
        f'<button class="account" id="account-{place}" name="account" value="{escape(email)}">'
        f"{escape(email)}{note}</button>"
    )


def _trainers(slug: str, state: str) -> str:
    rows = "\n".join(
        f'<button class="trainer" id="trainer-{key}" name="show" value="{key}">{title}<small>{words}</small></button>'
        for key, title, words in _TRAINERS
    )
    return f"""<details id="trainers"><summary>For trainers</summary>
<form method="post" action="/practice/{slug}/trainer">{_state(state)}
{rows}
</form></details>"""


def ask_consent(kind: CalendarType, slug: str, state: str, account: str) -> Page:
    """The page with Allow and Cancel."""
    content = f"""<div class="letter" aria-hidden="true">{_name(kind)[0]}</div>
<h1>Wix Bookings calendar wants to access your account</h1>
<p id="chosen-account">{escape(account)}</p>
<p>This will allow it to:</p>
<ul><li>See the events in your calendars</li><li>Add, change and delete the events it made itself</li></ul>
<form method="post" action="/practice/{slug}/decide">{_state(state)}
<div class="row"><button id="cancel" name="decision" value="cancel">Cancel</button>
<button id="allow" class="primary" name="decision" value="allow">Allow</button></div>
</form>"""
    return _page(200, f"Practice consent: {_name(kind)}", _name(kind), content)


def refused() -> Page:
    """An imitation of Google's refusal of embedded views."""
    return _page(403, "Error 403: disallowed_useragent", "Google", _REFUSED)


def needs_admin() -> Page:
    """An imitation of Microsoft's page for tenants that ask for approval."""
    return _page(200, "Need admin approval", "Microsoft", _ADMIN)


def server_error() -> Page:
    """The error page that sometimes follows the choice of an account."""
    return _page(500, "Internal Server Error", "Wix", _SERVER_ERROR)


def gone() -> Page:
    """A sign-in that is over."""
    return _page(400, "Practice sign-in is over", "a real sign-in page", _GONE)


def redirect(location: str) -> Page:
    """A server-side redirect; letters that a header cannot carry are escaped."""
    escaped = quote(location, safe=":/%#?=@[]!$&'()*+,;")
    return Page(status=302, html="", headers=_HEADERS | {"location": escaped})


def _page(status: int, title: str, imitated: str, content: str) -> Page:
    mark = f"PRACTICE - this is not {imitated}"
    html = _FRAME.substitute(title=escape(title), mark=escape(mark), content=content)
    return Page(status=status, html=html, headers=_HEADERS)


def _name(kind: CalendarType) -> str:
    return _NAMES.get(kind, "Apple")


def _state(state: str) -> str:
    return f'<input type="hidden" name="state" value="{escape(state)}">'
