"""Review: the connection as it was read back, its two switches, its calendars, and the first events."""

from PySide6.QtWidgets import QHBoxLayout

from caldesk.domain.connection import ConnectionState
from caldesk.i18n import _
from caldesk.services.connect.flow_state import FlowState
from caldesk.services.connect.review import calendars_of, first_events, zone_of
from caldesk.services.state import ConnectionView
from caldesk.services.wording import account_name, provider_name, state_sentence, state_word
from caldesk.ui.bridge import Bridge
from caldesk.ui.connect.calendar_choice import CalendarChoice
from caldesk.ui.connect.first_events_list import FirstEventsList
from caldesk.ui.connect.pages.step_page import Desk, Primary, StepPage
from caldesk.ui.connect.review_notices import ReviewNotices
from caldesk.ui.connect.stopwatch_panel import StopwatchPanel
from caldesk.ui.connect.switch_rows import SwitchRows
from caldesk.ui.style import INSIDE, Role
from caldesk.ui.widgets.card import Card
from caldesk.ui.widgets.elided_label import ElidedLabel
from caldesk.ui.widgets.label import Label
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
        self._about: tuple[object, ...] = ()
        self._badge = ProviderBadge(desk.look)
        self._account = ElidedLabel(role=Role.SECTION, name="connect.review.account")
        self._state = StateBadge(desk.look, State.STARTING, "", name="connect.review.state")
        self._sentence = Label(quiet=True, name="connect.review.sentence")
        self._notices = ReviewNotices(desk)
        self._switches = SwitchRows(desk.look, desk.session.connections)
        self._calendars = CalendarChoice(desk.session.connections)
        self._events = FirstEventsList(desk.look)
        self._events.look_again.connect(self._read_events)
        self._stopwatch = StopwatchPanel(desk.look, desk.session, desk.tasks, self._view)
        self._lay_out()
        bridge = Bridge(desk.session.state, self)
        bridge.changed.connect(self._follow)

    def show_state(self, state: FlowState) -> None:
        """Show the connection once; the session's state moves it from then on."""
        about = (state.connection_id, state.ask_mine, state.beside, state.settings_problem)
        if about == self._about:
            return
        fresh = state.connection_id != self._connection_id
        self._about, self._connection_id = about, state.connection_id
        schedule = self.desk.session.state.snapshot.schedule(state.schedule_id)
        name = schedule.name if schedule else ""
        text = _("Look it over. Changes take 5 to 10 minutes to arrive, and everything can be changed later.")
        self.say(_("Connected: {name}").format(name=name), text)
        self._notices.show_state(state)
        self._follow()
        if fresh:
            self._read_events()
            self._stopwatch.recall()
            self.desk.tasks.run(self._read_calendars(), key="calendars", on_problem=lambda _problem: None)

    def primary(self) -> Primary:
        """The settings are as they should be."""
        asked = self.desk.flow.state.ask_mine  # first it has to be said whose connection it is
        return Primary(text=_("These settings are mine"), name="accept", enabled=not asked)

    def take_focus(self) -> bool:
        """The question that has to be answered first, if there is one."""
        return self.desk.flow.state.ask_mine and self._notices.take_focus()

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

    def _read_events(self) -> None:
        self.desk.tasks.run(
            self._first_events(), key="events", on_problem=self._events.show_problem, on_busy=self._events.set_busy
        )

    async def _first_events(self) -> None:
        view = self._view()
        if view is None:
            return
        session = self.desk.session
        zone = zone_of(session.state.snapshot)
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
        self.column.addWidget(self._notices)
        self.column.addWidget(connection)
        self.column.addWidget(events)
        proof = Card(self.desk.look, name="connect.review.proof")
        proof.column.addWidget(self._stopwatch)
        self.column.addWidget(proof)
        self.column.addStretch(1)
