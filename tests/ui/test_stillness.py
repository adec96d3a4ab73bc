"""A window in which nothing happens is not painted: a widget that asks for the next paint while it is painted would
keep a processor busy for as long as it is seen.
"""

import time

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from caldesk.ui.style import Look, Tone
from caldesk.ui.widgets.notice import Notice
from tests.helpers.program_desk import started
from tests.helpers.waiting import until
from tests.ui.gallery import gallery

_STRETCH = 0.4
"""Seconds without a paint that count as stillness; a repaint at every turn of the loop comes some hundred times."""


class Paints(QObject):
    """Sees every paint of every widget, and remembers the last."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._latest, self._who = time.monotonic(), ""
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look, and leave the event alone."""
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            self._latest, self._who = time.monotonic(), f"{type(watched).__name__} {watched.objectName()}"
        return False

    async def end(self, where: str) -> None:
        """Wait until there was no paint for a while."""
        try:
            await until(lambda: time.monotonic() - self._latest > _STRETCH, what=f"stillness of {where}")
        except AssertionError as restless:
            raise AssertionError(f"{restless}; painted last: {self._who}") from None


@pytest.fixture
def paints(qapp):
    made = Paints(qapp)
    yield made
    qapp.removeEventFilter(made)
    made.deleteLater()


@pytest.mark.parametrize("width", [260, 700])
async def test_a_notice_is_painted_once(paints, qapp, qtbot, width):
    look = Look(qapp)
    notice = Notice(look, Tone.ATTENTION, "Ana's Google calendar needs sign-in " * 3, "Its password was changed.")
    qtbot.addWidget(notice)
    notice.setFixedWidth(width)
    notice.show()
    await paints.end("a notice")
    look.deleteLater()


async def test_the_sheet_of_all_widgets_comes_to_rest(paints, qapp, qtbot):
    look = Look(qapp)
    look.calm(True)
    sheet = gallery(look)
    qtbot.addWidget(sheet)
    sheet.show()
    await paints.end("the sheet")
    look.deleteLater()


@pytest.mark.parametrize("page", ["connections", "calendar", "checks", "activity"])
async def test_a_page_that_has_been_read_comes_to_rest(paints, page):
    async with started("busy") as desk:
        line = await desk.see("healthLine")
        await until(lambda: "working" in line.accessibleName(), what="the connections")
        assert desk.posted  # a notice stands above the page
        desk.window.show_page(page)
        await paints.end(page)
