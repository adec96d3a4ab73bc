"""The days that a month can leave out, and the menu beside the choice of views that does it."""

from PySide6.QtCore import QLocale, QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from caldesk.domain.month_layout import NO_DAYS, shown_places
from caldesk.i18n import _
from caldesk.ui.calendar.views import Period, ViewKind
from caldesk.ui.style import Look
from caldesk.ui.widgets.icon_button import IconButton

_WEEK = frozenset(range(7))


def weekend_of(locale: QLocale, first_weekday: int) -> frozenset[int]:
    """The weekend of a region, as `date.weekday()`.

    Empty where the region has none, or where the other days would not follow each other in a week from `first_weekday`.
    """
    weekend = _WEEK - {day.value - 1 for day in locale.weekdays()}
    return weekend if shown_places(first_weekday, weekend) is not None else NO_DAYS


class ViewOptions(IconButton):
    """A button with a menu. `hide_wanted` says whether months shall leave out weekends, `can_hide` if they ever can."""

    hide_wanted = Signal(bool)

    def __init__(self, look: Look, *, can_hide: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(look, "more", _("View options"), name="calendar.view.options", parent=parent)
        self._can_hide = can_hide
        self.menu = QMenu(self)
        self.menu.setObjectName("calendar.view.options.menu")
        self.weekends = QAction(self.menu, checkable=True)
        self.weekends.triggered.connect(self.hide_wanted)
        self.menu.addAction(self.weekends)
        self.clicked.connect(lambda: self.menu.popup(self.mapToGlobal(QPoint(0, self.height()))))

    def show_period(self, period: Period) -> None:
        """Say whether weekends are hidden, or why they cannot be."""
        self.weekends.setChecked(bool(period.hidden_weekdays))
        self.weekends.setEnabled(self._can_hide)
        if not self._can_hide:
            self.weekends.setText(_("Hide weekends (not with the weekend of this region)"))
        else:
            self.weekends.setText(_("Hide weekends"))
        self.setVisible(period.kind is ViewKind.MONTH)  # the only view with options; the others need the room
