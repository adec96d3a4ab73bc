"""The middle of a page that has nothing to list: a drawing, a sentence, what to do."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from caldesk.ui.style import BETWEEN, ICON_LARGE, INSIDE, Look, Role, Tone
from caldesk.ui.widgets.action import Action
from caldesk.ui.widgets.details_fold import DetailsFold
from caldesk.ui.widgets.icons import paint_icon
from caldesk.ui.widgets.label import Label

_WIDEST = 480


def place_in_middle(page: QWidget, inner: QLayout, *, widest: int, margin: int, above: int, below: int) -> None:
    """Make `inner` the only content of a page, at most so many pixels wide; free height goes `above` : `below`."""
    block = QWidget()
    block.setMaximumWidth(widest)
    inner.setContentsMargins(0, 0, 0, 0)
    block.setLayout(inner)
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(block, 100)
    row.addStretch(1)
    column = QVBoxLayout(page)
    column.setContentsMargins(margin, margin, margin, margin)
    column.addStretch(above)
    column.addLayout(row)
    column.addStretch(below)


class Drawing(QWidget):
    """One of our icons, large, on a round ground; decoration, so screen readers pass it by."""

    def __init__(self, look: Look, icon: str, tone: Tone = Tone.OFF, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._look, self._icon, self._tone = look, icon, tone
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """The round ground."""
        return QSize(ICON_LARGE, ICON_LARGE)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground, and the icon half as large."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._look.theme.ground(self._tone)))
        painter.drawEllipse(self.rect())
        quarter = ICON_LARGE // 4
        box = self.rect().adjusted(quarter, quarter, -quarter, -quarter)
        paint_icon(painter, box, self._icon, self._look.theme.tone(self._tone))


class MessagePane(QWidget):
    """Drawing, title, sentences and buttons, one below the other in the middle of the room there is."""

    def __init__(
        self,
        look: Look,
        icon: str,
        title: str,
        sentences: Sequence[str] = (),
        *,
        tone: Tone = Tone.OFF,
        actions: Sequence[Action] = (),
        details: str = "",
        name: str = "message",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        inner = QVBoxLayout()
        inner.setSpacing(INSIDE)
        inner.addWidget(Drawing(look, icon, tone), 0, Qt.AlignmentFlag.AlignHCenter)
        inner.addSpacing(INSIDE)
        inner.addWidget(self._centred(Label(title, Role.SECTION, name=f"{name}.title")))
        for sentence in filter(None, sentences):
            inner.addWidget(self._centred(Label(sentence, quiet=True, selectable=True)))
        if actions:
            inner.addSpacing(INSIDE)
            inner.addLayout(self._buttons(look, actions))
        if details:
            inner.addWidget(DetailsFold(look, details, centred=True, name=f"{name}.details"))
        place_in_middle(self, inner, widest=_WIDEST, margin=BETWEEN, above=2, below=3)

    @staticmethod
    def _centred(label: Label) -> Label:
        label.centre()
        return label

    @staticmethod
    def _buttons(look: Look, actions: Sequence[Action]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(INSIDE)
        row.addStretch()
        for action in actions:
            row.addWidget(action.button(look))
        row.addStretch()
        return row
