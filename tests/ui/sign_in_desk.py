"""Sign-ins in the connect dialog, begun for somebody, and what tests look up in it."""

from PySide6.QtWidgets import QLabel, QWidget

from caldesk.domain.provider import CalendarType
from caldesk.domain.schedule import ScheduleKind
from caldesk.services.connect.steps import Step
from tests.helpers.connecting import at, button, press
from tests.helpers.waiting import until


def text_of(wizard, name):
    """What the label with that object name says."""
    found = wizard.findChild(QLabel, name)
    assert found is not None, name
    return found.text()


async def shown(wizard, name):
    """Wait for a part that can be seen."""

    def visible():
        return [one for one in wizard.findChildren(QWidget, name) if one.isVisible()]

    await until(visible, what=name)
    return visible()[0]


async def begun(desk, way, kind=CalendarType.GOOGLE, **about):
    """The dialog with a sign-in that runs by a way."""
    wizard = desk.wizard(**(about or {"schedule_id": staff(desk)}))
    if wizard.flow.state.step is Step.WHAT:
        wizard.flow.choose_provider(desk.provider_id(kind))
    await at(wizard, Step.HOW)
    button(wizard, f"connect.way.{way}").click()
    await press(wizard, "connect.sign-in")
    await until(lambda: wizard.flow.state.link, what="the link")
    return wizard


async def opened(links, number):
    """The address that this computer's browser was given, as that one of several; it comes after the link is known."""
    await until(lambda: len(links) > number, what=f"page {number} in the browser")
    return links[number]


def staff(desk):
    """A person without a connection."""
    snapshot = desk.session.state.snapshot
    people = [one.id for one in snapshot.schedules if one.kind is ScheduleKind.STAFF]
    return next(one for one in people if not snapshot.on_schedule(one))
