"""Steps on the calendar: a week and a day, busy-only, then with titles on request."""

from datetime import timedelta

from caldesk.domain.event import EventSource
from caldesk.i18n import _
from caldesk.tour.guide import Guide
from caldesk.tour.step import Step
from caldesk.ui.calendar.loading_line import LoadingLine
from caldesk.ui.calendar.page import CalendarPage
from caldesk.ui.calendar.time_grid import TimeGrid
from caldesk.ui.calendar.views import ViewKind

_MORNING = 8 * 60
_SATURDAY = 5


def looking() -> tuple[Step, ...]:
    """The steps in the light theme."""
    return (
        Step("calendar-week", _("A week of everybody: who is busy when, and no titles."), _see_week),
        Step("calendar-titles", _("Titles on request, for a while."), reveal),
        Step("calendar-day", _("One day; a double booking is marked."), _see_day),
        Step("calendar-people", _("The same day, a column for each person."), _see_people),
        Step("calendar-month", _("A month."), _see_month),
        Step("calendar-agenda", _("A plain list, the safe view for screen readers."), _see_agenda),
    )


async def see_calendar(guide: Guide) -> None:
    """Open the page and wait for its events."""
    await guide.go_to("calendar")
    page = await guide.shown(CalendarPage)
    if page.today.weekday() >= _SATURDAY:  # the week that most people are interested in then
        page.go_to(page.today + timedelta(days=7 - page.today.weekday()))
    await _read(guide)


async def reveal(guide: Guide) -> None:
    """Ask for titles and wait for them."""
    page = await guide.shown(CalendarPage)
    await guide.press("calendar.titles")
    await guide.until(lambda: _tells_titles(page), _("titles of external events"))
    await _read(guide)


async def _see_week(guide: Guide) -> None:
    await see_calendar(guide)
    await _show(guide, ViewKind.WEEK)


async def _see_day(guide: Guide) -> None:
    await _show(guide, ViewKind.DAY)


async def _see_people(guide: Guide) -> None:
    await _show(guide, ViewKind.PEOPLE)


async def _see_month(guide: Guide) -> None:
    await _show(guide, ViewKind.MONTH)


async def _see_agenda(guide: Guide) -> None:
    await _show(guide, ViewKind.AGENDA)


async def _show(guide: Guide, kind: ViewKind) -> None:
    (await guide.shown(CalendarPage)).show_view(kind)
    await _read(guide)


async def _read(guide: Guide) -> None:
    """Wait until everything in sight has been read, and show hours from the morning on."""
    page = await guide.shown(CalendarPage)
    line = await guide.shown(LoadingLine)
    await guide.until(lambda: page.scene and page.scene.events and not line.is_on, _("events in the calendar"))
    for grid in page.findChildren(TimeGrid):
        if grid.isVisible():
            grid.open_at(_MORNING)


def _tells_titles(page: CalendarPage) -> bool:
    events = page.scene.events if page.scene else ()
    return any(event.title for event in events if event.source is EventSource.EXTERNAL)
