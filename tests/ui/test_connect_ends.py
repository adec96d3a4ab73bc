"""Every end of a sign-in in the dialog: nothing is cut off, and one clear next step has the keyboard."""

import re

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from caldesk.domain.provider import CalendarType
from caldesk.services.connect.endings import Ending
from caldesk.services.problems import ProblemId
from caldesk.ui.widgets.buttons import Button, Kind
from tests.helpers.connecting import bench
from tests.ui.ending_scenes import RUNGS, climbed, endings, show_end

pytestmark = pytest.mark.limit(90)
LONG = "Dr. Maximiliane Alexandra von Hohenzollern-Sigmaringen und Partner (Zweigstelle Süd), محمد علي"
CODES = re.compile(r"ERR_|HTTP|AADSTS|\b[45]\d\d\b|://|[a-z]_[a-z]|Error\b")


@pytest.fixture(params=[Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft], ids=["ltr", "rtl"])
def direction(request):
    app = QApplication.instance()
    app.setLayoutDirection(request.param)
    yield request.param
    app.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def visible(wizard, kind):
    """The parts of the page of the failure that can be seen."""
    page = wizard.findChild(QWidget, "connect.failed")
    return [one for one in page.findChildren(kind) if one.isVisible()]


def cut_off(wizard):
    """Parts that reach beyond the dialog or have less room than their words."""
    inside = QRect(QPoint(0, 0), wizard.size())
    wrong = []
    for one in (*visible(wizard, Button), *visible(wizard, QLabel)):
        place = QRect(one.mapTo(wizard, QPoint(0, 0)), one.size())
        needed = one.sizeHint().width() if isinstance(one, Button) or not one.wordWrap() else 0
        if not inside.contains(place) or place.width() < needed:
            wrong.append(f"{one.objectName()}: {one.text()[:60]}")
    return wrong


def next_steps(wizard):
    """The buttons that stand out."""
    return [one for one in visible(wizard, Button) if one.kind is Kind.PRIMARY]


async def dialogs(desk, scenes):
    """A dialog for each end, with names as long as they come."""
    state = desk.session.state
    long = tuple(replace(one, name=LONG) for one in state.snapshot.schedules)
    state.replace(replace(state.snapshot, schedules=long))
    for name, show in scenes.items():
        wizard = desk.wizard(schedule_id=desk.free_schedule())
        wizard.flow.choose_provider(desk.provider_id(CalendarType.GOOGLE))
        show(wizard)
        wizard.layout().activate()
        QApplication.sendPostedEvents()
        yield name, wizard
        wizard.close()


async def test_each_end_says_what_is_so_and_offers_one_next_step(server, direction):
    async with bench(server) as desk:
        scenes = {name: lambda wizard, ended=ended: show_end(desk, wizard, ended) for name, ended in endings().items()}
        async for name, wizard in dialogs(desk, scenes):
            failure = wizard.flow.state.failure
            assert cut_off(wizard) == [], name
            assert not CODES.search(f"{failure.title} {failure.what} {failure.cure}"), name
            focused = wizard.focusWidget()
            if failure.ending is Ending.SEVERAL:
                assert focused.objectName() == "connect.failed.candidate.0"
                assert next_steps(wizard) == []
            else:
                assert next_steps(wizard) == [focused], name


async def test_each_rung_fits_and_is_the_next_step(server, direction):
    async with bench(server) as desk:
        scenes = {
            f"{number} rungs": lambda wizard, number=number: climbed(desk, wizard, number)
            for number in range(RUNGS + 1)
        }
        async for name, wizard in dialogs(desk, scenes):
            assert cut_off(wizard) == [], name
            assert next_steps(wizard) == [wizard.focusWidget()], name


@pytest.mark.parametrize(
    ("problem", "button"),
    [
        (ProblemId.PREMIUM, "connect.failed.open-plans"),
        (ProblemId.KEY_REFUSED, "connect.failed.edit-site"),
        (ProblemId.RIGHTS, "connect.failed.edit-site"),
        (ProblemId.BOOKINGS_MISSING, "connect.failed.install-bookings"),
        (ProblemId.NOT_SUPPORTED, "connect.failed.other-provider"),
        (ProblemId.OFFLINE, "connect.failed.again"),
    ],
)
async def test_what_cures_the_site_comes_before_trying_again(server, problem, button):
    ended = next(one for one in endings().values() if one.problem and one.problem.id is problem)
    async with bench(server) as desk:
        async for _name, wizard in dialogs(desk, {"": lambda wizard: show_end(desk, wizard, ended)}):
            assert [one.objectName() for one in next_steps(wizard)] == [button]


async def test_the_letter_for_the_administrator_is_the_next_step(server):
    async with bench(server) as desk:
        ended = endings()[Ending.ADMIN_APPROVAL]
        async for _name, wizard in dialogs(desk, {"": lambda wizard: show_end(desk, wizard, ended)}):
            (step,) = next_steps(wizard)
            step.click()
            assert "an administrator has to approve" in QApplication.clipboard().text()
