"""Plans a print: which page shows what, where. Numbers only; nothing is lost between one page and the next."""

from collections.abc import Sequence
from itertools import pairwise

from caldesk.domain.event import Event
from caldesk.i18n import _
from caldesk.ui.calendar.printing.agenda_sheet import AgendaSheet
from caldesk.ui.calendar.printing.drawing import Item, Page, Rect, mirrored
from caldesk.ui.calendar.printing.flow import Block, Section, flow
from caldesk.ui.calendar.printing.frame import Frame, frame_of, missing_line, pages_of, warning_fits
from caldesk.ui.calendar.printing.legend import (
    Entry,
    fits_at_the_foot,
    legend_height,
    legend_items,
    people_entries,
    sign_entries,
)
from caldesk.ui.calendar.printing.matter import Matter, Who, Wording
from caldesk.ui.calendar.printing.month_sheet import MonthSheet
from caldesk.ui.calendar.printing.paper import Format, Sheet
from caldesk.ui.calendar.printing.ruler import Fitting, Ruler
from caldesk.ui.calendar.printing.time_sheet import TimeSheet

_PEOPLE_IN_A_BLOCK = 4


def plan(
    matter: Matter, sheet: Sheet, paper: Format, ruler: Ruler, words: Wording, *, rtl: bool = False
) -> tuple[Page, ...]:
    """Every page of a print. A day sheet shows the first of the matter's dates, a month its whole weeks."""
    made = _Plan(matter, sheet, paper, Fitting(ruler), words).pages()
    return tuple(mirrored(page) for page in made) if rtl else made


class _Plan:
    """One print in the making."""

    def __init__(self, matter: Matter, sheet: Sheet, paper: Format, fitting: Fitting, words: Wording) -> None:
        self._matter, self._sheet, self._paper = matter, sheet, paper
        self._fitting, self._words = fitting, words
        self._people_apart: list[Entry] = []
        self._frame = self._framed()

    def pages(self) -> tuple[Page, ...]:
        """The pages of the sheet, then what had no room on them."""
        if self._sheet is Sheet.AGENDA:
            agenda = self._agenda().sections(self._matter.events, all_days=True)
            bodies = flow([*agenda, *self._end(())], self._frame.body)
        else:
            bodies, left_over = self._grids()
            end = self._end(left_over)
            bodies += flow(end, self._frame.body) if end else []
        return pages_of(self._frame, bodies, self._fitting)

    def _framed(self) -> Frame:
        signs = sign_entries(self._matter, self._words)
        people = [] if self._sheet is Sheet.DAY else people_entries(self._people_seen())
        if people and not fits_at_the_foot([*signs, *people], self._paper.content.width, self._fitting):
            self._people_apart, people = people, []
        whole_month = self._sheet is Sheet.MONTH
        return frame_of(
            self._matter, self._paper, self._fitting, self._words, [*signs, *people], whole_month=whole_month
        )

    def _people_seen(self) -> list[Who]:
        """Those who have events, or whose calendar could not be read."""
        busy = {event.schedule_id for event in self._matter.events}
        return [who for who in self._matter.people if who.schedule_id in busy or who.not_read]

    def _agenda(self) -> AgendaSheet:
        return AgendaSheet(self._matter, self._frame.body.width, self._fitting, self._words)

    def _grids(self) -> tuple[list[list[Item]], list[Event]]:
        body = self._frame.body
        if self._sheet is Sheet.MONTH:
            drawn = [MonthSheet(self._matter, body, self._fitting, self._words).draw()]
        else:
            sheet = TimeSheet(self._matter, body, self._fitting, self._words)
            if self._sheet is Sheet.WEEK:
                drawn = [sheet.week()]
            else:
                day = self._matter.columns.days[0]
                groups = _shared_out(self._matter.people, sheet.people_on_a_page())
                drawn = [sheet.day(day, people) for people in groups]
        left_over = [event for page in drawn for event in page.left_over]
        return [list(page.items) for page in drawn], left_over

    def _end(self, left_over: Sequence[Event]) -> list[Section]:
        """What the pages before only counted."""
        agenda, sections = self._agenda(), []
        if left_over:
            sections.append(agenda.lines(_("Not shown above"), [_("These events had no room in the picture.")]))
            sections += agenda.sections(left_over, all_days=False)
        if not warning_fits(self._matter, self._paper, self._fitting):
            names = [missing_line(each) for each in self._matter.not_read]
            sections.append(agenda.lines(_("Could not be read: not known to be free"), names))
        if self._people_apart:
            sections.append(self._people_section(agenda))
        return sections

    def _people_section(self, agenda: AgendaSheet) -> Section:
        """The legend of a crowd, some at a time, so that pages can turn in it."""
        empty = agenda.lines(_("Who is who"), ())
        width = self._frame.body.width
        groups = [
            self._people_apart[start : start + _PEOPLE_IN_A_BLOCK]
            for start in range(0, len(self._people_apart), _PEOPLE_IN_A_BLOCK)
        ]
        blocks = [self._people_block(group, width) for group in groups]
        return Section(empty.heading, empty.again, tuple(blocks))

    def _people_block(self, group: Sequence[Entry], width: float) -> Block:
        height = legend_height(group, width, self._fitting)
        return Block(height, tuple(legend_items(group, Rect(0, 0, width, height), self._fitting)))


def _shared_out(people: Sequence[Who], most: int) -> list[Sequence[Who]]:
    """People over pages, about as many on each; one empty page where there is nobody."""
    if not people:
        return [(Who(schedule_id="", name=_("Nobody is chosen"), initials=""),)]
    pages = -(-len(people) // most)
    bounds = [len(people) * page // pages for page in range(pages + 1)]
    return [people[start:end] for start, end in pairwise(bounds)]
