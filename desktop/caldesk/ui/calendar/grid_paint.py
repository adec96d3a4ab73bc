"""Draws what stands behind the events of a time grid: axis, hours, days, gaps and repeats, and what is not known."""

from collections.abc import Container, Sequence
from math import ceil

from PySide6.QtCore import QLineF, QLocale, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen, QPolygonF

from caldesk.domain.day_axis import Mark, axis_of
from caldesk.domain.local_day import DAY_MINUTES, Day, local_time
from caldesk.i18n import _
from caldesk.ui.calendar.fitting import Fitter
from caldesk.ui.calendar.geometry import Geometry
from caldesk.ui.calendar.inks import Inks, fill
from caldesk.ui.calendar.scene import DayState, Scene
from caldesk.ui.calendar.second_zone import minute_beside
from caldesk.ui.calendar.wording import clock_words, hour_words, lane_words
from caldesk.ui.style import RADIUS_EVENT, Role, font

_SATURDAY = 5
LANE_INSET = 6
"""Free space beside the name of the all-day lane."""
_SKELETONS = ((9, 1.5), (11, 1), (13.5, 2), (16.5, 1))
"""Hours and lengths of the boxes that stand for events on their way."""


class GridPainter:
    """Draws the ground of a grid in one theme, scale and reading direction."""

    def __init__(self, inks: Inks, locale: QLocale) -> None:
        self._inks, self._locale = inks, locale
        self._caption = Fitter(font(Role.CAPTION, tabular=True))
        measure = self._caption.metrics.horizontalAdvance
        times = max(measure(hour_words(locale, 60.0 * hour) + " A") for hour in (10, 22))
        self.axis_width = max(times + 16, measure(lane_words()) + LANE_INSET)
        """Room for the longest time with a letter for hours that come twice, and for the name of the lane above."""

    def paint_body(self, painter: QPainter, geometry: Geometry, scene: Scene, waiting: Container[int] = ()) -> None:
        """Draw the scrolled part; events of the columns in `waiting` have no place yet."""
        painter.save()
        painter.setClipRect(geometry.body)
        fill(painter, geometry.body, self._inks.surface)
        for column in geometry.shown_columns[: scene.width]:
            self._column_ground(painter, geometry, scene, column, scene.day(column))
            if column in waiting:
                self._skeleton(painter, geometry, column)
        self._hour_lines(painter, geometry, scene)
        self._column_lines(painter, geometry, geometry.top)
        painter.setClipRect(geometry.axis_rect)
        self._axis(painter, geometry, scene)
        painter.restore()

    def paint_now(self, painter: QPainter, geometry: Geometry, scene: Scene, instant: int) -> None:
        """Draw the present moment: a line with a triangle over today, or over everybody, and the time on the axis."""
        column = scene.column_of_day(scene.today, 0)
        if column is None:
            return
        minute = axis_of(scene.day(column)).top_of(instant)
        y = geometry.pixel(minute) + 0.5
        if y < geometry.top:
            return
        rect = geometry.body if scene.by_person is not None else geometry.column_rect(column)
        painter.setPen(QPen(self._inks.accent, 2))
        painter.drawLine(QLineF(rect.left(), y, rect.right(), y))
        self._now_triangle(painter, rect.right() if geometry.rtl else rect.left(), y, -1 if geometry.rtl else 1)
        self._now_time(painter, geometry, y, instant, scene)

    def paint_changes(self, painter: QPainter, geometry: Geometry, scene: Scene, taken: Sequence[QRectF]) -> None:
        """Say what a clock change does to a day, where no event has `taken` the room."""
        for column in geometry.shown_columns[: scene.width]:
            day = scene.day(column)
            for gap in day.gaps:
                words = _("Clocks go forward") if day.segments else _("This date was left out")
                self._note_where_free(painter, _stretch(geometry, column, gap.first, gap.end), words, taken)
            for repeat in day.repeats if len(scene.columns) > 1 else ():  # else the axis says it
                words = _("{time} again").format(time=hour_words(self._locale, repeat.first))
                self._note_where_free(painter, _stretch(geometry, column, repeat.middle, repeat.end), words, taken)

    def paint_range(self, painter: QPainter, rects: list[QRectF], words: str) -> None:
        """Draw a picked stretch of time: a veil with a frame, and its length in the highest part of it."""
        painter.setPen(QPen(self._inks.accent, 2))
        painter.setBrush(self._inks.veil)
        shown = [rect.adjusted(1, 1, -2, -1) for rect in rects if not rect.isEmpty()]
        for rect in shown:
            painter.drawRoundedRect(rect, RADIUS_EVENT, RADIUS_EVENT)
        if shown:
            self._note(painter, max(shown, key=lambda rect: rect.height()), words)

    def _now_triangle(self, painter: QPainter, x: float, y: float, direction: int) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._inks.accent)
        base = [QPointF(x, y - 6), QPointF(x, y + 6), QPointF(x + 9 * direction, y)]
        painter.drawPolygon(QPolygonF(base))

    def _now_time(self, painter: QPainter, geometry: Geometry, y: float, instant: int, scene: Scene) -> None:
        axis = site_part(geometry.axis_rect, geometry, scene)
        words = _wall_words(self._locale, scene, instant)
        width = min(self._caption.metrics.horizontalAdvance(words) + 10, axis.width())
        pill = QRectF(0, 0, width, self._caption.height + 4)
        pill.moveCenter(QPointF(axis.center().x(), y))
        if pill.top() < geometry.top:
            pill.moveTop(geometry.top)
        painter.setBrush(self._inks.accent)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(pill, RADIUS_EVENT, RADIUS_EVENT)
        painter.setPen(self._inks.on_accent)
        painter.setFont(self._caption.font)
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, words)

    def _column_ground(self, painter: QPainter, geometry: Geometry, scene: Scene, column: int, day: Day) -> None:
        rect = geometry.column_rect(column)
        if day.date.weekday() >= _SATURDAY and scene.by_person is None:
            fill(painter, rect, self._inks.weekend)
        if day.date == scene.today and len(scene.columns) > 1:
            fill(painter, rect, self._inks.today)
        if scene.state(column) is DayState.UNREADABLE:
            self._unreadable_day(painter, geometry, rect)
        elif scene.state(column) is DayState.LOADING and not scene.pages[column].events:
            self._skeleton(painter, geometry, column)
        if geometry.strip:
            self._hatch(painter, geometry.blind_strip(column), geometry, self._inks.unreadable)
        for gap in day.gaps:
            stretch = _stretch(geometry, column, gap.first, gap.end)
            fill(painter, stretch, self._inks.window)
            self._hatch(painter, stretch, geometry, self._inks.gap)
        for repeat in day.repeats:
            self._repeat(painter, geometry, column, repeat.middle)

    def _unreadable_day(self, painter: QPainter, geometry: Geometry, rect: QRectF) -> None:
        fill(painter, rect, self._inks.unreadable_ground)
        self._hatch(painter, rect, geometry, self._inks.unreadable_day)
        self._note(painter, QRectF(rect.left(), rect.top(), rect.width(), 4 * self._caption.height), _("Not read"))

    def _hatch(self, painter: QPainter, rect: QRectF, geometry: Geometry, brush: QBrush) -> None:
        painter.setBrushOrigin(QPointF(rect.left(), geometry.y(0) % 8))
        fill(painter, rect, brush)
        painter.setBrushOrigin(QPointF(0, 0))

    def _repeat(self, painter: QPainter, geometry: Geometry, column: int, middle: float) -> None:
        y = geometry.pixel(middle) + 0.5
        rect = geometry.column_rect(column)
        painter.setPen(QPen(self._inks.accent, 1, Qt.PenStyle.DashLine))
        painter.drawLine(QLineF(rect.left(), y, rect.right(), y))

    def _note(self, painter: QPainter, rect: QRectF, words: str) -> None:
        self._plate(painter, self._plate_in(rect, words), words)

    def _note_where_free(self, painter: QPainter, rect: QRectF, words: str, taken: Sequence[QRectF]) -> None:
        """In the middle or at an end, at the top of a high stretch; nowhere if each of them is taken."""
        plate = self._plate_in(rect, words)
        if plate.height() > rect.height():
            return
        if rect.height() > 4 * plate.height():
            plate.moveTop(rect.top() + plate.height())
        for x in (plate.left(), rect.right() - plate.width() - 8, rect.left() + 4):
            plate.moveLeft(x)
            if not any(plate.intersects(each) for each in taken):
                self._plate(painter, plate, words)
                return

    def _plate_in(self, rect: QRectF, words: str) -> QRectF:
        plate = QRectF(0, 0, ceil(self._caption.fit(words, rect.width() - 16)[1]) + 8, self._caption.height + 2)
        plate.moveCenter(rect.center())
        return plate

    def _plate(self, painter: QPainter, plate: QRectF, words: str) -> None:
        cut = self._caption.fit(words, plate.width() - 8)[0]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._inks.surface)
        painter.drawRoundedRect(plate, RADIUS_EVENT, RADIUS_EVENT)
        painter.setPen(self._inks.secondary)
        painter.setFont(self._caption.font)
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, cut)

    def _skeleton(self, painter: QPainter, geometry: Geometry, column: int) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._inks.skeleton)
        for place, (hour, length) in enumerate(_SKELETONS):
            if (place + column) % 3 == 2:
                continue
            shifted = hour + (column * 7 + place * 3) % 4 / 2
            top, bottom = geometry.y(shifted * 60), geometry.y((shifted + length) * 60)
            rect = geometry.column_rect(column, top=top, bottom=bottom)
            painter.drawRoundedRect(rect.adjusted(3, 1, -8, -1), RADIUS_EVENT, RADIUS_EVENT)

    def _hour_lines(self, painter: QPainter, geometry: Geometry, scene: Scene) -> None:
        body = geometry.body
        for minute in range(0, DAY_MINUTES, 30):
            y = geometry.pixel(minute) + 0.5
            if y < geometry.top or y > geometry.height or (minute % 60 and geometry.pixels_per_hour < 36):
                continue
            painter.setPen(self._inks.faint_line if minute % 60 else self._inks.line)
            painter.drawLine(QLineF(body.left(), y, body.right(), y))

    def _axis(self, painter: QPainter, geometry: Geometry, scene: Scene) -> None:
        fill(painter, geometry.axis_rect, self._inks.surface)
        axis = site_part(geometry.axis_rect, geometry, scene)
        painter.setPen(self._inks.secondary)
        painter.setFont(self._caption.font)
        last = -1e9
        for mark in self._marks(scene):
            y = geometry.pixel(mark.position)
            if y < geometry.top - 8 or y > geometry.height + 8 or y - last < self._caption.height or not mark.position:
                continue
            last = y
            self._axis_words(painter, geometry, axis, y, self._mark_words(mark))
            if scene.second is not None:
                words = clock_words(self._locale, minute_beside(scene, mark.position))
                self._axis_words(painter, geometry, second_part(geometry.axis_rect, geometry), y, words)

    def _axis_words(self, painter: QPainter, geometry: Geometry, axis: QRectF, y: float, words: str) -> None:
        rect = QRectF(axis.left(), y - self._caption.height / 2, axis.width() - 8, self._caption.height)
        if geometry.rtl:
            rect.moveLeft(axis.left() + 8)
        side = Qt.AlignmentFlag.AlignLeft if geometry.rtl else Qt.AlignmentFlag.AlignRight
        painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, words)

    def _marks(self, scene: Scene) -> list[Mark]:
        """Every hour; where a single day is shown, the axis follows its clock change."""
        if len(scene.columns) == 1:
            return list(axis_of(scene.columns.days[0]).marks())
        return [Mark(60.0 * hour, 60.0 * hour) for hour in range(24)]

    def _mark_words(self, mark: Mark) -> str:
        words = hour_words(self._locale, mark.wall)
        return _("{time} {turn}").format(time=words, turn=mark.turn) if mark.turn else words

    def _column_lines(self, painter: QPainter, geometry: Geometry, top: float) -> None:
        painter.setPen(self._inks.line)
        for column in geometry.shown_columns:
            x = geometry.left(column) + 0.5
            painter.drawLine(QLineF(x, top, x, geometry.height))


def _stretch(geometry: Geometry, column: int, first: float, end: float) -> QRectF:
    return geometry.column_rect(column, top=geometry.y(first), bottom=geometry.y(end))


def site_part(axis: QRectF, geometry: Geometry, scene: Scene) -> QRectF:
    """The part of the axis for the site's own times: all of it, or the half beside the days."""
    if scene.second is None:
        return axis
    half = axis.width() / 2
    return axis.adjusted(0, 0, -half, 0) if geometry.rtl else axis.adjusted(half, 0, 0, 0)


def second_part(axis: QRectF, geometry: Geometry) -> QRectF:
    """The outer half, for a second zone."""
    half = axis.width() / 2
    return axis.adjusted(half, 0, 0, 0) if geometry.rtl else axis.adjusted(0, 0, -half, 0)


def _wall_words(locale: QLocale, scene: Scene, instant: int) -> str:
    moment = local_time(scene.zone, instant)
    return clock_words(locale, moment.hour * 60 + moment.minute)
