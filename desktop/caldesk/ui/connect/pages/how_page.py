"""How: where the owner of the account signs in."""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout

from caldesk.i18n import _
from caldesk.services.connect.duplicates import danger, shared_title
from caldesk.services.connect.flow_state import FlowState
from caldesk.services.connect.left_over_words import detour_words
from caldesk.services.connect.rung_words import attempt_line
from caldesk.services.connect.sign_in_book import CONNECTED
from caldesk.services.connect.ways import Way
from caldesk.services.disconnect.ending import end
from caldesk.services.disconnect.ending_words import all_is_well
from caldesk.services.wording import provider_name
from caldesk.ui.connect.choice_card import ChoiceCard, Choices, IconTile
from caldesk.ui.connect.former_note import former_note
from caldesk.ui.connect.pages.step_page import Desk, Primary, StepPage
from caldesk.ui.connect.web_engine import embedded_problem
from caldesk.ui.disconnecting import sure_to_disconnect
from caldesk.ui.ending_notices import notice_of
from caldesk.ui.style import INSIDE, Tone
from caldesk.ui.times import clock_time
from caldesk.ui.widgets.action import Action
from caldesk.ui.widgets.notice import Notice

_MOST_LINES = 4


class HowPage(StepPage):
    """A card for each way; the choice is remembered for the provider and the site."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "how")
        self._choices = Choices(self)
        self._choices.chosen.connect(self.changed)
        self._choices.decided.connect(self.act)
        self._notices = QVBoxLayout()
        self._notices.setSpacing(INSIDE)
        if (note := former_note(desk.look, desk.flow.former)) is not None:
            self.column.addWidget(note)
        self.column.addLayout(self._notices)
        self.column.addWidget(self._choices)
        self.column.addStretch(1)

    def show_state(self, state: FlowState) -> None:
        """Offer the ways; one that cannot be used says why."""
        provider = provider_name(self.desk.flow.provider)
        self.say(
            _("Where does the owner sign in to {provider}?").format(provider=provider),
            _("Caldesk never sees the password: it is typed on the page of {provider}.").format(provider=provider),
        )
        self._warn(state)
        problem = self._why_not(Way.HERE) or embedded_problem()
        preferred = self._other_way(state.way) if problem and state.way is Way.HERE else state.way
        cards: dict[str, ChoiceCard] = {
            Way.HERE: self._here(problem),
            Way.BROWSER: self._browser(self._why_not(Way.BROWSER)),
            Way.PHONE: self._phone(self._why_not(Way.PHONE)),
        }
        self._choices.set_cards(cards, preferred)
        self.changed.emit()

    def _why_not(self, way: Way) -> str:
        return self.desk.session.rules.why_not_way(way)

    def _other_way(self, present: Way) -> Way:
        """The one to propose where the embedded page cannot be used."""
        return next((way for way in self.desk.flow.ways if way is not present), present)

    def take_focus(self) -> bool:
        """Arrow keys choose at once."""
        return self._choices.focus()

    def primary(self) -> Primary:
        """Start the sign-in."""
        return Primary(text=_("Sign in"), name="sign-in", enabled=bool(self._choices.current))

    def act(self) -> None:
        """Remember the way and start."""
        chosen = self._choices.current
        if not chosen:
            return
        flow, profile = self.desk.flow, self.desk.session.profile
        settings = self.desk.shell.settings
        ways = settings.site_view(profile.id).sign_in_ways
        settings.change_site_view(profile.id, sign_in_ways={**ways, flow.state.provider_id: chosen})
        flow.choose_way(Way(chosen))
        self.desk.attempt(flow.sign_in())

    def _warn(self, state: FlowState) -> None:
        while (item := self._notices.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        look, flow = self.desk.look, self.desk.flow
        email = state.email or self._own_address(state)
        if shared := flow.also_on(email):
            title = _("Do not sign in with {account}").format(account=email)
            text = f"{shared_title(shared)}. {danger()}"
            self._notices.addWidget(Notice(look, Tone.ATTENTION, title, text, name="connect.how.twice"))
        for detour in self.desk.session.sign_ins.detours_from(state.schedule_id):
            if words := detour_words(detour, self.desk.session.state.snapshot):
                undo = Action(text=_("Undo…"), run=partial(self._undo, detour.connection_id), name="connect.how.undo")
                title = _("A calendar was connected elsewhere")
                notice = Notice(look, Tone.ATTENTION, title, words, actions=(undo,), name="connect.how.detour")
                self._notices.addWidget(notice)
        if lines := self._today(state):
            title = _("Signing in was tried today")
            text = "\n".join(lines)
            self._notices.addWidget(Notice(look, Tone.OFF, title, text, name="connect.how.today"))

    def _undo(self, connection_id: str) -> None:
        self.desk.tasks.run(self._ask_and_undo(connection_id), key="undo")

    async def _ask_and_undo(self, connection_id: str) -> None:
        session = self.desk.session
        view = session.state.snapshot.connections.get(connection_id)
        if view is None or not await sure_to_disconnect(self.desk.shell, self.window(), session, view):
            return
        ending = await end(session, connection_id, undo=False)
        if ending.accepted:
            session.sign_ins.forget_detour(connection_id)
        if not all_is_well(ending):
            self.desk.shell.notices.post(notice_of(ending))
        self._warn(self.desk.flow.state)

    def _own_address(self, state: FlowState) -> str:
        """The address of the schedule's person, which is the account that they most likely use."""
        schedule = self.desk.session.state.snapshot.schedule(state.schedule_id)
        return schedule.email if schedule else ""

    def _today(self, state: FlowState) -> list[str]:
        """What a colleague tried with this provider since the last success, the newest last."""
        lines: list[str] = []
        for one in self.desk.flow.tried:
            if one.provider_id == state.provider_id and one.outcome == CONNECTED:
                lines.clear()
            elif one.provider_id == state.provider_id:
                lines.append(attempt_line(one, self.desk.session.state.snapshot, clock_time))
        return lines[-_MOST_LINES:]

    def _here(self, problem: str) -> ChoiceCard:
        promise = _("Nothing stays behind: the sign-in is forgotten when it is over.")
        hint = _("Best on a computer that several people use.")
        return self._card(Way.HERE, "shield", _("Here, inside Caldesk"), promise, hint, problem)

    def _browser(self, problem: str) -> ChoiceCard:
        promise = _("Uses the accounts and passwords that the browser knows.")
        hint = _("The browser may stay signed in afterwards. Caldesk notices when it is done.")
        return self._card(Way.BROWSER, "browser", _("In this computer's browser"), promise, hint, problem)

    def _phone(self, problem: str) -> ChoiceCard:
        promise = _("They scan a code or open a link, and sign in where they always do.")
        hint = _("They need not be here. Caldesk notices when it is done.")
        return self._card(Way.PHONE, "phone", _("On their own phone or computer"), promise, hint, problem)

    def _card(self, way: Way, icon: str, title: str, promise: str, hint: str, problem: str) -> ChoiceCard:
        """A way as a card; one with a problem says that in place of the hint, and cannot be chosen."""
        tile = IconTile(self.desk.look, icon)
        card = ChoiceCard(self.desk.look, tile, title, (promise, problem or hint), name=f"connect.way.{way}")
        card.setEnabled(not problem)
        return card
