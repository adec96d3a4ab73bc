"""The doorkeeper: keys and app tokens, site and account ids, permissions, the rate limit."""

import hmac
from collections import defaultdict, deque
from collections.abc import Collection, Mapping
from typing import Literal

from caldesk.sandbox.answers import Refusal, application_error, plain_error
from caldesk.sandbox.world import World

Level = Literal["site", "account", "open"]
MINUTE = 60.0


class RateLimiter:
    """Counts requests per caller over the last minute of the practice clock."""

    def __init__(self) -> None:
        self._times: defaultdict[str, deque[float]] = defaultdict(deque)

    def admit(self, caller: str, world: World) -> None:
        """Count a request; raise 429 above the limit."""
        times, now, limit = self._times[caller], world.now, world.knobs.rate_limit
        while times and not now - MINUTE < times[0] <= now:
            times.popleft()
        if limit is not None and len(times) >= limit:
            wait = world.knobs.retry_after
            headers = {} if wait is None else {"Retry-After": str(wait)}
            raise application_error(429, "RESOURCE_EXHAUSTED", "Too many requests", headers)
        times.append(now)

    def clear(self) -> None:
        """Forget every caller."""
        self._times.clear()


def identify(world: World, headers: Mapping[str, str], level: Level, method: str) -> str:
    """Who calls: `key` or `token`. Raises 401 for nobody, and for a missing or foreign site or account."""
    given = headers.get("authorization", "").removeprefix("Bearer ").strip()
    if given and _is_live_token(world, given):
        _check_token(world, headers, level, method)
        return "token"
    if not given or not hmac.compare_digest(given.encode(), world.identity.api_key.encode()):
        raise plain_error(401, "Unauthenticated")
    if level == "site" and headers.get("wix-site-id") != world.identity.site_id:
        raise _no_site()
    if level == "account" and headers.get("wix-account-id") != world.identity.account_id:
        raise plain_error(401, "Unauthenticated")
    return "key"


def _is_live_token(world: World, given: str) -> bool:
    ends = world.tokens.get(given)
    return ends is not None and world.now < ends


def _check_token(world: World, headers: Mapping[str, str], level: Level, method: str) -> None:
    """An app token is bound to its site; with the knob, a PATCH that names the site as well is refused (observed)."""
    if level == "account":
        raise plain_error(401, "Unauthenticated")
    refused = world.knobs.token_with_site_id == "refused"  # noqa: S105 - the name of a knob
    if refused and method == "PATCH" and "wix-site-id" in headers:
        raise _no_site()


def _no_site() -> Refusal:
    return application_error(401, "UNAUTHORIZED", "No Metasite Context in identity.")


def authorize(world: World, any_of: Collection[str]) -> None:
    """Raise 403 when the caller holds none of the permissions (none named: everybody may)."""
    held = world.knobs.permissions
    if held is not None and any_of and not held & set(any_of):
        raise application_error(403, "PERMISSION_DENIED", "Caller lacks permission")
