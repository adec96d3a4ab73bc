"""Where a sign-in may return to when it is not heard on loopback: addresses that are stopped or never read."""

from caldesk.services.profiles import DEFAULT_REDIRECT_BASE, SiteProfile

_SPARE = (DEFAULT_REDIRECT_BASE, "https://manage.wix.com")
"""Wix's own hosts: its recipe names www.wix.com, and no foreign host ever learns a connection id."""


def return_bases(profile: SiteProfile) -> tuple[str, ...]:
    """The origins to try, the site's own first; never empty."""
    chosen = (profile.redirect_base, *profile.redirect_alternatives, *_SPARE)
    return tuple(dict.fromkeys(base.rstrip("/") for base in chosen if base))
