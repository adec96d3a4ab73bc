"""What is known of newer versions, line by line: a sign, a sentence, and what leads on from it."""

from collections.abc import Callable, Iterator

from msgspec import Struct
from PySide6.QtCore import QDate, QLocale, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from caldesk import __version__
from caldesk.i18n import _
from caldesk.services.updates import words
from caldesk.services.updates.feed import Release
from caldesk.services.updates.updates import Known
from caldesk.ui.style import CONTROL, ICON, INSIDE, TIGHT, Look, Role, Tone
from caldesk.ui.widgets.buttons import Button, Kind
from caldesk.ui.widgets.icons import paint_icon
from caldesk.ui.widgets.label import Label


class Line(Struct, frozen=True, kw_only=True):
    """One thing that is known. `also` says more of it, `page` is where all of it stands."""

    tone: Tone
    icon: str
    text: str
    also: str = ""
    page: str = ""


def lines(known: Known, host: str, why_not: str) -> Iterator[Line]:
    """What to show; `host` is who is asked, `why_not` why nobody can be at the moment."""
    if known.asking:
        yield Line(tone=Tone.OFF, icon="clock", text=_("Asking {host}…").format(host=host))
        return
    if known.newer is not None:
        yield _of_newer(known.newer)
    if known.newest:
        yield Line(tone=Tone.GOOD, icon="check-circle", text=words.newest(__version__))
    if known.fault is not None:
        yield Line(tone=Tone.ATTENTION, icon="warning", text=words.why_unknown(known.fault))
    if why_not:
        yield Line(tone=Tone.OFF, icon="practice", text=why_not)


def _of_newer(release: Release) -> Line:
    day = QDate(release.date.year, release.date.month, release.date.day)
    date = QLocale().toString(day, QLocale.FormatType.ShortFormat)
    text = words.of_day(release, date)
    return Line(tone=Tone.STARTING, icon="info", text=text, also=release.summary, page=release.page)


class LineRow(QWidget):
    """A line as it is drawn; its first line of text stands at the middle of a button beside it."""

    def __init__(self, look: Look, line: Line, open_page: Callable[[str], None], *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, (CONTROL - ICON) // 2, 0, 0)
        row.setSpacing(INSIDE)
        row.addWidget(_Sign(look, line), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setContentsMargins(0, max(0, ICON - self.fontMetrics().height()) // 2, 0, 0)
        column.setSpacing(TIGHT)
        role = Role.STRONG if line.also or line.page else Role.BODY
        column.addWidget(Label(line.text, role, name=f"{name}.text", selectable=True))
        if line.also:
            column.addWidget(Label(line.also, name=f"{name}.also", selectable=True))
        if line.page:
            page = Button(look, words.what_is_new(), Kind.LINK, icon="external-link", name="updates.page")
            page.clicked.connect(lambda: open_page(line.page))
            column.addWidget(page, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch()
        row.addLayout(column, 1)


class _Sign(QWidget):
    def __init__(self, look: Look, line: Line) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._look, self._line = look, line
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(ICON, ICON)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_icon(QPainter(self), QRectF(0, 0, ICON, ICON), self._line.icon, self._look.theme.tone(self._line.tone))
