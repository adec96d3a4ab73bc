"""What ending a connection does, in words and with a count, before anybody is asked to do it."""

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from caldesk.api import events
from caldesk.api.errors import ApiError
from caldesk.domain.overlaps import is_booking
from caldesk.domain.provider import ExportAbility
from caldesk.domain.schedule import Schedule
from caldesk.i18n import _, ngettext
from caldesk.services.state import ConnectionView
from caldesk.services.wording import account_name

if TYPE_CHECKING:
    from caldesk.api.client import ApiClient

AHEAD = timedelta(days=90)
PATIENCE = 4.0
"""Seconds that a person waits for the count before the question comes without it."""


async def bookings_ahead(client: "ApiClient", schedule: Schedule, now: float) -> int | None:
    """Bookings of a schedule in the next 90 days, which an export has written; None if they cannot be counted.

    The API does not tell which bookings an account holds, and past ones are not counted: there are at least so many.
    """
    found: set[str] = set()
    pages = events.wix_event_pages(
        client,
        start=int(now),
        end=int(now + AHEAD.total_seconds()),
        zone=ZoneInfo("UTC"),
        schedule_ids=(schedule.id,),
        resource_ids=(schedule.external_id,) if schedule.external_id else (),
        schedule_of_resource={schedule.external_id: schedule.id},
    )
    try:
        async with asyncio.timeout(PATIENCE):
            async for page in pages:
                found.update(event.id for event in page.events if is_booking(event))
    except (ApiError, TimeoutError):
        return None
    return len(found)


def consequences(view: ConnectionView, bookings: int | None = None) -> str:
    """What ending it does, as far as the provider's abilities, the settings and the count tell."""
    provider, config = view.provider, view.connection.sync_config
    lines = []
    if provider is None or provider.export_ability is not ExportAbility.NOT_SUPPORTED:
        lines.append(_deleted(view, bookings if config.exports.enabled else None))
    if config.imports.enabled:
        lines.append(_("Events in it no longer block bookings here."))
    lines.append(_("This cannot be undone: connecting again is a new sign-in."))
    if config.exports.enabled:
        lines.append(_("If only new bookings should stay out of it, switch that off instead."))
    return "\n".join(lines)


def _deleted(view: ConnectionView, bookings: int | None) -> str:
    account = account_name(view)
    if not bookings:
        return _("All bookings that were written into the calendar of {account} are deleted there.").format(
            account=account
        )
    return ngettext(
        "All bookings that were written into the calendar of {account} are deleted there, "
        "one of the next 90 days among them.",
        "All bookings that were written into the calendar of {account} are deleted there, "
        "{count} of the next 90 days among them.",
        bookings,
    ).format(account=account, count=bookings)
