"""The picture of a month: where everything stands in it, and how it is drawn."""

from collections.abc import Iterator

from PySide6.QtCore import QLocale, QPointF, QRectF
from PySide6.QtGui import QPainter

from caldesk.domain.event import Event
from caldesk.domain.month_layout import shown_places
from caldesk.domain.row_layout import Bar, Rows
from caldesk.ui.calendar.event_paint import EventPainter
from caldesk.ui.calendar.inks import Inks
from caldesk.ui.calendar.month_frame import WEEK, MonthFrame
from caldesk.ui.calendar.month_paint import MonthPainter
from caldesk.ui.calendar.month_placing import MonthPlacing
from caldesk.ui.calendar.picture import Drawn, Leftover, Picture
from caldesk.ui.calendar.scene import Scene
from caldesk.ui.style import Theme

_MOST_WEEKS = 6
_BLIND_STRIP = 5.0
"""Narrower than in the grid of hours: there are six times as many."""


class MonthPicture(Picture):
    """Columns are the days of the grid, week by week."""

    def __init__(self, theme: Theme, locale: QLocale) -> None:
        super().__init__(theme, locale)
        self._tools: tuple[MonthPainter, EventPainter] | None = None
        self._placing = MonthPlacing()

    def restyle(self, theme: Theme) -> None:
        """Colours, fonts, scale or reading direction are others."""
        super().restyle(theme)
        self._tools = None

    @property
    def is_ready(self) -> bool:
        """Whether every week has its rows."""
        return self._placing.is_ready

    def go_on(self) -> None:
        """Sort another day."""
        self._placing.allowance.renew()
        self._weeks(self.frame)

    @property
    def shown(self) -> range:
        """The days of each week that are not hidden, counted from its first."""
        scene = self.scene
        places = shown_places(scene.day(0).date.weekday(), scene.hidden_weekdays) if scene is not None else None
        return places or range(WEEK)

    @property
    def frame(self) -> MonthFrame:
        """The frame as it is now."""
        ground, _events = self._painters()
        scene = self.scene
        return MonthFrame(
            width=self.size.width(),
            height=self.size.height(),
            weeks=len(scene.columns) // WEEK if scene else _MOST_WEEKS,
            gutter=ground.gutter_width(scene) if scene else 0,
            head=ground.head_height,
            number=ground.number_height,
            row=ground.row_height,
            scroll=self.scroll.y(),
            rtl=self.rtl,
            strip=_BLIND_STRIP if scene and scene.blind else 0,
            shown=self.shown,
        )

    def drawn(self) -> Iterator[Drawn]:
        """Every event in sight; a bar that goes on in the next week is drawn in both."""
        return self.near(QRectF(0, 0, self.size.width(), self.size.height()))

    def near(self, rect: QRectF) -> Iterator[Drawn]:
        """Those of the weeks that a rectangle reaches into."""
        frame = self.frame
        for number, week in self._weeks(frame):
            if frame.top(number) > rect.bottom() or frame.top(number + 1) < rect.top():
                continue
            for bar in week.bars:
                place = _bar_rect(frame, number, bar).intersected(frame.body)
                if not place.isEmpty():
                    yield Drawn(place, bar.event, number * WEEK + bar.first)

    def leftovers(self) -> Iterator[Leftover]:
        """Every "+n more" in sight."""
        frame = self.frame
        for number, week in self._weeks(frame):
            for weekday, hidden in enumerate(week.hidden):
                if not hidden:
                    continue
                rect = frame.row_rect(number, weekday, weekday, frame.capacity - 1).intersected(frame.body)
                if not rect.isEmpty():
                    yield Leftover(rect, hidden, number * WEEK + weekday)

    def rect_of(self, event: Event, column: int | None = None) -> QRectF:
        """Where an event is drawn, in the week of this column; the "+n more" of the day where it has no room."""
        shown = [each for each in self.drawn() if each.event == event]
        counted = [each for each in self.leftovers() if event in each.events]
        if column is not None:
            shown = [each for each in shown if each.column // WEEK == column // WEEK]
            counted = [each for each in counted if each.column == column]
        rects = [each.rect for each in shown] + [each.rect for each in counted]
        return rects[0] if rects else QRectF()

    def column_rect(self, column: int) -> QRectF:
        """A day."""
        return self.frame.cell(column)

    def column_at(self, point: QPointF) -> int:
        """The day at a point."""
        return self.frame.column_at(point)

    def _painters(self) -> tuple[MonthPainter, EventPainter]:
        if self._tools is None:
            inks = Inks(self.theme, self.ratio)
            self._tools = (
                MonthPainter(inks, self._locale, rtl=self.rtl),
                EventPainter(inks, self._locale, rtl=self.rtl),
            )
        return self._tools

    def _weeks(self, frame: MonthFrame) -> list[tuple[int, Rows]]:
        """The weeks that are placed, each with its number."""
        weeks = self._placing.weeks(self.scene, frame.capacity, frame.shown) if self.scene is not None else []
        return [(number, week) for number, week in enumerate(weeks) if week is not None]

    def _waiting(self, scene: Scene, weeks: list[tuple[int, Rows]]) -> set[int]:
        """Days that have events of which nothing is shown yet; they must not look free."""
        if self._placing.is_ready:
            return set()
        busy = {column for column in self.frame.columns if scene.pages[column].events}
        for number, week in weeks:
            shown = {bar.first + place for bar in week.bars for place in range(bar.span)}
            shown |= {weekday for weekday, hidden in enumerate(week.hidden) if hidden}
            busy -= {number * WEEK + weekday for weekday in shown}
        return busy

    def _draw(self, painter: QPainter, scene: Scene, part: QRectF) -> None:
        frame = self.frame
        ground, _events = self._painters()
        weeks = self._weeks(frame)
        ground.paint(painter, frame, scene, self._waiting(scene, weeks))
        painter.setClipRect(frame.body)
        for number, week in weeks:
            if frame.top(number + 1) > frame.head and frame.top(number) < frame.height:
                self._draw_week(painter, frame, scene, number, week)
        painter.setClipping(False)
        ground.paint_head(painter, frame, scene)

    def _draw_week(self, painter: QPainter, frame: MonthFrame, scene: Scene, number: int, week: Rows) -> None:
        ground, events = self._painters()
        for bar in week.bars:
            rect = _bar_rect(frame, number, bar)
            if bar.line:
                events.paint_line(painter, rect, bar.event, scene)
            else:
                events.paint_bar(painter, rect, bar.event, scene, bar.continues_before, bar.continues_after)
        for weekday, hidden in enumerate(week.hidden):
            if hidden:
                rect = frame.row_rect(number, weekday, weekday, frame.capacity - 1)
                ground.paint_more(painter, rect, len(hidden), frame.row_width)


def _bar_rect(frame: MonthFrame, week: int, bar: Bar) -> QRectF:
    return frame.row_rect(week, bar.first, bar.first + bar.span - 1, bar.row)
