"""Epoch seconds for tests, from the way the service writes them."""

from datetime import datetime


def instant(text: str) -> int:
    """Epoch seconds of an RFC 3339 date-time with its offset."""
    moment = datetime.fromisoformat(text)
    assert moment.tzinfo is not None, text
    return int(moment.timestamp())
