"""Search, the list of double bookings, picked stretches of time and what blocks them, locking titles."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from tests.ui.calendar_scenes import MONDAY

pytestmark = pytest.mark.usefixtures("british")

SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
TUESDAY = MONDAY + timedelta(days=1)
