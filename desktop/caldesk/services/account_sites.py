"""The sites of a Wix account, for choosing one instead of typing its id."""

from msgspec.structs import replace

from caldesk.api import sites
from caldesk.domain.site import SiteSummary
from caldesk.services.opening import make_client
from caldesk.services.site_form import SiteForm, profile_of


async def sites_of_account(form: SiteForm) -> tuple[SiteSummary, ...]:
    """List them by name with the key and the account id of a form. Raises ApiError and BadSetting."""
    async with make_client(profile_of(replace(form, site_id=""), "", 0), form.secret) as client:
        found = await sites.query_sites(client)
    return tuple(sorted(found, key=lambda site: (site.display_name or site.name).casefold()))
