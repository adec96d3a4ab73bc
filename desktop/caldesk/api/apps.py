"""Which apps are on the site, and putting Wix Bookings there. Source: `wix-api.md` §9."""

from caldesk.api.client import ApiClient
from caldesk.api.wire import Found, ListDecoder, OneDecoder, Wire
from caldesk.domain.schedule import BOOKINGS_APP_ID
from caldesk.domain.site import InstalledApp

_SERVICE = "/apps-installer-service/v1"


class _App(Wire, frozen=True):
    id: str | None = None
    app_def_id: str | None = None
    enabled: bool | None = None


_decode_list = ListDecoder("appInstances", _App)
_decode_one = OneDecoder("appInstance", _App)


async def list_installed_apps(client: ApiClient) -> Found[InstalledApp]:
    """The apps of the site; Bookings is there if one of them has its `app_def_id`."""
    listed = await client.request("GET", f"{_SERVICE}/app-instances", _decode_list, safe=True)
    return Found.of(map(_installed, listed.items), listed.skipped)


async def install_bookings(client: ApiClient, site_id: str) -> InstalledApp:
    """Install Wix Bookings; it becomes usable some seconds later. Never repeated once it may have been done."""
    body = {
        "tenant": {"tenantType": "SITE", "id": site_id},
        "appInstance": {"appDefId": BOOKINGS_APP_ID, "enabled": True},
    }
    return _installed(
        await client.request("POST", f"{_SERVICE}/app-instance/install", _decode_one, body=body, safe=False)
    )


def _installed(said: _App) -> InstalledApp:
    return InstalledApp(id=said.id or "", app_def_id=said.app_def_id or "", enabled=said.enabled is not False)
