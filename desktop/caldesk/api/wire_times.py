"""Times as they travel: thousands at a time, so they are turned into seconds in one go."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from struct import unpack_from

from msgspec.msgpack import Encoder

from caldesk.domain.event import floating

_pack = Encoder().encode
_EACH = 6
"""Bytes of a timestamp in MessagePack: two that say what it is, and the seconds."""
_EARLIEST, _LATEST = floating(date(2, 1, 1)), floating(date(9998, 12, 31))


def seconds(moments: Sequence[datetime]) -> Sequence[int | None]:
    """Epoch seconds of date-times, None for what lies beyond the calendar; without an offset they are read as UTC.

    A timestamp of MessagePack is just that, so two calls make them all, where a call for each would take as long as
    reading the JSON. One that is no whole second between 1970 and 2106 takes another length; then each is asked.
    """
    count = len(moments)
    head = 1 if count < 16 else 3 if count < 1 << 16 else 5
    packed = _packed(moments)
    if len(packed) == head + _EACH * count:
        return unpack_from(f">{'2xI' * count}", packed, head)
    return [_second(moment) for moment in moments]


def sensible(second: int) -> int | None:
    """The second, if every zone has a date for it and for the day after."""
    return second if _EARLIEST <= second <= _LATEST else None


def _packed(moments: Sequence[datetime]) -> bytes:
    """All of them; nothing where one of them is before the first or after the last year in UTC."""
    try:
        return _pack(moments)
    except OverflowError:
        return b""


def _second(moment: datetime) -> int | None:
    return sensible(int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()))
