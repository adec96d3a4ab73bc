"""Sentences about connections: what their state is called, what a switch does, what a provider cannot do.

The window, the command line and the reports say the same words. Abilities are read from the provider's features,
never from its name. What is not known is never given a cause.
"""

from collections.abc import Collection, Iterable
from enum import StrEnum

from msgspec import Struct

from caldesk.domain.connection import ConnectionState, ConnectionStatus, ErrorReason, ExportTarget, is_live
from caldesk.domain.provider import ExportAbility, ImportAbility, Provider
from caldesk.domain.schedule import Schedule, ScheduleKind
from caldesk.i18n import _, ngettext, pgettext
from caldesk.services.problems import Action
from caldesk.services.state import ConnectionView, Saving


class Half(StrEnum):
    """The two directions of a connection."""

    IMPORT = "import"
    EXPORT = "export"


class NextStep(Struct, frozen=True):
    """The one thing to do about a state, as the words of its button."""

    action: Action
    label: str


def word_for(state: ConnectionState) -> str:
    """The word that stands for a state."""
    words = {
        ConnectionState.WORKING: pgettext("state", "Working"),
        ConnectionState.STARTING: pgettext("state", "Starting"),
        ConnectionState.NEEDS_SIGN_IN: pgettext("state", "Needs sign-in"),
        ConnectionState.NOT_REACHABLE: pgettext("state", "Not reachable right now"),
        ConnectionState.OFF: pgettext("state", "Off"),
    }
    return words[state]


def state_word(view: ConnectionView) -> str:
    """The word for a connection's state; what is only remembered is not said to be so now."""
    word = word_for(view.state)
    return pgettext("state", "Last: {state}").format(state=word) if view.is_old else word


def state_sentence(view: ConnectionView) -> str:
    """What the state means for the person, by status and reason."""
    if view.is_old:
        return _("It has not been read since Caldesk was started. How it is now is not known.")
    if view.state is ConnectionState.NEEDS_SIGN_IN:
        return _reason_sentence(view)
    if view.state is ConnectionState.NOT_REACHABLE:
        return _unreachable_sentence(view)
    sentences = {
        ConnectionState.WORKING: _("The last look found it in sync. Changes can take 5 to 10 minutes to arrive."),
        ConnectionState.STARTING: _("The first sync has not finished. Allow 5 to 10 minutes."),
        ConnectionState.OFF: _("This connection was ended. Events and bookings are no longer exchanged."),
    }
    return sentences[view.state]


def _reason_sentence(view: ConnectionView) -> str:
    account = account_name(view)
    sentences = {
        ErrorReason.TOKEN_REVOKED: _(
            "{account} no longer lets Wix in. Nothing is exchanged until someone signs in again."
        ),
        ErrorReason.EXTERNAL_CALENDAR_CREATION_FAILED: _(
            "The calendar for bookings could not be made in {account}. Sign in again to let Wix make it."
        ),
        ErrorReason.EXTERNAL_CALENDAR_DELETED: _(
            "The calendar for bookings was deleted in {account}. Sign in again to let Wix make a new one."
        ),
        ErrorReason.UNDEFINED: _("Wix reports an error with {account} and does not say why. Sign in again."),
    }
    return sentences[view.connection.error_reason].format(account=account)


def _unreachable_sentence(view: ConnectionView) -> str:
    if view.connection.status is ConnectionStatus.UNDEFINED:
        return _("Wix reports a state that this program does not know. Check again in a few minutes.")
    if view.connection.status is ConnectionStatus.ERROR and not view.provider_failed:
        sentence = _("Wix reports an error with {account} and does not say why. Caldesk looks again by itself.")
        return sentence.format(account=account_name(view))
    sentence = _("Wix could not read {provider} just now. What is shown may be old; nothing has to be done at once.")
    return sentence.format(provider=provider_name(view.provider))


def next_step(view: ConnectionView) -> NextStep:
    """The one step that a state calls for."""
    if view.state is ConnectionState.NEEDS_SIGN_IN:
        return NextStep(Action.RECONNECT, _("Sign in again"))
    if view.state is ConnectionState.OFF:
        return NextStep(Action.RECONNECT, _("Connect again"))
    return NextStep(Action.REFRESH, _("Check now"))


def action_label(action: Action) -> str:
    """The words of the button for an action."""
    labels = {
        Action.RETRY: _("Try again"),
        Action.EDIT_SITE: _("Change the site's key…"),
        Action.INSTALL_BOOKINGS: _("Install Wix Bookings…"),
        Action.OPEN_PLANS: _("Open the site's dashboard"),
        Action.NETWORK_SETTINGS: _("Network settings"),
        Action.RECONNECT: _("Sign in again"),
        Action.REFRESH: _("Refresh"),
        Action.EDIT_CREDENTIALS: _("Enter it again"),
        Action.CHOOSE_PROVIDER: _("Choose another provider"),
        Action.CONNECT: _("Connect a calendar"),
    }
    return labels[action]


def provider_name(provider: Provider | None) -> str:
    """The provider's own name, or words for one that the site does not list."""
    return provider.name if provider and provider.name else _("the calendar provider")


def provider_names(known: Iterable[Provider], ids: Collection[str]) -> str:
    """Several providers, ready for a sentence; those without a name are counted."""
    names = [provider.name for provider in known if provider.id in ids and provider.name]
    unnamed = len(ids) - len(names)
    if unnamed:
        names.append(ngettext("{count} other provider", "{count} other providers", unnamed).format(count=unnamed))
    return ", ".join(names)


def account_name(view: ConnectionView) -> str:
    """The e-mail address of the account; before the connection is complete there is none."""
    return view.connection.account_email or _("the calendar account")


def kind_word(schedule: Schedule) -> str:
    """What a schedule stands for."""
    words = {
        ScheduleKind.BUSINESS: _("Business schedule"),
        ScheduleKind.STAFF: _("Staff schedule"),
        ScheduleKind.SERVICE: _("Service schedule"),
        ScheduleKind.RESOURCE: _("Resource schedule"),
    }
    return words[schedule.kind]


def half_label(half: Half) -> str:
    """What a switch is called."""
    if half is Half.IMPORT:
        return _("Their events block bookings here")
    return _("Bookings appear in their calendar")


def import_effect(on: bool) -> str:
    """What the import switch means as it stands."""
    if on:
        return _("When they are busy in this calendar, nobody can book them here.")
    return _("Events in this calendar do not keep anybody from booking here.")


def export_effect(on: bool) -> str:
    """What the export switch means as it stands."""
    if on:
        return _("Each booking is written into their calendar.")
    return _("Bookings made here are not written into their calendar.")


def effect(half: Half, on: bool) -> str:
    """What a switch means as it stands."""
    return import_effect(on) if half is Half.IMPORT else export_effect(on)


def import_limit(provider: Provider | None) -> str:
    """Which calendars of an account can block bookings."""
    sentences = {
        ImportAbility.NOT_SUPPORTED: _("{provider} cannot be read, so its events cannot block bookings."),
        ImportAbility.PRIMARY_CALENDAR_ONLY: _("{provider}: only the main calendar of the account is read."),
        ImportAbility.SPECIFIC_CALENDARS: _("{provider}: you choose which calendars of the account are read."),
        ImportAbility.UNDEFINED: _("{provider} does not say which calendars of the account are read."),
    }
    ability = provider.import_ability if provider else ImportAbility.UNDEFINED
    return _capital(sentences[ability].format(provider=provider_name(provider)))


def export_limit(provider: Provider | None) -> str:
    """Where bookings can be written."""
    sentences = {
        ExportAbility.NOT_SUPPORTED: _("{provider} cannot receive bookings."),
        ExportAbility.PRIMARY_CALENDAR_ONLY: _("{provider}: bookings go into the main calendar of the account."),
        ExportAbility.SPECIFIC_CALENDAR: _("{provider}: bookings go into one calendar; Wix decides which."),
        ExportAbility.DEDICATED_CALENDAR: _("{provider}: bookings go into a calendar of their own that Wix makes."),
        ExportAbility.UNDEFINED: _("{provider} does not say where bookings are written."),
    }
    ability = provider.export_ability if provider else ExportAbility.UNDEFINED
    return _capital(sentences[ability].format(provider=provider_name(provider)))


def export_place(view: ConnectionView) -> str:
    """Where bookings are written by the present settings; while none are, where they would be."""
    exports = view.shown_config.exports
    if not exports.enabled or exports.target is ExportTarget.UNSET:
        return export_limit(view.provider)
    places = {
        ExportTarget.PRIMARY_CALENDAR: _("They go into the main calendar of {account}."),
        ExportTarget.DEDICATED_CALENDAR: _("They go into a calendar of their own in {account}, made by Wix."),
    }
    return places[exports.target].format(account=account_name(view))


def why_switch_unavailable(view: ConnectionView, half: Half) -> str:
    """Why a switch cannot be used now, or "" that it can."""
    if not is_live(view.connection):
        return _("The connection was ended. Connect again to change this.")
    if reason := why_out_of_hand(view):
        return reason
    provider = view.provider
    if provider is None:
        return ""
    if half is Half.IMPORT and not provider.imports:
        return import_limit(provider)
    if half is Half.EXPORT and not provider.exports:
        return export_limit(provider)
    if not provider.can_update_sync_config:
        return _("{provider} does not let this be changed from here.").format(provider=provider_name(provider))
    return ""


def why_out_of_hand(view: ConnectionView) -> str:
    """Why nothing can be done with a connection, or not for the moment, or "" that it can."""
    if view.unchangeable:
        return view.unchangeable
    if view.remembered:
        return why_remembered()
    return why_out_of_reach() if view.out_of_reach else ""


def why_out_of_reach() -> str:
    """Why nothing can be done while the site cannot be read."""
    return _("This could not be read at the last look. It can be changed once it has been read again.")


def why_remembered() -> str:
    """Why nothing can be done yet with what an earlier run of the program knew."""
    return _("This could not be read yet since Caldesk was started. It can be changed once it has been read.")


def is_on(view: ConnectionView, half: Half) -> bool:
    """Whether a switch stands on, as it is to be drawn; settings that were not told count as off."""
    config = view.shown_config
    return bool(config.imports.enabled if half is Half.IMPORT else config.exports.enabled)


def is_saving(view: ConnectionView, half: Half) -> bool:
    """Whether a wish for this half is on its way; a wish that asks for nothing new counts for both."""
    if view.saving is not Saving.PENDING:
        return False
    known, wished = view.connection.sync_config, view.shown_config
    if half is Half.IMPORT:
        return known.imports != wished.imports or known == wished
    return known.exports != wished.exports or known == wished


def _capital(sentence: str) -> str:
    """A sentence may begin with a provider that has no name."""
    return sentence[:1].upper() + sentence[1:]
