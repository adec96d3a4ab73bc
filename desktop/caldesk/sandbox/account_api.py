"""The neighbouring methods around a site: apps, sites, site properties, app tokens.

Sources: dev.wix.com/docs/rest, App Installation, Query Sites, Site Properties, OAuth 2.
"""

import hmac
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from caldesk.sandbox.answers import Refusal, application_error, not_found
from caldesk.sandbox.bookings import stamp
from caldesk.sandbox.calls import Call
from caldesk.sandbox.filters import search
from caldesk.sandbox.ids import BOOKINGS_APP
from caldesk.sandbox.neighbours import AppInstance, Locale, SiteProperties, SiteRow, bookings_instance
from caldesk.sandbox.paging import PagingMetadata
from caldesk.sandbox.shapes import Wire
from caldesk.sandbox.validation import Check, as_object
from caldesk.sandbox.world import World


class AppList(Wire, frozen=True, kw_only=True):
    """Installed apps."""

    app_instances: list[AppInstance]


class OneApp(Wire, frozen=True, kw_only=True):
    """The answer of an installation."""

    app_instance: AppInstance


class SiteList(Wire, frozen=True, kw_only=True):
    """A page of sites: `metadata`, not `pagingMetadata`."""

    sites: Sequence[SiteRow]
    metadata: PagingMetadata


class Properties(Wire, frozen=True, kw_only=True):
    """The site's properties and their version."""

    version: str
    properties: SiteProperties


def list_apps(world: World, _: Call) -> Struct:
    """GET installed apps; an app is listed at once, though Bookings takes a while to be ready."""
    instances = [bookings_instance(world.identity.instance_id)] if BOOKINGS_APP in world.apps else []
    return AppList(app_instances=instances)


def install_app(world: World, call: Call) -> Struct:
    """POST: install Wix Bookings; schedules and staff appear after the knob `provisioning`."""
    body, check = call.body(), Check()
    tenant, wished = as_object(body.get("tenant")), as_object(body.get("appInstance"))
    check.one_of("tenant.tenantType", tenant.get("tenantType"), ("SITE",))
    check.guid("tenant.id", tenant.get("id"))
    app_id = check.guid("appInstance.appDefId", wished.get("appDefId"))
    check.done()
    if world.knobs.install_refusal is not None:
        raise application_error(428, world.knobs.install_refusal, "The app cannot be installed")
    if tenant["id"] != world.identity.site_id:
        raise not_found("Site")
    if app_id != BOOKINGS_APP:
        raise not_found("App")
    world.apps.setdefault(app_id, world.now + world.knobs.provisioning)
    return OneApp(app_instance=AppInstance(id=world.identity.instance_id, app_def_id=app_id, enabled=True))


def query_sites(world: World, call: Call) -> Struct:
    """POST: the account's sites; only the namespace `WIX` unless the filter names others."""

    def rows(query: Mapping[str, Any]) -> Sequence[SiteRow]:
        found = [_site_row(world)]
        return found if "namespace" in query else [s for s in found if s.namespace == "WIX"]

    page, paging = search(call, rows, "querySites", world.knobs, world.now)
    return SiteList(sites=page, metadata=paging)


def _site_row(world: World) -> SiteRow:
    site, slug = world.identity.site_id, world.site_name.lower().replace(" ", "-")
    return SiteRow(
        id=site,
        html_app_id=world.identity.instance_id,
        name=slug,
        display_name=world.site_name,
        created_date=stamp(world.now - 200 * 86400),
        updated_date=stamp(world.now - 4 * 86400),
        published=True,
        premium=world.knobs.premium,
        view_url=f"https://www.{slug}.example",
        edit_url=f"/editor/{site}",
        thumbnail=f"/site-thumbnail/{site}",
        owner_account_id=world.identity.account_id,
        contributor_account_ids=(world.identity.account_id,),
        editor_type="EDITOR",
        blocked=False,
        namespace="WIX",
        domain_connected=True,
        parent_child_role="NONE",
    )


def site_properties(world: World, call: Call) -> Struct:
    """GET the site's properties, all or those of the comma-joined `fields`."""
    everything = SiteProperties(
        language="en",
        locale=Locale(language_code="en", country="IE"),
        time_zone=world.zone.key,
        payment_currency="EUR",
        site_display_name=world.site_name,
        business_name=f"{world.site_name} Ltd",
    )
    mask = call.value("fields")
    wanted = set(mask.split(",")) if mask else None
    hidden = {
        field.name: None
        for field in msgspec.structs.fields(SiteProperties)
        if wanted is not None and field.encode_name not in wanted
    }
    return Properties(version="37", properties=replace(everything, **hidden))


class Token(Struct, frozen=True, kw_only=True):
    """The answer of the token method; snake case, as OAuth has it."""

    access_token: str
    token_type: str
    expires_in: int

    def __repr__(self) -> str:
        """Keep the token out of logs."""
        return "Token()"


def app_token(world: World, call: Call) -> Struct:
    """POST: an app token of four hours for the right id, secret and instance."""
    body, identity = call.body(), world.identity
    if body.get("grant_type") != "client_credentials":
        raise _oauth_error(400, "unsupported_grant_type", "grant_type must be client_credentials")
    known = (identity.app_id, identity.app_secret, identity.instance_id)
    given = (body.get("client_id"), body.get("client_secret"), body.get("instance_id"))
    if not all(isinstance(value, str) and value for value in given):
        raise _oauth_error(400, "invalid_request", "client_id, client_secret and instance_id are required")
    if not hmac.compare_digest("\n".join(map(str, given)).encode(), "\n".join(known).encode()):
        raise _oauth_error(401, "invalid_client", "Client authentication failed")
    token = f"OauthNG.JWS.practice-{world.ids.token()}"
    world.tokens[token] = world.now + world.knobs.token_lifetime
    lifetime = int(world.knobs.token_lifetime)
    return Token(access_token=token, token_type="Bearer", expires_in=lifetime)  # noqa: S106 - the scheme's name


def _oauth_error(status: int, error: str, description: str) -> Refusal:
    return Refusal(status, {"error": error, "error_description": description})
