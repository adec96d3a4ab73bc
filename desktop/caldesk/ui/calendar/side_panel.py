"""Beside the grid: the small month, a field to go to a date, and the legend with its buttons and colours."""

from datetime import date

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from caldesk.i18n import _, ngettext
from caldesk.ui.calendar.colour_choice import ColourChoice
from caldesk.ui.calendar.legend import Legend
from caldesk.ui.calendar.legend_model import LegendModel
from caldesk.ui.calendar.mini_month import MiniMonth
from caldesk.ui.calendar.provider_key import ProviderKey
from caldesk.ui.style import INSIDE, Look, Role
from caldesk.ui.widgets.announce import announce
from caldesk.ui.widgets.buttons import Button, Kind
from caldesk.ui.widgets.label import Label

_CENTURY = 2000
_SHORT = QLocale.FormatType.ShortFormat


class DateField(QLineEdit):
    """A date to type, in the short form of the locale or as 2026-11-24; Return goes there."""

    day_typed = Signal(object)

    def __init__(self, locale: QLocale, parent: QWidget) -> None:
        super().__init__(parent)
        self._locale = locale
        self.returnPressed.connect(self._read)

    def show_day(self, day: date) -> None:
        """Say where the page is, unless somebody is typing."""
        if not self.isModified():
            self.setText(self._locale.toString(QDate(day.year, day.month, day.day), _SHORT))

    def _read(self) -> None:
        text = self.text().strip()
        found = self._locale.toDate(text, _SHORT)
        if found.isValid() and found.year() < _CENTURY:  # a form with two figures for the year
            found = found.addYears(100)
        if not found.isValid():
            found = QDate.fromString(text, Qt.DateFormat.ISODate)
        if found.isValid():
            self.setModified(False)
            self.day_typed.emit(date(found.year(), found.month(), found.day()))
        else:
            self.selectAll()
            announce(self, _("This date could not be understood"), urgent=True)


class SidePanel(QWidget):
    """Emits `day_chosen` with a date, and `clash_wanted` for the list of double bookings."""

    day_chosen = Signal(object)
    clash_wanted = Signal()

    def __init__(
        self, look: Look, locale: QLocale, first_weekday: int, legend: LegendModel, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("calendar.side")
        self.month = MiniMonth(look, locale, first_weekday, self)
        self.month.cells.day_chosen.connect(self.day_chosen)
        self.legend_model = legend
        self.legend = Legend(look, self.legend_model, self)
        self.go_to = self._date_field(locale)
        self.clashes = Button(look, "", icon="warning", name="calendar.clashes")
        self.clashes.setToolTip(_("List the double bookings"))
        self.clashes.clicked.connect(self.clash_wanted)
        self.clashes.hide()
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(INSIDE)
        column.addWidget(self.month)
        column.addLayout(self._go_to_row())
        column.addWidget(self.clashes)
        column.addLayout(self._legend_head(look))
        column.addWidget(ProviderKey(look, self.legend_model, self))
        column.addWidget(self.legend, 1)

    def add_first(self, widget: QWidget) -> None:
        """Put something above the small month."""
        self._column.insertWidget(0, widget)

    def _date_field(self, locale: QLocale) -> DateField:
        field = DateField(locale, self)
        field.setObjectName("calendar.go-to")
        field.setAccessibleName(_("Go to date"))
        field.day_typed.connect(self.day_chosen)
        return field

    def _go_to_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        words = Label(_("&Go to date"), Role.CAPTION, quiet=True)
        words.setTextFormat(Qt.TextFormat.AutoText)
        words.setBuddy(self.go_to)
        words.setWordWrap(False)
        row.addWidget(words)
        row.addWidget(self.go_to, 1)
        return row

    def _legend_head(self, look: Look) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(Label(_("Calendars"), Role.STRONG), 1)
        everybody = Button(look, _("All"), Kind.LINK, name="calendar.legend.all")
        nobody = Button(look, _("None"), Kind.LINK, name="calendar.legend.none")
        everybody.setAccessibleName(_("Show all calendars"))
        nobody.setAccessibleName(_("Hide all calendars"))
        everybody.clicked.connect(lambda: self.legend_model.hide_only(()))
        nobody.clicked.connect(lambda: self.legend_model.hide_only(self.legend_model.all_ids()))
        row.addWidget(ColourChoice(look, self.legend_model))
        row.addWidget(everybody)
        row.addWidget(nobody)
        return row

    def show_clashes(self, count: int) -> None:
        """Offer to go through the double bookings, if there are any."""
        self.clashes.setText(ngettext("{n} double booking", "{n} double bookings", count).format(n=count))
        self.clashes.setVisible(count > 0)
