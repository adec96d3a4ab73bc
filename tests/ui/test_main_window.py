"""The frame of the program: pages, shortcuts, the practice mark, size and place."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from caldesk.services.settings import SettingsStore
from caldesk.ui.main_window import SMALLEST, USUAL, MainWindow
from caldesk.ui.notices import Notice, Notices
from caldesk.ui.style import Look


@pytest.fixture
def settings(tmp_path):
    return SettingsStore(tmp_path / "settings.json")


@pytest.fixture
def window(qapp: QApplication, settings):
    look = Look(qapp)
    made = MainWindow(look, settings)
    made.complete()
    made.show()
    yield made
    made.close()
    made.deleteLater()
    look.deleteLater()


def fill(window: MainWindow, *ids: str, present: str = "connections") -> None:
    window.set_pages({page_id: QLabel(page_id) for page_id in ids}, present)


def nav(window: MainWindow, page_id: str) -> QAbstractButton:
    found = window.navigation.findChild(QAbstractButton, f"go.{page_id}")
    assert found is not None
    return found


async def test_it_opens_in_its_usual_size_and_never_smaller_than_its_smallest(window):
    assert window.size() == USUAL
    window.resize(QSize(300, 200))
    assert window.size() == SMALLEST


async def test_pages_are_reached_by_click_and_by_key(window):
    fill(window, "connections", "calendar", "checks", "activity", "settings")
    nav(window, "calendar").click()
    assert window.page == "calendar"
    for key, page in (
        (Qt.Key.Key_3, "checks"),
        (Qt.Key.Key_1, "connections"),
        (Qt.Key.Key_4, "activity"),
        (Qt.Key.Key_5, "settings"),
    ):
        QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
        assert window.page == page
        assert nav(window, page).isChecked()


async def test_a_page_that_a_site_does_not_have_cannot_be_gone_to(window):
    fill(window, "settings", present="settings")
    assert not nav(window, "calendar").isEnabled()
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.page == "settings"


async def test_an_unknown_page_of_old_opens_the_first(window):
    fill(window, "connections", "calendar", present="gone")
    assert window.page == "connections"


async def test_practice_is_written_in_the_title(window):
    window.set_practice(True)
    assert "PRACTICE" in window.windowTitle()
    window.set_practice(False)
    assert window.windowTitle() == "Caldesk"


async def test_it_remembers_its_size(window, settings, qapp):
    kept = QSize(SMALLEST.width(), 740)  # what fits on the offscreen screen
    window.resize(kept)
    window.close()
    look = Look(qapp)
    again = MainWindow(look, settings)
    assert again.size() == kept
    again.deleteLater()
    look.deleteLater()


@pytest.mark.parametrize("kept", ["AAAA", "not base64 at all", "ä"])
async def test_a_spoilt_memory_of_its_size_does_no_harm(kept, settings, qapp):
    settings.change(window_geometry=kept)
    look = Look(qapp)
    made = MainWindow(look, settings)
    assert made.size() == USUAL
    made.deleteLater()
    look.deleteLater()


async def test_it_says_once_that_it_was_closed(window):
    told = []
    window.closed.connect(lambda: told.append(True))
    assert not window.was_closed
    window.close()
    assert window.was_closed
    assert told == [True]


async def test_a_newer_notice_of_the_same_kind_takes_the_place_of_the_older(window):
    fill(window, "connections")
    notices = Notices()
    window.notices.listen(notices)
    for number in range(2):
        notices.post(Notice(id="same", title=f"News {number}"))
    shown = [label.text() for label in window.notices.findChildren(QLabel) if label.isVisible()]
    assert any("News 1" in text for text in shown)
    assert not any("News 0" in text for text in shown)
    notices.withdraw("same")
    assert not window.notices.isVisible()


async def test_the_health_line_is_spoken_as_one(window):
    from caldesk.ui.style import Tone

    window.health.tell("5 working", Tone.GOOD)
    line = window.health.findChild(QLabel, "healthLine")
    assert line is not None
    assert line.accessibleName() == "Health: 5 working"
