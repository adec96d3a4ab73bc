"""Which site a command works on: a saved one, or the one that the environment names.

A secret is never taken from an argument, where other users of the computer could read it.
"""

import os
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from caldesk import paths
from caldesk.domain.secret import Secret
from caldesk.i18n import _
from caldesk.services.clock import SystemClock
from caldesk.services.opening import open_session, secret_name
from caldesk.services.profiles import DEFAULT_BASE_URL, ProfileStore, SiteProfile
from caldesk.services.secrets import VaultSecretStore
from caldesk.services.session import Session


class UsageProblem(Exception):
    """The command was called in a way that cannot work; the text is a sentence."""


@asynccontextmanager
async def opened(name: str) -> AsyncIterator[Session]:
    """A session on the site called `name`, or on the environment's, or on the only saved one.

    Raises UsageProblem, and VaultError when the key cannot be read.
    """
    profile, secret = _from_environment(os.environ) if not name else (None, None)
    if profile is None or secret is None:
        profile, secret = await _saved(name)
    session = open_session(profile, secret, SystemClock())
    try:
        yield session
    finally:
        await session.close()


def _from_environment(environ: Mapping[str, str]) -> tuple[SiteProfile | None, Secret | None]:
    key = environ.get("CALDESK_API_KEY", "")
    if not key:
        return None, None
    site_id, account_id = environ.get("CALDESK_SITE_ID", ""), environ.get("CALDESK_ACCOUNT_ID", "")
    if not site_id:
        raise UsageProblem(_("CALDESK_API_KEY is set, but CALDESK_SITE_ID is not. Set both."))
    profile = SiteProfile(
        id="environment",
        name=environ.get("CALDESK_SITE_NAME", "") or site_id,
        site_id=site_id,
        account_id=account_id,
        base_url=environ.get("CALDESK_BASE_URL", "") or DEFAULT_BASE_URL,
        ca_file=environ.get("CALDESK_CA_FILE", ""),
    )
    return profile, Secret(key)


async def _saved(name: str) -> tuple[SiteProfile, Secret]:
    store = ProfileStore(paths.config_folder() / "sites.json")
    known = store.load()
    profile = store.find(name) if name else (known[0] if len(known) == 1 else None)
    if profile is None:
        raise UsageProblem(_which_site(name, known))
    secret = await VaultSecretStore().load(secret_name(profile))
    if secret is None:
        raise UsageProblem(
            _("The key of “{site}” is not in the password store. Open Caldesk and enter it.").format(site=profile.name)
        )
    return profile, secret


def _which_site(name: str, known: tuple[SiteProfile, ...]) -> str:
    names = ", ".join(profile.name for profile in known)
    if name:
        return _("There is no site called “{name}”. Known: {known}.").format(name=name, known=names or _("none"))
    if known:
        return _("There are several sites. Name one with --site: {known}.").format(known=names)
    return _("There is no site yet. Open Caldesk and add one, or set CALDESK_API_KEY and CALDESK_SITE_ID.")
