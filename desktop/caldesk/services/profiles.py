"""The sites that this computer knows: everything but their secrets."""

from enum import StrEnum

from msgspec import Struct

DEFAULT_BASE_URL = "https://www.wixapis.com"
DEFAULT_REDIRECT_BASE = "https://www.wix.com"


class CredentialKind(StrEnum):
    """How the program proves who it is."""

    API_KEY = "api-key"
    APP = "app"


class SiteProfile(Struct, frozen=True, kw_only=True):
    """A site as it was added. `id` is ours and names the secret; `redirect_base` is where consent returns to.

    `practice` sites live in memory only and are never stored.
    """

    id: str
    name: str
    site_id: str = ""
    account_id: str = ""
    credential_kind: CredentialKind = CredentialKind.API_KEY
    app_id: str = ""
    instance_id: str = ""
    base_url: str = DEFAULT_BASE_URL
    redirect_base: str = DEFAULT_REDIRECT_BASE
    ca_file: str = ""
    proxy: str | None = None
    hue: int = 0
    practice: bool = False
