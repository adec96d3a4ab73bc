"""The sign-in at a pretend provider: account, consent, Wix's callback, and the redirect that ends it.

Follows life: every step is a page or a server-side redirect, and the caller only ever sees the last one.
"""

from collections.abc import Mapping
from typing import Literal
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from msgspec.structs import replace

from caldesk.sandbox import consent_pages as pages
from caldesk.sandbox.consent_pages import Page
from caldesk.sandbox.neighbours import Schedule
from caldesk.sandbox.people import practice_accounts
from caldesk.sandbox.records import Attempt
from caldesk.sandbox.requirements import require_provider, require_schedule
from caldesk.sandbox.rules import connect
from caldesk.sandbox.shapes import CalendarType, Provider
from caldesk.sandbox.world import World

CALLBACK = "/practice/wix/callback"
Ending = Literal["reject", "unsupported", "internal"]

# What a provider reports to Wix's callback, and how Wix passes it on.
_ENDINGS: dict[str, Ending] = {
    "access_denied": "reject",
    "unsupported_account": "unsupported",
    "server_error": "internal",
}


def begin(world: World, schedule: Schedule, provider: Provider, redirect_url: str, base_url: str) -> str:
    """Note an attempt and give the address of its sign-in page."""
    state = world.ids.token()
    world.attempts[state] = Attempt(
        state=state,
        provider_id=provider.id,
        schedule_id=schedule.id,
        redirect_url=redirect_url,
        begun=world.now,
    )
    query = urlencode({"client_id": "wix-calendar", "response_type": "code", "access_type": "offline", "state": state})
    return f"{base_url}/practice/{slug(provider.calendar_type)}/signin?{query}"


def slug(kind: CalendarType) -> str:
    """The path segment of a pretend provider."""
    return kind.value.lower().replace("_", "-")


def sign_in(world: World, state: str, user_agent: str) -> Page:
    """The first page: refused, or the choice of an account."""
    found = _attempt(world, state)
    if found is None:
        return pages.gone()
    kind = _kind(world, found)
    if kind is CalendarType.GOOGLE and _is_refused(world, user_agent):
        return pages.refused()
    if kind is CalendarType.MICROSOFT and world.knobs.microsoft_needs_admin:
        return pages.needs_admin()
    notes = {email: _used_by(world, email) for email in practice_accounts(kind)}
    return pages.choose_account(kind, slug(kind), state, notes)


def _is_refused(world: World, user_agent: str) -> bool:
    rule = world.knobs.google_refuses
    return rule == "always" or (rule == "embedded" and "QtWebEngine" in user_agent)


def _used_by(world: World, email: str) -> str:
    names = (world.schedules[c.schedule_id].name for c in world.connections_of(email) if c.is_live)
    return next(names, "")


def choose(world: World, form: Mapping[str, str]) -> Page:
    """An account was chosen: go on to the consent page."""
    found = _attempt(world, form.get("state", ""))
    account = form.get("account", "")
    if found is None or account not in practice_accounts(_kind(world, found)):
        return pages.gone()
    world.attempts[found.state] = replace(found, account=account)
    return pages.redirect(f"consent?{urlencode({'state': found.state})}")


def consent(world: World, state: str) -> Page:
    """The page that asks for permission."""
    found = _attempt(world, state)
    if found is None or found.account is None:
        return pages.gone()
    return pages.ask_consent(_kind(world, found), slug(_kind(world, found)), state, found.account)


def decide(world: World, form: Mapping[str, str]) -> Page:
    """Allow or Cancel: back to Wix's callback."""
    found = _attempt(world, form.get("state", ""))
    if found is None:
        return pages.gone()
    if form.get("decision") != "allow" or found.account is None:
        return _report(found, {"error": "access_denied"})
    code = world.ids.token(24)
    world.attempts[found.state] = replace(found, code=code)
    return _report(found, {"code": code})


def trainer(world: World, form: Mapping[str, str]) -> Page:
    """The fold "For trainers": show a failure of the provider, or report one to Wix."""
    found = _attempt(world, form.get("state", ""))
    if found is None:
        return pages.gone()
    match form.get("show"):
        case "refuse":
            return pages.refused()
        case "admin":
            return pages.needs_admin()
        case "server-error":
            return pages.server_error()
        case "unsupported":
            return _report(found, {"error": "unsupported_account"})
    return _report(found, {"error": "server_error"})


def _report(attempt: Attempt, result: dict[str, str]) -> Page:
    return pages.redirect(f"{CALLBACK}?{urlencode({'state': attempt.state, **result})}")


def callback(world: World, query: Mapping[str, str]) -> Page:
    """Wix's own callback: makes the connection, then sends the browser to the caller's redirect address."""
    found = world.attempts.pop(query.get("state", ""), None)
    if found is None:
        return pages.gone()
    if "error" in query:
        return _end(world, found, {"error": _ENDINGS.get(query["error"], "internal")})
    if found.code is None or query.get("code") != found.code:
        return _end(world, found, {"error": "internal"})
    return _complete(world, found)


def _complete(world: World, attempt: Attempt) -> Page:
    failing = world.internal_left > 0
    if not failing or world.knobs.internal_hidden:
        made = _connect(world, attempt)
        if not failing:
            return _end(world, attempt, {"connectionId": made})
    world.internal_left -= 1
    if world.knobs.internal_kind == "page":
        return pages.server_error()
    return _end(world, attempt, {"error": "internal"})


def _connect(world: World, attempt: Attempt) -> str:
    schedule = require_schedule(world, attempt.schedule_id)
    provider = require_provider(world, attempt.provider_id)
    return connect(world, schedule, provider, attempt.account or "").id


def _end(world: World, attempt: Attempt, result: dict[str, str]) -> Page:
    return pages.redirect(join(attempt.redirect_url, result, world.knobs.redirect_join))


def join(redirect_url: str, result: dict[str, str], how: str) -> str:
    """The redirect address with the result in its query; `how` is the knob `redirect_join`."""
    parts = urlsplit(redirect_url)
    if how == "second-question-mark" and parts.query:
        return f"{redirect_url}?{urlencode(result)}"
    kept = parse_qsl(parts.query, keep_blank_values=True) if how == "ampersand" else []
    return urlunsplit(parts._replace(query=urlencode([*kept, *result.items()])))


def _kind(world: World, attempt: Attempt) -> CalendarType:
    return world.providers[attempt.provider_id].calendar_type


def _attempt(world: World, state: str) -> Attempt | None:
    found, lifetime = world.attempts.get(state), world.knobs.oauth_url_lifetime
    if found and lifetime is not None and world.now - found.begun > lifetime:
        return None
    return found
