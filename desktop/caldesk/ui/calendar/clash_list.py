"""The double bookings of what is shown, as a list under their days; choosing one goes there."""

from collections.abc import Callable

from PySide6.QtCore import QLocale, QObject, QRect, QSize, Signal
from PySide6.QtWidgets import QWidget

from caldesk.domain.event import Event
from caldesk.domain.overlaps import Clash, ClashReason
from caldesk.i18n import _, ngettext
from caldesk.ui.calendar.event_rows import brief, rows_by_day
from caldesk.ui.calendar.list_card import ListCard
from caldesk.ui.calendar.scene import Scene
from caldesk.ui.calendar.wording import provider_words
from caldesk.ui.style import Look


class ClashList(QObject):
    """`clash_chosen` gives the booking of a double booking."""

    clash_chosen = Signal(object)

    def __init__(self, look: Look, page: QWidget, button: QWidget, scene: Callable[[], Scene | None]) -> None:
        super().__init__(page)
        self._page, self._button, self._scene = page, button, scene
        self.card = ListCard(look, page, name="calendar.clash-list")
        self.card.chosen.connect(self._choose)

    def open(self, marked: Event | None) -> None:
        """Show the list, standing on the double booking after the marked one."""
        scene = self._scene()
        if scene is None or not scene.clashes:
            return
        locale = self._button.locale()
        rows = rows_by_day(locale, ((each.booking, _with(locale, each, scene)) for each in scene.clashes), scene)
        corner = self._button.mapTo(self._page, self._button.rect().topLeft())
        anchor = QRect(corner, QSize(self._button.size()))
        self.card.open_list(clash_words(len(scene.clashes)), rows, anchor, self._button)
        if self.card.list is not None:
            self.card.list.step(_next_place(scene.clashes, marked) + 1)

    def _choose(self, event: object) -> None:
        self.card.close_card()
        self.clash_chosen.emit(event)


def clash_words(count: int) -> str:
    """How many double bookings there are."""
    return ngettext("{n} double booking", "{n} double bookings", count).format(n=count)


def _next_place(clashes: tuple[Clash, ...], marked: Event | None) -> int:
    """The place of the first double booking after all those of the marked event; the first of all after the last."""
    places = [place for place, clash in enumerate(clashes) if clash.booking == marked]
    return (places[-1] + 1) % len(clashes) if places else 0


def _with(locale: QLocale, clash: Clash, scene: Scene) -> str:
    other, where = brief(locale, clash.other, scene), provider_words(clash.other)
    if clash.reason is ClashReason.BOOKING_ON_ALL_DAY:
        return _("with {event} ({where}), perhaps only a note").format(event=other, where=where)
    return _("with {event} ({where})").format(event=other, where=where)
