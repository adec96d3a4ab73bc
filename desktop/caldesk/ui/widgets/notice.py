"""A notice in the place it concerns: what is so, what can be done, and details for whoever helps."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from caldesk.i18n import _
from caldesk.ui.style import BETWEEN, EDGE, ICON, INSIDE, RADIUS_CONTROL, TIGHT, Look, Role, Tone
from caldesk.ui.widgets.action import Action
from caldesk.ui.widgets.announce import announce
from caldesk.ui.widgets.details_fold import DetailsFold
from caldesk.ui.widgets.icon_button import IconButton
from caldesk.ui.widgets.icons import paint_icon
from caldesk.ui.widgets.label import Label

_ICON = {
    Tone.GOOD: "check-circle",
    Tone.STARTING: "info",
    Tone.ATTENTION: "warning",
    Tone.BAD: "error",
    Tone.OFF: "clock",
}


_PAD = INSIDE + TIGHT


class Notice(QFrame):
    """Icon, title, text, buttons; `dismissible` adds a close button, after which it hides and says so."""

    dismissed = Signal()

    def __init__(
        self,
        look: Look,
        tone: Tone,
        title: str,
        text: str = "",
        *,
        actions: Sequence[Action] = (),
        details: str = "",
        dismissible: bool = False,
        icon: str = "",
        name: str = "notice",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._look, self._tone, self._icon = look, tone, icon or _ICON[tone]
        row = QHBoxLayout(self)
        row.setContentsMargins(_PAD, _PAD, _PAD, _PAD)
        row.setSpacing(INSIDE)
        row.addSpacing(ICON + INSIDE + TIGHT)
        self._title = Label(title, Role.STRONG if text else Role.BODY, name=f"{name}.title", selectable=True)
        row.addLayout(self._words(text, details), 1)
        for action in actions:
            row.addWidget(action.button(look), 0, Qt.AlignmentFlag.AlignVCenter)
        if dismissible:
            row.addWidget(self._close_button(), 0, Qt.AlignmentFlag.AlignVCenter)
        look.changed.connect(self.update)
        announce(self, f"{title} {text}".strip(), urgent=tone is Tone.BAD)

    @property
    def tone(self) -> Tone:
        """How serious it is."""
        return self._tone

    def _words(self, text: str, details: str) -> QVBoxLayout:
        name = self.objectName()
        column = QVBoxLayout()
        column.setSpacing(TIGHT)
        column.addWidget(self._title)
        if text:
            column.addWidget(Label(text, name=f"{name}.text", selectable=True))
        if details:
            column.addWidget(DetailsFold(self._look, details, name=f"{name}.details"))
        return column

    def _close_button(self) -> IconButton:
        button = IconButton(self._look, "close", _("Dismiss"), name=f"{self.objectName()}.dismiss")
        button.clicked.connect(self._dismiss)
        return button

    def _dismiss(self) -> None:
        self.hide()
        self.dismissed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A quiet ground of the tone, an edge at its leading side, the icon beside the first line."""
        theme = self._look.theme
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.line), 1))
        painter.setBrush(QColor(theme.ground(self._tone)))
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, RADIUS_CONTROL, RADIUS_CONTROL)
        bar = QRectF(self.width() - 2 * EDGE if rtl else EDGE, INSIDE, EDGE, self.height() - 2 * INSIDE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.tone(self._tone)))
        painter.drawRoundedRect(bar, EDGE / 2, EDGE / 2)
        left = self.width() - BETWEEN - ICON if rtl else BETWEEN
        top = self._first_line_middle() - ICON / 2
        paint_icon(painter, QRectF(left, top, ICON, ICON), self._icon, theme.tone(self._tone))

    def _first_line_middle(self) -> float:
        """Where the title's first line has its middle; the title may be stretched, and may wrap.

        Its metrics are asked, not the label: one whose text can be selected lays itself out at the question, and asks
        to be painted, for which it would be asked again.
        """
        box, metrics = self._title.geometry(), self._title.fontMetrics()
        lines = metrics.boundingRect(0, 0, box.width(), 0, Qt.TextFlag.TextWordWrap, self._title.text())
        return box.center().y() + 1 - lines.height() / 2 + metrics.height() / 2
