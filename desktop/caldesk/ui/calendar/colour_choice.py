"""Chooses what the colour of an event tells, from a button at the head of the legend."""

from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from caldesk.i18n import _
from caldesk.ui.calendar.colouring import ColourBy
from caldesk.ui.calendar.legend_model import LegendModel
from caldesk.ui.style import Look
from caldesk.ui.widgets.icon_button import IconButton


class ColourChoice(IconButton):
    """Shows and sets what the legend's model holds; pressed in while that is not the usual."""

    def __init__(self, look: Look, legend: LegendModel, parent: QWidget | None = None) -> None:
        super().__init__(look, "palette", _("Colour by person or provider"), name="calendar.colour", parent=parent)
        self.setCheckable(True)
        self._legend = legend
        self.menu = QMenu(self)
        self.menu.setObjectName("calendar.colour.menu")
        self.menu.setAccessibleName(_("Colour by person or provider"))
        group = QActionGroup(self.menu)
        words = {ColourBy.SCHEDULE: _("Colour by person"), ColourBy.PROVIDER: _("Colour by provider")}
        self._actions = {by: group.addAction(each) for by, each in words.items()}
        for by, action in self._actions.items():
            action.setCheckable(True)
            action.triggered.connect(partial(legend.colour, by))
        self.menu.addActions(group.actions())
        self.clicked.connect(self._open)
        legend.changed.connect(self._show)
        self._show()

    def _open(self) -> None:
        """The button stays as it was until something is chosen."""
        self._show()
        self.menu.popup(self.mapToGlobal(QPoint(0, self.height())))
        self.menu.setActiveAction(self._actions[self._legend.colour_by])

    def _show(self) -> None:
        by = self._legend.colour_by
        self.setChecked(by is ColourBy.PROVIDER)
        self._actions[by].setChecked(True)
        self.setAccessibleDescription(self._actions[by].text())
