"""The picture of an agenda: its rows, those in sight, and the head of a day that stays in place while it is read."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QPoint, QPointF, QRectF
from PySide6.QtGui import QPainter

from caldesk.domain.agenda import AgendaDay, group_by_day
from caldesk.domain.day_columns import DayColumns
from caldesk.domain.event import Event
from caldesk.ui.calendar.agenda_paint import AgendaPainter
from caldesk.ui.calendar.agenda_rows import AgendaRows, RowKind
from caldesk.ui.calendar.day_book import DayPage
from caldesk.ui.calendar.inks import Inks, fill
from caldesk.ui.calendar.picture import Drawn, Leftover, Picture
from caldesk.ui.calendar.presence import Presence
from caldesk.ui.calendar.scene import DayState, Scene
from caldesk.ui.calendar.slices import Allowance
from caldesk.ui.style import Theme

if TYPE_CHECKING:
    from datetime import date


class AgendaPicture(Picture):
    """Columns are days, one below the other."""

    def __init__(self, theme: Theme, locale: QLocale) -> None:
        super().__init__(theme, locale)
        self._tools: AgendaPainter | None = None
        self._known: dict[date, tuple[DayPage, AgendaDay]] = {}
        self._ready = True
        self.days: tuple[AgendaDay, ...] = ()
        self.rows = AgendaRows((), (), None)

    def restyle(self, theme: Theme) -> None:
        """Colours, fonts, scale or reading direction are others."""
        super().restyle(theme)
        self._tools = None
        self.rows.measure(self._painter().heights)

    def take(self, scene: Scene) -> None:
        """Make the rows of a scene, or as many as a slice; then call it again when `is_ready` is False."""
        found = self._days_of(scene)
        self.days = tuple(day or AgendaDay(page.day) for day, page in zip(found, scene.pages, strict=True))
        states = [DayState.LOADING if day is None else scene.state(column) for column, day in enumerate(found)]
        self.rows = AgendaRows(self.days, states, scene.column_of_day(scene.today, 0))
        self.rows.measure(self._painter().heights)

    def _days_of(self, scene: Scene) -> list[AgendaDay | None]:
        """Each day; one whose turn has not come keeps those of its old entries that it still has, if it was there."""
        known, self._known, self._ready = self._known, {}, True
        allowance = Allowance()
        allowance.renew()
        found: list[AgendaDay | None] = []
        for page in scene.pages:
            before = known.get(page.day.date)
            if before is not None and before[0] is page:
                made = before[1]
            elif allowance.take(len(page.events)):
                [made] = group_by_day(page.events, DayColumns([page.day]))
            else:
                self._ready = False
                found.append(_only(before[1], page) if before is not None else None)
                self._known |= {page.day.date: before} if before is not None else {}
                continue
            self._known[page.day.date] = page, made
            found.append(made)
        return found

    @property
    def is_ready(self) -> bool:
        """Whether every day has its rows."""
        return self._ready

    @property
    def head_height(self) -> int:
        """Height of the head that stays in place."""
        return self._painter().heights.head

    def row_rect(self, number: int) -> QRectF:
        """Where a row stands, in sight or not."""
        top, bottom = self.rows.span(number)
        return QRectF(0, top - self.scroll.y(), self.size.width(), bottom - top)

    def drawn(self) -> Iterator[Drawn]:
        """Every event in sight; what the head in place covers is not."""
        body = QRectF(0, self.head_height, self.size.width(), max(0, self.size.height() - self.head_height))
        for number in self._in_sight():
            row = self.rows[number]
            rect = self.row_rect(number).intersected(body)
            if row.kind is RowKind.ENTRY and not rect.isEmpty():
                yield Drawn(rect, self.days[row.column].entries[row.place].event, row.column)

    def leftovers(self) -> Iterator[Leftover]:
        """Everything has room here."""
        return iter(())

    def rect_of(self, event: Event, column: int | None = None) -> QRectF:
        """Where an event is drawn on a day; empty if it is out of sight there."""
        if column is None:
            return super().rect_of(event)
        return next((each.rect for each in self.drawn() if each.column == column and each.event == event), QRectF())

    def column_rect(self, column: int) -> QRectF:
        """The head of a day."""
        return self.row_rect(self.rows.head_of(column)) if column < len(self.days) else QRectF()

    def column_at(self, point: QPointF) -> int:
        """The day of the row at a height."""
        if not self.rows:
            return 0
        y = point.y() + self.scroll.y()
        found = self.rows.between(y, y + 1)
        return self.rows[found[0] if found else -1].column

    def _in_sight(self) -> range:
        return self.rows.between(self.scroll.y(), self.scroll.y() + self.size.height())

    def _painter(self) -> AgendaPainter:
        if self._tools is None:
            self._tools = AgendaPainter(Inks(self.theme, self.ratio), self._locale, rtl=self.rtl)
        return self._tools

    def _draw(self, painter: QPainter, scene: Scene, part: QRectF) -> None:
        fill(painter, part, self._painter().ground)
        painter.setBrushOrigin(0, -self.scroll.y())  # so that stripes move along
        for number in self.rows.between(self.scroll.y() + part.top(), self.scroll.y() + part.bottom()):
            self._draw_row(painter, scene, number)

    def _draw_over(self, painter: QPainter, scene: Scene, instant: int) -> None:
        self._draw_head_in_place(painter, scene)

    def _moving(self, scene: Scene, step: QPoint) -> QRectF | None:
        """Every row; the head in place is drawn over them."""
        return QRectF(0, 0, self.size.width(), self.size.height()) if not step.x() else None

    def _draw_row(self, painter: QPainter, scene: Scene, number: int) -> None:
        row, rect, tools = self.rows[number], self.row_rect(number), self._painter()
        day = self.days[row.column]
        match row.kind:
            case RowKind.HEAD:
                tools.paint_head(painter, rect, scene, row.column, len(day.entries))
            case RowKind.ENTRY:
                tools.paint_entry(painter, rect, day.entries[row.place], scene)
            case RowKind.NOTE:
                tools.paint_note(painter, rect, scene.state(row.column))
            case RowKind.FREE:
                tools.paint_free(painter, rect, scene, row.column, row.last)

    def _draw_head_in_place(self, painter: QPainter, scene: Scene) -> None:
        """The day of the first row in sight, pushed out by the next one."""
        found = self._in_sight()
        if not found or self.rows[found[0]].kind is RowKind.FREE:
            return
        column = self.rows[found[0]].column
        following = self.rows.next_head(found[0])
        top = 0.0
        if following is not None:
            top = min(0.0, self.row_rect(following).top() - self.head_height)
        rect = QRectF(0, top, self.size.width(), self.head_height)
        self._painter().paint_head(painter, rect, scene, column, len(self.days[column].entries))


def _only(day: AgendaDay, page: DayPage) -> AgendaDay | None:
    """The entries that the day still has; None if there are none: it must not look free."""
    events = Presence(page.events)
    entries = tuple(entry for entry in day.entries if entry.event in events)
    return AgendaDay(day.day, entries) if entries else None
