"""The pane beside the list: a connection, a schedule, or the whole site, whichever is selected."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget

from caldesk.i18n import _
from caldesk.services.disconnect.undo_book import Ended
from caldesk.services.health import summary
from caldesk.services.history.missed import Missed
from caldesk.services.state import ConnectionView, Snapshot
from caldesk.ui.connections.calendar_choice import ListCalendars
from caldesk.ui.connections.connection_details import ConnectionDetails
from caldesk.ui.connections.rows import Group
from caldesk.ui.connections.schedule_details import ScheduleDetails
from caldesk.ui.connections.site_summary import SiteSummary
from caldesk.ui.style import Look
from caldesk.ui.tasks import WidgetTasks

NARROWEST = 284


class DetailsPane(QScrollArea):
    """Follows the selection. `connection` lives as long as the pane; the other two are made when needed."""

    export_wished = Signal()
    """The history of the whole site is to be saved."""

    def __init__(
        self, look: Look, tasks: WidgetTasks, list_calendars: ListCalendars, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("connections.details")
        self.setAccessibleName(_("Details"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(NARROWEST)
        self._look = look
        self._missed = Missed()
        self.connection = ConnectionDetails(look, tasks, list_calendars)
        self._made: QWidget | None = None
        self._made_for: object = None
        self._ended: tuple[Ended, ...] = ()
        self._stack = _TopOnly()
        self._stack.addWidget(self.connection)
        self.setWidget(self._stack)

    def show_connection(self, view: ConnectionView, schedule_name: str) -> None:
        """Show a connection."""
        self.connection.show_view(view, schedule_name)
        self._raise(self.connection)

    def show_schedule(self, group: Group, ended: tuple[Ended, ...] = ()) -> ScheduleDetails | None:
        """Show a schedule; the result is new and wants to be wired, None where it is shown already.

        `ended` is what can be connected again as it was.
        """
        shown = self._made_for is group and self._ended == ended
        if shown and self._stack.currentWidget() is self._made:
            return None
        made = ScheduleDetails(self._look, group, ended)
        self._ended = ended
        self._make(made, group)
        return made

    def show_site(self, snapshot: Snapshot) -> None:
        """Show how the site is doing."""
        source = summary(snapshot), self._missed, snapshot.remembered
        if self._made_for != source or self._stack.currentWidget() is not self._made:
            made = SiteSummary(self._look, *source)
            made.export_wished.connect(self.export_wished)
            self._make(made, source)

    def take_missed(self, missed: Missed) -> None:
        """What the summary of the site tells from now on."""
        self._missed = missed

    def focus_first(self) -> None:
        """Move the keyboard into the pane."""
        shown = self._stack.currentWidget()
        if isinstance(shown, ConnectionDetails | ScheduleDetails):
            shown.focus_first()

    def _make(self, widget: QWidget, source: object) -> None:
        old, self._made, self._made_for = self._made, widget, source
        self._stack.addWidget(widget)
        self._raise(widget)
        if old is not None:
            self._stack.removeWidget(old)
            old.deleteLater()

    def _raise(self, widget: QWidget) -> None:
        if self._stack.currentWidget() is not widget:
            self._stack.setCurrentWidget(widget)
            self.verticalScrollBar().setValue(0)


class _TopOnly(QStackedWidget):
    """As high as what it shows, not as the highest it holds."""

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(lambda _place: self.updateGeometry())

    def sizeHint(self) -> QSize:
        """The shown widget's."""
        return _hint(self.currentWidget())

    def minimumSizeHint(self) -> QSize:
        """The shown widget's; it may be squeezed to the pane's width."""
        shown = self.currentWidget()
        return QSize(0, shown.minimumSizeHint().height() if shown else 0)

    def hasHeightForWidth(self) -> bool:
        """Words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The shown widget's."""
        shown = self.currentWidget()
        layout = shown.layout() if shown else None
        return layout.totalHeightForWidth(width) if layout else self.sizeHint().height()


def _hint(widget: QWidget | None) -> QSize:
    return widget.sizeHint() if widget else QSize()
