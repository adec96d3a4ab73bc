"""Buttons with words: primary, secondary, destructive and link."""

from enum import Enum

from PySide6.QtCore import QRect, QRectF, QSize, QTimerEvent
from PySide6.QtGui import QColor, QEnterEvent, QFont, QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QPushButton, QSizePolicy, QWidget

from caldesk.ui.style import BETWEEN, CONTROL, ICON_SMALL, INSIDE, RADIUS_CONTROL, Look, Theme
from caldesk.ui.widgets.focus_ring import paint_focus_ring
from caldesk.ui.widgets.icons import facing, paint_icon
from caldesk.ui.widgets.painting import CENTER, MNEMONIC, box, draw_text, fill, outline
from caldesk.ui.widgets.spinner import Turning, paint_spinner


class Kind(Enum):
    """How much a button asks to be pressed."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    DESTRUCTIVE = "destructive"
    LINK = "link"


def _is_hot(button: QAbstractButton) -> bool:
    return button.isEnabled() and button.underMouse()


def _colours(theme: Theme, kind: Kind, *, enabled: bool, hot: bool, down: bool) -> tuple[str, str, str]:
    """Ground, edge and ink."""
    if not enabled:
        filled = kind in (Kind.PRIMARY, Kind.DESTRUCTIVE)
        return theme.tile if filled else theme.surface, theme.line, theme.disabled
    if kind is Kind.PRIMARY:
        ground = theme.accent_pressed if down else theme.accent_hover if hot else theme.accent
        return ground, ground, theme.on_accent
    if kind is Kind.DESTRUCTIVE:
        ground = theme.bad_hover if hot or down else theme.bad
        return ground, ground, theme.on_bad
    ground = theme.pressed if down else theme.hover if hot else theme.surface
    return ground, theme.control_edge, theme.text


class Button(QPushButton):
    """A button with words. Enter presses it only where a dialog makes it the default."""

    def __init__(
        self,
        look: Look,
        text: str,
        kind: Kind = Kind.SECONDARY,
        *,
        icon: str = "",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        self._look, self._kind, self._icon = look, kind, icon
        self._busy = False
        self._turning = Turning(self, look)
        look.changed.connect(self.update)

    @property
    def kind(self) -> Kind:
        """How much it asks to be pressed."""
        return self._kind

    def show_mark(self, icon: str) -> None:
        """Put another icon beside the words."""
        self._icon = icon
        self.update()

    def set_busy(self, busy: bool) -> None:
        """Show a spinner in the place of the icon; whether it can be pressed is not changed."""
        self._busy = busy
        self._turning.turn(busy)
        self.updateGeometry()
        self.update()

    def _mark_side(self) -> int:
        return max(ICON_SMALL, self.fontMetrics().height()) if self._icon or self._busy else 0

    def _text_width(self) -> int:
        return self.fontMetrics().size(MNEMONIC, self.text()).width()

    def sizeHint(self) -> QSize:
        """Text, mark and room around them; taller than usual where the text is."""
        mark = self._mark_side()
        sides = 2 * (INSIDE // 2 if self._kind is Kind.LINK else BETWEEN - INSIDE // 2)
        width = self._text_width() + (mark + INSIDE if mark else 0) + sides
        return QSize(width, max(CONTROL, self.fontMetrics().height() + BETWEEN - INSIDE // 2))

    def minimumSizeHint(self) -> QSize:
        """A button's words are never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the shape of its kind, then mark and words."""
        painter = QPainter(self)
        theme = self._look.theme
        if self._kind is Kind.LINK:
            ink = theme.accent if self.isEnabled() else theme.disabled
        else:
            ink = self._paint_shape(painter, theme)
        self._paint_words(painter, ink)
        if self.hasFocus():
            paint_focus_ring(painter, self.rect(), theme, RADIUS_CONTROL)

    def _paint_shape(self, painter: QPainter, theme: Theme) -> str:
        ground, edge, ink = _colours(theme, self._kind, enabled=self.isEnabled(), hot=_is_hot(self), down=self.isDown())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inset = 2.5 if self.hasFocus() and self._kind in (Kind.PRIMARY, Kind.DESTRUCTIVE) else 0.5
        shape = box(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), RADIUS_CONTROL)
        fill(painter, shape, ground)
        outline(painter, shape, edge)
        return ink

    def _paint_words(self, painter: QPainter, ink: str) -> None:
        mark = self._mark_side()
        content = self._text_width() + (mark + INSIDE if mark else 0)
        area = QRect(0, 0, min(content, self.width()), self.height())
        area.moveCenter(self.rect().center())
        rtl = self.isRightToLeft()
        if mark:
            left = area.right() + 1 - mark if rtl else area.left()
            self._paint_mark(painter, QRect(left, (self.height() - mark) // 2, mark, mark), ink)
            area.adjust(0 if rtl else mark + INSIDE, 0, -(mark + INSIDE) if rtl else 0, 0)
        if self._kind is Kind.LINK and (_is_hot(self) or self.hasFocus()):
            underlined = QFont(self.font())
            underlined.setUnderline(True)
            painter.setFont(underlined)
        if self._kind is not Kind.SECONDARY:  # whose ink is the palette's, which is there already
            painter.setPen(QColor(ink))
        draw_text(painter, area, CENTER | MNEMONIC, self.text(), rtl=rtl)

    def _paint_mark(self, painter: QPainter, rect: QRect, ink: str) -> None:
        if self._busy:
            paint_spinner(painter, rect, ink, self._turning.degrees)
        else:
            paint_icon(painter, rect, facing(self._icon, rtl=self.isRightToLeft()), ink)

    def enterEvent(self, event: QEnterEvent) -> None:
        """A hand says that it can be pressed."""
        from PySide6.QtCore import Qt  # see `painting`

        self.setCursor(Qt.CursorShape.PointingHandCursor)
        super().enterEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Turn the spinner while seen."""
        super().showEvent(event)
        self._turning.turn(self._busy)

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest while unseen."""
        super().hideEvent(event)
        self._turning.turn(False)

    def timerEvent(self, event: QTimerEvent) -> None:
        """Move the spinner."""
        if not self._turning.tick(event):
            super().timerEvent(event)
