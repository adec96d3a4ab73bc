"""The print dialog and the exports on the practice site: what is shown is what comes out; no loop nests."""

import csv
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from icalendar import Calendar
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QLabel, QMenu, QPushButton

from caldesk.domain.event import EventSource
from caldesk.domain.local_day import local_time
from caldesk.ui.calendar.printing.dialog import PrintDialog
from caldesk.ui.calendar.printing.drawing import Words
from caldesk.ui.calendar.printing.exports import CalendarExports, FileKind
from caldesk.ui.calendar.printing.paper import Sheet
from caldesk.ui.calendar.views import Period, ViewKind
from caldesk.ui.style import Tone
from tests.helpers.connecting import Bench, bench
from tests.helpers.sandbox import running
from tests.helpers.waiting import until

pytestmark = pytest.mark.usefixtures("british")


class Desk:
    """The exports of a page that looks at this week."""

    def __init__(self, bench: Bench) -> None:
        self.bench, self.service = bench, bench.session.calendar
        self.hidden: set[str] = set()
        self.period = Period(kind=ViewKind.WEEK, day=self.today)
        self.exports = CalendarExports(
            bench.session, bench.shell, bench.window, period=lambda: self.period, hidden=lambda: self.hidden
        )

    @property
    def today(self) -> date:
        return local_time(self.service.zone, int(self.bench.session.clock.now())).date()

    async def dialog(self) -> PrintDialog:
        self.exports.print_calendar()
        shown = self.bench.window.findChild(PrintDialog)
        await self.read()
        await drawn(shown)
        return shown

    async def read(self) -> None:
        self.service.wish("test", self.period.dates)
        await until(lambda: not self.service.status(self.period.dates).loading, what="reading")

    async def choose(self, path: Path, name_filter: str = "") -> None:
        """Choose a file in the dialog that asks for one."""
        await until(lambda: self.bench.window.findChild(QFileDialog) is not None, what="the file dialog")
        asking = self.bench.window.findChild(QFileDialog)
        if name_filter:
            asking.selectNameFilter(name_filter)
        asking.fileSelected.emit(str(path))
        asking.close()
        await until(lambda: self.bench.window.findChild(QFileDialog) is None, what="the file dialog to go")


@asynccontextmanager
async def desk(scenario: str = "busy") -> AsyncIterator[Desk]:
    with running(scenario) as server:
        async with bench(server) as made:
            made.window.show()
            shown = Desk(made)
            yield shown
            for dialog in made.window.findChildren(PrintDialog):
                dialog.reject()
            made.window.close()


async def drawn(dialog: PrintDialog) -> None:
    """Wait until the preview shows what was asked for last."""
    await until(lambda: not dialog._soon.isActive() and not dialog._tasks.is_running("preview"), what="the preview")


def words(dialog: PrintDialog) -> str:
    return "\n".join(item.text for page in dialog._preview.pages for item in page.items if isinstance(item, Words))


def note(dialog: PrintDialog) -> str:
    return "\n".join(label.text() for label in dialog._notice.findChildren(QLabel)) if dialog._notice else ""


def titles(d: Desk) -> set[str]:
    events = d.service.events(d.period.dates)
    return {event.title[:8] for event in events if event.title and event.source is EventSource.EXTERNAL}


async def test_c13_the_preview_shows_the_period_of_the_page_and_says_practice() -> None:
    async with desk() as d:
        dialog = await d.dialog()
        assert dialog.sheet is Sheet.WEEK
        assert all(text in words(dialog) for text in ("PRACTICE", "Page 1 of", "Busy times only", d.service.zone.key))
        assert "busy times only" in dialog.findChild(QLabel, "calendar.print.about").text()


@pytest.mark.parametrize("sheet", Sheet)
async def test_c13_every_sheet_can_be_chosen(sheet: Sheet) -> None:
    async with desk() as d:
        dialog = await d.dialog()
        dialog._sheets.choose(sheet.value)
        await drawn(dialog)
        assert dialog.sheet is sheet
        assert dialog._preview.pages[0].width == dialog.paper.width
        dialog._papers.choose("letter")
        await drawn(dialog)
        assert dialog._preview.pages[0].height == dialog.paper.height
        assert dialog._preview.accessibleName().startswith("Preview, ")


async def test_c13_print_follows_the_reveal_level_while_it_is_open() -> None:
    async with desk() as d:
        dialog = await d.dialog()
        d.service.reveal(60)
        await until(lambda: titles(d), what="titles")
        await until(lambda: any(title in words(dialog) for title in titles(d)), what="titles in the preview")
        shown = titles(d)
        d.service.hide()
        assert not any(title in words(dialog) for title in shown)
        await drawn(dialog)
        assert not any(title in words(dialog) for title in shown)
        assert "Busy times only" in words(dialog)


async def test_c13_hidden_schedules_are_not_printed() -> None:
    async with desk() as d:
        await d.read()
        events = d.service.events(d.period.dates)
        d.hidden = {event.schedule_id for event in events[1:]} - {events[0].schedule_id}
        dialog = await d.dialog()
        names = {each.id: each.name for each in d.bench.session.state.snapshot.schedules}
        assert names[events[0].schedule_id] in words(dialog)
        assert not any(names[schedule_id] in words(dialog) for schedule_id in d.hidden)


async def test_c13_a_pdf_is_saved_and_said(tmp_path: Path) -> None:
    async with desk() as d:
        dialog = await d.dialog()
        dialog.findChild(QPushButton, "calendar.print.pdf").click()
        await d.choose(tmp_path / "week.pdf")
        await until(lambda: "Saved as week.pdf" in note(dialog), what="the notice")
        document = QPdfDocument()
        document.load(str(tmp_path / "week.pdf"))
        assert document.pageCount() == len(dialog._preview.pages)
        document.close()


async def test_c13_a_file_that_cannot_be_written_is_said_in_the_dialog(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    async with desk() as d:
        dialog = await d.dialog()
        dialog.save_pdf()
        await d.choose(tmp_path / "file" / "week.pdf")
        await until(lambda: "was not saved" in note(dialog), what="the notice")
        assert d.bench.posted == []


async def test_c13_pages_go_to_the_printer_that_was_chosen(tmp_path: Path) -> None:
    async with desk() as d:
        dialog = await d.dialog()
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "printed.pdf"))
        dialog.print_on(printer)
        await until(lambda: "Sent to" in note(dialog), what="the notice")
        document = QPdfDocument()
        document.load(str(tmp_path / "printed.pdf"))
        assert document.pageCount() == len(dialog._preview.pages)
        assert document.pagePointSize(0).width() == pytest.approx(dialog.paper.width, abs=1)
        document.close()


@pytest.mark.qt_log_ignore("QPainter::begin")
async def test_c13_a_printer_that_does_not_answer_is_said(tmp_path: Path) -> None:
    async with desk() as d:
        dialog = await d.dialog()
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "no" / "such" / "folder.pdf"))
        dialog.print_on(printer)
        await until(lambda: "did not answer" in note(dialog), what="the notice")


async def test_c13_the_printer_is_asked_for_without_a_nested_loop() -> None:
    async with desk() as d:
        dialog = await d.dialog()
        dialog.choose_printer()
        asking = dialog.findChild(QPrintDialog)
        assert asking.isVisible()
        asking.reject()
        await until(lambda: dialog.findChild(QPrintDialog) is None, what="the printer dialog to go")


async def test_c13_closing_ends_its_reading_and_its_listening() -> None:
    async with desk() as d:
        before = len(list(d.service._subscribers))
        dialog = await d.dialog()
        assert len(list(d.service._subscribers)) == before + 1
        dialog.reject()
        await until(lambda: d.bench.window.findChild(PrintDialog) is None, what="the dialog to go")
        assert len(list(d.service._subscribers)) == before
        assert "print" not in d.service._feed._wishes


async def test_c13_ics_holds_the_events_in_view_without_titles(tmp_path: Path) -> None:
    async with desk() as d:
        await d.read()
        d.exports.save_as(FileKind.ICS)
        await d.choose(tmp_path / "week.ics")
        await until(lambda: d.bench.posted, what="the notice")
        assert d.bench.posted[-1].tone is Tone.GOOD
        calendar = Calendar.from_ical((tmp_path / "week.ics").read_bytes())
        found = calendar.walk("VEVENT")
        assert len(found) == len(d.service.events(d.period.dates)) > 0
        assert all("Busy" in each["summary"] and "PRACTICE" in each["summary"] for each in found)
        assert "busy only" in calendar["x-wr-calname"]


@pytest.mark.parametrize(("plain", "start"), [(False, b"\xef\xbb\xbf"), (True, b"date,")])
async def test_c13_csv_with_and_without_the_mark(plain: bool, start: bytes, tmp_path: Path) -> None:
    async with desk() as d:
        await d.read()
        d.exports.save_as(FileKind.CSV)
        await d.choose(tmp_path / "week.csv", "Table without byte order mark (*.csv)" if plain else "")
        await until(lambda: d.bench.posted, what="the notice")
        content = (tmp_path / "week.csv").read_bytes()
        assert content.startswith(start)
        rows = list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline="")))
        read = [row for row in rows if row["status"] == "read"]
        assert len(read) == len(d.service.events(d.period.dates))
        assert {row["title"] for row in read} == {"Busy"}


async def test_c13_an_export_that_fails_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    async with desk() as d:
        await d.read()
        d.exports.save_as(FileKind.CSV)
        await d.choose(tmp_path / "file" / "week.csv")
        await until(lambda: d.bench.posted, what="the notice")
        assert d.bench.posted[-1].tone is Tone.BAD


async def test_c13_the_menu_offers_print_and_both_files() -> None:
    async with desk() as d:
        button = QPushButton("Export", d.bench.window)
        button.show()
        menu = d.exports.export_menu(button)
        assert [action.text() for action in menu.actions() if not action.isSeparator()] == [
            "Print…",
            "Export for calendar programs (ICS)…",
            "Export as table (CSV)…",
        ]
        button.click()
        shown = d.bench.window.findChild(QMenu, "calendar.export.menu")
        assert shown.isVisible()
        shown.close()
