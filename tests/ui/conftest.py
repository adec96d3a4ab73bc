"""What tests of the window can ask for: a language and country whose words and times are known."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale


@pytest.fixture
def british() -> Iterator[None]:
    """British dates, times and numbers, whatever the computer has."""
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)
