"""Draws what stands behind the events of a time grid: axis, hours, days, gaps and repeats, and what is not known."""

from datetime import timedelta

from PySide6.QtCore import QLineF, QLocale, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen, QPolygonF

from caldesk.domain.day_axis import Mark, axis_of
from caldesk.domain.local_day import DAY_MINUTES, Day, local_day, local_time, zone_names
from caldesk.i18n import _
from caldesk.ui.calendar.fitting import Fitter
from caldesk.ui.calendar.geometry import Geometry
from caldesk.ui.calendar.inks import Inks
from caldesk.ui.calendar.scene import DayState, Scene
from caldesk.ui.calendar.wording import clock_words, day_words, hour_words
from caldesk.ui.style import HAIRLINE, RADIUS_EVENT, Role, font

_SATURDAY = 5
_SKELETONS = ((9, 1.5), (11, 1), (13.5, 2), (16.5, 1))
"""Hours and lengths of the boxes that stand for events on their way."""


class GridPainter:
    """Draws the ground of a grid in one theme, scale and reading direction."""

    def __init__(self, inks: Inks, locale: QLocale) -> None:
        self._inks, self._locale = inks, locale
        self._caption = Fitter(font(Role.CAPTION, tabular=True))
        self._number = Fitter(font(Role.SECTION, tabular=True))

    @property
    def axis_width(self) -> float:
        """Room for the longest time, and a letter for hours that come twice."""
        texts = [hour_words(self._locale, 60.0 * hour) + " A" for hour in (10, 22)]
        return max(self._caption.metrics.horizontalAdvance(text) for text in texts) + 16

    def header_height(self, scene: Scene) -> float:
        """Weekday above date; a line more where a clock change has to be named."""
        extra = self._caption.height + 2 if any(day.changes for day in scene.columns.days) else 0
        return round(self._caption.height + self._number.height + extra + 20)

    def paint_body(self, painter: QPainter, geometry: Geometry, scene: Scene) -> None:
        """Draw the scrolled part."""
        painter.save()
        painter.setClipRect(QRectF(0, geometry.top, geometry.width, geometry.height - geometry.top))
        painter.fillRect(geometry.body, self._inks.surface)
        for column, day in enumerate(scene.columns.days):
            self._day_ground(painter, geometry, scene, column, day)
        self._hour_lines(painter, geometry, scene)
        self._axis(painter, geometry, scene)
        self._column_lines(painter, geometry, geometry.top)
        painter.restore()

    def paint_head(self, painter: QPainter, geometry: Geometry, scene: Scene) -> None:
        """Draw the names of the days, which stay in place."""
        painter.fillRect(QRectF(0, 0, geometry.width, geometry.top), self._inks.surface)
        for column, day in enumerate(scene.columns.days):
            self._day_head(painter, geometry.column_rect(column, top=0, bottom=geometry.header), scene, day)
        painter.setPen(self._inks.line)
        painter.drawLine(QLineF(0, geometry.top - 0.5, geometry.width, geometry.top - 0.5))
        if geometry.lane:
            painter.setPen(self._inks.secondary)
            painter.setFont(self._caption.font)
            rect = geometry.axis_rect
            words, _width = self._caption.fit(_("All day"), rect.width() - 8)
            rect = QRectF(rect.left(), geometry.header, rect.width() - 4, 24)
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, words)
        for column in range(len(scene.columns)):
            x = geometry.left(column) + HAIRLINE / 2
            painter.setPen(self._inks.faint_line)
            painter.drawLine(QLineF(x, geometry.header, x, geometry.top))

    def paint_now(self, painter: QPainter, geometry: Geometry, scene: Scene, instant: int) -> None:
        """Draw the present moment: a line over today with a triangle, and the time on the axis."""
        dates = [day.date for day in scene.columns.days]
        if scene.today not in dates:
            return
        column = dates.index(scene.today)
        minute = axis_of(scene.columns.days[column]).top_of(instant)
        y = round(geometry.y(minute)) + 0.5
        if y < geometry.top:
            return
        rect = geometry.column_rect(column)
        painter.setPen(QPen(self._inks.accent, 2))
        painter.drawLine(QLineF(rect.left(), y, rect.right(), y))
        self._now_triangle(painter, rect.right() if geometry.rtl else rect.left(), y, -1 if geometry.rtl else 1)
        self._now_time(painter, geometry, y, instant, scene)

    def _now_triangle(self, painter: QPainter, x: float, y: float, direction: int) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._inks.accent)
        base = [QPointF(x, y - 6), QPointF(x, y + 6), QPointF(x + 9 * direction, y)]
        painter.drawPolygon(QPolygonF(base))

    def _now_time(self, painter: QPainter, geometry: Geometry, y: float, instant: int, scene: Scene) -> None:
        axis = geometry.axis_rect
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

    def _day_ground(self, painter: QPainter, geometry: Geometry, scene: Scene, column: int, day: Day) -> None:
        rect = geometry.column_rect(column)
        if day.date.weekday() >= _SATURDAY:
            painter.fillRect(rect, self._inks.weekend)
        if day.date == scene.today and geometry.columns > 1:
            painter.fillRect(rect, self._inks.today)
        if scene.state(column) is DayState.UNREADABLE:
            self._unreadable_day(painter, geometry, rect)
        elif scene.state(column) is DayState.LOADING and not scene.pages[column].events:
            self._skeleton(painter, geometry, column)
        if geometry.strip:
            self._hatch(painter, geometry.blind_strip(column), geometry, self._inks.unreadable)
        for stretch in day.gaps:
            top, bottom = geometry.y(stretch.first), geometry.y(stretch.end)
            self._stretch(painter, geometry, column, top, bottom, _("Clocks go forward"))
        for repeat in day.repeats:
            self._repeat(painter, geometry, column, repeat.middle)

    def _unreadable_day(self, painter: QPainter, geometry: Geometry, rect: QRectF) -> None:
        painter.fillRect(rect, self._inks.unreadable_ground)
        self._hatch(painter, rect, geometry, self._inks.unreadable_day)
        self._note(painter, QRectF(rect.left(), rect.top(), rect.width(), 4 * self._caption.height), _("Not read"))

    def _hatch(self, painter: QPainter, rect: QRectF, geometry: Geometry, brush: QBrush) -> None:
        painter.setBrushOrigin(QPointF(rect.left(), geometry.y(0) % 8))
        painter.fillRect(rect, brush)
        painter.setBrushOrigin(QPointF(0, 0))

    def _stretch(
        self, painter: QPainter, geometry: Geometry, column: int, top: float, bottom: float, words: str
    ) -> None:
        rect = geometry.column_rect(column, top=top, bottom=bottom)
        painter.fillRect(rect, self._inks.window)
        self._hatch(painter, rect, geometry, self._inks.gap)
        if rect.height() >= self._caption.height + 4:
            self._note(painter, rect, words)

    def _repeat(self, painter: QPainter, geometry: Geometry, column: int, middle: float) -> None:
        y = round(geometry.y(middle)) + 0.5
        rect = geometry.column_rect(column)
        painter.setPen(QPen(self._inks.accent, 1, Qt.PenStyle.DashLine))
        painter.drawLine(QLineF(rect.left(), y, rect.right(), y))

    def _note(self, painter: QPainter, rect: QRectF, words: str) -> None:
        cut, width = self._caption.fit(words, rect.width() - 16)
        plate = QRectF(0, 0, width + 8, self._caption.height + 2)
        plate.moveCenter(rect.center())
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
            y = round(geometry.y(minute)) + 0.5
            if y < geometry.top or y > geometry.height or (minute % 60 and geometry.pixels_per_hour < 36):
                continue
            painter.setPen(self._inks.faint_line if minute % 60 else self._inks.line)
            painter.drawLine(QLineF(body.left(), y, body.right(), y))

    def _axis(self, painter: QPainter, geometry: Geometry, scene: Scene) -> None:
        axis = geometry.axis_rect
        painter.fillRect(axis, self._inks.surface)
        painter.setPen(self._inks.secondary)
        painter.setFont(self._caption.font)
        last = -1e9
        for mark in self._marks(scene):
            y = round(geometry.y(mark.position))
            if y < geometry.top - 8 or y > geometry.height + 8 or y - last < self._caption.height or not mark.position:
                continue
            last = y
            rect = QRectF(axis.left(), y - self._caption.height / 2, axis.width() - 8, self._caption.height)
            if geometry.rtl:
                rect.moveLeft(axis.left() + 8)
            side = Qt.AlignmentFlag.AlignLeft if geometry.rtl else Qt.AlignmentFlag.AlignRight
            painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, self._mark_words(mark))

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
        for column in range(geometry.columns):
            x = geometry.left(column) + 0.5
            painter.drawLine(QLineF(x, top, x, geometry.height))

    def _day_head(self, painter: QPainter, rect: QRectF, scene: Scene, day: Day) -> None:
        today = day.date == scene.today
        weekday = day_words(self._locale, day.date, "dddd" if rect.width() > 160 else "ddd")
        painter.setFont(self._caption.font)
        painter.setPen(QPen(self._inks.accent) if today else self._inks.secondary)
        line = QRectF(rect.left(), 6, rect.width(), self._caption.height)
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, self._caption.fit(weekday, rect.width() - 8)[0])
        self._day_number(painter, rect, line.bottom() + 2, day, today)
        if day.changes:
            words = _("{before} → {after}").format(
                before=zone_names_of(day, scene)[0], after=zone_names_of(day, scene)[-1]
            )
            painter.setPen(self._inks.secondary)
            painter.setFont(self._caption.font)
            below = QRectF(rect.left(), rect.bottom() - self._caption.height - 4, rect.width(), self._caption.height)
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self._caption.fit(words, rect.width() - 4)[0])

    def _day_number(self, painter: QPainter, rect: QRectF, top: float, day: Day, today: bool) -> None:
        words = day_words(self._locale, day.date, "d")
        disc = QRectF(0, top, max(self._number.metrics.horizontalAdvance("28") + 12, self._number.height + 4), 0)
        disc.setHeight(self._number.height + 4)
        disc.moveLeft(rect.center().x() - disc.width() / 2)
        if today:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._inks.accent)
            painter.drawRoundedRect(disc, disc.height() / 2, disc.height() / 2)
        painter.setPen(self._inks.on_accent if today else self._inks.text)
        painter.setFont(self._number.font)
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, words)


def zone_names_of(day: Day, scene: Scene) -> tuple[str, ...]:
    """The abbreviations that hold before and after a change, also where it happens at midnight."""
    names = zone_names(scene.zone, day)
    if len(names) > 1:
        return names
    from_yesterday = zone_names(scene.zone, _yesterday(day, scene))
    return (*from_yesterday[-1:], *names)


def _yesterday(day: Day, scene: Scene) -> Day:
    return local_day(scene.zone, day.date - timedelta(days=1))


def _wall_words(locale: QLocale, scene: Scene, instant: int) -> str:
    moment = local_time(scene.zone, instant)
    return clock_words(locale, moment.hour * 60 + moment.minute)
