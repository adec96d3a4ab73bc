"""Beside the grid: the small month, a field to go to a date, and the legend with its buttons."""

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QVBoxLayout, QWidget

from caldesk.i18n import _
from caldesk.ui.calendar.legend import Legend, LegendModel
from caldesk.ui.calendar.mini_month import MiniMonth
from caldesk.ui.style import INSIDE, Look, Role
from caldesk.ui.widgets.buttons import Button, Kind
from caldesk.ui.widgets.label import Label

_WIDTH = 228


class SidePanel(QWidget):
    """Emits `day_chosen` with a date; the legend's model tells about itself."""

    day_chosen = Signal(object)

    def __init__(self, look: Look, locale: QLocale, first_weekday: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("calendar.side")
        self.setFixedWidth(_WIDTH)
        self.month = MiniMonth(look, locale, first_weekday, self)
        self.month.cells.day_chosen.connect(self.day_chosen)
        self.legend_model = LegendModel(self)
        self.legend = Legend(look, self.legend_model, self)
        self.go_to = self._date_field(locale)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(INSIDE)
        column.addWidget(self.month)
        column.addLayout(self._go_to_row())
        column.addLayout(self._legend_head(look))
        column.addWidget(self.legend, 1)

    def _date_field(self, locale: QLocale) -> QDateEdit:
        field = QDateEdit(self)
        field.setObjectName("calendar.go-to")
        field.setLocale(locale)
        field.setDisplayFormat(locale.dateFormat(QLocale.FormatType.ShortFormat))
        field.setButtonSymbols(QDateEdit.ButtonSymbols.NoButtons)
        field.setKeyboardTracking(False)
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

    def _go(self) -> None:
        chosen = self.go_to.date()
        self.day_chosen.emit(chosen.toPython())
