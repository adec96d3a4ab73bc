"""How the whole site is doing, shown while no row is selected."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from caldesk.domain.connection import ConnectionState
from caldesk.i18n import _, ngettext
from caldesk.services.health import HealthSummary
from caldesk.services.history.missed import Missed
from caldesk.services.wording import word_for
from caldesk.ui.connections.delegate import BADGE_STATE
from caldesk.ui.connections.past import Past
from caldesk.ui.connections.pieces import hairline
from caldesk.ui.style import BETWEEN, INSIDE, Look, Role
from caldesk.ui.times import clock_time
from caldesk.ui.widgets.label import Label
from caldesk.ui.widgets.state_badge import State, StateBadge

MOST_NEWS = 8
"""Lines of what was missed; the file holds all of it."""


class SiteSummary(QWidget):
    """Counts by state, what was missed, and what to do next; built anew for each change."""

    export_wished = Signal()

    def __init__(
        self, look: Look, health: HealthSummary, missed: Missed, remembered: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("summary")
        column = QVBoxLayout(self)
        column.setContentsMargins(BETWEEN, BETWEEN, BETWEEN, BETWEEN)
        column.setSpacing(BETWEEN)
        column.addWidget(Label(_headline(health, remembered), Role.SECTION, name="summary.headline"))
        column.addLayout(_counts(look, health, remembered))
        column.addWidget(hairline(look))
        column.addWidget(Label(_schedules(health), name="summary.schedules"))
        column.addWidget(Label(_next(health), quiet=True))
        if missed.since is not None:
            column.addWidget(hairline(look))
            column.addWidget(self._missed(look, missed, missed.since))
        column.addStretch()

    def _missed(self, look: Look, missed: Missed, since: float) -> Past:
        past = Past(look, _("Since you were last here"), name="summary.missed")
        more = len(missed.entries) - MOST_NEWS
        known = _("Since {time}.").format(time=clock_time(since))
        if more > 0:
            words = ngettext(
                "Since {time}. {n} older change is in the file.",
                "Since {time}. {n} older changes are in the file.",
                more,
            )
            known = words.format(time=clock_time(since), n=more)
        past.show_lines(known, missed.entries[:MOST_NEWS], _("Nothing has changed."), name_schedules=True)
        past.export_wished.connect(self.export_wished)
        return past


def _headline(health: HealthSummary, remembered: bool) -> str:
    if remembered and health.checked_at is not None:
        return _("How it was {time}").format(time=clock_time(health.checked_at))
    if not health.is_whole:
        return _("Not everything could be read")
    if not health.connections:
        return _("Nothing is connected yet")
    if health.needs_attention:
        count = health.needs_attention
        text = ngettext("{count} connection needs attention", "{count} connections need attention", count)
        return text.format(count=count)
    return _("All connections are fine")


def _counts(look: Look, health: HealthSummary, remembered: bool) -> QGridLayout:
    grid = QGridLayout()
    grid.setVerticalSpacing(INSIDE)
    grid.setHorizontalSpacing(BETWEEN)
    grid.setColumnStretch(0, 1)
    counts = (
        (ConnectionState.WORKING, health.working),
        (ConnectionState.STARTING, health.starting),
        (ConnectionState.NEEDS_SIGN_IN, health.needs_sign_in),
        (ConnectionState.NOT_REACHABLE, health.not_reachable),
        (ConnectionState.OFF, health.off),
    )
    for line, (state, count) in enumerate((state, count) for state, count in counts if count):
        grid.addWidget(StateBadge(look, State.OLD if remembered else BADGE_STATE[state], word_for(state)), line, 0)
        grid.addWidget(Label(str(count), tabular=True, name=f"summary.{state}"), line, 1)
    return grid


def _schedules(health: HealthSummary) -> str:
    count = ngettext("{count} schedule", "{count} schedules", health.schedules).format(count=health.schedules)
    if not health.is_whole or health.checked_at is None:
        return count
    words = _("{schedules}, {unconnected} not connected. Checked {time}.")
    return words.format(schedules=count, unconnected=health.unconnected, time=clock_time(health.checked_at))


def _next(health: HealthSummary) -> str:
    if not health.connections and health.is_whole:
        return _("Choose a schedule and press Connect.")
    return _("Select a row to see its details.")
