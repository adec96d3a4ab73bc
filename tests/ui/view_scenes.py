"""Months, agendas and days of many people for tests of those views."""

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from caldesk.domain.event import Event
from caldesk.domain.timespan import DateRange, agenda_dates, day_dates, month_grid_dates
from caldesk.ui.calendar import accessible
from caldesk.ui.calendar.day_book import PersonBook
from caldesk.ui.calendar.painted_view import PaintedView
from caldesk.ui.calendar.scene import DayState, Person, PersonColumn, Scene
from caldesk.ui.calendar.time_grid import TimeGrid
from caldesk.ui.calendar.view_stack import Maker
from caldesk.ui.style import Look, Preference
from caldesk.ui.widgets.state_badge import State
from tests.ui.calendar_scenes import MONDAY, moment, scene


def month_of(*events: Event, day: date = MONDAY, **values: object) -> Scene:
    """The month of a day."""
    return replace(scene(*events, dates=month_grid_dates(day), **values), month=day)


def agenda_of(*events: Event, day: date = MONDAY, days: int = 30, **values: object) -> Scene:
    """Some days from a day on."""
    dates: DateRange = agenda_dates(day, days)
    return scene(*events, dates=dates, **values)


def columns_of(names: Sequence[str], unread: Sequence[str] = ()) -> tuple[PersonColumn, ...]:
    """A column for each name; the ids are "p0", "p1" and so on."""
    return tuple(
        PersonColumn(
            person=Person(schedule_id=f"p{place}", name=name, hue=place),
            state=State.ATTENTION if name in unread else State.GOOD,
            words="Needs sign-in" if name in unread else "Working",
            unread=name in unread,
        )
        for place, name in enumerate(names)
    )


def people_of(
    *events: Event, names: Sequence[str], unread: Sequence[str] = (), day: date = MONDAY, **values: object
) -> Scene:
    """One day of everybody."""
    made = scene(*events, dates=day_dates(day), **values)
    columns = columns_of(names, unread)
    ids = [each.person.schedule_id for each in columns]
    people = {each.person.schedule_id: each.person for each in columns}
    pages = PersonBook().take(made.pages[0], ids)
    return replace(made, by_person=columns, people=people, pages=pages)


def grid_of(shown: Scene, *, now: int | None = None, width: int = 1000, height: int = 640) -> TimeGrid:
    """A grid of hours on the screen that shows a scene."""
    made = view_of(TimeGrid, shown, now=now, width=width, height=height)
    assert isinstance(made, TimeGrid)
    return made


def view_of(
    kind: Maker,
    shown: Scene,
    *,
    now: int | None = None,
    width: int = 1000,
    height: int = 640,
    preference: Preference = Preference.LIGHT,
) -> PaintedView:
    """A view on the screen that shows a scene; `now` in epoch seconds, at 10:20 of its today if not told."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    look = Look(app, preference)
    at = moment(shown.today, 10, 20) if now is None else now
    made = kind(look, lambda: at, QLocale("en_GB"))
    look.setParent(made)
    accessible.register(made)
    made.resize(width, height)
    made.show_scene(shown)
    made.show()
    made.activateWindow()
    made.setFocus()
    return made


def all_states(count: int, state: DayState) -> tuple[DayState, ...]:
    """Every day in the same state."""
    return (state,) * count
