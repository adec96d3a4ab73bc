"""Saves a table as a CSV file: asks where, writes it in a thread, and says how that ended."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from caldesk.i18n import _
from caldesk.ui.notices import Notices
from caldesk.ui.saving import Saving
from caldesk.ui.tasks import WidgetTasks

Make = Callable[[], Awaitable[bytes]]


class CsvSaving(QObject):
    """For one page; `parent` is the page, over which the dialog opens."""

    def __init__(self, tasks: WidgetTasks, notices: Notices, parent: QWidget) -> None:
        super().__init__(parent)
        self._tasks, self._page = tasks, parent
        self._saving = Saving(self)
        self._saving.tell_with(notices)

    def ask(self, title: str, name: str, make: Make) -> None:
        """Ask for a file and write what `make` gives; `name` is proposed, without its ending."""

        async def content(_filter: str) -> bytes:
            return await make()

        def save(path: Path, chosen: str) -> None:
            self._tasks.run(self._saving.save(path, chosen, content), key="save table")

        self._saving.ask(self._page, title, f"{plain_name(name)}.csv", [_("CSV files (*.csv)")], save)


def plain_name(name: str) -> str:
    """A name that every file system takes."""
    kept = "".join(letter if letter.isalnum() or letter in " -_" else " " for letter in name)
    return " ".join(kept.split()) or "Caldesk"


def local_zone() -> tzinfo:
    """This computer's present offset."""
    return datetime.now(UTC).astimezone().tzinfo or UTC
