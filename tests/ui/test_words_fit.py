"""Words have the room that they need, in every language: headings, steps, buttons, and the name of the all-day lane."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QRect
from PySide6.QtWidgets import QApplication, QWidget

from caldesk import i18n, resources
from caldesk.services.connect.proof import Aim
from caldesk.services.connect.queue.words import Line, LineState, QueueMove
from caldesk.ui import language
from caldesk.ui.calendar.details import DetailsCard
from caldesk.ui.calendar.fitting import Fitter
from caldesk.ui.calendar.grid_paint import LANE_INSET, GridPainter
from caldesk.ui.calendar.inks import Inks
from caldesk.ui.calendar.toolbar import Toolbar
from caldesk.ui.calendar.views import ViewKind
from caldesk.ui.calendar.wording import lane_words
from caldesk.ui.connect.queue.lines_model import Column as LineColumn
from caldesk.ui.connect.queue.lines_model import LinesModel
from caldesk.ui.connect.queue.lines_view import LinesView
from caldesk.ui.connect.queue.people_model import PeopleModel
from caldesk.ui.connect.queue.people_view import PeopleView
from caldesk.ui.connections.model import Column, ConnectionsModel
from caldesk.ui.connections.view import ConnectionsView
from caldesk.ui.frame.navigation import WIDTH as NAVIGATION
from caldesk.ui.main_window import SMALLEST
from caldesk.ui.style import LIGHT, Look, Role, font
from caldesk.ui.widgets.buttons import Button
from caldesk.ui.widgets.row_table import RowTable
from tests.helpers.waiting import until
from tests.ui.connections_desk import GOOGLE_ACCOUNT, page_on

NARROW, WIDE = 480, 1000
"""Widths of the list of connections in the smallest window, and in a large one."""
STEPS = (
    (LineState.WAITING, QueueMove.SIGN_IN),
    (LineState.FAILED, QueueMove.SIGN_IN),
    (LineState.SKIPPED, QueueMove.AGAIN),
    (LineState.GONE, QueueMove.REMOVE),
)


@pytest.fixture(autouse=True, params=i18n.spoken_languages(resources.folder("translations")))
def spoken(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[str]:
    before = QLocale()
    yield language.choose(request.param)
    QLocale.setDefault(before)
    i18n.install(Path("/nonexistent"), [])


def lines() -> tuple[Line, ...]:
    return tuple(
        Line(
            aim=Aim(schedule_id=state.value, provider_id="google"),
            state=state,
            name="Ana Ruiz",
            hue=0,
            provider="Google",
            word="",
            moves=(move,),
        )
        for state, move in STEPS
    )


def headings_fit(table: RowTable) -> None:
    for column in range(table.model().columnCount()):
        if not table.isColumnHidden(column):
            assert table.columnWidth(column) >= table.heading_width(column), column


def cramped(parent: QWidget) -> list[str]:
    """The buttons that have less room than their words need."""
    seen = [button for button in parent.findChildren(Button) if button.isVisible()]
    return [one.text() for one in seen if one.width() < one.sizeHint().width()]


@pytest.mark.parametrize("width", [600, WIDE])
def test_every_next_step_of_a_team_fits_its_column(look: Look, width: int):
    model = LinesModel(look, look)
    view = LinesView(look, model)
    view.resize(width, 300)
    view.show()
    model.show_lines(lines())
    edge = 2
    for row in range(len(STEPS)):
        words = model.index(row, LineColumn.ACTION).data()
        assert view.fontMetrics().horizontalAdvance(words) + 2 * edge <= view.columnWidth(LineColumn.ACTION), words
    headings_fit(view)
    view.close()


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_headings_of_connections_and_the_offer_to_connect_fit(look: Look, width: int):
    view = ConnectionsView(look, ConnectionsModel(str, look))
    view.resize(width, 300)
    view.show()
    headings_fit(view)
    assert view.columnWidth(Column.IMPORT) >= view._delegate.offer_width
    view.close()


def test_headings_of_people_to_choose_fit(look: Look):
    headings_fit(PeopleView(look, PeopleModel(look, look)))


def test_the_all_day_lane_is_named_in_full(look: Look):
    axis = GridPainter(Inks(LIGHT, 1.0), QLocale()).axis_width
    assert Fitter(font(Role.CAPTION, tabular=True)).fit(lane_words(), axis - LANE_INSET)[0] == lane_words()


def test_the_toolbar_of_the_calendar_leaves_room_for_a_title_in_the_smallest_window(look: Look):
    toolbar = Toolbar(look, tuple(ViewKind))
    frame = 72
    toolbar.fit(SMALLEST.width() - NAVIGATION - frame - 240)
    title = Fitter(font(Role.TITLE)).metrics.horizontalAdvance("23.11.2026")
    assert toolbar.sizeHint().width() + title <= SMALLEST.width() - NAVIGATION - frame
    toolbar.deleteLater()


def test_the_card_of_an_event_cuts_no_button(look: Look):
    page = QWidget()
    page.resize(900, 600)
    page.show()
    card = DetailsCard(look, page)
    card.open("Busy", [], QRect(10, 10, 80, 40), page, lambda: None)
    QCoreApplication.processEvents()
    assert cramped(card) == []
    page.close()
    page.deleteLater()


@pytest.mark.parametrize("width", [SMALLEST.width() - NAVIGATION, WIDE])
async def test_the_connections_page_cuts_no_button(width: int):
    async with page_on("busy") as desk:
        desk.page.resize(width, 700)
        desk.choose(GOOGLE_ACCOUNT)
        await until(lambda: desk.shown("connection.check") and not cramped(desk.page))
