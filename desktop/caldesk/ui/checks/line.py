"""One check: its sign, what was found, the cure, the buttons that apply it, and the days to look at."""

from datetime import date
from functools import partial

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from caldesk.i18n import _, ngettext, pgettext
from caldesk.services.checks import Check, CheckState, DayCount
from caldesk.services.problems import CHANGING
from caldesk.services.wording import action_label
from caldesk.ui import style
from caldesk.ui.style import Look, Role
from caldesk.ui.widgets.buttons import Button, Kind
from caldesk.ui.widgets.check_sign import CheckSign, state_words
from caldesk.ui.widgets.details_fold import DetailsFold
from caldesk.ui.widgets.label import Label

_ABOVE_SHORT = style.INSIDE
_ABOVE = style.INSIDE + style.TIGHT
_DAYS_IN_ROW = 4
_MOST_DAYS = 12
_TITLE_WIDTH = 28
"""Average characters: room for every title, wrapped if a language needs more."""


class CheckLine(QWidget):
    """A check as a row; a screen reader hears state, title and what was found as one name."""

    action_requested = Signal(object)
    day_requested = Signal(object)
    """Gives the date that the calendar should show."""

    def __init__(self, look: Look, check: Check, unchangeable: str = "") -> None:
        super().__init__()
        self._look = look
        self.setObjectName(f"check.{check.id}")
        self.setAccessibleName(f"{state_words(check.state)}: {check.title}. {check.what}")
        row = QHBoxLayout(self)
        above = _ABOVE_SHORT if _is_short(check) else _ABOVE
        row.setContentsMargins(0, above, 0, above)
        row.setSpacing(style.BETWEEN)
        row.addWidget(CheckSign(look, check.state), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._words(check), 1)
        for action in check.actions:
            button = Button(look, action_label(action), name=f"check.{check.id}.{action.value}")
            button.clicked.connect(partial(self._act, action))
            if unchangeable and action in CHANGING:
                button.setEnabled(False)
                button.setToolTip(unchangeable)
                button.setAccessibleDescription(unchangeable)
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A hairline above: each line follows a heading or another line."""
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), style.HAIRLINE, QColor(self._look.theme.line))

    def _act(self, action: object) -> None:
        self.action_requested.emit(action)

    def _words(self, check: Check) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(style.TIGHT)
        if _is_short(check):
            column.addLayout(_in_one_row(check))
        else:
            column.addWidget(Label(check.title, Role.STRONG))
            column.addWidget(Label(check.what, selectable=True))
        if check.cure:
            column.addWidget(Label(check.cure, quiet=True, selectable=True))
        if check.days:
            column.addLayout(self._days(check))
        if check.detail and not _is_short(check):
            column.addWidget(DetailsFold(self._look, check.detail, name=f"check.{check.id}.details"))
        return column

    def _days(self, check: Check) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(style.INSIDE)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(_DAYS_IN_ROW, 1)
        for place, each in enumerate(check.days[:_MOST_DAYS]):
            button = Button(self._look, day_words(each), Kind.LINK, name=f"check.{check.id}.day.{each.day}")
            button.setToolTip(_("Show this day in the calendar"))
            button.clicked.connect(partial(self._ask_for, each.day))
            grid.addWidget(button, *divmod(place, _DAYS_IN_ROW), Qt.AlignmentFlag.AlignLeading)
        return grid

    def _ask_for(self, day: date) -> None:
        self.day_requested.emit(day)


def _is_short(check: Check) -> bool:
    """Whether there is nothing to do about it here."""
    return check.state is CheckState.PASS or (check.state is CheckState.UNKNOWN and not check.cure)


def _in_one_row(check: Check) -> QHBoxLayout:
    """It takes little room, so that what has to be cured stands out; its text stands level with the sign."""
    row = QHBoxLayout()
    row.setSpacing(style.BETWEEN)
    title = Label(check.title)
    level = max(0, style.ICON - title.fontMetrics().height()) // 2
    row.setContentsMargins(0, level, 0, level)
    title.setFixedWidth(title.fontMetrics().averageCharWidth() * _TITLE_WIDTH)
    row.addWidget(title, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Label(check.what, quiet=True, selectable=True), 1, Qt.AlignmentFlag.AlignTop)
    return row


def day_words(each: DayCount) -> str:
    """A day and how much is on it, as the button says it."""
    day = QLocale().toString(QDate(each.day.year, each.day.month, each.day.day), pgettext("date", "ddd d MMM"))
    return ngettext("{day} ({n})", "{day} ({n})", each.count).format(day=day, n=each.count)
