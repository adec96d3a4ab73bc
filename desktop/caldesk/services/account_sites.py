"""The sites of a Wix account, for choosing one instead of typing its id."""

from msgspec.structs import replace

from caldesk.api import sites
from caldesk.domain.site import SiteSummary
from caldesk.services.opening import make_client
from caldesk.services.policy.rules import ALLOWED, Rules
from caldesk.services.site_form import SiteForm, profile_of


async def sites_of_account(form: SiteForm, rules: Rules = ALLOWED) -> tuple[SiteSummary, ...]:
    """Those that may be added, by name, with the key and the account id of a form. Raises ApiError and BadSetting."""
    account = rules.on_network(profile_of(replace(form, site_id=""), "", 0))
    async with make_client(account, form.secret, rules=rules) as client:
        found = await sites.query_sites(client)
    offered = [site for site in found if not rules.why_not_added(replace(account, site_id=site.id))]
    return tuple(sorted(offered, key=lambda site: (site.display_name or site.name).casefold()))
