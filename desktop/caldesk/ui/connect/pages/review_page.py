"""Review: the connection as it was read back, its two switches, its calendars, and the first events."""

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from caldesk.domain.connection import ConnectionState
from caldesk.i18n import _
from caldesk.services.connect.flow import FlowState
from caldesk.services.connect.review import calendars_of, first_events
from caldesk.services.state import ConnectionView
from caldesk.services.wording import account_name, provider_name, state_sentence, state_word
from caldesk.ui.bridge import Bridge
from caldesk.ui.connect.calendar_choice import CalendarChoice
from caldesk.ui.connect.first_events_list import FirstEventsList
from caldesk.ui.connect.pages.step_page import Desk, Primary, StepPage
from caldesk.ui.connect.switch_rows import SwitchRows
from caldesk.ui.style import INSIDE, Role, Tone
from caldesk.ui.widgets.card import Card
from caldesk.ui.widgets.elided_label import ElidedLabel
from caldesk.ui.widgets.label import Label
from caldesk.ui.widgets.notice import Notice
from caldesk.ui.widgets.provider_badge import ProviderBadge
from caldesk.ui.widgets.state_badge import State, StateBadge

_BADGES = {
    ConnectionState.WORKING: State.GOOD,
    ConnectionState.STARTING: State.STARTING,
    ConnectionState.NEEDS_SIGN_IN: State.ATTENTION,
    ConnectionState.NOT_REACHABLE: State.UNREACHABLE,
    ConnectionState.OFF: State.OFF,
}


class ReviewPage(StepPage):
    """Follows the session's state, so that switches and the first sync show as they are confirmed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "review")
        self._connection_id = ""
        self._badge = ProviderBadge(desk.look)
        self._account = ElidedLabel(role=Role.SECTION, name="connect.review.account")
        self._state = StateBadge(desk.look, State.STARTING, "", name="connect.review.state")
        self._sentence = Label(quiet=True, name="connect.review.sentence")
        self._notices = QVBoxLayout()
        self._notices.setSpacing(INSIDE)
        self._switches = SwitchRows(desk.look, desk.session.connections)
        self._calendars = CalendarChoice(desk.session.connections)
        self._events = FirstEventsList(desk.look)
        self._events.look_again.connect(self._read_events)
        self._lay_out()
        bridge = Bridge(desk.session.state, self)
        bridge.changed.connect(self._follow)

    def show_state(self, state: FlowState) -> None:
        """Show the connection once; the session's state moves it from then on."""
        if state.connection_id == self._connection_id:
            return
        self._connection_id = state.connection_id
        schedule = self.desk.session.state.snapshot.schedule(state.schedule_id)
        name = schedule.name if schedule else ""
        self.say(_("Connected: {name}").format(name=name), _("Look it over. Everything here can be changed later."))
        self._warn(state)
        self._follow()
        self._read_events()
        self.desk.tasks.run(self._read_calendars(), key="calendars", on_problem=lambda _problem: None)

    def primary(self) -> Primary:
        """The settings are as they should be."""
        return Primary(text=_("Looks right"), name="accept")

    def act(self) -> None:
        """End the review."""
        self.desk.flow.finish()

    def _follow(self, _snapshot: object = None) -> None:
        view = self._view()
        if view is None:
            return
        self._badge.show_provider(provider_name(view.provider), view.provider.letter if view.provider else "")
        self._account.setText(account_name(view))
        self._state.show_state(_BADGES[view.state], state_word(view))
        self._sentence.setText(state_sentence(view))
        self._switches.show_view(view)
        self._calendars.show_view(view)

    def _view(self) -> ConnectionView | None:
        return self.desk.session.state.snapshot.connections.get(self._connection_id)

    def _warn(self, state: FlowState) -> None:
        look = self.desk.look
        if state.also_on:
            title = _("This account is also connected to: {names}").format(names=", ".join(state.also_on))
            text = _("Each booking would block both schedules. Keep only one of the two connections.")
            self._notices.addWidget(Notice(look, Tone.ATTENTION, title, text, name="connect.review.twice"))
        if state.former_email:
            title = _("Another account was used than before")
            text = _("It was {account}. The former connection was not ended.").format(account=state.former_email)
            self._notices.addWidget(Notice(look, Tone.ATTENTION, title, text, name="connect.review.other-account"))
        if (problem := state.settings_problem) is not None:
            title = _("The switches could not be set as they were")
            notice = Notice(
                look, Tone.ATTENTION, title, problem.what, details=problem.detail, name="connect.review.settings"
            )
            self._notices.addWidget(notice)

    def _read_events(self) -> None:
        self.desk.tasks.run(
            self._first_events(), key="events", on_problem=self._events.show_problem, on_busy=self._events.set_busy
        )

    async def _first_events(self) -> None:
        view = self._view()
        if view is None:
            return
        session = self.desk.session
        zone = _zone(session.state.snapshot.properties.time_zone)
        found = await first_events(session.client, view.connection, zone, session.clock.now())
        self._events.show_events(found, zone)

    async def _read_calendars(self) -> None:
        view = self._view()
        if view is None or view.provider is None or not view.provider.chooses_calendars:
            return
        self._calendars.offer(await calendars_of(self.desk.session.client, view.id))
        self._follow()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(INSIDE)
        head.addWidget(self._badge)
        head.addWidget(self._account, 1)
        head.addWidget(self._state)
        connection = Card(self.desk.look, name="connect.review.connection")
        connection.column.addLayout(head)
        for part in (self._sentence, self._switches, self._calendars):
            connection.column.addWidget(part)
        events = Card(self.desk.look, name="connect.review.first")
        events.column.addWidget(self._events)
        self.column.addLayout(self._notices)
        self.column.addWidget(connection)
        self.column.addWidget(events)
        self.column.addStretch(1)


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
