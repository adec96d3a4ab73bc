"""A second time zone beside the site's: what it says, what it never moves, how it is chosen and remembered."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QLocale

pytestmark = pytest.mark.usefixtures("british")

BRITISH = QLocale("en_GB")
TOKYO, KOLKATA, NEW_YORK = (ZoneInfo(key) for key in ("Asia/Tokyo", "Asia/Kolkata", "America/New_York"))
CHANGE = date(2026, 3, 29)
