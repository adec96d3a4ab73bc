"""Says how true the picture is: banners above it, a line of loading, and a note where there is nothing to see."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caldesk.i18n import _
from caldesk.services.calendar import RangeStatus
from caldesk.services.calendar_missing import Missing
from caldesk.ui.calendar.loading_line import LoadingLine
from caldesk.ui.calendar.truth_words import missing_title, missing_words
from caldesk.ui.style import INSIDE, Look, Tone
from caldesk.ui.widgets.action import Action
from caldesk.ui.widgets.announce import announce
from caldesk.ui.widgets.buttons import Button, Kind
from caldesk.ui.widgets.label import Label
from caldesk.ui.widgets.notice import Notice


class TruthBar(QWidget):
    """Stands above the grid. `retry` reads again, `show_all` clears the legend, `show_weekends` brings them back."""

    def __init__(
        self,
        look: Look,
        *,
        retry: Callable[[], None],
        show_all: Callable[[], None],
        show_weekends: Callable[[], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look, self._retry = look, retry
        self._shown: dict[str, tuple[tuple[str, ...], Notice]] = {}
        self._was_loading = False
        self.loading = LoadingLine(look)
        self._note_row = QWidget()
        self._note = Label(name="calendar.note", quiet=True)
        self._show_all = Button(look, _("Show all"), Kind.LINK, name="calendar.note.all")
        self._show_all.clicked.connect(lambda: show_all())
        self._show_weekends = Button(look, _("Show weekends"), Kind.LINK, name="calendar.note.weekends")
        self._show_weekends.clicked.connect(lambda: show_weekends())
        self._banners = QVBoxLayout()
        self._column = QVBoxLayout(self)
        self._lay_out()
        self._note_row.hide()

    def _lay_out(self) -> None:
        note = QHBoxLayout(self._note_row)
        note.setContentsMargins(INSIDE, 0, INSIDE, INSIDE)
        note.addWidget(self._note, 1)
        note.addWidget(self._show_all)
        note.addWidget(self._show_weekends)
        self._banners.setSpacing(INSIDE)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addLayout(self._banners)
        self._column.addWidget(self._note_row)
        self._column.addWidget(self.loading)

    @property
    def note(self) -> str:
        """Why there is nothing to see, or what is not seen; "" if there is no such thing."""
        return self._note.text() if not self._note_row.isHidden() else ""

    @property
    def banners(self) -> tuple[str, ...]:
        """The titles of the banners."""
        return tuple(words[0] for words, _notice in self._shown.values())

    def tell(self, status: RangeStatus, unread: list[Missing], unknown_zone: str) -> None:
        """Show what is so now."""
        if self._was_loading and not status.loading:
            done = _("The calendar is up to date") if status.problem is None else _("The calendar could not be read")
            announce(self, done)
        self._was_loading = status.loading
        self.loading.turn(status.loading)
        read = status.as_of is not None
        self._say("missing", Tone.ATTENTION, missing_title(unread), missing_words(unread), on=bool(unread) and read)
        self._tell_problem(status)
        words = _("This computer does not know the zone “{zone}”.").format(zone=unknown_zone)
        self._say("zone", Tone.ATTENTION, _("Times are shown in UTC"), words, on=bool(unknown_zone))
        skipped = _("Some events could not be understood and are not shown.")
        self._say("skipped", Tone.ATTENTION, _("Not everything is shown"), skipped, on=bool(status.skipped))

    def tell_second_zone(self, unknown: str) -> None:
        """Say which zone was to be shown beside the site's and is not known here; "" if there is none."""
        words = _("This computer does not know the zone “{zone}”.").format(zone=unknown)
        self._say("second-zone", Tone.ATTENTION, _("The second time zone cannot be shown"), words, on=bool(unknown))

    def tell_empty(self, words: str, *, filtered: bool = False) -> None:
        """Say why there is nothing to see; "" where there is something."""
        self._tell(words, self._show_all if filtered else None)

    def tell_hidden(self, words: str) -> None:
        """Say what is hidden with the weekends, though there is something to see."""
        self._tell(words, self._show_weekends)

    def _tell(self, words: str, offer: Button | None) -> None:
        self._note.setText(words)
        self._note_row.setVisible(bool(words))
        for button in (self._show_all, self._show_weekends):
            button.setVisible(button is offer)
        self._column.activate()

    def _tell_problem(self, status: RangeStatus) -> None:
        problem = status.problem
        if problem is None:
            self._drop("problem")
            return
        rest = _("What was read before is still shown.") if status.as_of is not None else ""
        words = " ".join(part for part in (problem.what, problem.cure, rest) if part)
        self._say("problem", Tone.BAD, problem.title, words, problem.detail)

    def _say(self, key: str, tone: Tone, title: str, text: str, details: str = "", *, on: bool = True) -> None:
        known = self._shown.get(key)
        if not on or (known is not None and known[0] != (title, text, details)):
            self._drop(key)
            known = None
        if not on or known is not None:
            return
        retry = Action(text=_("Try again"), run=self._retry, name="calendar.retry")
        actions = (retry,) if key == "problem" else ()
        name = f"calendar.banner.{key}"
        notice = Notice(self._look, tone, title, text, actions=actions, details=details, name=name)
        self._shown[key] = (title, text, details), notice
        self._banners.addWidget(notice)
        notice.show()  # else Qt does both a turn later, when the first picture was painted without its room
        self._column.activate()
        self._banners.setContentsMargins(0, 0, 0, INSIDE)

    def _drop(self, key: str) -> None:
        known = self._shown.pop(key, None)
        if known is not None:
            self._banners.removeWidget(known[1])
            known[1].hide()
            known[1].deleteLater()
        if not self._shown:
            self._banners.setContentsMargins(0, 0, 0, 0)
