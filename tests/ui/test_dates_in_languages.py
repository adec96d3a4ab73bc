"""Dates are ordered and pointed as the language has them, and clocks keep the manner of the region."""

import re
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale

from caldesk import i18n
from caldesk.domain.timespan import agenda_dates, day_dates, month_grid_dates
from caldesk.ui import language
from caldesk.ui.calendar.wording import day_of_year_words, long_day_words, period_title, short_day_words
from caldesk.ui.times import clock_time_with_seconds
from tests.ui.calendar_scenes import MONDAY

GERMAN, BRITISH = QLocale("de_DE"), QLocale("en_GB")


@pytest.fixture
def german() -> Iterator[None]:
    before = QLocale()
    language.choose("de")
    yield
    QLocale.setDefault(before)
    i18n.install(Path("/nonexistent"), [])


def test_english_has_no_dots():
    assert long_day_words(BRITISH, MONDAY) == "Monday, 23 November 2026"
    assert short_day_words(BRITISH, MONDAY) == "Mon 23 Nov"


@pytest.mark.usefixtures("german")
def test_german_puts_a_dot_behind_the_day():
    assert long_day_words(GERMAN, MONDAY) == "Montag, 23. November 2026"
    assert day_of_year_words(GERMAN, MONDAY) == "Montag, 23. November"
    assert short_day_words(GERMAN, MONDAY) == "Mo., 23. Nov."


@pytest.mark.usefixtures("german")
def test_german_titles_of_periods():
    month = period_title(GERMAN, month_grid_dates(MONDAY), MONDAY)
    agenda = period_title(GERMAN, agenda_dates(MONDAY, 30), short=True, this_year=2026)
    assert (month, agenda) == ("November 2026", "23. Nov. – 22. Dez.")
    assert period_title(GERMAN, day_dates(date(2026, 11, 3)), short=True) == "Di., 03.11.2026"


@pytest.mark.parametrize(("region", "form"), [("en_GB", r"\d\d:\d\d:\d\d"), ("en_US", r"\d+:\d\d:\d\d\s[AP]M")])
def test_seconds_follow_the_clock_of_the_region(region: str, form: str):
    before = QLocale()
    QLocale.setDefault(QLocale(region))
    try:
        assert re.fullmatch(form, clock_time_with_seconds(time.time()))
    finally:
        QLocale.setDefault(before)
