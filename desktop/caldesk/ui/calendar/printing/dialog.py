"""The print dialog: choose sheet, paper and orientation, see the pages, then print them or save them as a PDF.

What is shown is what comes out: it follows the reveal level and what is read while the dialog is open.
"""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QLocale, Qt, QTimer
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from caldesk.i18n import _, ngettext
from caldesk.services.calendar_export import TitleLevel, file_name
from caldesk.ui.calendar.printing.drawing import Page
from caldesk.ui.calendar.printing.locale_words import LocaleWords
from caldesk.ui.calendar.printing.matter import Matter
from caldesk.ui.calendar.printing.output import PrinterRefusedError, page_layout, pdf_of, print_pages
from caldesk.ui.calendar.printing.page_painter import QtRuler
from caldesk.ui.calendar.printing.paper import Format, Orientation, Paper, Sheet, usual_orientation
from caldesk.ui.calendar.printing.plan import plan
from caldesk.ui.calendar.printing.preview import PreviewPane
from caldesk.ui.calendar.printing.source import PrintSource, dates_of, sheet_of
from caldesk.ui.calendar.views import Period
from caldesk.ui.saving import Saving
from caldesk.ui.shell import Shell
from caldesk.ui.style import BETWEEN, INSIDE, Tone
from caldesk.ui.tasks import WidgetTasks
from caldesk.ui.widgets.buttons import Button, Kind
from caldesk.ui.widgets.label import Label
from caldesk.ui.widgets.notice import Notice
from caldesk.ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_COALESCE_MS = 100
_SIZE = (960, 680)


class _Planned(Struct, frozen=True):
    """Pages, what they show, and the paper they are for."""

    matter: Matter
    paper: Format
    pages: tuple[Page, ...]


class PrintDialog(QDialog):
    """Opened with `open()` over the calendar page."""

    def __init__(self, source: PrintSource, period: Period, saving: Saving, shell: Shell, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("calendar.print")
        self.setWindowTitle(_("Print calendar"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.resize(*_SIZE)
        self._source, self._period, self._saving, self._look = source, period, saving, shell.look
        self._words = LocaleWords(QLocale())
        self._shown_level = source.level
        self._tasks = WidgetTasks(self, shell.notices)
        self._notice: Notice | None = None
        self._make_parts()
        self._lay_out()
        self._wire()
        self._choose_sheet(self.sheet.value)

    # ----- what is chosen

    @property
    def sheet(self) -> Sheet:
        """The sheet that is shown."""
        return Sheet(self._sheets.current())

    @property
    def paper(self) -> Format:
        """The paper, as it lies."""
        return Format(Paper(self._papers.current()), Orientation(self._orientations.current()))

    # ----- making

    def _make_parts(self) -> None:
        look = self._look
        sheets = [
            (Sheet.DAY.value, _("Day by person")),
            (Sheet.WEEK.value, _("Week")),
            (Sheet.MONTH.value, _("Month")),
            (Sheet.AGENDA.value, _("Agenda")),
        ]
        papers = [(Paper.A4.value, _("A4")), (Paper.LETTER.value, _("Letter"))]
        lies = [(Orientation.PORTRAIT.value, _("Portrait")), (Orientation.LANDSCAPE.value, _("Landscape"))]
        self._sheets = Segmented(look, _("Sheet"), sheets, name="calendar.print.sheet")
        self._papers = Segmented(look, _("Paper"), papers, name="calendar.print.paper")
        self._orientations = Segmented(look, _("Orientation"), lies, name="calendar.print.orientation")
        self._preview = PreviewPane(look, self)
        self._about = Label(name="calendar.print.about", quiet=True)
        self._close_button = Button(look, _("Close"), name="calendar.print.close")
        self._pdf = Button(look, _("Save as PDF…"), name="calendar.print.pdf")
        self._print = Button(look, _("Print…"), Kind.PRIMARY, name="calendar.print.print")
        self._print.setDefault(True)
        self._sheets.choose(sheet_of(self._period.kind).value)
        self._papers.choose(_usual_paper().value)
        self._orientations.choose(usual_orientation(self.sheet).value)
        self._soon = QTimer(self, singleShot=True, interval=_COALESCE_MS)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(BETWEEN, BETWEEN, BETWEEN, BETWEEN)
        column.setSpacing(INSIDE)
        choices = QHBoxLayout()
        choices.setSpacing(BETWEEN)
        for choice in (self._sheets, self._papers, self._orientations):
            choices.addWidget(choice)
        choices.addStretch()
        column.addLayout(choices)
        self._notices = QVBoxLayout()
        column.addLayout(self._notices)
        column.addWidget(self._preview, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(INSIDE)
        buttons.addWidget(self._about, 1)
        for button in (self._close_button, self._pdf, self._print):
            buttons.addWidget(button)
        column.addLayout(buttons)

    def _wire(self) -> None:
        self._sheets.chosen.connect(self._choose_sheet)
        self._papers.chosen.connect(self._show)
        self._orientations.chosen.connect(self._show)
        self._close_button.clicked.connect(self.reject)
        self._pdf.clicked.connect(self.save_pdf)
        self._print.clicked.connect(self.choose_printer)
        self._saving.saved.connect(self._tell_saved)
        self._saving.failed.connect(self._tell_failure)
        self._soon.timeout.connect(self._show)
        self._unsubscribe = self._source.subscribe(self._look_again_soon)
        self.finished.connect(self._end)

    # ----- showing

    def _choose_sheet(self, sheet: str) -> None:
        self._orientations.choose(usual_orientation(Sheet(sheet)).value)
        self._source.look_at(dates_of(self.sheet, self._period))
        self._show()

    def _look_again_soon(self) -> None:
        """Titles that are hidden vanish at once; what was read comes with a little patience."""
        if self._shown_level is TitleLevel.WITH_TITLES and self._source.level is TitleLevel.BUSY_ONLY:
            self._preview.show_pages(())
            self._show()
        elif not self._soon.isActive():
            self._soon.start()

    def _show(self) -> None:
        self._tasks.run(self._show_planned(), key="preview", restart=True)

    async def _show_planned(self) -> None:
        planned = await self._planned()
        self._shown_level = planned.matter.level
        self._preview.show_pages(planned.pages)
        parts = [ngettext("{n} page", "{n} pages", len(planned.pages)).format(n=len(planned.pages))]
        with_titles = planned.matter.level is TitleLevel.WITH_TITLES
        parts.append(_("with titles") if with_titles else _("busy times only: show titles on the page to print them"))
        if self._source.is_loading(planned.matter.dates):
            parts.append(_("still reading…"))
        self._about.setText("  ·  ".join(parts))

    async def _planned(self) -> "_Planned":
        """What may be seen now, planned in a thread: thousands of events take seconds."""
        matter, sheet, paper = self._source.matter(self.sheet, self._period), self.sheet, self.paper
        self._shown_level = matter.level
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        pages = await asyncio.to_thread(plan, matter, sheet, paper, QtRuler(), self._words, rtl=rtl)
        return _Planned(matter, paper, pages)

    def _tell(self, tone: Tone, title: str, text: str = "") -> None:
        """One message at a time, in the dialog."""
        if self._notice is not None:
            self._notices.removeWidget(self._notice)
            self._notice.deleteLater()
        self._notice = Notice(self._look, tone, title, text, dismissible=True, name="calendar.print.notice")
        self._notices.addWidget(self._notice)

    def _tell_saved(self, path: Path) -> None:
        self._tell(Tone.GOOD, _("Saved as {name}").format(name=path.name), str(path.parent))

    def _tell_failure(self, words: str) -> None:
        self._tell(Tone.BAD, _("The file was not saved"), words)

    # ----- output

    def save_pdf(self) -> None:
        """Ask for a file, then write what is shown by then."""
        name = file_name(self._source.extract(dates_of(self.sheet, self._period)), ".pdf")
        self._saving.ask(self, _("Save as PDF"), name, [_("PDF document (*.pdf)")], self._save_to)

    def _save_to(self, path: Path, chosen_filter: str) -> None:
        self._tasks.run(self._saving.save(path, chosen_filter, self._pdf_now), key="out", on_busy=self._pdf.set_busy)

    async def _pdf_now(self, _filter: str) -> bytes:
        planned = await self._planned()
        return await pdf_of(planned.pages, planned.paper, self.windowTitle())

    def choose_printer(self) -> None:
        """Ask for a printer, then send it what is shown by then."""
        from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter  # asks for all printers: slow

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageLayout(page_layout(self.paper))
        printer.setDocName(self.windowTitle())
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.setMinMax(1, max(1, len(self._preview.pages)))
        dialog.accepted.connect(lambda: self.print_on(printer))
        QDialog.open(dialog)  # its own `open` wants a slot by name

    def print_on(self, printer: "QPrinter") -> None:
        """Print what is shown, on the paper that is shown."""
        self._tasks.run(self._print_now(printer), key="out", on_busy=self._print.set_busy)

    async def _print_now(self, printer: "QPrinter") -> None:
        planned = await self._planned()
        printer.setPageLayout(page_layout(planned.paper))
        try:
            await print_pages(planned.pages, printer)
        except PrinterRefusedError as error:
            self._tell(Tone.BAD, _("Not printed"), str(error))
        else:
            self._tell(Tone.GOOD, _("Sent to {printer}").format(printer=printer.printerName() or _("the printer")))

    def _end(self) -> None:
        self._unsubscribe()
        self._source.look_away()
        self._soon.stop()
        self._tasks.cancel_all()


def _usual_paper() -> Paper:
    """Letter where inches are used on paper, A4 elsewhere."""
    american = QLocale().measurementSystem() is QLocale.MeasurementSystem.ImperialUSSystem
    return Paper.LETTER if american else Paper.A4
