"""Which calendars of the account are read, where the provider allows a choice."""

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from caldesk.domain.connection import Calendar, ImportSource
from caldesk.i18n import _
from caldesk.services.connections import ConnectionsService
from caldesk.services.state import ConnectionView
from caldesk.ui.style import TIGHT, Role
from caldesk.ui.widgets.label import Label


class CalendarChoice(QWidget):
    """Hidden while there is nothing to choose. Each tick is a wish to the service."""

    def __init__(self, service: ConnectionsService) -> None:
        super().__init__()
        self.setObjectName("connect.review.calendars")
        self._service = service
        self._connection_id = ""
        self._boxes: dict[Calendar, QCheckBox] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(TIGHT)
        self._column.addWidget(Label(_("Calendars that are read"), Role.STRONG))
        self.hide()

    def offer(self, calendars: tuple[Calendar, ...]) -> None:
        """The calendars to choose from."""
        for calendar in calendars:
            box = QCheckBox(calendar.name or calendar.id, self)
            box.setObjectName(f"connect.review.calendar.{len(self._boxes)}")
            box.clicked.connect(self._wish)
            self._boxes[calendar] = box
            self._column.addWidget(box)
        self.setVisible(bool(self._boxes))

    def show_view(self, view: ConnectionView) -> None:
        """Tick what the connection reads."""
        self._connection_id = view.id
        config = view.shown_config.imports
        read = {calendar.id for calendar in config.calendars}
        chosen = config.source is ImportSource.CALENDARS
        for calendar, box in self._boxes.items():
            box.setChecked(chosen and calendar.id in read)

    def _wish(self) -> None:
        wanted = tuple(calendar for calendar, box in self._boxes.items() if box.isChecked())
        self._service.set_calendars(self._connection_id, wanted)
