"""Trying a site before it is kept: the same read-only checks as everywhere, and what follows from them."""

from collections.abc import Callable

from msgspec import Struct

from caldesk.domain.secret import Secret
from caldesk.services.checks import TRIAL, Check, CheckedSite, CheckState, run_checks
from caldesk.services.opening import make_client
from caldesk.services.policy.rules import ALLOWED, Rules
from caldesk.services.ports import Clock
from caldesk.services.profiles import SiteProfile


class Trial(Struct, frozen=True, kw_only=True):
    """What came of it. `opens`: the key opens the site. `ready`: nothing failed. `site_name` may be empty."""

    checks: tuple[Check, ...]
    opens: bool
    ready: bool
    site_name: str = ""


async def try_site(
    profile: SiteProfile, secret: Secret, clock: Clock, found: Callable[[Check], object], rules: Rules = ALLOWED
) -> Trial:
    """Check the site with a client of its own; `found` is told each check. Raises BadSetting.

    Raises NotAllowedError for a site that the rules do not know.
    """
    rules.must_open(profile)
    checks: list[Check] = []
    profile = rules.on_network(profile)
    async with make_client(profile, secret, rules=rules) as client:
        async for check in run_checks(CheckedSite(client=client, clock=clock, profile=profile), TRIAL):
            checks.append(check)
            found(check)
    site = next((check for check in checks if check.id == "site"), None)
    opens = site is not None and site.state is CheckState.PASS
    return Trial(
        checks=tuple(checks),
        opens=opens,
        ready=all(check.state is not CheckState.FAIL for check in checks if check.id not in _OF_CONNECTIONS),
        site_name=site.what if site is not None and opens else "",
    )


_OF_CONNECTIONS = frozenset({"sign-in", "reachable", "duplicates"})
"""Checks about present connections; they say nothing against the key."""
