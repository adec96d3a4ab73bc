"""Words for the question before a disconnect: what will vanish, what else it does, and what could be done instead."""

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct

from caldesk.domain.connection import ConnectionState, ConnectionStatus
from caldesk.domain.provider import ExportAbility
from caldesk.i18n import _, ngettext
from caldesk.services.disconnect.bookings import Ahead, Certainty
from caldesk.services.disconnect.ending import Other
from caldesk.services.disconnect.ending_words import place_of
from caldesk.services.state import ConnectionView
from caldesk.services.wording import Half, account_name, is_on, why_switch_unavailable


class Alternative(StrEnum):
    """What can be done in the place of a disconnect."""

    EXPORT_OFF = "export-off"
    RECONNECT = "reconnect"


class Offer(Struct, frozen=True, kw_only=True):
    """An alternative: what it is called, what it does, and the verb for its button."""

    alternative: Alternative
    title: str
    effect: str
    verb: str


def writes(view: ConnectionView) -> bool:
    """Whether the provider can be written to at all; if not, nothing can vanish."""
    return view.provider is None or view.provider.export_ability is not ExportAbility.NOT_SUPPORTED


def exports_now(view: ConnectionView) -> bool:
    """Whether bookings are written into the calendar now; a setting that was not told may be on."""
    return writes(view) and view.connection.sync_config.exports.enabled is not False


def count_line(view: ConnectionView, ahead: Ahead | None) -> str:
    """How many bookings vanish; `ahead` is None while they are being counted, "" where none are written."""
    if not exports_now(view):
        return ""
    if ahead is None:
        return _("Counting the bookings that will be deleted…")
    if ahead.certainty is Certainty.UNKNOWN:
        return _("How many bookings will be deleted could not be counted just now.")
    if not ahead.count:
        return _("It holds no bookings of the next 90 days.")
    return _counted(ahead).format(count=ahead.count)


def consequences(view: ConnectionView, others: Iterable[Other] = ()) -> str:
    """What ending it does beyond the count, a sentence a line."""
    lines = [_deleted(view)] if writes(view) else []
    if lines and view.connection.status is ConnectionStatus.ERROR:
        lines.append(_("Wix may have no access to it now: then what is in it stays there."))
    if view.connection.sync_config.imports.enabled:
        lines.append(_("Events in it no longer block bookings here."))
    if names := ", ".join(place_of(other) for other in others):
        words = _("This account is also connected to {schedules}. That stays, and is looked at afterwards.")
        lines.append(words.format(schedules=names))
    lines.append(_("It can be connected again with the same settings. That takes a new sign-in."))
    return "\n".join(lines)


def alternatives(view: ConnectionView) -> tuple[Offer, ...]:
    """What can be done instead, with its effect; only what this connection allows."""
    made = []
    if is_on(view, Half.EXPORT) and not why_switch_unavailable(view, Half.EXPORT):
        made.append(_export_off(view))
    made.append(_reconnect(view))
    return tuple(made)


def _deleted(view: ConnectionView) -> str:
    account = account_name(view)
    if exports_now(view):
        words = _("All bookings that were written into the calendar of {account} are deleted there.")
    else:
        words = _("No bookings are written into the calendar of {account} now. Any earlier ones are deleted there.")
    return words.format(account=account)


def _counted(ahead: Ahead) -> str:
    sentences = {
        Certainty.EXACT: ngettext(
            "One booking of the next 90 days will be deleted from this calendar.",
            "{count} bookings of the next 90 days will be deleted from this calendar.",
            ahead.count,
        ),
        Certainty.AT_LEAST: ngettext(
            "At least one booking of the next 90 days will be deleted from this calendar.",
            "At least {count} bookings of the next 90 days will be deleted from this calendar.",
            ahead.count,
        ),
        Certainty.AT_MOST: ngettext(
            "Up to one booking of the next 90 days will be deleted from this calendar.",
            "Up to {count} bookings of the next 90 days will be deleted from this calendar.",
            ahead.count,
        ),
    }
    return sentences[ahead.certainty]


def _export_off(view: ConnectionView) -> Offer:
    effect = _("New bookings stay out of their calendar. Wix does not say what becomes of those in it.")
    if is_on(view, Half.IMPORT):
        effect = _(
            "New bookings stay out of their calendar. Its events still block bookings here. "
            "Wix does not say what becomes of the bookings in it."
        )
    return Offer(
        alternative=Alternative.EXPORT_OFF, title=_("Only stop writing bookings"), effect=effect, verb=_("Switch off")
    )


def _reconnect(view: ConnectionView) -> Offer:
    effect = _("Renews the sign-in, for example after a new password. Nothing is deleted, the switches stay.")
    if view.state is ConnectionState.NEEDS_SIGN_IN:
        effect = _("This is what it needs now. Nothing is deleted, and the switches stay as they are.")
    return Offer(
        alternative=Alternative.RECONNECT, title=_("Sign in again instead"), effect=effect, verb=_("Reconnect")
    )
