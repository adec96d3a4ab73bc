"""The on/off switch for import and export, as a widget and as a drawing for tables.

A click states a wish and changes nothing: whoever owns the value calls `set_on` with the confirmed one.
"""

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, QTimerEvent, QVariantAnimation, Signal
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QToolTip, QWidget

from caldesk.i18n import _
from caldesk.ui.style import FOCUS_RING, MOTION_MS, Look, Theme
from caldesk.ui.widgets.focus_ring import paint_focus_ring
from caldesk.ui.widgets.spinner import Turning, paint_spinner

WIDTH, HEIGHT = 44, 24
_KNOB_ON, _KNOB_OFF = 18, 14
_RING = FOCUS_RING + 1


def _track_colours(theme: Theme, *, on: bool, enabled: bool) -> tuple[str, str, str]:
    """Ground, edge and knob."""
    if not enabled:
        return (theme.tile, theme.disabled, theme.disabled) if on else (theme.surface, theme.disabled, theme.disabled)
    return (theme.accent, theme.accent, theme.on_accent) if on else (theme.surface, theme.control_edge, theme.secondary)


def paint_switch(
    painter: QPainter,
    rect: QRect | QRectF,
    theme: Theme,
    *,
    on: bool,
    pending: bool = False,
    enabled: bool = True,
    focused: bool = False,
    mirrored: bool = False,
    travel: float | None = None,
    degrees: int = 0,
) -> None:
    """Draw a switch in the middle of `rect`.

    `travel` is the knob's way from off (0) to on (1), `degrees` the turn of the pending mark, `mirrored` is for
    right-to-left layouts.
    """
    track = QRectF(0, 0, WIDTH, HEIGHT)
    track.moveCenter(QRectF(rect).center())
    ground, edge, knob_colour = _track_colours(theme, on=on, enabled=enabled)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(edge), 1.5))
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(track.adjusted(0.75, 0.75, -0.75, -0.75), HEIGHT / 2, HEIGHT / 2)
    knob = _knob_rect(track, float(on) if travel is None else travel, pending=pending, mirrored=mirrored)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(knob_colour))
    painter.drawEllipse(knob)
    if pending:
        paint_spinner(painter, knob.adjusted(3.5, 3.5, -3.5, -3.5), ground, degrees)
    if focused:
        paint_focus_ring(painter, track.adjusted(-_RING, -_RING, _RING, _RING), theme, HEIGHT / 2 + _RING)
    painter.restore()


def _knob_rect(track: QRectF, travel: float, *, pending: bool, mirrored: bool) -> QRectF:
    side = _KNOB_ON if pending else _KNOB_OFF + (_KNOB_ON - _KNOB_OFF) * travel
    first = track.left() + HEIGHT / 2
    way = track.width() - HEIGHT
    x = first + way * (1 - travel if mirrored else travel)
    return QRectF(x - side / 2, track.center().y() - side / 2, side, side)


class Switch(QAbstractButton):
    """On, off, pending or not available for a reason. `label` is its accessible name."""

    wished = Signal(bool)

    def __init__(self, look: Look, label: str, *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._look = look
        self._pending = False
        self._reason = ""
        self._turning = Turning(self, look)
        self._slide = QVariantAnimation(self)
        self._slide.setDuration(MOTION_MS)
        self._slide.valueChanged.connect(self.update)
        self.clicked.connect(self._wish)
        look.changed.connect(self.update)

    def set_on(self, on: bool) -> None:
        """Show the confirmed value."""
        if on == self.isChecked():
            return
        self.setChecked(on)
        if self.isVisible() and not self._look.reduced_motion():
            self._slide.setStartValue(float(not on))
            self._slide.setEndValue(float(on))
            self._slide.start()
        self.update()

    def set_pending(self, pending: bool) -> None:
        """Show that a wish is being saved; a second click is a new wish all the same."""
        self._pending = pending
        self._describe()
        self._turning.turn(pending)
        self.update()

    def set_reason(self, reason: str) -> None:
        """Say why the switch cannot be used, or "" that it can.

        It stays reachable by keyboard, so that everybody can read why.
        """
        self._reason = reason
        self.setToolTip(reason)
        self.setCursor(Qt.CursorShape.ArrowCursor if reason else Qt.CursorShape.PointingHandCursor)
        self._describe()
        self.update()

    def _describe(self) -> None:
        self.setAccessibleDescription(self._reason or (_("Saving") if self._pending else ""))

    def _wish(self) -> None:
        if self._reason:
            QToolTip.showText(self.mapToGlobal(QPoint(0, self.height())), self._reason, self)
        else:
            self.wished.emit(not self.isChecked())

    def nextCheckState(self) -> None:
        """A click is a wish, not a change."""

    def sizeHint(self) -> QSize:
        """The track and room for the ring around it."""
        return QSize(WIDTH + 2 * _RING, HEIGHT + 2 * _RING)

    def showEvent(self, event: QShowEvent) -> None:
        """Turn the pending mark while seen."""
        self._turning.turn(self._pending)

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest while unseen."""
        self._turning.turn(False)

    def timerEvent(self, event: QTimerEvent) -> None:
        """Move the pending mark."""
        if not self._turning.tick(event):
            super().timerEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the reading direction and the enabled state."""
        super().changeEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it as tables do."""
        sliding = self._slide.state() is QVariantAnimation.State.Running
        paint_switch(
            QPainter(self),
            self.rect(),
            self._look.theme,
            on=self.isChecked(),
            pending=self._pending,
            enabled=self.isEnabled() and not self._reason,
            focused=self.hasFocus(),
            mirrored=self.layoutDirection() is Qt.LayoutDirection.RightToLeft,
            travel=self._slide.currentValue() if sliding else None,
            degrees=self._turning.degrees,
        )
