"""Planned pages as PDF: as many as planned, with their words, dark enough without colours."""

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QLocale, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument

from caldesk.domain.timespan import agenda_dates
from caldesk.ui.calendar.printing.drawing import Page, Rect, Swatch
from caldesk.ui.calendar.printing.locale_words import LocaleWords
from caldesk.ui.calendar.printing.output import pdf_of
from caldesk.ui.calendar.printing.page_painter import PagePainter, QtRuler
from caldesk.ui.calendar.printing.paper import Format, Orientation, Paper, Sheet, usual_orientation
from caldesk.ui.calendar.printing.plan import plan
from tests.ui.print_matters import MONDAY, a_day, a_week, matter_of, with_one_unread


def planned(matter, sheet: Sheet, paper: Format, *, rtl: bool = False) -> tuple[Page, ...]:
    return plan(matter, sheet, paper, QtRuler(), LocaleWords(QLocale("en_GB")), rtl=rtl)


def opened(content: bytes) -> tuple[QPdfDocument, QBuffer]:
    buffer = QBuffer()
    buffer.setData(content)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    return document, buffer


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("sheet", Sheet)
async def test_c13_a_pdf_has_the_planned_pages(sheet: Sheet, paper: Paper):
    matter = (
        matter_of(agenda_dates(MONDAY), 6, 300)
        if sheet is Sheet.AGENDA
        else a_day()
        if sheet is Sheet.DAY
        else a_week()
    )
    lies = Format(paper, usual_orientation(sheet))
    pages = planned(matter, sheet, lies)
    document, _buffer = opened(await pdf_of(pages, lies, "Calendar"))
    assert document.pageCount() == len(pages)
    size = document.pagePointSize(0)
    assert (size.width(), size.height()) == pytest.approx((lies.width, lies.height), abs=1)
    assert "Salon Lotus" in document.getAllText(len(pages) - 1).text()
    assert f"Page 1 of {len(pages)}" in document.getAllText(0).text()
    document.close()


async def test_c13_text_is_drawn_as_wide_as_it_was_measured():
    """No glyph outside of the margins: what the ruler says is what the painter does."""
    lies = Format(Paper.A4, Orientation.LANDSCAPE)
    document, _buffer = opened(await pdf_of(planned(with_one_unread(a_day(12, 90)), Sheet.DAY, lies), lies, "Day"))
    picture = document.render(0, QSize(1684, 1190))  # two dots to a point; what nobody painted is transparent
    inside, outside = 2 * 34 + 2, 2 * 34 - 4
    assert any(picture.pixelColor(inside, y).alpha() for y in range(1190))
    for x in (outside, picture.width() - outside):
        assert not any(picture.pixelColor(x, y).alpha() for y in range(1190))
    document.close()


def test_c13_people_can_be_told_without_colours():
    """Six patterns in a row give six different pictures in grey."""
    pictures = {bytes(_gray_swatch(hue).constBits()) for hue in range(6)}
    assert len(pictures) == 6


def _gray_swatch(hue: int) -> QImage:
    picture = QImage(60, 60, QImage.Format.Format_RGB32)
    picture.fill(0xFFFFFF)
    painter = QPainter(picture)
    PagePainter().paint(painter, Page(20, 20, (Swatch(Rect(2, 2, 8, 14), hue),)), 72 * 3)
    painter.end()
    return picture.convertToFormat(QImage.Format.Format_Mono)


def test_c13_a_page_that_reads_from_the_right_is_painted():
    page = planned(a_week(), Sheet.WEEK, Format(Paper.A4, Orientation.LANDSCAPE), rtl=True)[0]
    picture = QImage(842, 595, QImage.Format.Format_RGB32)
    picture.fill(0xFFFFFF)
    painter = QPainter(picture)
    PagePainter().paint(painter, page, 72)
    painter.end()
    title = picture.copy(600, 30, 208, 24).convertToFormat(QImage.Format.Format_Grayscale8)
    assert min(bytes(title.constBits())) < 128
