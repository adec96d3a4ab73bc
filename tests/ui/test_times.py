"""Times in words: the day is said whenever it is not today."""

from datetime import datetime, timedelta

import pytest

from caldesk.ui.times import clock_time, clock_time_with_seconds, column_time

pytestmark = pytest.mark.usefixtures("british")


def at(days: int) -> tuple[float, datetime]:
    moment = (datetime.now().astimezone() - timedelta(days=days)).replace(hour=17, minute=40, second=5)
    return moment.timestamp(), moment


async def test_today_needs_no_day():
    seconds, _moment = at(0)
    assert clock_time(seconds) == "17:40"
    assert column_time(seconds) == "17:40"
    assert clock_time_with_seconds(seconds) == "17:40:05"


async def test_yesterday_is_called_so():
    seconds, moment = at(1)
    assert clock_time(seconds) == "yesterday 17:40"
    assert column_time(seconds) == moment.strftime("%a")


async def test_within_a_week_the_weekday_is_enough():
    seconds, moment = at(3)
    assert clock_time(seconds) == moment.strftime("%A 17:40")
    assert clock_time_with_seconds(seconds) == moment.strftime("%a 17:40:05")


@pytest.mark.parametrize("days", [7, 400, -1])
async def test_otherwise_and_in_the_future_there_is_a_date(days):
    seconds, moment = at(days)
    assert clock_time(seconds) == moment.strftime("%d/%m/%Y 17:40")
