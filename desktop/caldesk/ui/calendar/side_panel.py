"""Beside the grid: the small month, a field to go to a date, and the legend with its buttons."""

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QVBoxLayout, QWidget

from caldesk.i18n import _, ngettext
from caldesk.ui.calendar.legend import Legend, LegendModel
from caldesk.ui.calendar.mini_month import MiniMonth
from caldesk.ui.style import INSIDE, TIGHT, Look, Role
from caldesk.ui.widgets.buttons import Button, Kind
from caldesk.ui.widgets.label import Label

_WIDTH = 228


class DateField(QDateEdit):
    """A date to type. Without its buttons the style sheet would leave the text no width, so it is laid out here."""

    def __init__(self, locale: QLocale, parent: QWidget) -> None:
        super().__init__(parent)
        self.setLocale(locale)
        self.setDisplayFormat(locale.dateFormat(QLocale.FormatType.ShortFormat))
        self.setButtonSymbols(QDateEdit.ButtonSymbols.NoButtons)
        self.setKeyboardTracking(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the text all the room."""
        super().resizeEvent(event)
        self.lineEdit().setGeometry(self.rect().adjusted(INSIDE, TIGHT, -INSIDE, -TIGHT))


class SidePanel(QWidget):
    """Emits `day_chosen` with a date, `clash_wanted` for the next one; the legend's model tells about itself."""

    day_chosen = Signal(object)
    clash_wanted = Signal()

    def __init__(self, look: Look, locale: QLocale, first_weekday: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("calendar.side")
        self.setFixedWidth(_WIDTH)
        self.month = MiniMonth(look, locale, first_weekday, self)
        self.month.cells.day_chosen.connect(self.day_chosen)
        self.legend_model = LegendModel(self)
        self.legend = Legend(look, self.legend_model, self)
        self.go_to = self._date_field(locale)
        self.clashes = Button(look, "", icon="warning", name="calendar.clashes")
        self.clashes.setToolTip(_("Go to the next double booking"))
        self.clashes.clicked.connect(self.clash_wanted)
        self.clashes.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(INSIDE)
        column.addWidget(self.month)
        column.addLayout(self._go_to_row())
        column.addWidget(self.clashes)
        column.addLayout(self._legend_head(look))
        column.addWidget(self.legend, 1)

    def _date_field(self, locale: QLocale) -> QDateEdit:
        field = DateField(locale, self)
        field.setObjectName("calendar.go-to")
        field.setAccessibleName(_("Go to date"))
        field.editingFinished.connect(self._go)
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
        row.addWidget(everybody)
        row.addWidget(nobody)
        return row

    def show_date(self, year: int, month: int, day: int) -> None:
        """Let the field say where the page is."""
        self.go_to.blockSignals(True)
        self.go_to.setDate(QDate(year, month, day))
        self.go_to.blockSignals(False)

    def show_clashes(self, count: int) -> None:
        """Offer to go through the double bookings, if there are any."""
        self.clashes.setText(ngettext("{n} double booking", "{n} double bookings", count).format(n=count))
        self.clashes.setVisible(count > 0)

    def _go(self) -> None:
        chosen = self.go_to.date()
        self.day_chosen.emit(chosen.toPython())
