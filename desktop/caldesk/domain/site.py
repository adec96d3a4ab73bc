"""The site a window works on, as the API describes it."""

from msgspec import Struct


class SiteProperties(Struct, frozen=True, kw_only=True):
    """What we use of the site's properties; every field may be missing at the far side and is then empty."""

    time_zone: str = ""
    language: str = ""
    country: str = ""
    display_name: str = ""
    business_name: str = ""
    email: str = ""


class SiteSummary(Struct, frozen=True, kw_only=True):
    """A site of the account, as `querySites` lists it."""

    id: str
    name: str = ""
    display_name: str = ""
    url: str = ""
    premium: bool | None = None
    published: bool | None = None


class InstalledApp(Struct, frozen=True, kw_only=True):
    """An app instance on the site; `status` of the API is not kept: it reads UNKNOWN for healthy apps."""

    id: str = ""
    app_def_id: str = ""
    enabled: bool = True
