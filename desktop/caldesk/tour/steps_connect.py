"""Steps of the connect dialog: one calendar by OAuth in the embedded page, one by an app-specific password."""

from PySide6.QtWidgets import QAbstractButton, QWidget

from caldesk.i18n import _
from caldesk.tour.guide import Guide, StepFailedError
from caldesk.tour.sign_in_page import click_element, see_element
from caldesk.tour.step import Step
from caldesk.ui.connect.web_engine import embedded_problem
from caldesk.ui.connections.model import Column

FRONT_DESK = "Jo Ek"
ROOM = "Upstairs Treatment Room with the Garden View (step-free access by the rear door)"
ROOM_ACCOUNT = "treatment.room@icloud.example"
_GOOGLE, _APPLE = "connect.provider.GOOGLE", "connect.provider.I_CAL"
_WRONG, _RIGHT = "nope-nope-nope-nope", "abcd-efgh-ijkl-mnop"


def by_oauth() -> tuple[Step, ...]:
    """Google, for the front desk."""
    return (
        Step("connect-provider", _("Connect: the providers, each with what it can do."), _choose_schedule),
        Step("connect-way", _("Where the owner signs in."), _choose_provider),
        Step("sign-in", _("The practice sign-in page, inside the program: choose an account."), _open_sign_in),
        Step("consent", _("Allow."), _choose_account),
        Step("connect-review", _("Read back from Wix and proven: its switches, and whether events have come."), _allow),
        Step("connect-done", _("Connected, and what comes next."), _accept),
    )


def by_password() -> tuple[Step, ...]:
    """Apple, for a room."""
    return (
        Step("apple-form", _("Apple: an app-specific password, step by step."), _open_form),
        Step("apple-refused", _("A wrong one keeps the e-mail address and says what to do."), _send_wrong),
        Step("apple-review", _("The right one: connected, and its calendars can be chosen."), _send_right),
    )


async def _choose_schedule(guide: Guide) -> None:
    await guide.dismiss_notices()
    await _connect_from_row(guide, FRONT_DESK)


async def _choose_provider(guide: Guide) -> None:
    await _take(guide, _GOOGLE)
    await guide.shown(QWidget, "connect.way.here")


async def _open_sign_in(guide: Guide) -> None:
    if problem := embedded_problem():
        raise StepFailedError(problem)
    await guide.press("connect.way.here")
    await guide.press("connect.sign-in")
    await see_element(guide, "account-1")


async def _choose_account(guide: Guide) -> None:
    await click_element(guide, "account-1")
    await see_element(guide, "allow")


async def _allow(guide: Guide) -> None:
    await click_element(guide, "allow")
    await _see_review(guide)


async def _accept(guide: Guide) -> None:
    await guide.press("connect.accept")
    await guide.shown(QWidget, "connect.close")


async def _open_form(guide: Guide) -> None:
    await _close(guide)
    await _connect_from_row(guide, ROOM)
    await _take(guide, _APPLE)
    await guide.write("connect.form.email", ROOM_ACCOUNT)
    await guide.write("connect.form.password", _WRONG)


async def _send_wrong(guide: Guide) -> None:
    await guide.press("connect.connect")
    await guide.shown(QWidget, "connect.form.failure")


async def _send_right(guide: Guide) -> None:
    await guide.write("connect.form.password", _RIGHT)
    await guide.press("connect.connect")
    await _see_review(guide)
    await guide.shown(QWidget, "connect.review.calendar.0")


async def _connect_from_row(guide: Guide, schedule: str) -> None:
    await guide.click_cell(schedule, Column.IMPORT)
    await guide.shown(QWidget, "connectWizard")


async def _take(guide: Guide, provider: str) -> None:
    await guide.press(provider)
    await guide.press("connect.continue")


async def _see_review(guide: Guide) -> None:
    await guide.shown(QWidget, "connect.accept")
    again = await guide.shown(QAbstractButton, "connect.review.look-again")
    await guide.until(again.isEnabled, _("the first events have been looked for"))


async def leave(guide: Guide) -> None:
    """From the review back to the window."""
    await _accept(guide)
    await _close(guide)


async def _close(guide: Guide) -> None:
    await guide.press("connect.close")
    await guide.until(lambda: guide.find(QWidget, "connectWizard") is None, _("the dialog has closed"))
