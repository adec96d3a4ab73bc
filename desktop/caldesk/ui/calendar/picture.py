"""What the pictures of all views share: a layer that stands still, and what is under a point.

A picture knows the scene and the size; it knows nothing of keyboard, mouse or scroll bars.
"""

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QLocale, QPoint, QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QRegion

from caldesk.domain.event import Event
from caldesk.ui.calendar.layer import Draw, Layer
from caldesk.ui.calendar.scene import Scene
from caldesk.ui.style import RADIUS_EVENT, Theme
from caldesk.ui.widgets.focus_ring import paint_focus_ring


class Drawn(NamedTuple):
    """An event in sight: where, which, and in which column."""

    rect: QRectF
    event: Event
    column: int


class Leftover(NamedTuple):
    """A mark in sight for events that have no room, and exactly those events."""

    rect: QRectF
    events: tuple[Event, ...]
    column: int


class Picture:
    """Set the fields, then ask; `forget` drops the layer, `restyle` also what depends on theme and font.

    `scroll` is how far the picture is scrolled, from its leading edge and from its top; the layer follows it.
    """

    def __init__(self, theme: Theme, locale: QLocale) -> None:
        self._locale = locale
        self._layer: Layer | None = None
        self._behind: tuple[QRectF, QRegion] | None = None
        self.scene: Scene | None = None
        self.theme = theme
        self.size = QSize()
        self.ratio = 1.0
        self.scroll = QPoint()
        self.rtl = False

    def forget(self) -> None:
        """Something has moved: draw the layer anew next time."""
        self._layer = self._behind = None

    def restyle(self, theme: Theme) -> None:
        """Colours, fonts, scale or reading direction are others."""
        self.theme = theme
        self.forget()

    @property
    def is_ready(self) -> bool:
        """Whether everything has its place; else it was drawn without what has none yet, and should be drawn again."""
        return True

    def go_on(self) -> None:
        """Give places to some more."""

    # ----- what a view tells

    def drawn(self) -> Iterator[Drawn]:
        """Every event in sight; what lies on top comes first."""
        raise NotImplementedError

    def leftovers(self) -> Iterator[Leftover]:
        """Every mark in sight for events that have no room."""
        raise NotImplementedError

    def column_rect(self, column: int) -> QRectF:
        """Where a column is drawn."""
        raise NotImplementedError

    def column_at(self, point: QPointF) -> int:
        """The column at a point, or the nearest one."""
        raise NotImplementedError

    def _draw(self, painter: QPainter, scene: Scene, part: QRectF) -> None:
        """Draw all that stands still and lies in this part; the rest is cut off."""
        raise NotImplementedError

    def _moving(self, scene: Scene, step: QPoint) -> QRectF | None:
        """The part that moves as a whole when the picture is scrolled by this step; None if none does."""
        return None

    def _draw_over(self, painter: QPainter, scene: Scene, instant: int) -> None:
        """Draw what moves with time."""

    # ----- what follows from it

    def near(self, rect: QRectF) -> Iterator[Drawn]:
        """Every event in sight that stands in a rectangle, and perhaps some beside it, in the order of `drawn`."""
        return self.drawn()

    def taken(self, rect: QRectF) -> Iterator[QRectF]:
        """The room of everything in a rectangle that may be pressed, and perhaps of some beside it."""
        yield from (each.rect for each in self.near(rect))
        yield from (each.rect for each in self.leftovers())

    def hit(self, point: QPointF) -> Drawn | None:
        """The event under a point."""
        return next((each for each in self.near(QRectF(point, point)) if each.rect.contains(point)), None)

    def leftover_hit(self, point: QPointF) -> Leftover | None:
        """The mark under a point."""
        return next((each for each in self.leftovers() if each.rect.contains(point)), None)

    def rect_of(self, event: Event, column: int | None = None) -> QRectF:
        """Where an event is drawn, in this column if it can be; empty if it is out of sight."""
        rects = [each for each in self.drawn() if each.event == event]
        here = next((each for each in rects if each.column == column), rects[-1] if rects else None)
        return here.rect if here is not None else QRectF()

    def paint(self, painter: QPainter, instant: int) -> None:
        """Copy the layer, drawing it first if it was forgotten, and draw over it what moves with time."""
        if self.scene is None:
            return
        if self._layer is None or not self._follow(self._layer, self.scene):
            self._layer = self._drawn_layer(self.scene)
        painter.drawPixmap(0, 0, self._layer.pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_over(painter, self.scene, instant)

    def paint_mark(self, painter: QPainter, rect: QRectF) -> None:
        """Draw a ring around something."""
        paint_focus_ring(painter, rect, self.theme, RADIUS_EVENT + 1)

    def paint_place(self, painter: QPainter, rect: QRectF) -> None:
        """Draw a ring around a place, behind what stands in it: it would strike out the words."""
        if self._behind is None or self._behind[0] != rect:
            self._behind = QRectF(rect), self._free_of(rect)
        painter.save()
        painter.setClipRegion(self._behind[1])
        self.paint_mark(painter, rect)
        painter.restore()

    def _free_of(self, rect: QRectF) -> QRegion:
        """What nothing is drawn on."""
        free = QRegion(rect.toAlignedRect())
        for taken in self.taken(rect):
            if taken.intersects(rect):
                free -= QRegion(taken.toAlignedRect())
        return free

    def _drawn_layer(self, scene: Scene) -> Layer:
        ground = QColor(self.theme.surface)
        return Layer(self.size, self.ratio, self.scroll, ground, self._drawing_of(scene))

    def _drawing_of(self, scene: Scene) -> Draw:
        return lambda painter, part: self._draw(painter, scene, part)

    def _follow(self, layer: Layer, scene: Scene) -> bool:
        """Let the layer follow the scrolling; False if it cannot."""
        step = self.scroll - layer.scroll
        if step.isNull():
            return True
        self._behind = None
        part = self._moving(scene, step) if self.is_ready else None
        layer.scroll = QPoint(self.scroll)
        onward = QPoint(step.x() if self.rtl else -step.x(), -step.y())
        return part is not None and layer.move(part, onward, self._drawing_of(scene))
