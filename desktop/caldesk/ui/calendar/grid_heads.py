"""Draws what stays in place above the hours of a time grid: the names of days or of people, and the all-day lane."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import QLineF, QLocale, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from caldesk.domain.connection import ConnectionState
from caldesk.domain.local_day import Day
from caldesk.i18n import _
from caldesk.services.wording import word_for
from caldesk.ui.calendar.fitting import Fitter
from caldesk.ui.calendar.geometry import Geometry
from caldesk.ui.calendar.grid_paint import LANE_INSET, second_part, site_part
from caldesk.ui.calendar.inks import Inks, fill
from caldesk.ui.calendar.scene import PersonColumn, Scene
from caldesk.ui.calendar.second_zone import anchor_column, differs, shift_of, shift_words, zone_mark
from caldesk.ui.calendar.wording import change_names, change_words, day_words, lane_words
from caldesk.ui.style import HAIRLINE, ICON_SMALL, INSIDE, TIGHT, Role, font
from caldesk.ui.widgets.avatar import SIDE as AVATAR
from caldesk.ui.widgets.avatar import paint_avatar
from caldesk.ui.widgets.state_badge import paint_state

_LETTERS_OF_A_NAME = 12
_Align = Qt.AlignmentFlag


class HeadPainter:
    """Draws heads in one theme, scale and reading direction."""

    def __init__(self, inks: Inks, locale: QLocale, *, rtl: bool) -> None:
        self._inks, self._locale, self._rtl = inks, locale, rtl
        self._caption = Fitter(font(Role.CAPTION, tabular=True))
        self._number = Fitter(font(Role.SECTION, tabular=True))
        self._name = Fitter(font(Role.STRONG))

    @property
    def least_person_column(self) -> float:
        """Room for a mark and enough letters to know a name, or for the state that somebody has to act on."""
        words = self._caption.metrics.horizontalAdvance(word_for(ConnectionState.NEEDS_SIGN_IN))
        words += max(ICON_SMALL, self._caption.height) + INSIDE
        letters = _LETTERS_OF_A_NAME * self._name.metrics.averageCharWidth()
        return round(AVATAR + 3 * INSIDE + max(words, letters))

    def height(self, scene: Scene) -> float:
        """Weekday above date, or name above state; a line more where a clock change has to be named."""
        if scene.by_person is not None:
            return round(max(float(AVATAR), self._name.height + self._caption.height + TIGHT) + 2 * INSIDE)
        lines = max(len(self._notes(scene, day)) for day in scene.columns.days)
        return round(self._caption.height + self._number.height + lines * (self._caption.height + 2) + 20)

    def _notes(self, scene: Scene, day: Day) -> list[str]:
        """What a clock change does to the zone, and how the second zone stands to a day if not as its axis says."""
        notes = [change_words(day, scene.zone)] if day.changes else []
        if scene.second is not None and differs(scene, day):
            mark, shift = zone_mark(scene.second, day), shift_words(shift_of(scene, day))
            notes.append(_("{zone} {shift}").format(zone=mark, shift=shift))
        return notes

    def paint(self, painter: QPainter, geometry: Geometry, scene: Scene, part: QRectF) -> None:
        """Draw everything above the scrolled part but the events of the lane; heads that this part reaches into."""
        fill(painter, QRectF(0, 0, geometry.width, geometry.top), self._inks.surface)
        self._corner(painter, geometry, scene)
        painter.save()
        painter.setClipRect(QRectF(geometry.body.left(), 0, geometry.body.width(), geometry.top))
        for column in geometry.columns_in(part)[: scene.width]:
            rect = geometry.column_rect(column, top=0, bottom=geometry.header)
            if scene.by_person is not None:
                self._person_head(painter, rect, scene.by_person[column])
            else:
                self._day_head(painter, rect, scene, scene.day(column))
            self._edge(painter, geometry, column, geometry.header if scene.by_person is None else 0)
        painter.restore()
        painter.setPen(self._inks.line)
        painter.drawLine(QLineF(0, geometry.top - 0.5, geometry.width, geometry.top - 0.5))

    def _edge(self, painter: QPainter, geometry: Geometry, column: int, top: float) -> None:
        x = geometry.left(column) + HAIRLINE / 2
        painter.setPen(self._inks.faint_line)
        painter.drawLine(QLineF(x, top, x, geometry.top))

    def _corner(self, painter: QPainter, geometry: Geometry, scene: Scene) -> None:
        """Over the axis: what the lane is, and a clock change where the columns are people."""
        left, width = geometry.axis_rect.left(), geometry.axis_rect.width()
        painter.setPen(self._inks.secondary)
        painter.setFont(self._caption.font)
        if geometry.lane:
            words, _width = self._caption.fit(lane_words(), width - LANE_INSET)
            painter.drawText(QRectF(left, geometry.header, width, 24), _Align.AlignCenter, words)
        if scene.second is not None:
            self._zone_marks(painter, geometry, scene, scene.second)
        elif scene.by_person is not None and scene.columns.days[0].changes:
            names = change_names(scene.columns.days[0], scene.zone)
            rect = QRectF(left, 0, width, geometry.header)
            painter.drawText(rect, _Align.AlignCenter, "\n".join((names[0], "↓", names[-1])))

    def _zone_marks(self, painter: QPainter, geometry: Geometry, scene: Scene, second: ZoneInfo) -> None:
        """Over each half of the axis the name of its zone."""
        day, height = scene.day(anchor_column(scene)), self._caption.height
        axis = QRectF(geometry.axis_rect.left(), geometry.header - height - 6, geometry.axis_rect.width(), height)
        for part, zone in (
            (site_part(axis, geometry, scene), scene.zone),
            (second_part(axis, geometry), second),
        ):
            words, _width = self._caption.fit(zone_mark(zone, day), part.width() - 4)
            painter.drawText(part, _Align.AlignCenter, words)

    def _person_head(self, painter: QPainter, rect: QRectF, column: PersonColumn) -> None:
        person, theme = column.person, self._inks.theme
        inner = rect.adjusted(INSIDE, INSIDE, -INSIDE, -INSIDE)
        mark = QRectF(inner.right() - AVATAR if self._rtl else inner.left(), inner.top(), AVATAR, inner.height())
        paint_avatar(painter, mark, theme.hue(person.hue), person.initials)
        step = AVATAR + INSIDE
        words = inner.adjusted(0, 0, -step, 0) if self._rtl else inner.adjusted(step, 0, 0, 0)
        side = _Align.AlignRight if self._rtl else _Align.AlignLeft
        painter.setPen(self._inks.text)
        painter.setFont(self._name.font)
        name = QRectF(words.left(), words.top(), words.width(), self._name.height)
        cut = self._name.fit(person.name, words.width())[0]
        painter.drawText(name, side | _Align.AlignAbsolute | _Align.AlignVCenter, cut)
        state = QRectF(words.left(), name.bottom() + TIGHT, words.width(), self._caption.height).toRect()
        direction = Qt.LayoutDirection.RightToLeft if self._rtl else Qt.LayoutDirection.LeftToRight
        paint_state(painter, state, theme, column.state, column.words, self._caption.font, direction)

    def _day_head(self, painter: QPainter, rect: QRectF, scene: Scene, day: Day) -> None:
        today = day.date == scene.today
        weekday = day_words(self._locale, day.date, "dddd" if rect.width() > 160 else "ddd")
        painter.setFont(self._caption.font)
        painter.setPen(QPen(self._inks.accent) if today else self._inks.secondary)
        line = QRectF(rect.left(), 6, rect.width(), self._caption.height)
        painter.drawText(line, _Align.AlignCenter, self._caption.fit(weekday, rect.width() - 8)[0])
        self._day_number(painter, rect, line.bottom() + 2, day, today)
        painter.setPen(self._inks.secondary)
        painter.setFont(self._caption.font)
        below = QRectF(rect.left(), rect.bottom() - 4, rect.width(), self._caption.height)
        for words in reversed(self._notes(scene, day)):
            below.moveBottom(below.top() - 1)
            painter.drawText(below, _Align.AlignCenter, self._caption.fit(words, rect.width() - 4)[0])

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
        painter.drawText(disc, _Align.AlignCenter, words)
