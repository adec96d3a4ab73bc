"""Which site a command works on: a saved one, or the one that the environment names.

A secret is never taken from an argument, where other users of the computer could read it.
"""

import os
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from caldesk import paths
from caldesk.cli.report import say
from caldesk.domain.secret import Secret
from caldesk.i18n import _
from caldesk.services.clock import SystemClock
from caldesk.services.opening import open_session, secret_name
from caldesk.services.policy.policy import read_policy
from caldesk.services.policy.rules import Rules
from caldesk.services.profiles import DEFAULT_BASE_URL, ProfileStore, SiteProfile
from caldesk.services.secrets import VaultSecretStore
from caldesk.services.session import Session
from caldesk.services.settings import SettingsStore


class UsageProblem(Exception):
    """The command was called in a way that cannot work; the text is a sentence."""


@asynccontextmanager
async def opened(name: str) -> AsyncIterator[Session]:
    """A session on the site called `name`, or on the environment's, or on the only saved one.

    Raises UsageProblem, VaultError when the key cannot be read, NotAllowedError for a site that may not be opened.
    """
    rules = rules_of_commands()
    profile, secret = _from_environment(os.environ) if not name else (None, None)
    if profile is None or secret is None:
        profile, secret = await _saved(name, rules)
    session = open_session(profile, secret, SystemClock(), rules=rules)
    try:
        yield session
    finally:
        await session.close()


def settings_in_force() -> SettingsStore:
    """The user's settings under the organisation's; without a home folder only the latter."""
    try:
        return SettingsStore(paths.config_folder() / "settings.json", read_policy())
    except RuntimeError:
        return SettingsStore(None, read_policy())


def rules_of_commands() -> Rules:
    """What is allowed, with each mistake in the organisation's settings said on standard error."""
    settings = settings_in_force()
    for fault in settings.policy.faults:
        say(fault.sentence)
    return settings.rules


def _from_environment(environ: Mapping[str, str]) -> tuple[SiteProfile | None, Secret | None]:
    key = _value(environ, "API_KEY")
    if not key:
        return None, None
    site_id = _value(environ, "SITE_ID")
    if not site_id:
        raise UsageProblem(_("CALDESK_API_KEY is set, but CALDESK_SITE_ID is not. Set both."))
    profile = SiteProfile(
        id="environment",
        name=_value(environ, "SITE_NAME") or site_id,
        site_id=site_id,
        account_id=_value(environ, "ACCOUNT_ID"),
        base_url=_value(environ, "BASE_URL") or DEFAULT_BASE_URL,
        ca_file=_value(environ, "CA_FILE"),
    )
    return profile, Secret(key)


def _value(environ: Mapping[str, str], name: str) -> str:
    """A variable without the spaces and line ends that files and copying leave around it, as text that can be sent."""
    return environ.get(f"CALDESK_{name}", "").strip().encode("utf-8", "replace").decode()


async def _saved(name: str, rules: Rules) -> tuple[SiteProfile, Secret]:
    store = ProfileStore(_sites_file())
    known = store.load()
    meant = store.called(name) if name else known
    if name and len(meant) > 1:
        raise UsageProblem(_which_of_several(name, meant))
    if len(meant) != 1:
        raise UsageProblem(_which_site(name, known))
    profile = meant[0]
    rules.must_open(profile)
    secret = await VaultSecretStore().load(secret_name(profile))
    if secret is None:
        raise UsageProblem(
            _("The key of “{site}” is not in the password store. Open Caldesk and enter it.").format(site=profile.name)
        )
    return profile, secret


def _sites_file() -> Path:
    try:
        return paths.config_folder() / "sites.json"
    except RuntimeError:
        raise UsageProblem(_("This user has no home folder. Set CALDESK_HOME, or HOME.")) from None


def _which_of_several(name: str, meant: tuple[SiteProfile, ...]) -> str:
    ids = ", ".join(profile.id for profile in meant)
    return _("Several sites are called “{name}”. Name one by its id with --site: {ids}.").format(name=name, ids=ids)


def _which_site(name: str, known: tuple[SiteProfile, ...]) -> str:
    names = ", ".join(profile.name for profile in known)
    if name:
        return _("There is no site called “{name}”. Known: {known}.").format(name=name, known=names or _("none"))
    if known:
        return _("There are several sites. Name one with --site: {known}.").format(known=names)
    return _("There is no site yet. Open Caldesk and add one, or set CALDESK_API_KEY and CALDESK_SITE_ID.")
