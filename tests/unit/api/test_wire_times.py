"""Many date-times become seconds in one go: the same seconds as one by one."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caldesk.api.wire_times import seconds

_OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
_FROM, _TO = datetime.fromisoformat("1971-01-01"), datetime.fromisoformat("2105-12-30")
_USUAL = st.datetimes(_FROM, _TO, timezones=st.one_of(st.just(UTC), _OFFSETS))
_ANY = st.datetimes(timezones=st.one_of(st.none(), st.just(UTC), _OFFSETS))


def one_by_one(moments: list[datetime]) -> list[int]:
    """The obvious way."""
    return [int((each if each.tzinfo else each.replace(tzinfo=UTC)).timestamp()) for each in moments]


@given(st.lists(_USUAL.map(lambda moment: moment.replace(microsecond=0)), max_size=40))
def test_usual_moments(moments: list[datetime]) -> None:
    assert list(seconds(moments)) == one_by_one(moments)


@given(st.lists(_ANY, max_size=20))
def test_moments_of_any_kind(moments: list[datetime]) -> None:
    found = seconds(moments)
    assert len(found) == len(moments)
    for moment, second, expected in zip(moments, found, one_by_one(moments), strict=True):
        if 2 < moment.year < 9998:
            assert second == expected, moment
        else:
            assert second in (expected, None)


@pytest.mark.parametrize("count", [0, 1, 15, 16, 65_535, 65_536])
def test_as_many_as_there_are(count: int) -> None:
    start = datetime(2026, 11, 23, tzinfo=UTC)
    found = seconds([start + timedelta(seconds=number) for number in range(count)])
    assert list(found) == [int(start.timestamp()) + number for number in range(count)]


def test_what_lies_beyond_the_calendar_is_none() -> None:
    moments = [datetime(1, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)]
    assert list(seconds(moments)) == [None, 1_767_225_600, None]


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_what_utc_has_no_date_for_is_none(text: str) -> None:
    moments = [datetime.fromisoformat(text), datetime(2026, 1, 1, tzinfo=UTC)]
    assert list(seconds(moments)) == [None, 1_767_225_600]
