"""Shows every widget in every state on one sheet; a tool for looking, and the subject of `test_widgets_gallery`.

`python tests/ui/gallery.py FOLDER` saves the sheet as light.png, dark.png, contrast.png and rtl.png.
"""

import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from caldesk.ui import style
from caldesk.ui.style import DARK, LIGHT, Look, Role, Theme, Tone
from caldesk.ui.style.contrast import contrast_theme
from caldesk.ui.widgets.action import Action
from caldesk.ui.widgets.avatar import Avatar
from caldesk.ui.widgets.buttons import Button, Kind
from caldesk.ui.widgets.details_fold import DetailsFold
from caldesk.ui.widgets.dialog import Question
from caldesk.ui.widgets.elided_label import ElidedLabel
from caldesk.ui.widgets.icon_button import IconButton
from caldesk.ui.widgets.label import Label
from caldesk.ui.widgets.notice import Notice
from caldesk.ui.widgets.page import Failure, Page
from caldesk.ui.widgets.practice_frame import PracticeFrame
from caldesk.ui.widgets.provider_badge import ProviderBadge
from caldesk.ui.widgets.search_field import SearchField
from caldesk.ui.widgets.segmented import Segmented
from caldesk.ui.widgets.spinner import Spinner
from caldesk.ui.widgets.state_badge import State, StateBadge
from caldesk.ui.widgets.switch import Switch

_WORDS = {
    State.GOOD: "Working",
    State.STARTING: "Syncing, up to 10 minutes",
    State.ATTENTION: "Needs sign-in",
    State.UNREACHABLE: "Not reachable right now",
    State.OFF: "Switched off",
    State.OLD: "Last: Working",
}
_NAMES = ["Ana Horvat", "Bo", "Dr. Maximiliane von Hohenzollern-Sigmaringen", "محمد علي", "דנה כהן", "Zoë"]


def _nothing() -> None:
    """What the gallery's buttons do."""


def contrast_palette() -> QPalette:
    """What Windows hands over in its black high-contrast theme."""
    role, palette = QPalette.ColorRole, QPalette()
    for name in (role.Window, role.Base, role.HighlightedText):
        palette.setColor(name, QColor("black"))
    for name in (role.WindowText, role.Text):
        palette.setColor(name, QColor("white"))
    palette.setColor(role.Highlight, QColor("cyan"))
    palette.setColor(QPalette.ColorGroup.Disabled, role.WindowText, QColor("#3FF23F"))
    return palette


def force(look: Look, theme: Theme) -> None:
    """Make the look wear `theme`, whatever the system says."""
    look._theme = theme
    style.apply(look._app, theme)
    look.changed.emit()


def _row(*widgets: QWidget) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch()
    return box


def _switches(look: Look) -> QWidget:
    made = []
    for on in (False, True):
        plain, pending, refused = (Switch(look, "Block bookings") for _ in range(3))
        for switch in (plain, pending, refused):
            switch.setChecked(on)
        pending.set_pending(True)
        refused.set_reason("Apple calendars cannot block bookings.")
        made += [plain, pending, refused]
    return _row(*made)


def _buttons(look: Look) -> QWidget:
    rows = []
    for enabled in (True, False):
        made = [
            Button(look, "Connect", Kind.PRIMARY, icon="plus"),
            Button(look, "Check now", icon="refresh"),
            Button(look, "Disconnect", Kind.DESTRUCTIVE),
            Button(look, "What you need first", Kind.LINK),
            IconButton(look, "chevron-left", "Previous week"),
            IconButton(look, "more", "More"),
        ]
        for button in made:
            button.setEnabled(enabled)
        rows.append(_row(*made))
    busy = Button(look, "Checking…")
    busy.set_busy(True)
    focused = Button(look, "Keep", Kind.PRIMARY, name="focused")
    rows.append(_row(busy, focused, Spinner(look, "Loading")))
    return _column(*rows)


def _column(*widgets: QWidget) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        column.addWidget(widget)
    return box


def _fields(look: Look) -> QWidget:
    typed = SearchField(look, "Search people and accounts")
    typed.setText("ana")
    combo = QComboBox()
    combo.addItems(["All providers", "Google"])
    off = QLineEdit("not available")
    off.setEnabled(False)
    views = Segmented(look, "View", [("day", "Day"), ("week", "Week"), ("month", "Month")])
    views.choose("week")
    return _column(SearchField(look, "Search people and accounts"), typed, _row(combo, views), off)


def _notices(look: Look) -> QWidget:
    act = (Action(text="Sign in again", run=_nothing),)
    made = [
        Notice(look, Tone.GOOD, "Ana's Google calendar is connected.", dismissible=True),
        Notice(look, Tone.STARTING, "Syncing", "The first events appear within 5 to 10 minutes."),
        Notice(look, Tone.ATTENTION, "Ana's Google calendar needs sign-in", "Its password was changed.", actions=act),
        Notice(
            look,
            Tone.BAD,
            "The switch could not be saved",
            "It is back where it was. Try again in a minute.",
            actions=(Action(text="Try again", run=_nothing),),
            details="request 1690-abc, HTTP 503",
            dismissible=True,
        ),
        Notice(look, Tone.OFF, "As of 10:42, 25 minutes ago", actions=(Action(text="Refresh", run=_nothing),)),
    ]
    fold = DetailsFold(look, "request id: 1690-abc\ncode: EXTERNAL_CALENDAR_503")
    fold._toggle.setChecked(True)
    return _column(*made, fold)


def _people(look: Look) -> QWidget:
    grid_box = QWidget()
    grid = QGridLayout(grid_box)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setColumnStretch(1, 1)
    grid.setColumnStretch(3, 1)
    for i in range(12):
        name = _NAMES[i % len(_NAMES)]
        grid.addWidget(Avatar(look, name, i), i % 6, (i // 6) * 2)
        label = ElidedLabel(name)
        label.setMaximumWidth(150)
        grid.addWidget(label, i % 6, (i // 6) * 2 + 1)
    badges = [ProviderBadge(look, p) for p in ("Google", "Microsoft", "Apple", "Nextcloud")]
    states = [StateBadge(look, state, word) for state, word in _WORDS.items()]
    scale = [Label(f"{role.value.capitalize()} 10:42", role, tabular=True) for role in Role]
    return _column(grid_box, _row(*badges), *states, *scale, Label("Secondary text", quiet=True))


def _pages(look: Look) -> QWidget:
    loading, empty, filtered, failed = (Page(look, "Connections", "12 schedules", name=f"p{i}") for i in range(4))
    loading.show_loading()
    loading._show_skeleton()
    action = Action(text="Connect a calendar", run=_nothing, kind=Kind.PRIMARY, icon="plus")
    empty.show_empty("connections", "No calendars connected yet", "Connect the first one; it takes a minute.", action)
    empty.add_action(IconButton(look, "refresh", "Refresh"))
    filtered.show_filtered(_nothing)
    filtered.show_stale("As of 10:42, 25 minutes ago", Action(text="Refresh", run=_nothing))
    failed.show_failed(
        Failure(
            what="The site could not be reached",
            since="Since 10:42.",
            todo="Check the internet connection, then try again.",
            actions=(Action(text="Try again", run=_nothing),),
            details="DNS",
        )
    )
    box = QWidget()
    grid = QGridLayout(box)
    for i, page in enumerate((loading, empty, filtered, failed)):
        page.setMinimumHeight(400)
        grid.addWidget(page, i // 2, i % 2)
    return box


def _question(look: Look) -> QWidget:
    dialog = Question(
        look,
        None,
        question="Disconnect Ana's Google calendar?",
        explanation="14 bookings will vanish from that calendar. They stay in Wix.",
        verb="Disconnect",
        keep_verb="Keep",
        destructive=True,
        name="question",
    )
    dialog.setWindowFlags(Qt.WindowType.Widget)
    return dialog


def gallery(look: Look) -> QWidget:
    """The sheet, as one window."""
    left = _column(Label("Controls", Role.SECTION), _switches(look), _buttons(look), _fields(look), _people(look))
    left.layout().addStretch(1)
    right = _column(Label("Messages", Role.SECTION), _notices(look), _question(look), _pages(look))
    content = QWidget()
    row = QHBoxLayout(content)
    row.setContentsMargins(24, 24, 24, 24)
    row.setSpacing(24)
    row.addWidget(left)
    row.addWidget(right, 1)
    frame = PracticeFrame(look, content)
    frame.set_practice(True)
    frame.resize(1500, 1000)
    return frame


def main(folder: Path) -> None:
    """Save the sheets."""
    app = QApplication.instance() or QApplication([])
    look = Look(app)
    sheet = gallery(look)
    sheet.show()
    sheet.activateWindow()
    sheet.findChild(Button, "focused").setFocus()
    for theme in (LIGHT, DARK, contrast_theme(contrast_palette())):
        force(look, theme)
        QCoreApplication.processEvents()
        sheet.grab().save(str(folder / f"{theme.name}.png"))
    force(look, LIGHT)
    app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    QCoreApplication.processEvents()
    sheet.grab().save(str(folder / "rtl.png"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
