"""What was entered to add a site, before it is a profile: checked here, each fault at its field, without Qt."""

import re
from urllib.parse import urlsplit

from msgspec import Struct

from caldesk.api.config import BadSetting, check_base_url
from caldesk.domain.secret import Secret
from caldesk.i18n import _
from caldesk.services.opening import api_config
from caldesk.services.policy.rules import ALLOWED, Rules
from caldesk.services.profiles import DEFAULT_BASE_URL, DEFAULT_REDIRECT_BASE, CredentialKind, SiteProfile

_GUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)


class SiteForm(Struct, frozen=True, kw_only=True):
    """The fields as they were typed. `secret` is the API key or the app's secret; empty keeps the stored one."""

    name: str = ""
    kind: CredentialKind = CredentialKind.API_KEY
    secret: Secret = Secret("")
    site_id: str = ""
    account_id: str = ""
    app_id: str = ""
    instance_id: str = ""
    base_url: str = DEFAULT_BASE_URL
    redirect_base: str = DEFAULT_REDIRECT_BASE
    redirect_alternatives: tuple[str, ...] = ()
    ca_file: str = ""
    proxy: str | None = None


def guid_in(text: str) -> str:
    """The id in what was pasted: an id, or the address of a dashboard that holds one; else the text itself."""
    found = _GUID.search(text)
    return found.group().lower() if found else text.strip()


def faults_of(form: SiteForm, *, needs_secret: bool, rules: Rules = ALLOWED, known: bool = False) -> dict[str, str]:
    """What is wrong, by field name, as sentences; empty when the form can be tried. `known` is for a saved site."""
    faults = _missing_secret(form) if needs_secret else {}
    wanted = ("site_id",) if form.kind is CredentialKind.API_KEY else ("app_id", "instance_id", "site_id")
    for field in wanted:
        if not _GUID.fullmatch(guid_in(getattr(form, field))):
            faults[field] = _id_words(field)
    if form.account_id and not _GUID.fullmatch(guid_in(form.account_id)):
        faults["account_id"] = _id_words("account_id")
    faults |= _address_faults(form)
    return faults or _rule_faults(form, rules, known=known) or _header_faults(form)


def faults_of_account(form: SiteForm) -> dict[str, str]:
    """What is wrong with the fields that listing the account's sites needs."""
    faults = _missing_secret(form)
    if not _GUID.fullmatch(guid_in(form.account_id)):
        faults["account_id"] = _("Enter the account ID. It has 36 characters.")
    return faults or _header_faults(form)


def profile_of(form: SiteForm, profile_id: str, hue: int) -> SiteProfile:
    """The profile for a form without faults."""
    return SiteProfile(
        id=profile_id,
        name=form.name.strip(),
        site_id=guid_in(form.site_id),
        account_id=guid_in(form.account_id),
        credential_kind=form.kind,
        app_id=guid_in(form.app_id),
        instance_id=guid_in(form.instance_id),
        base_url=form.base_url.strip().rstrip("/"),
        redirect_base=form.redirect_base.strip().rstrip("/"),
        redirect_alternatives=form.redirect_alternatives,
        ca_file=form.ca_file.strip(),
        proxy=form.proxy,
        hue=hue,
    )


def _missing_secret(form: SiteForm) -> dict[str, str]:
    if form.secret:
        return {}
    if form.kind is CredentialKind.APP:
        return {"secret": _("Enter the app's secret key.")}
    return {"secret": _("Enter the API key.")}


def _id_words(field: str) -> str:
    return {
        "site_id": _("Enter the site ID, or paste the address of the site's dashboard."),
        "account_id": _("An account ID has 36 characters. Leave it empty if you do not have it."),
        "app_id": _("Enter the app ID. It has 36 characters."),
        "instance_id": _("Enter the instance ID of the app on this site. It has 36 characters."),
    }[field]


def _address_faults(form: SiteForm) -> dict[str, str]:
    faults = {}
    try:
        check_base_url(form.base_url.strip())
    except BadSetting as fault:
        faults["base_url"] = str(fault)
    addresses = {"redirect_base": (form.redirect_base,), "redirect_alternatives": form.redirect_alternatives}
    for field, entered in addresses.items():
        if not all(_is_web_address(each) for each in entered):
            faults[field] = _("Enter an address that begins with https://, without “?” or “#”.")
    return faults


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text.strip())
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not (parts.query or parts.fragment)


def _rule_faults(form: SiteForm, rules: Rules, *, known: bool) -> dict[str, str]:
    profile = profile_of(form, "", 0)
    why = rules.why_not_opened(profile) if known else rules.why_not_added(profile)
    return {"site_id": why} if why else {}


def _header_faults(form: SiteForm) -> dict[str, str]:
    try:
        api_config(profile_of(form, "", 0), form.secret)
    except BadSetting as fault:
        return {"secret": str(fault)}
    return {}
