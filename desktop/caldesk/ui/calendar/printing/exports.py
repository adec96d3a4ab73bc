"""What the calendar page gives away: the print dialog, and files in ICS and CSV, of what may be seen now."""

import asyncio
from collections.abc import Callable, Container
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QMenu, QWidget

from caldesk.i18n import _
from caldesk.services.calendar_export import Extract, file_name
from caldesk.services.session import Session
from caldesk.ui.calendar.printing.source import PrintSource
from caldesk.ui.calendar.views import Period
from caldesk.ui.saving import Saving
from caldesk.ui.shell import Shell
from caldesk.ui.tasks import WidgetTasks

if TYPE_CHECKING:
    from caldesk.ui.calendar.printing.dialog import PrintDialog


class FileKind(StrEnum):
    """A format of a file; the values are suffixes."""

    ICS = ".ics"
    CSV = ".csv"


class CalendarExports(QObject):
    """Prints and exports for one calendar page.

    `period` tells what is looked at and `hidden` which schedules are not shown, each at the moment of asking.
    """

    def __init__(
        self,
        session: Session,
        shell: Shell,
        parent: QWidget,
        *,
        period: Callable[[], Period],
        hidden: Callable[[], Container[str]],
    ) -> None:
        super().__init__(parent)
        self._shell, self._parent, self._period = shell, parent, period
        self._source = PrintSource(session, hidden)
        self._tasks = WidgetTasks(self, shell.notices)
        self._saving = Saving(self)
        self._saving.tell_with(shell.notices)
        self._dialog: PrintDialog | None = None

    def print_calendar(self) -> None:
        """Open the print dialog; only one at a time."""
        if self._dialog is not None:
            self._dialog.raise_()
            return
        from caldesk.ui.calendar.printing.dialog import PrintDialog  # a dozen modules that the first paint can spare

        saving = Saving(self)
        dialog = PrintDialog(self._source, self._period(), saving, self._shell, self._parent)
        dialog.finished.connect(saving.deleteLater)
        dialog.finished.connect(self._dialog_ended)
        self._dialog = dialog
        dialog.open()

    def export_menu(self, button: QAbstractButton) -> QMenu:
        """Give a button the menu of everything that can be given away."""
        menu = QMenu(button)
        menu.setObjectName("calendar.export.menu")
        menu.addAction(_("Print…"), QKeySequence("Ctrl+P"), self.print_calendar)
        menu.actions()[0].setShortcutContext(Qt.ShortcutContext.WidgetShortcut)  # the page owns the key; this shows it
        menu.addSeparator()
        menu.addAction(_("Export for calendar programs (ICS)…"), lambda: self.save_as(FileKind.ICS))
        menu.addAction(_("Export as table (CSV)…"), lambda: self.save_as(FileKind.CSV))
        button.clicked.connect(lambda: menu.popup(button.mapToGlobal(QPoint(0, button.height()))))
        return menu

    def save_as(self, kind: FileKind) -> None:
        """Ask for a file, then write what may be seen by then."""
        dates = self._period().dates
        name = file_name(self._source.extract(dates), kind.value)
        title = _("Export calendar")

        async def make(chosen_filter: str) -> bytes:
            bom = chosen_filter != _plain_csv()
            return await asyncio.to_thread(_content, kind, self._source.extract(dates), bom)

        def save(path: Path, chosen_filter: str) -> None:
            self._tasks.run(self._saving.save(path, chosen_filter, make), key="save")

        self._saving.ask(self._parent, title, name, _filters(kind), save)

    def _dialog_ended(self) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            dialog.deleteLater()


def _filters(kind: FileKind) -> list[str]:
    if kind is FileKind.ICS:
        return [_("Calendar (*.ics)")]
    return [_("Table for Excel and others (*.csv)"), _plain_csv()]


def _plain_csv() -> str:
    return _("Table without byte order mark (*.csv)")


def _content(kind: FileKind, extract: Extract, bom: bool) -> bytes:
    """Runs in a thread; the libraries are only loaded by those who export."""
    if kind is FileKind.CSV:
        from caldesk.services.csv_export import csv_of

        return csv_of(extract, bom=bom)
    from caldesk.services.ics_export import ics_of

    return ics_of(extract)
