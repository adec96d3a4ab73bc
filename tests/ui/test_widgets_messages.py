"""Pages in all their states, notices, details, labels and questions."""

import asyncio
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from caldesk.ui.style import Look, Role, Tone, font
from caldesk.ui.widgets.action import Action
from caldesk.ui.widgets.avatar import Avatar, initials
from caldesk.ui.widgets.buttons import Button
from caldesk.ui.widgets.details_fold import DetailsFold
from caldesk.ui.widgets.dialog import Question, ask
from caldesk.ui.widgets.elided_label import ElidedLabel
from caldesk.ui.widgets.label import Label
from caldesk.ui.widgets.notice import Notice
from caldesk.ui.widgets.page import Failure, Page, PageState
from caldesk.ui.widgets.practice_frame import PracticeFrame
from caldesk.ui.widgets.provider_badge import ProviderBadge, letter_of
from caldesk.ui.widgets.skeleton import Skeleton
from caldesk.ui.widgets.state_badge import STATE_ICON, State, StateBadge, paint_state
from tests.helpers.waiting import until


@pytest.fixture
def page(look: Look, qtbot):
    made = Page(look, "Connections", "12 schedules", name="connections")
    made.set_content(QLabel("rows"))
    qtbot.addWidget(made)
    made.resize(600, 500)
    made.show()
    return made


class _Shown(QObject):
    """Notes every window that appears."""

    def __init__(self) -> None:
        super().__init__()
        self.windows: list[QWidget] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.windows.append(watched)
        return False


@pytest.fixture
def shown_windows(qapp: QApplication) -> Iterator[list[QWidget]]:
    shown = _Shown()
    qapp.installEventFilter(shown)
    yield shown.windows
    qapp.removeEventFilter(shown)


def _shown_words(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible() and label.text()]


def _press(page: QWidget, name: str) -> None:
    button = page.findChild(Button, name)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_page_shows_its_content(page: Page):
    assert page.state is PageState.CONTENT
    assert _shown_words(page) == ["Connections", "12 schedules", "rows"]


def test_no_part_of_a_page_is_ever_a_window_of_its_own(look: Look, qapp: QApplication, shown_windows: list[QWidget]):
    made = Page(look, "Connections", name="connections")
    made.set_content(QLabel("rows"))
    qapp.processEvents()
    assert shown_windows == []
    made.show()
    assert shown_windows == [made]
    made.close()


def test_the_skeleton_comes_only_after_a_moment(page: Page, qtbot):
    skeleton = page.findChild(Skeleton)
    page.show_loading()
    assert not skeleton.isVisible()
    qtbot.waitUntil(skeleton.isVisible, timeout=2000)
    page.show_content()
    assert not skeleton.isVisible()


def test_a_quick_answer_never_shows_the_skeleton(page: Page, qtbot):
    seen = []
    page.show_loading()
    page._late.timeout.connect(lambda: seen.append(True))
    page.show_content()
    with qtbot.assertNotEmitted(page._late.timeout, wait=page._late.interval() * 2):
        pass
    assert not page._late.isActive()
    assert not seen


def test_an_empty_page_offers_the_next_step(page: Page):
    pressed = []
    action = Action(text="Connect a calendar", run=lambda: pressed.append(1), name="connect")
    page.show_empty("connections", "No calendars connected yet", "It takes a minute.", action)
    assert "No calendars connected yet" in _shown_words(page)
    assert "rows" not in _shown_words(page)
    _press(page, "connect")
    assert pressed == [1]


def test_a_filtered_page_offers_to_clear(page: Page):
    cleared = []
    page.show_filtered(lambda: cleared.append(1))
    assert "Nothing matches" in _shown_words(page)
    _press(page, "connections.clear")
    assert cleared == [1]


def test_a_failed_page_says_what_since_when_and_what_to_do(page: Page):
    page.show_failed(
        Failure(
            what="The site could not be reached",
            since="Since 10:42.",
            todo="Check the internet connection.",
            details="request 1690-abc",
        )
    )
    words = _shown_words(page)
    assert {"The site could not be reached", "Since 10:42.", "Check the internet connection."} <= set(words)
    assert "request 1690-abc" not in words
    _press(page, "connections.failed.details.toggle")
    assert "request 1690-abc" in _shown_words(page)


def test_each_state_replaces_the_one_before(page: Page, qtbot):
    page.show_empty("connections", "Nothing yet")
    page.show_filtered(lambda: None)
    page.show_content()
    assert _shown_words(page) == ["Connections", "12 schedules", "rows"]


def test_old_content_stays_with_its_age_above_it(page: Page, qtbot):
    page.show_stale("As of 10:42, 25 minutes ago")
    page.show_stale("As of 10:42, 30 minutes ago")
    head = {"Connections", "12 schedules", "rows"}
    qtbot.waitUntil(lambda: set(_shown_words(page)) == head | {"As of 10:42, 30 minutes ago"})
    page.clear_stale()
    assert set(_shown_words(page)) == head


def test_a_notice_acts_and_goes_away(look: Look, qtbot):
    tried = []
    notice = Notice(
        look,
        Tone.BAD,
        "The switch could not be saved",
        "Try again in a minute.",
        actions=[Action(text="Try again", run=lambda: tried.append(1), name="again")],
        details="HTTP 503",
        dismissible=True,
    )
    qtbot.addWidget(notice)
    notice.show()
    _press(notice, "again")
    assert tried == [1]
    with qtbot.waitSignal(notice.dismissed):
        qtbot.keyClick(notice.findChild(QWidget, "notice.dismiss"), Qt.Key.Key_Space)
    assert not notice.isVisible()
    seen = QAccessible.queryAccessibleInterface(notice)
    assert seen.text(QAccessible.Text.Name) == "The switch could not be saved"
    assert seen.text(QAccessible.Text.Description) == "Try again in a minute."


def test_text_from_a_server_is_never_markup(look: Look, qtbot):
    notice = Notice(look, Tone.BAD, "<b>bold</b>", "<img src='http://127.0.0.1/x'>")
    qtbot.addWidget(notice)
    assert {label.textFormat() for label in notice.findChildren(QLabel)} == {Qt.TextFormat.PlainText}


def test_details_fold_out_and_can_be_copied(look: Look, qtbot):
    fold = DetailsFold(look, "request id: 1690-abc")
    qtbot.addWidget(fold)
    fold.show()
    assert not fold.is_open()
    qtbot.keyClick(fold.findChild(Button, "details.toggle"), Qt.Key.Key_Space)
    assert "request id: 1690-abc" in _shown_words(fold)
    _press(fold, "details.copy")
    assert QGuiApplication.clipboard().text() == "request id: 1690-abc"


def test_an_elided_label_tells_the_rest(qtbot):
    name = "Dr. Maximiliane von Hohenzollern-Sigmaringen"
    label = ElidedLabel(name, name="person")
    qtbot.addWidget(label)
    label.resize(label.sizeHint())
    assert not label.is_elided()
    label.resize(80, 20)
    assert label.is_elided()
    assert label.minimumSizeHint().width() < 80
    assert QAccessible.queryAccessibleInterface(label).text(QAccessible.Text.Name) == name


def test_text_starts_where_the_layout_starts(qtbot):
    label = Label("דנה כהן")
    qtbot.addWidget(label)
    assert label.alignment() & Qt.AlignmentFlag.AlignLeft
    label.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert label.alignment() & Qt.AlignmentFlag.AlignRight


def test_long_text_wraps_and_takes_the_height_it_needs(qtbot):
    label = Label("Their events block bookings here. " * 6, Role.BODY)
    qtbot.addWidget(label)
    assert label.hasHeightForWidth()
    assert label.heightForWidth(150) > label.heightForWidth(600)


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Ana Horvat", "AH"), ("Bo", "B"), ("Dr. M. de la Cruz", "DC"), ("(none)", "?"), ("", "?"), ("محمد علي", "مع")],
)
def test_initials(name: str, letters: str):
    assert initials(name) == letters


def test_marks_are_read_as_what_they_stand_for(look: Look, qtbot):
    marks = [
        ProviderBadge(look, "Google"),
        Avatar(look, "Ana Horvat", 0),
        StateBadge(look, State.ATTENTION, "Needs sign-in"),
    ]
    for mark in marks:
        qtbot.addWidget(mark)
    names = [QAccessible.queryAccessibleInterface(mark).text(QAccessible.Text.Name) for mark in marks]
    assert names == ["Google", "Ana Horvat", "Needs sign-in"]
    assert (letter_of("nextcloud"), letter_of(" ")) == ("N", "?")


def test_every_state_has_a_shape_of_its_own():
    assert len(set(STATE_ICON.values())) == len(State)


def test_the_practice_frame_is_there_only_for_practice(look: Look, qtbot):
    content = QWidget()
    frame = PracticeFrame(look, content)
    qtbot.addWidget(frame)
    frame.resize(300, 200)
    frame.show()
    qtbot.waitUntil(lambda: content.width() == 300)
    frame.set_practice(True)
    qtbot.waitUntil(lambda: content.width() < 300)
    assert frame.accessibleName() == "Practice site"
    stripes = {frame.grab().toImage().pixelColor(x, 195).name().upper() for x in range(300)}
    assert {look.theme.practice, look.theme.practice_stripe} <= stripes


def _question() -> Question:
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, Question) and w.isVisible()]
    assert len(found) == 1
    return found[0]


def _asked(look: Look, *, destructive: bool) -> asyncio.Task[bool]:
    return asyncio.create_task(
        ask(
            look,
            None,
            question="Disconnect Ana's Google calendar?",
            explanation="14 bookings will vanish from that calendar.",
            verb="Disconnect",
            keep_verb="Keep",
            destructive=destructive,
        )
    )


def _is_open() -> bool:
    return any(isinstance(w, Question) and w.isVisible() for w in QApplication.topLevelWidgets())


@pytest.mark.parametrize("focused", ["question.keep", "question.verb"])
async def test_enter_never_destroys(look: Look, focused: str):
    answer = _asked(look, destructive=True)
    await until(_is_open)
    dialog = _question()
    dialog.findChild(Button, focused).setFocus()
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert await answer is False


async def test_the_destructive_verb_takes_a_click_or_space(look: Look):
    answer = _asked(look, destructive=True)
    await until(_is_open)
    QTest.keyClick(_question().findChild(Button, "question.verb"), Qt.Key.Key_Space)
    assert await answer is True


async def test_enter_takes_a_harmless_verb(look: Look):
    answer = _asked(look, destructive=False)
    await until(_is_open)
    dialog = _question()
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert await answer is True


async def test_escape_keeps(look: Look):
    answer = _asked(look, destructive=False)
    await until(_is_open)
    QTest.keyClick(_question(), Qt.Key.Key_Escape)
    assert await answer is False


async def test_a_cancelled_question_closes(look: Look):
    answer = _asked(look, destructive=True)
    await until(_is_open)
    answer.cancel()
    with pytest.raises(asyncio.CancelledError):
        await answer
    assert not _is_open()


def inked_rows(qapp: QApplication, word: str, size: QSize) -> set[int]:
    """The rows of pixels of a state's word that hold any ink, in a room of that size."""
    look = Look(qapp)
    picture = QImage(size, QImage.Format.Format_ARGB32)
    picture.fill(0)
    painter = QPainter(picture)
    paint_state(painter, picture.rect(), look.theme, State.UNREACHABLE, word, font(Role.BODY))
    painter.end()
    look.deleteLater()
    return {y for y in range(size.height()) if any(picture.pixel(x, y) for x in range(30, size.width()))}


def test_a_state_that_is_too_long_takes_a_second_line_where_there_is_room(qapp: QApplication):
    one_line = inked_rows(qapp, "Not reachable right now", QSize(300, 40))
    two_lines = inked_rows(qapp, "Not reachable right now", QSize(132, 40))
    no_room = inked_rows(qapp, "Not reachable right now", QSize(132, 22))
    assert len(two_lines) > 1.5 * len(one_line)
    assert len(no_room) <= len(one_line) + 1
