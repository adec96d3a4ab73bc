"""What blocks a picked stretch of time, as a card: who is taken and by what, who is not known to be free, who is free.

It only looks: nothing can be created here.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QLocale, QObject, QRect, Signal
from PySide6.QtWidgets import QWidget

from caldesk.domain.blocking import Answer, Verdict
from caldesk.domain.event import Event
from caldesk.domain.timespan import Span
from caldesk.i18n import _, ngettext
from caldesk.services.calendar import CalendarService
from caldesk.services.calendar_blocking import blocking_in
from caldesk.ui.calendar.event_rows import EventRow, event_row
from caldesk.ui.calendar.list_card import ListCard
from caldesk.ui.calendar.painted_view import PaintedView
from caldesk.ui.calendar.scene import Scene
from caldesk.ui.calendar.wording import provider_words, title_words, when_words
from caldesk.ui.style import Look
from caldesk.ui.widgets.action import Action
from caldesk.ui.widgets.buttons import Kind

_MOST_NAMES = 6


class BlockingList(QObject):
    """`event_chosen` gives an event of the list. `hidden` are schedules that are not shown, and not counted."""

    event_chosen = Signal(object)
    why_wanted = Signal(str, object)
    """Why was this time not blocked: a schedule, "" for none in particular, and a `Span`."""

    def __init__(
        self, look: Look, page: QWidget, service: CalendarService, hidden: Callable[[], frozenset[str]]
    ) -> None:
        super().__init__(page)
        self._page, self._service, self._hidden = page, service, hidden
        self.card = ListCard(look, page, name="calendar.blocking")
        self.card.chosen.connect(self._choose)

    def open(self, view: PaintedView, span: Span, schedule_ids: Sequence[str] | None, rect: QRect) -> None:
        """Answer for a stretch, beside `rect` of the view; for everybody who is shown, or only for some."""
        scene = view.scene
        if scene is None:
            return
        hidden = self._hidden()
        asked = [key for key in scene.people if key not in hidden] if schedule_ids is None else list(schedule_ids)
        answers = blocking_in(self._service, span, asked)
        corner = view.viewport().mapTo(self._page, rect.topLeft())
        self.card.open_list(
            _("What blocks this time?"),
            blocking_rows(view.locale_used, answers, scene),
            QRect(corner, rect.size()),
            view,
            notes=blocking_notes(view.locale_used, span, answers, scene, some_hidden=bool(hidden)),
            actions=(self._why(asked, span),),
        )

    def _why(self, asked: Sequence[str], span: Span) -> Action:
        schedule_id = asked[0] if len(asked) == 1 else ""

        def ask() -> None:
            self.card.close_card()
            self.why_wanted.emit(schedule_id, span)

        return Action(text=_("Why was this not blocked?"), run=ask, kind=Kind.LINK, name="calendar.blocking.why")

    def _choose(self, event: object) -> None:
        self.card.close_card()
        self.event_chosen.emit(event)


def blocking_rows(locale: QLocale, answers: Sequence[Answer], scene: Scene) -> list[EventRow]:
    """What covers the time, the taken under one heading and those who may be absent under another."""
    rows: list[EventRow] = []
    for verdict, heading in (
        (Verdict.TAKEN, _("Taken, as far as is known")),
        (Verdict.PERHAPS, _("Perhaps taken: all-day events may be notes")),
    ):
        found = [each for each in answers if each.verdict is verdict]
        if found:
            rows.append(EventRow(head=heading))
        rows += [_row(locale, each.event, scene) for answer in found for each in answer.blockers]
    return rows


def _row(locale: QLocale, event: Event, scene: Scene) -> EventRow:
    where = _("{title} · {provider}").format(title=title_words(event), provider=provider_words(event))
    row = event_row(locale, event, scene, where)
    return EventRow(
        head=scene.person(event).name,
        line=row.line,
        tail=row.tail,
        spoken=row.spoken,
        event=event,
        hue=row.hue,
        initials=row.initials,
    )


def blocking_notes(
    locale: QLocale, span: Span, answers: Sequence[Answer], scene: Scene, *, some_hidden: bool
) -> list[str]:
    """Which time, and who is not known to be free or is free."""
    notes = [when_words(locale, Event("", span.start, span.end), scene.zone)]
    unread = [answer for answer in answers if not answer.read and answer.verdict is not Verdict.TAKEN]
    if unread:
        notes.append(_("Not known to be free: {names}.").format(names=_names(unread, scene)))
    free = [answer for answer in answers if answer.verdict is Verdict.FREE]
    if free:
        notes.append(_("Free: {names}.").format(names=_names(free, scene)))
    if some_hidden:
        notes.append(_("Calendars that are hidden in the list are not counted."))
    return notes


def _names(answers: Sequence[Answer], scene: Scene) -> str:
    people = (scene.people.get(answer.schedule_id) for answer in answers)
    names = [person.name for person in people if person is not None]
    listed = ", ".join(names[:_MOST_NAMES])
    more = len(names) - _MOST_NAMES
    if more <= 0:
        return listed
    return ngettext("{names} and {n} more", "{names} and {n} more", more).format(names=listed, n=more)
