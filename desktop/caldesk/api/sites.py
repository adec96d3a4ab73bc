"""The sites of an account, and the properties of the site at hand. Source: `wix-api.md` §10."""

from caldesk.api import paging
from caldesk.api.client import ApiClient
from caldesk.api.wire import Found, ListDecoder, Listed, OneDecoder, Wire
from caldesk.domain.site import SiteProperties, SiteSummary

_SITES = "/site-list/v2/sites/query"
_PROPERTIES = "/site-properties/v4/properties"
_FIELDS = "timeZone,locale,language,paymentCurrency,siteDisplayName,businessName"
_LIMIT = 100


class _Site(Wire, frozen=True):
    id: str
    name: str | None = None
    display_name: str | None = None
    view_url: str | None = None
    premium: bool | None = None
    published: bool | None = None


class _Locale(Wire, frozen=True):
    country: str | None = None


class _Properties(Wire, frozen=True):
    time_zone: str | None = None
    language: str | None = None
    locale: _Locale | None = None
    site_display_name: str | None = None
    business_name: str | None = None
    email: str | None = None


_decode_sites = ListDecoder("sites", _Site, paging="metadata")
_decode_properties = OneDecoder("properties", _Properties)


async def query_sites(client: ApiClient, *, limit: int = _LIMIT) -> Found[SiteSummary]:
    """The sites of the account, headless ones too; needs an account id and a key that may list sites."""
    query: dict[str, object] = {"filter": {"namespace": {"$in": ["WIX", "HEADLESS"]}}}

    async def ask(cursor: str) -> Listed[_Site]:
        body = {"query": paging.query_body(query, limit, cursor)}
        return await client.request("POST", _SITES, _decode_sites, body=body, safe=True, account_level=True)

    return await paging.everything(ask, _SITES, _summary, lambda site: site.id)


async def get_site_properties(client: ApiClient) -> SiteProperties:
    """Zone, language and names of the site; what is not set is empty."""
    said = await client.request("GET", _PROPERTIES, _decode_properties, query=[("fields", _FIELDS)], safe=True)
    return SiteProperties(
        time_zone=said.time_zone or "",
        language=said.language or "",
        country=(said.locale or _Locale()).country or "",
        display_name=said.site_display_name or "",
        business_name=said.business_name or "",
        email=said.email or "",
    )


def _summary(said: _Site) -> SiteSummary:
    return SiteSummary(
        id=said.id,
        name=said.name or "",
        display_name=said.display_name or "",
        url=said.view_url or "",
        premium=said.premium,
        published=said.published,
    )
