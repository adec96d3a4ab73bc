"""The way between this computer and the service: the host, the proxy, the certificate, and the two clocks."""

from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import getproxies_environment

from caldesk.api.errors import ApiError
from caldesk.api.proxies import proxy_for
from caldesk.i18n import _, ngettext
from caldesk.services.checks.asked import Asked
from caldesk.services.checks.check import Check, failed, not_looked_at, of_problem, passed, unknown, warned
from caldesk.services.problems import Action, problem_of
from caldesk.services.profiles import SiteProfile

if TYPE_CHECKING:
    from caldesk.api.probe import Probe

OFF_BY = 60
"""Seconds between the clocks from which times on screen mislead."""
FAR_OFF_BY = 300
"""Seconds from which sign-ins and certificates begin to fail."""
_MINUTE = 60


async def network(asked: Asked) -> Iterable[Check]:
    """One question without the key; then whether the clocks agree."""
    profile = asked.site.profile
    found = await asked.probe()
    if isinstance(found, ApiError):
        return (of_problem("network", problem_of(found)), *_unseen(profile))
    words = _("{host} answered in {ms} ms. {way}").format(
        host=urlsplit(profile.base_url).hostname or "", ms=round(found.seconds * 1000), way=_way(profile)
    )
    lines = [passed("network", words)]
    if found.encrypted:
        lines.append(_certificate(profile, found))
    return (*lines, clock(found.date, asked.site.clock.now(), found.seconds))


def _unseen(profile: SiteProfile) -> Iterable[Check]:
    if profile.base_url.startswith("https:"):
        yield not_looked_at("certificate", "network")
    yield not_looked_at("clock", "network")


def _way(profile: SiteProfile) -> str:
    """Which proxy was used and who named it; never its user or password. The question has succeeded before."""
    proxy = proxy_for(profile.base_url, profile.proxy)
    if proxy is None:
        return _("No proxy is used.")
    parts = urlsplit(proxy)
    place = f"{parts.hostname}:{parts.port}" if parts.port else parts.hostname or ""
    if profile.proxy is not None:
        return _("The proxy {proxy} is used, as the site's settings say.").format(proxy=place)
    if getproxies_environment():
        return _("The proxy {proxy} is used, as an environment variable says.").format(proxy=place)
    return _("The proxy {proxy} is used, as the system's settings say.").format(proxy=place)


def _certificate(profile: SiteProfile, found: "Probe") -> Check:
    if profile.ca_file:
        store = _("It was checked against this system's certificates and the file named in the site's settings.")
    else:
        store = _("It was checked against this system's certificates.")
    if not found.issuer:
        return passed("certificate", store)
    return passed("certificate", _("Signed by {issuer}. {store}").format(issuer=found.issuer, store=store))


def clock(theirs: float | None, ours: float, seconds: float) -> Check:
    """`theirs` comes in whole seconds and was written somewhere within the `seconds` that the question took."""
    if theirs is None:
        return unknown("clock", _("The service did not say what time it has."))
    ahead = ours - seconds / 2 - (theirs + 0.5)
    if abs(ahead) <= OFF_BY:
        return passed("clock", _("It agrees with the clock of the service to within a minute."))
    minutes = round(abs(ahead) / _MINUTE)
    if ahead > 0:
        words = ngettext("It is {n} minute fast.", "It is {n} minutes fast.", minutes).format(n=minutes)
    else:
        words = ngettext("It is {n} minute slow.", "It is {n} minutes slow.", minutes).format(n=minutes)
    cure = _("Let the system set date and time by itself, then check again.")
    if abs(ahead) > FAR_OFF_BY:
        return failed("clock", words, cure, actions=(Action.RETRY,))
    return warned("clock", words, cure, actions=(Action.RETRY,))
