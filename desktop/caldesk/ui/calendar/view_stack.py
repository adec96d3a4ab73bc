"""The views of the calendar, one shown at a time, each made when it is first wanted."""

from collections.abc import Callable

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from caldesk.ui.calendar.painted_view import PaintedView
from caldesk.ui.calendar.views import ViewKind
from caldesk.ui.style import Look

Maker = Callable[[Look, Callable[[], float], QLocale], PaintedView]


def maker_of(kind: ViewKind) -> Maker:
    """What draws a view, imported when it is wanted: the first picture waits for no other."""
    if kind is ViewKind.MONTH:
        from caldesk.ui.calendar.month_grid import MonthGrid

        return MonthGrid
    if kind is ViewKind.AGENDA:
        from caldesk.ui.calendar.agenda_list import AgendaList

        return AgendaList
    from caldesk.ui.calendar.time_grid import TimeGrid

    return TimeGrid


class ViewStack(QStackedWidget):
    """`made` tells of a new view before it is shown. `now` gives epoch seconds."""

    made = Signal(object)

    def __init__(self, look: Look, now: Callable[[], float], locale: QLocale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._now, self._locale = look, now, locale
        self._views: dict[Maker, PaintedView] = {}

    def serve(self, serve: Callable[[PaintedView], object]) -> None:
        """Have every view served, those that are made later, too."""
        for view in self._views.values():
            serve(view)
        self.made.connect(serve)

    def choose(self, kind: ViewKind) -> PaintedView:
        """Show the widget of a view; the focus goes along."""
        wanted = maker_of(kind)
        if wanted not in self._views:
            view = self._views[wanted] = wanted(self._look, self._now, self._locale)
            self.addWidget(view)
            self.made.emit(view)
        view = self._views[wanted]
        had_focus = any(each.hasFocus() for each in self._views.values())
        self.setCurrentWidget(view)
        self.setFocusProxy(view)
        if had_focus:
            view.setFocus()
        return view

    def drop_others(self) -> None:
        """Give up the views that are not shown, with all they hold; they are made anew when they are wanted."""
        shown = self.currentWidget()
        for maker, view in list(self._views.items()):
            if view is not shown:
                del self._views[maker]
                self.removeWidget(view)
                view.deleteLater()
