"""Steps on the page of connections: look at them, switch what they do, and end one."""

from PySide6.QtWidgets import QAbstractButton, QWidget

from caldesk.i18n import _
from caldesk.tour.guide import Guide
from caldesk.tour.step import Step
from caldesk.tour.steps_connect import leave
from caldesk.ui.connections.model import Column

WORKING = "mara.quinn@gmail.example"
ASLEEP = "priya.raman@gmail.example"
NOT_BLOCKING = "daniel.okafor@contoso.example"
NOT_WRITTEN = "aoife.byrne@gmail.example"


def looking() -> tuple[Step, ...]:
    """What there is."""
    return (
        Step("connections", _("Everyone's calendars, and whether they work."), _see_list),
        Step("details", _("One connection: how it is, what its two switches do, where bookings go."), _see_details),
        Step("needs-sign-in", _("One that needs sign-in says so, and offers the next step."), _see_asleep),
    )


def switching() -> tuple[Step, ...]:
    """Import and export."""
    return (Step("switches", _("Switches show what Wix has confirmed: one import and one export are off."), _switch),)


def ending(account: str) -> tuple[Step, ...]:
    """Disconnect `account`."""

    async def ask(guide: Guide) -> None:
        await guide.go_to("connections")
        await guide.click_cell(account, Column.NAME)
        await _see_calendars(guide)
        await guide.press("connection.disconnect")
        verb = await guide.shown(QAbstractButton, "disconnect.verb")
        await guide.until(verb.isEnabled, _("the bookings are counted"))

    async def confirm(guide: Guide) -> None:
        await guide.press("disconnect.verb")
        await guide.until(lambda: not _is_live(guide, account), _("{name} is disconnected").format(name=account))
        await guide.shown(QAbstractButton, "disconnected.again")

    return (
        Step("disconnect", _("Disconnecting says what will vanish, and asks."), ask),
        Step("disconnected", _("It is ended, read back, and can be connected again as it was."), confirm),
    )


async def _see_list(guide: Guide) -> None:
    await guide.press("firstPractice")
    await guide.until(lambda: guide.window.page == "connections", _("the practice site opens"))
    await guide.row(WORKING)
    refresh = await guide.shown(QAbstractButton, "refreshButton")
    await guide.until(refresh.isEnabled, _("everything has been read"))


async def _see_details(guide: Guide) -> None:
    await guide.click_cell(WORKING, Column.NAME)
    await guide.shown(QWidget, "connection")


async def _see_asleep(guide: Guide) -> None:
    await guide.click_cell(ASLEEP, Column.NAME)
    await guide.shown(QAbstractButton, "connection.next")


async def _switch(guide: Guide) -> None:
    await leave(guide)
    await _switch_off(guide, NOT_WRITTEN, Column.EXPORT)
    await _switch_off(guide, NOT_BLOCKING, Column.IMPORT)
    await _see_calendars(guide)


async def _see_calendars(guide: Guide) -> None:
    """Where a choice of calendars is offered, they are read first."""
    await guide.shown(QWidget, "connection.calendars.0")


async def _switch_off(guide: Guide, account: str, column: Column) -> None:
    await guide.click_cell(account, column)
    await guide.until(
        lambda: _is_confirmed_off(guide, account, column), _("a switch of {name} is confirmed").format(name=account)
    )


def _is_confirmed_off(guide: Guide, account: str, column: Column) -> bool:
    cell = guide.switch(account, column)
    return cell is not None and not cell.on and not cell.pending


def _is_live(guide: Guide, account: str) -> bool:
    return any(row.title == account and row.switches for row in guide.rows)
