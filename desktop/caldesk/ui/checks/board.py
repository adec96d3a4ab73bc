"""The lines of all checks under the headings of their groups; what needs attention stands first."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLayout, QScrollArea, QVBoxLayout, QWidget

from caldesk.services.checks import Check, CheckState, Group, group_title
from caldesk.ui import style
from caldesk.ui.checks.line import CheckLine
from caldesk.ui.style import Look, Role
from caldesk.ui.widgets.card import Card
from caldesk.ui.widgets.label import Label

_RANK = {CheckState.FAIL: 0, CheckState.WARNING: 1, CheckState.UNKNOWN: 2, CheckState.PASS: 3}


class CheckBoard(QScrollArea):
    """Empty groups are not shown. In each group the worst line stands first; the groups follow once all is known."""

    action_requested = Signal(object)
    day_requested = Signal(object)

    def __init__(self, look: Look, unchangeable: str = "") -> None:
        super().__init__()
        self._look, self._unchangeable = look, unchangeable
        self._states: dict[Group, list[CheckState]] = {}
        self._cards: dict[Group, Card] = {}
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, style.INSIDE, 0)
        self._column.setSpacing(style.BETWEEN)
        for group in Group:
            self._column.addWidget(self._card(group))
        self._column.addStretch()
        inside = QWidget()
        inside.setObjectName("checksList")
        inside.setLayout(self._column)
        self.setObjectName("checksScroll")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inside)

    def add(self, check: Check) -> None:
        """Show one more line, in its place."""
        states = self._states.setdefault(check.group, [])
        before = sum(_RANK[state] <= _RANK[check.state] for state in states)
        states.append(check.state)
        line = CheckLine(self._look, check, self._unchangeable)
        line.action_requested.connect(self.action_requested)
        line.day_requested.connect(self.day_requested)
        card = self._cards[check.group]
        card.column.insertWidget(before + 1, line)
        card.show()

    def settle(self) -> None:
        """Everything is there: the groups that need attention come first, and the Tab key goes the same way."""
        self._put(sorted(Group, key=self._worst))
        self.verticalScrollBar().setValue(0)
        for one, other in pairwise(self._stops()):
            QWidget.setTabOrder(one, other)

    def clear(self) -> None:
        """Take every line away."""
        self._states.clear()
        self._put(list(Group))
        for card in self._cards.values():
            card.hide()
            for line in card.findChildren(CheckLine):
                card.column.removeWidget(line)
                line.hide()
                line.deleteLater()

    def _worst(self, group: Group) -> int:
        return min((_RANK[state] for state in self._states.get(group, ())), default=len(_RANK))

    def _put(self, groups: list[Group]) -> None:
        """Order the cards; the room below them stays last."""
        for place, group in enumerate(groups):
            self._column.removeWidget(self._cards[group])
            self._column.insertWidget(place, self._cards[group])

    def _stops(self) -> Iterator[QWidget]:
        """Everything that the Tab key reaches, as it stands on the page."""
        for line in (line for card in _widgets(self._column) for line in _widgets(card.layout())):
            for one in line.findChildren(QWidget):
                if one.focusPolicy() & Qt.FocusPolicy.TabFocus:
                    yield one

    def _card(self, group: Group) -> Card:
        card = Card(self._look, name=f"checks.{group.value}")
        card.column.setSpacing(0)
        heading = Label(group_title(group), Role.SECTION, name=f"checks.{group.value}.title")
        heading.setContentsMargins(0, 0, 0, style.INSIDE)
        card.column.addWidget(heading)
        card.hide()
        self._cards[group] = card
        return card


def _widgets(layout: QLayout | None) -> Iterator[QWidget]:
    items = (layout.itemAt(place) for place in range(layout.count())) if layout is not None else ()
    for item in items:
        widget = item.widget() if item is not None else None
        if widget is not None:
            yield widget
