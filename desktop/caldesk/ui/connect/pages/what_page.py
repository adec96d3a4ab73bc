"""What: the provider, as the service lists them, each with what it can do in words."""

from caldesk.domain.connection import is_live
from caldesk.domain.provider import ExportAbility, ImportAbility, Provider
from caldesk.i18n import _
from caldesk.services.connect.flow_state import FlowState
from caldesk.services.connect.ways import Way
from caldesk.services.wording import provider_name
from caldesk.ui.connect.choice_card import ChoiceCard, Choices
from caldesk.ui.connect.pages.step_page import Desk, Primary, StepPage
from caldesk.ui.style import Tone
from caldesk.ui.widgets.notice import Notice
from caldesk.ui.widgets.provider_badge import ProviderBadge


class WhatPage(StepPage):
    """A card for each provider."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "what")
        self._choices = Choices(self)
        self._choices.chosen.connect(self.changed)
        self._choices.decided.connect(self.act)
        self.column.addWidget(self._choices)
        self._none = Notice(
            desk.look,
            Tone.ATTENTION,
            _("No calendar provider is listed for this site"),
            _("Close this and refresh. If it stays, look at Checks."),
            name="connect.what.none",
        )
        self.column.addWidget(self._none)
        self.column.addStretch(1)

    def show_state(self, state: FlowState) -> None:
        """Offer the providers of the site."""
        snapshot = self.desk.session.state.snapshot
        schedule = snapshot.schedule(state.schedule_id)
        self.say(
            _("Which calendar does {name} use?").format(name=schedule.name if schedule else ""),
            _("Each schedule can have several calendars, but the same calendar should never be on two schedules."),
        )
        there = [view.connection for view in snapshot.on_schedule(state.schedule_id)]
        present = {connection.provider_id for connection in there if is_live(connection)}
        cards = {one.id: self._card(one, connected=one.id in present) for one in snapshot.providers}
        self._choices.set_cards(cards, state.provider_id or next(iter(cards), ""))
        self._none.setVisible(not cards)
        self.changed.emit()

    def take_focus(self) -> bool:
        """Arrow keys choose at once."""
        return self._choices.focus()

    def primary(self) -> Primary:
        """On to the sign-in."""
        return Primary(text=_("Continue"), name="continue", enabled=bool(self._choices.current))

    def act(self) -> None:
        """Take the chosen provider, with the way that was last used for it here."""
        provider_id = self._choices.current
        if not provider_id:
            return
        ways = self.desk.shell.settings.site_view(self.desk.session.profile.id).sign_in_ways
        kept = ways.get(provider_id, "")
        self.desk.flow.choose_provider(provider_id, Way(kept) if kept in Way.__members__.values() else None)

    def _card(self, provider: Provider, *, connected: bool) -> ChoiceCard:
        sentences = [_reads(provider), _writes(provider), _how(provider)]
        if connected:
            sentences.append(_("This schedule already has one. Another account can be added."))
        badge = ProviderBadge(self.desk.look, provider_name(provider), provider.letter)
        card = ChoiceCard(
            self.desk.look, badge, provider_name(provider), sentences, name=f"connect.provider.{provider.calendar_type}"
        )
        card.setEnabled(provider.connects_by_oauth or provider.connects_by_credentials)
        return card


def _reads(provider: Provider) -> str:
    sentences = {
        ImportAbility.NOT_SUPPORTED: _("Its events cannot block bookings."),
        ImportAbility.PRIMARY_CALENDAR_ONLY: _("Events of the account's main calendar block bookings."),
        ImportAbility.SPECIFIC_CALENDARS: _("Events of the calendars you choose block bookings."),
        ImportAbility.UNDEFINED: _("Events of the account can block bookings."),
    }
    return sentences[provider.import_ability]


def _writes(provider: Provider) -> str:
    sentences = {
        ExportAbility.NOT_SUPPORTED: _("Bookings cannot be written into it."),
        ExportAbility.PRIMARY_CALENDAR_ONLY: _("Bookings appear in the account's main calendar."),
        ExportAbility.SPECIFIC_CALENDAR: _("Bookings appear in one calendar of the account."),
        ExportAbility.DEDICATED_CALENDAR: _("Bookings appear in a calendar of their own."),
        ExportAbility.UNDEFINED: _("Bookings can appear in the account."),
    }
    return sentences[provider.export_ability]


def _how(provider: Provider) -> str:
    if provider.connects_by_oauth:
        return _("The owner signs in on the provider's own page.")
    if provider.connects_by_credentials:
        return _("The owner's e-mail address and an app-specific password are needed.")
    return _("This version of Caldesk does not know how to connect it.")
