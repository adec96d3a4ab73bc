"""Planned pages onto paper or into a PDF, one page in each turn of the loop, so that the window stays alive."""

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter

from caldesk.i18n import _
from caldesk.ui.calendar.printing.drawing import Page
from caldesk.ui.calendar.printing.page_painter import UNIT, PagePainter
from caldesk.ui.calendar.printing.paper import Format, Orientation, Paper

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_SIZES = {Paper.A4: QPageSize.PageSizeId.A4, Paper.LETTER: QPageSize.PageSizeId.Letter}
_LIES = {
    Orientation.PORTRAIT: QPageLayout.Orientation.Portrait,
    Orientation.LANDSCAPE: QPageLayout.Orientation.Landscape,
}


class PrinterRefusedError(Exception):
    """The printer did not take the pages; the message is for the user."""


def page_layout(paper: Format) -> QPageLayout:
    """The paper for Qt; margins are the plan's business."""
    return QPageLayout(QPageSize(_SIZES[paper.paper]), _LIES[paper.orientation], QMarginsF(0, 0, 0, 0))


async def pdf_of(pages: Sequence[Page], paper: Format, title: str) -> bytes:
    """The pages as a PDF document."""
    store = QByteArray()
    buffer = QBuffer(store)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setCreator("Caldesk")
    writer.setPageLayout(page_layout(paper))
    writer.setResolution(72 * UNIT)
    await _paint_all(writer, pages, 72 * UNIT)
    buffer.close()
    return bytes(store.data())


async def print_pages(pages: Sequence[Page], printer: "QPrinter") -> None:
    """Send the pages that were asked for to the printer. Raises PrinterRefusedError."""
    printer.setFullPage(True)
    first, last = printer.fromPage() or 1, printer.toPage() or len(pages)
    await _paint_all(printer, pages[first - 1 : last], printer.resolution())


async def _paint_all(device: QPagedPaintDevice, pages: Sequence[Page], dots_per_inch: float) -> None:
    painter, page_painter = QPainter(), PagePainter()
    if not painter.begin(device):
        raise PrinterRefusedError(_("The printer did not answer. Check that it is switched on, or choose another one."))
    try:
        for number, page in enumerate(pages):
            if number and not device.newPage():
                raise PrinterRefusedError(
                    _("The printer stopped after page {number}. What is printed is not complete.").format(number=number)
                )
            page_painter.paint(painter, page, dots_per_inch)
            await asyncio.sleep(0)
    finally:
        painter.end()
