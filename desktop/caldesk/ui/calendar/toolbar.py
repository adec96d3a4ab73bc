"""The controls over the calendar: today, previous, next, which view, titles, second zone, export."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from caldesk.i18n import _
from caldesk.ui.calendar.truth_words import countdown_words
from caldesk.ui.calendar.view_chooser import ViewChooser
from caldesk.ui.calendar.views import ViewKind
from caldesk.ui.calendar.weekends import ViewOptions
from caldesk.ui.style import INSIDE, TIGHT, Look
from caldesk.ui.widgets.buttons import Button
from caldesk.ui.widgets.icon_button import IconButton

_LONGEST = 599.0
"""Seconds whose words are as wide as any."""


class Toolbar(QWidget):
    """Says what is wanted; owns no state but what it shows."""

    today_wanted = Signal()
    step_wanted = Signal(int)
    view_wanted = Signal(str)
    reveal_wanted = Signal()
    hide_wanted = Signal()

    def __init__(
        self, look: Look, kinds: Sequence[ViewKind], *, can_hide_weekends: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("calendar.toolbar")
        self._revealed = False
        self._why_hidden = ""
        self.today = Button(look, _("Today"), icon="today", name="calendar.today")
        self.today.setToolTip(_("Today (Ctrl+T)"))
        self.today.clicked.connect(self.today_wanted)
        self.previous = IconButton(look, "chevron-left", _("Previous (Page Up)"), name="calendar.previous")
        self.next = IconButton(look, "chevron-right", _("Next (Page Down)"), name="calendar.next")
        self.previous.clicked.connect(lambda: self.step_wanted.emit(-1))
        self.next.clicked.connect(lambda: self.step_wanted.emit(1))
        self.views = ViewChooser(look, kinds)
        self.views.chosen.connect(self.view_wanted)
        self.options = ViewOptions(look, can_hide=can_hide_weekends)
        self.titles = Button(look, "", icon="eye", name="calendar.titles")
        self.titles.clicked.connect(self._titles_pressed)
        self.export = IconButton(look, "arrow-out", _("Print and export (Ctrl+P)"), name="calendar.export")
        self.zone = IconButton(look, "globe", _("Show a second time zone"), name="calendar.zone")
        self.zone.setCheckable(True)
        self._row = QHBoxLayout(self)
        self._lay_out()
        self._keep_room_for_titles()

    def forbid_titles(self, why: str) -> None:
        """Titles may not be shown on this computer; "" if they may."""
        self._why_hidden = why
        self.titles.setEnabled(not why)
        self.titles.setAccessibleDescription(why)
        self.show_reveal(None)

    def fit(self, room: int) -> None:
        """Choose between the views in a list if the segments are too wide for so many pixels.

        The options come with the month, whose title is shorter by as much: it has no week.
        """
        others = self.sizeHint().width() - self.views.sizeHint().width()
        if not self.options.isHidden():
            others -= self.options.sizeHint().width() + INSIDE
        self.views.fit(room - others)
        self._row.invalidate()

    def show_reveal(self, seconds_left: float | None) -> None:
        """Offer to show titles, or to hide them with the time that is left."""
        self._revealed = seconds_left is not None
        if seconds_left is None:
            self.titles.setText(_("Show titles"))
            self.titles.setAccessibleName(_("Show titles"))
            self.titles.setToolTip(self._why_hidden or _("Ask for the titles of events and show them for a while"))
        else:
            left = countdown_words(seconds_left)
            self.titles.setText(_("Hide ({left})").format(left=left))
            self.titles.setAccessibleName(_("Hide titles ({left})").format(left=left))
            self.titles.setToolTip(_("Forget the titles now"))
        self.titles.show_mark("eye-off" if self._revealed else "eye")

    def _lay_out(self) -> None:
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(INSIDE)
        for widget in (self.previous, self.today, self.next):
            self._row.addWidget(widget)
        self._row.addSpacing(TIGHT)
        self._row.addWidget(self.views)
        self._row.addWidget(self.options)
        self._row.addSpacing(TIGHT)
        for widget in (self.titles, self.zone, self.export):
            self._row.addWidget(widget)

    def _keep_room_for_titles(self) -> None:
        """As wide as its longest words, so that nothing moves when it is pressed."""
        widths = []
        for seconds in (_LONGEST, None):
            self.show_reveal(seconds)
            widths.append(self.titles.sizeHint().width())
        self.titles.setMinimumWidth(max(widths))

    def _titles_pressed(self) -> None:
        (self.hide_wanted if self._revealed else self.reveal_wanted).emit()
