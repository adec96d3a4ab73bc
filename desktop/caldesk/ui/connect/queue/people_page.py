"""Step one: who is to be connected, and with which provider."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from caldesk.domain.provider import Provider
from caldesk.i18n import _, ngettext
from caldesk.services.connect.proof import Aim
from caldesk.services.connect.queue.people import connectable, people
from caldesk.services.session import Session
from caldesk.services.wording import provider_name
from caldesk.ui.bridge import Bridge
from caldesk.ui.connect.queue.people_model import PeopleModel
from caldesk.ui.connect.queue.people_view import PeopleView
from caldesk.ui.style import INSIDE, Look
from caldesk.ui.widgets.action import Action
from caldesk.ui.widgets.buttons import Button
from caldesk.ui.widgets.label import Label
from caldesk.ui.widgets.message_pane import MessagePane
from caldesk.ui.widgets.search_field import SearchField


class PeoplePage(QWidget):
    """A list with check marks; `aims` is what was chosen."""

    changed = Signal()
    """Who is chosen has changed."""

    def __init__(self, look: Look, session: Session) -> None:
        super().__init__()
        self.setObjectName("team.choose")
        self._look, self._session = look, session
        self._model = PeopleModel(look, self)
        self._view = PeopleView(look, self._model)
        self._search = SearchField(look, _("Search schedules"), name="team.search")
        self._default = QComboBox()
        self._default.setObjectName("team.default-provider")
        self._default.setAccessibleName(_("Calendar for everybody"))
        self._count = Label(name="team.count", quiet=True)
        self._body = QStackedWidget(self)
        self._body.addWidget(self._view)
        self._body.addWidget(self._nothing())
        self._body.addWidget(self._empty())
        self._body.addWidget(self._no_provider())
        self._lay_out()
        self._search.searched.connect(self._find)
        self._default.activated.connect(self._take_default)
        self._model.chosen_changed.connect(self._tell_count)
        Bridge(session.state, self).changed.connect(self.refresh)
        self.refresh()
        if not session.queue.book.entries:  # who is to be added to a queue is chosen one by one
            self._model.choose_unconnected()

    @property
    def title(self) -> str:
        """What is asked."""
        return _("Whose calendars are to be connected?")

    @property
    def aims(self) -> tuple[Aim, ...]:
        """What was chosen."""
        return self._model.aims

    def take_focus(self) -> None:
        """Typing searches at once."""
        self._search.setFocus()

    def refresh(self) -> None:
        """Show the site and the queue as they are now; what was chosen stays chosen."""
        snapshot = self._session.state.snapshot
        providers = connectable(snapshot)
        self._view.offer(providers)
        self._model.show_people(people(snapshot, self._session.queue.book), providers)
        self._offer(providers)
        self._show_body()

    def _offer(self, providers: tuple[Provider, ...]) -> None:
        """What has not changed is not touched: somebody may be choosing."""
        offered = [(provider_name(one), one.id) for one in providers]
        shown = [(self._default.itemText(row), self._default.itemData(row)) for row in range(self._default.count())]
        if offered != shown:
            self._default.clear()
            for name, key in offered:
                self._default.addItem(name, key)
        self._default.setCurrentIndex(self._default.findData(self._model.default))

    def _find(self, text: str) -> None:
        self._model.search(text)
        self._show_body()

    def _take_default(self) -> None:
        self._model.set_default(str(self._default.currentData() or ""))

    def _tell_count(self) -> None:
        chosen = len(self._model.aims)
        words = ngettext("{chosen} of {n} schedule chosen", "{chosen} of {n} schedules chosen", self._model.total)
        self._count.setText(words.format(chosen=chosen, n=self._model.total))
        self._unconnected.setEnabled(bool(self._model.unconnected))
        self._none.setEnabled(bool(chosen))
        self.changed.emit()

    def _show_body(self) -> None:
        able = bool(self._model.total and self._default.count())
        for control in (self._search, self._default):
            control.setEnabled(able)
        if not able:
            self._body.setCurrentIndex(3 if self._model.total else 2)
        else:
            self._body.setCurrentIndex(0 if self._model.rowCount() else 1)

    def _lay_out(self) -> None:
        self._unconnected = Button(self._look, _("All without a connection"), name="team.all-unconnected")
        self._none = Button(self._look, _("Nobody"), name="team.nobody")
        self._unconnected.clicked.connect(self._model.choose_unconnected)
        self._none.clicked.connect(self._model.choose_none)
        everybody = Label(_("Calendar for everybody:"))
        everybody.setWordWrap(False)
        everybody.setBuddy(self._default)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(INSIDE)
        column.addLayout(_row(self._search, everybody, self._default))
        column.addWidget(self._body, 1)
        column.addLayout(_row(self._count, self._unconnected, self._none))

    def _nothing(self) -> MessagePane:
        clear = Action(text=_("Clear search"), run=self._search.clear_search, name="team.clear")
        return MessagePane(self._look, "search", _("No schedule matches"), actions=(clear,), name="team.none")

    def _empty(self) -> MessagePane:
        words = (_("Wix Bookings makes them for the business and for each member of staff."),)
        return MessagePane(self._look, "people", _("This site has no schedules yet"), words, name="team.empty")

    def _no_provider(self) -> MessagePane:
        words = (_("Close this and refresh. If it stays, look at Checks."),)
        title = _("No calendar provider is listed for this site")
        return MessagePane(self._look, "calendar", title, words, name="team.no-provider")


def _row(first: QWidget, *rest: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(INSIDE)
    row.addWidget(first, 1)
    for each in rest:
        row.addWidget(each)
    return row
