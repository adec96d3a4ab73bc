"""Switch, buttons, search and segments: by mouse, by keyboard, and for a screen reader."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import QHBoxLayout, QWidget

from caldesk.ui.style import Look
from caldesk.ui.widgets.buttons import Button, Kind
from caldesk.ui.widgets.icon_button import IconButton
from caldesk.ui.widgets.search_field import SearchField
from caldesk.ui.widgets.segmented import Segmented
from caldesk.ui.widgets.switch import Switch

LABEL = "Their events block bookings here"


@pytest.fixture
def switch(look: Look, qtbot):
    made = Switch(look, LABEL, name="import")
    qtbot.addWidget(made)
    made.show()
    return made


def _wishes(switch: Switch) -> list[bool]:
    heard: list[bool] = []
    switch.wished.connect(heard.append)
    return heard


def _accessible(widget: QWidget):
    return QAccessible.queryAccessibleInterface(widget)


def _picture(widget: QWidget) -> QImage:
    return widget.grab().toImage()


def test_a_click_is_a_wish_and_changes_nothing(switch: Switch, qtbot):
    heard = _wishes(switch)
    qtbot.mouseClick(switch, Qt.MouseButton.LeftButton)
    assert heard == [True]
    assert not switch.isChecked()
    switch.set_on(True)
    qtbot.keyClick(switch, Qt.Key.Key_Space)
    assert heard == [True, False]
    assert switch.isChecked()


def test_a_pending_switch_takes_a_new_wish(switch: Switch, qtbot):
    heard = _wishes(switch)
    plain = _picture(switch)
    switch.set_pending(True)
    qtbot.mouseClick(switch, Qt.MouseButton.LeftButton)
    assert heard == [True]
    assert _picture(switch) != plain
    assert switch.accessibleDescription() == "Saving"


def test_a_refused_switch_says_why_to_mouse_keyboard_and_reader(switch: Switch, qtbot):
    reason = "Apple calendars cannot block bookings."
    heard = _wishes(switch)
    switch.set_reason(reason)
    qtbot.mouseClick(switch, Qt.MouseButton.LeftButton)
    qtbot.keyClick(switch, Qt.Key.Key_Space)
    assert heard == []
    assert switch.toolTip() == reason
    assert switch.accessibleDescription() == reason
    assert switch.focusPolicy() == Qt.FocusPolicy.StrongFocus
    switch.set_reason("")
    qtbot.keyClick(switch, Qt.Key.Key_Space)
    assert heard == [True]


def test_a_switch_has_a_role_and_a_name(switch: Switch):
    seen = _accessible(switch)
    assert seen.role() == QAccessible.Role.CheckBox
    assert seen.text(QAccessible.Text.Name) == LABEL
    switch.set_on(True)
    assert seen.state().checked


def test_a_switch_is_mirrored_in_right_to_left_layouts(switch: Switch):
    switch.set_on(True)
    usual = _picture(switch)
    switch.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    mirrored = _picture(switch)
    assert mirrored != usual
    assert mirrored.flipped(Qt.Orientation.Horizontal).pixelColor(13, 15) == usual.pixelColor(13, 15)


def test_the_knob_slides_only_where_motion_is_welcome(switch: Switch, look: Look, qtbot):
    switch.set_on(True)
    still = _picture(switch)
    switch.setChecked(False)
    look.calm(False)
    switch.set_on(True)
    assert _picture(switch) != still
    qtbot.waitUntil(lambda: _picture(switch) == still, timeout=2000)


def test_the_pending_mark_stands_still_once_motion_is_unwelcome(switch: Switch, look: Look, qtbot):
    look.calm(False)
    switch.set_pending(True)
    qtbot.waitUntil(lambda: switch._turning.degrees > 0, timeout=2000)
    look.calm(True)
    qtbot.waitUntil(lambda: not switch._turning._timer.isActive(), timeout=2000)
    assert switch.accessibleDescription() == "Saving"


@pytest.mark.parametrize("kind", Kind)
def test_a_button_shows_hover_focus_and_disabled(kind: Kind, look: Look, qtbot):
    button = Button(look, "&Check now", kind, icon="refresh", name="check")
    qtbot.addWidget(button)
    button.show()
    usual = _picture(button)
    button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(button.hasFocus)
    assert _picture(button) != usual
    button.setEnabled(False)
    assert _picture(button) != usual
    assert _accessible(button).text(QAccessible.Text.Name) == "Check now"


def test_a_button_grows_with_its_text(look: Look, qtbot):
    button = Button(look, "Connect", icon="plus")
    qtbot.addWidget(button)
    before = button.sizeHint()
    large = button.font()
    large.setPointSizeF(large.pointSizeF() * 2)
    button.setFont(large)
    assert button.sizeHint().width() > before.width() * 1.4
    assert button.sizeHint().height() >= button.fontMetrics().height() + 8
    assert button.minimumSizeHint() == button.sizeHint()


def test_an_icon_alone_says_what_it_does(look: Look, qtbot):
    button = IconButton(look, "refresh", "Check all calendars", name="refresh")
    qtbot.addWidget(button)
    seen = _accessible(button)
    assert seen.role() == QAccessible.Role.Button
    assert seen.text(QAccessible.Text.Name) == button.toolTip() == "Check all calendars"
    assert min(button.sizeHint().toTuple()) >= 32


@pytest.fixture
def field(look: Look, qtbot):
    made = SearchField(look, "Search people and accounts", name="search")
    qtbot.addWidget(made)
    made.show()
    return made


def test_search_waits_for_a_pause_and_says_it_once(field: SearchField, qtbot):
    heard: list[str] = []
    field.searched.connect(heard.append)
    with qtbot.waitSignal(field.searched, timeout=2000):
        qtbot.keyClicks(field, "ana ")
    assert heard == ["ana"]


def test_enter_searches_at_once(field: SearchField, qtbot):
    heard: list[str] = []
    field.searched.connect(heard.append)
    qtbot.keyClicks(field, "ana")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert heard == ["ana"]


def test_escape_clears_then_is_left_to_the_page(look: Look, qtbot):
    escaped: list[int] = []

    class Outer(QWidget):
        def keyPressEvent(self, event):
            escaped.append(event.key())

    outer = Outer()
    qtbot.addWidget(outer)
    inner = SearchField(look, "Search", parent=outer)
    qtbot.keyClicks(inner, "ana")
    qtbot.keyClick(inner, Qt.Key.Key_Return)
    heard: list[str] = []
    inner.searched.connect(heard.append)
    qtbot.keyClick(inner, Qt.Key.Key_Escape)
    assert (inner.text(), heard, escaped) == ("", [""], [])
    qtbot.keyClick(inner, Qt.Key.Key_Escape)
    assert escaped == [Qt.Key.Key_Escape]


def test_the_clear_button_is_there_only_when_there_is_something(field: SearchField, qtbot):
    assert len(field.actions()) == 1
    qtbot.keyClicks(field, "a")
    assert [action.text() for action in field.actions()][1:] == ["Clear search"]
    field.actions()[1].trigger()
    assert field.text() == ""
    assert len(field.actions()) == 1


@pytest.fixture
def views(look: Look, qtbot):
    outer = QWidget()
    qtbot.addWidget(outer)
    row = QHBoxLayout(outer)
    made = Segmented(look, "View", [("day", "Day"), ("week", "Week"), ("month", "Month")], name="views")
    row.addWidget(made)
    made.choose("week")
    outer.show()
    yield made
    outer.close()


def _segment(views: Segmented, key: str) -> QWidget:
    return views.findChild(QWidget, f"views.{key}")


def test_arrows_move_the_choice(views: Segmented, qtbot):
    heard: list[str] = []
    views.chosen.connect(heard.append)
    _segment(views, "week").setFocus()
    qtbot.keyClick(_segment(views, "week"), Qt.Key.Key_Right)
    assert (views.current(), heard) == ("month", ["month"])
    qtbot.keyClick(_segment(views, "month"), Qt.Key.Key_Left)
    assert views.current() == "week"


def test_arrows_follow_the_eye_in_right_to_left_layouts(views: Segmented, qtbot):
    views.window().setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    qtbot.waitUntil(lambda: _segment(views, "day").x() > _segment(views, "week").x())
    _segment(views, "week").setFocus()
    qtbot.keyClick(_segment(views, "week"), Qt.Key.Key_Right)
    assert views.current() == "day"


def test_segments_are_radio_buttons(views: Segmented):
    seen = _accessible(_segment(views, "week"))
    assert seen.role() == QAccessible.Role.RadioButton
    assert seen.state().checked
    assert seen.text(QAccessible.Text.Name) == "Week"
    assert _accessible(views).text(QAccessible.Text.Name) == "View"


def test_a_click_chooses(views: Segmented, qtbot):
    qtbot.mouseClick(_segment(views, "day"), Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert views.current() == "day"
