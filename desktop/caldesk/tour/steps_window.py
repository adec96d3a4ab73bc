"""Steps that are no page's main job: the first start, the checks, the settings, the dark theme."""

from PySide6.QtWidgets import QWidget

from caldesk.i18n import _
from caldesk.services.policy.declared import LookChoice
from caldesk.tour import steps_calendar
from caldesk.tour.guide import Guide
from caldesk.tour.step import Step
from caldesk.tour.steps_connections import WORKING
from caldesk.ui.calendar.page import CalendarPage
from caldesk.ui.calendar.views import ViewKind
from caldesk.ui.connections.model import Column


def beginning() -> tuple[Step, ...]:
    """A computer that knows no site yet."""
    return (
        Step("first-start", _("The first start: add a site, try the practice site, or read what is needed."), _begin),
    )


def checking() -> tuple[Step, ...]:
    """What the site needs."""
    return (Step("checks", _("What the site needs, line by line, with the cure."), _check),)


def dressing() -> tuple[Step, ...]:
    """Settings, and the dark theme chosen there."""
    return (
        Step("settings", _("Settings."), _see_settings),
        Step("dark-connections", _("The same in the dark."), _go_dark),
        Step("dark-calendar", _("And the calendar in the dark."), _see_dark_calendar),
    )


async def _begin(guide: Guide) -> None:
    await guide.shown(QWidget, "firstRunPage")


async def _check(guide: Guide) -> None:
    await guide.go_to("checks")
    await guide.shown(QWidget, "checksSummary")


async def _see_settings(guide: Guide) -> None:
    await guide.dismiss_notices()
    await guide.go_to("settings")
    await guide.shown(QWidget, "lookChoice")


async def _go_dark(guide: Guide) -> None:
    await guide.choose("lookChoice", LookChoice.DARK)
    await guide.until(lambda: guide.shell.look.theme.is_dark, _("the dark theme"))
    await guide.go_to("connections")
    await guide.click_cell(WORKING, Column.NAME)


async def _see_dark_calendar(guide: Guide) -> None:
    await steps_calendar.see_calendar(guide)
    (await guide.shown(CalendarPage)).show_view(ViewKind.WEEK)
    await steps_calendar.reveal(guide)
