"""The Activity page: requests as they come, searched, copied, saved; and what it says when there are none."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QTableView, QWidget

from caldesk.api.errors import Call
from caldesk.domain.secret import Secret
from caldesk.services.clock import SystemClock
from caldesk.services.history.records import Batch, Entry, Kind, Place
from caldesk.services.opening import open_session
from caldesk.services.profiles import SiteProfile
from caldesk.services.settings import SettingsStore
from caldesk.ui.activity.page import ActivityPage
from caldesk.ui.activity.requests import Column
from caldesk.ui.notices import Notice, Notices
from caldesk.ui.shell import Shell
from caldesk.ui.style import Look
from caldesk.ui.widgets.page import PageState
from tests.helpers.waiting import until

PATH = "/bookings/v2/external-calendars/connections"


class Desk:
    def __init__(self, app: QApplication) -> None:
        profile = SiteProfile(id="one", name="Quinn/Wellness", site_id="s", base_url="http://127.0.0.1:9")
        self.session = open_session(profile, Secret("key"), SystemClock())
        self.posted: list[Notice] = []
        notices = Notices()
        notices.posted.connect(self.posted.append)
        self.look = Look(app)
        self.page = ActivityPage(self.session, Shell(look=self.look, notices=notices, settings=SettingsStore(None)))
        self.page.resize(1000, 600)

    def open(self) -> None:
        """Show the requests; what is shown reads, so that the loop has to run by now."""
        self.page.show()
        self.choose("all")

    def choose(self, which: str) -> None:
        self.find(QAbstractButton, f"activity.which.{which}").click()

    def heard(self, count: int = 1, outcome: str = "200", path: str = PATH) -> None:
        for number in range(count):
            self.session.activity.heard(Call(method="GET", path=path, request_id=f"id-{number}"), outcome, 0.012)

    @property
    def table(self) -> QTableView:
        found = self.page.findChild(QTableView, "activity.list")
        assert isinstance(found, QTableView)
        return found

    def text(self, row: int, column: Column) -> str:
        return self.table.model().index(row, column).data()

    def find(self, kind: type, name: str) -> QWidget:
        found = self.page.findChild(kind, name)
        assert found is not None, name
        return found

    async def rows(self, count: int) -> None:
        await until(lambda: self.table.model().rowCount() == count, what=f"{count} rows")


@pytest.fixture
def desk(qapp):
    made = Desk(qapp)
    yield made
    made.page.close()
    made.page.deleteLater()
    made.look.deleteLater()


async def end(desk: Desk) -> None:
    await desk.session.close()


async def test_without_a_request_it_says_so(desk):
    desk.open()
    assert desk.page.state is PageState.EMPTY
    assert not desk.find(QAbstractButton, "activity.export").isEnabled()
    await end(desk)


async def test_requests_appear_by_themselves_newest_first(desk):
    desk.open()
    QAbstractItemModelTester(desk.table.model(), QAbstractItemModelTester.FailureReportingMode.Fatal)
    desk.heard(2)
    await desk.rows(2)
    desk.heard(1, outcome="503")
    await desk.rows(3)
    assert desk.page.state is PageState.CONTENT
    assert desk.text(0, Column.OUTCOME) == "Answered with error 503"
    assert desk.text(1, Column.TASK) == "Read all connections"
    assert desk.text(1, Column.REQUEST_ID) == "id-1"
    assert desk.text(1, Column.TOOK) == "12 ms"
    assert "GET" in desk.table.model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    await end(desk)


async def test_the_oldest_go_when_there_are_too_many(desk):
    desk.open()
    QAbstractItemModelTester(desk.table.model(), QAbstractItemModelTester.FailureReportingMode.Fatal)
    desk.heard(1990)
    await desk.rows(1990)
    desk.heard(30)
    await desk.rows(2000)
    desk.heard(5000)
    await until(lambda: desk.text(1999, Column.REQUEST_ID) == "id-3000")
    await end(desk)


async def test_search_and_filter_and_nothing_that_matches(desk):
    desk.open()
    desk.heard(3)
    desk.heard(1, outcome="Unreachable", path="/site-properties/v4/properties")
    await desk.rows(4)
    desk.find(QAbstractButton, "activity.which.failed").click()
    await desk.rows(1)
    assert desk.text(0, Column.OUTCOME) == "No answer"
    QTest.keyClicks(desk.find(QWidget, "activity.search"), "nowhere")
    await until(lambda: desk.page.state is PageState.FILTERED)
    desk.find(QAbstractButton, "activity.clear").click()
    await desk.rows(4)
    assert desk.page.state is PageState.CONTENT
    await end(desk)


async def test_copying_takes_what_is_selected_or_everything(desk):
    desk.open()
    desk.heard(3)
    await desk.rows(3)
    desk.find(QAbstractButton, "activity.copy").click()
    assert len(QGuiApplication.clipboard().text().splitlines()) == 3
    desk.table.selectRow(1)
    QTest.keyClick(desk.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text()
    assert len(copied.splitlines()) == 1
    assert "id-1" in copied
    await end(desk)


def save_as(desk: Desk, file: Path) -> None:
    """Choose a place for the table."""
    desk.find(QAbstractButton, "activity.export").click()
    dialog = desk.find(QFileDialog, "saveFile")
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit(str(file))
    dialog.close()


async def test_saving_as_a_table(desk, tmp_path):
    desk.open()
    desk.heard(2)
    await desk.rows(2)
    file = tmp_path / "activity.csv"
    save_as(desk, file)
    await until(file.exists)
    await until(lambda: desk.posted)
    rows = list(csv.DictReader(StringIO(file.read_text("utf-8-sig"))))
    assert [row["request_id"] for row in rows] == ["id-1", "id-0"]
    assert desk.posted[0].title == "Saved as activity.csv"
    await end(desk)


async def test_a_place_that_cannot_be_written_is_said(desk, tmp_path):
    desk.open()
    desk.heard(1)
    await desk.rows(1)
    (tmp_path / "file").touch()
    save_as(desk, tmp_path / "file" / "activity.csv")
    await until(lambda: desk.posted)
    assert desk.posted[0].title == "The file was not saved"
    await end(desk)


# ----- what happened


def change(at: float, **values: object) -> Entry:
    usual = {
        "kind": Kind.STATE,
        "connection_id": "c1",
        "schedule_name": "Ana Bell",
        "before": "working",
        "after": "needs-sign-in",
    }
    return Entry(at=at, **(usual | values))  # type: ignore[arg-type]


async def changes(desk: Desk, *entries: Entry) -> QTableView:
    """The list of changes, with these written down."""
    await desk.session.history.write("one", Batch(entries=entries))
    desk.choose("changes")
    table = desk.find(QTableView, "activity.changes")
    assert isinstance(table, QTableView)
    await until(lambda: table.model().rowCount() == len(entries))
    return table


def cells(table: QTableView, row: int) -> list[str]:
    return [table.model().index(row, column).data() for column in range(table.model().columnCount())]


async def test_what_happened_is_told_by_whom_and_with_the_request_id(desk):
    desk.open()
    switched = change(20.0, kind=Kind.SWITCH, part="export", before="on", after="off", place=Place.HERE, who="ana")
    failed = change(30.0, kind=Kind.FAILURE, schedule_name="", connection_id="", reason="refused", request_id="id-7")
    table = await changes(desk, change(10.0, provider_name="Google"), switched, failed)
    QAbstractItemModelTester(table.model(), QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert desk.page.state is PageState.CONTENT
    assert cells(table, 0)[1:] == ["", "The site could not be read", "", "id-7"]
    assert cells(table, 1)[1:4] == ["Ana Bell", "“Bookings appear in their calendar” was switched off", "here, by ana"]
    assert cells(table, 2)[2].startswith("Google: Needs sign-in")
    await desk.session.history.write("one", Batch(entries=(change(40.0),)))
    desk.session.state.replace(desk.session.state.snapshot)
    await until(lambda: table.model().rowCount() == 4, what="the change that came meanwhile")
    await end(desk)


async def test_changes_are_searched_copied_and_saved(desk, tmp_path):
    desk.open()
    table = await changes(desk, change(10.0), change(20.0, schedule_name="Ben Moss", account="ben@mail.example"))
    QTest.keyClicks(desk.find(QWidget, "activity.search"), "ben@mail")
    await until(lambda: table.model().rowCount() == 1)
    desk.find(QAbstractButton, "activity.copy").click()
    assert "Ben Moss" in QGuiApplication.clipboard().text()
    desk.find(QAbstractButton, "activity.export").click()
    dialog = desk.find(QFileDialog, "saveFile")
    assert isinstance(dialog, QFileDialog)
    file = tmp_path / "history.csv"
    dialog.fileSelected.emit(str(file))
    dialog.close()
    await until(lambda: desk.posted)
    rows = list(csv.DictReader(StringIO(file.read_text("utf-8-sig"))))
    assert [row["schedule"] for row in rows] == ["Ben Moss"]
    QTest.keyClicks(desk.find(QWidget, "activity.search"), "xyz")
    await until(lambda: desk.page.state is PageState.FILTERED)
    desk.find(QAbstractButton, "activity.clear").click()
    await until(lambda: table.model().rowCount() == 2)
    await end(desk)


async def test_where_nothing_has_happened_it_says_so(desk):
    desk.open()
    desk.choose("changes")
    await until(lambda: desk.page.state is PageState.EMPTY)
    await end(desk)
