"""Chooses one of the six views: segments side by side, or a list where there is no room for them."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from caldesk.i18n import _
from caldesk.ui.calendar.views import ViewKind
from caldesk.ui.style import Look
from caldesk.ui.widgets.segmented import Segmented


def view_words(kind: ViewKind) -> str:
    """The name of a view."""
    words = {
        ViewKind.DAY: _("Day"),
        ViewKind.WORK_WEEK: _("Work week"),
        ViewKind.WEEK: _("Week"),
        ViewKind.MONTH: _("Month"),
        ViewKind.AGENDA: _("Agenda"),
        ViewKind.PEOPLE: _("People"),
    }
    return words[kind]


class ViewChooser(QWidget):
    """Emits `chosen` with the value of a `ViewKind`, by hand or through `choose`."""

    chosen = Signal(str)

    def __init__(self, look: Look, kinds: Sequence[ViewKind], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        choices = [(kind.value, view_words(kind)) for kind in kinds]
        self._wide = Segmented(look, _("View"), choices, name="calendar.view", parent=self)
        self._narrow = QComboBox(self)
        self._narrow.setObjectName("calendar.view.list")
        self._narrow.setAccessibleName(_("View"))
        for key, words in choices:
            self._narrow.addItem(words, key)
        self._narrow.activated.connect(lambda place: self.choose(self._narrow.itemData(place)))
        self._wide.chosen.connect(self._take)
        self._narrow.hide()
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._wide)
        row.addWidget(self._narrow)

    def current(self) -> str:
        """The key of the chosen view."""
        return self._wide.current()

    def choose(self, key: str) -> None:
        """Choose by key."""
        self._wide.choose(key)

    def minimumSizeHint(self) -> QSize:
        """The list needs least; the window may always become so small that it has to take over."""
        return self._narrow.minimumSizeHint()

    def fit(self, room: int) -> None:
        """Show the segments if they need no more than so many pixels."""
        shown, other = (
            (self._wide, self._narrow) if room >= self._wide.sizeHint().width() else (self._narrow, self._wide)
        )
        shown.show()
        other.hide()
        self._row.invalidate()  # who asks for the size now must not hear the one from before
        self.updateGeometry()

    def _take(self, key: str) -> None:
        self._narrow.setCurrentIndex(self._narrow.findData(key))
        self.chosen.emit(key)
