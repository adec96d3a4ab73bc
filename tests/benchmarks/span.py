"""The year of the workload as instants."""

from datetime import datetime

from tests.benchmarks.workload import YEAR, ZONE

YEAR_SPAN = tuple(int(datetime(day.year, day.month, day.day, tzinfo=ZONE).timestamp()) for day in YEAR)
