"""The strip that shows where one is: the stages in a row, those behind ticked, the present one strong."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from caldesk.i18n import _
from caldesk.services.connect.steps import Stage
from caldesk.ui.style import BETWEEN, ICON_SMALL, INSIDE, TIGHT, Look, Role, font
from caldesk.ui.widgets.icons import paint_icon

_DOT = 10


class StepStrip(QWidget):
    """A screen reader reads "Step 2 of 4: What"."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("connect.steps")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._look = look
        self._present = Stage.WHO
        self._finished = False
        look.changed.connect(self.update)
        self.show_stage(Stage.WHO)

    def show_stage(self, stage: Stage, *, finished: bool = False) -> None:
        """Move the mark; `finished` ticks the last one too."""
        self._present, self._finished = stage, finished
        stages = list(Stage)
        words = _("Step {number} of {count}: {name}")
        self.setAccessibleName(words.format(number=stages.index(stage) + 1, count=len(stages), name=_names()[stage]))
        self.update()

    def sizeHint(self) -> QSize:
        """All names in a row."""
        metrics = QFontMetrics(font(Role.STRONG))
        width = sum(ICON_SMALL + TIGHT + metrics.horizontalAdvance(name) + 2 * BETWEEN for name in _names().values())
        return QSize(width, max(metrics.height(), ICON_SMALL) + TIGHT)

    def minimumSizeHint(self) -> QSize:
        """Names are never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Mark and name of each stage, from the leading edge."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        stages = list(Stage)
        here = stages.index(self._present)
        at = 0
        for place, stage in enumerate(stages):
            name = _names()[stage]
            face = font(Role.STRONG if place == here else Role.BODY)
            width = ICON_SMALL + TIGHT + QFontMetrics(face).horizontalAdvance(name) + TIGHT
            box = QRect(self.width() - at - width if rtl else at, 0, width, self.height())
            painter.setFont(face)
            self._paint_stage(painter, box, name, done=place < here or self._finished, present=place == here)
            at += width + BETWEEN + INSIDE

    def _paint_stage(self, painter: QPainter, box: QRect, name: str, *, done: bool, present: bool) -> None:
        theme = self._look.theme
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        mark = QRect(box.right() + 1 - ICON_SMALL if rtl else box.left(), 0, ICON_SMALL, ICON_SMALL)
        mark.moveTop((self.height() - ICON_SMALL) // 2)
        if done:
            paint_icon(painter, mark, "check", theme.good)
        else:
            dot = QRect(0, 0, _DOT, _DOT)
            dot.moveCenter(mark.center())
            painter.setPen(QPen(QColor(theme.accent if present else theme.control_edge), 1.5))
            painter.setBrush(QColor(theme.accent if present else theme.window))
            painter.drawEllipse(dot)
        words = box.adjusted(0, 0, -ICON_SMALL - TIGHT, 0) if rtl else box.adjusted(ICON_SMALL + TIGHT, 0, 0, 0)
        align = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        painter.setPen(QColor(theme.text if present else theme.secondary))
        painter.drawText(words, align | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute, name)


def _names() -> dict[Stage, str]:
    return {
        Stage.WHO: _("Who"),
        Stage.WHAT: _("What"),
        Stage.SIGN_IN: _("Sign-in"),
        Stage.REVIEW: _("Review"),
    }
