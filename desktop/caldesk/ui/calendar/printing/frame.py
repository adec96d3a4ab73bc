"""What stands around every printed page: site, period, how true and how private it is; legend and page number."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from caldesk.domain.month_layout import only_hidden
from caldesk.i18n import _, ngettext
from caldesk.services.calendar_export import NotRead, TitleLevel
from caldesk.ui.calendar.printing.drawing import (
    PERIOD,
    STRONG,
    TEXT,
    TINY,
    TITLE,
    Align,
    Area,
    Ground,
    Ink,
    Item,
    Page,
    Rect,
    Rule,
    Words,
)
from caldesk.ui.calendar.printing.legend import Entry, legend_height, legend_items
from caldesk.ui.calendar.printing.matter import Matter, Wording
from caldesk.ui.calendar.printing.paper import Format
from caldesk.ui.calendar.printing.ruler import Fitting
from caldesk.ui.calendar.truth_words import hidden_words

_GAP = 5.0
_MOST_WARNING_LINES = 3


class Frame(Struct, frozen=True):
    """The same on every page: `body` is the room that is left for what the page is about."""

    paper: Format
    body: Rect
    items: tuple[Item, ...]
    footer: Rect
    footer_text: str


def frame_of(
    matter: Matter, paper: Format, fitting: Fitting, words: Wording, legend: Sequence[Entry], *, whole_month: bool
) -> Frame:
    """The frame of a print with this legend at the foot of every page."""
    content = paper.content
    items, top = _header(matter, content, fitting, words, words.period(matter, whole_month=whole_month))
    footer_height = fitting.line(TINY) + _GAP
    footer = Rect(content.left, content.bottom - footer_height, content.width, footer_height)
    height = legend_height(legend, content.width, fitting)
    foot = Rect(content.left, footer.top - height - (_GAP if height else 0), content.width, height)
    items += legend_items(legend, foot, fitting)
    body = Rect(content.left, top, content.width, foot.top - _GAP - top)
    return Frame(paper, body, tuple(items), footer, _footer_words(matter, words))


def pages_of(frame: Frame, bodies: Sequence[Iterable[Item]], fitting: Fitting) -> tuple[Page, ...]:
    """Every body in its frame, numbered."""
    width, height, count = frame.paper.width, frame.paper.height, len(bodies)
    return tuple(
        Page(width, height, (*frame.items, *body, *_footer(frame, number, count, fitting)))
        for number, body in enumerate(bodies, 1)
    )


def missing_line(missing: NotRead) -> str:
    """One calendar that could not be read, in words."""
    if not missing.person:
        return missing.why
    if not missing.source:
        return _("{person}: {reason}").format(person=missing.person, reason=missing.why)
    return _("{person} ({account}): {reason}").format(person=missing.person, account=missing.source, reason=missing.why)


def warning_fits(matter: Matter, paper: Format, fitting: Fitting) -> bool:
    """Whether the header has room for the name of everything that could not be read."""
    lines = fitting.wrapped(_warning(matter.not_read), STRONG, paper.content.width, _MOST_WARNING_LINES + 1)
    return len(lines) <= _MOST_WARNING_LINES


def _header(matter: Matter, content: Rect, fitting: Fitting, words: Wording, period: str) -> tuple[list[Item], float]:
    """The header, and where the page goes on below it."""
    items, y = _headline(matter, content, fitting, period)
    line = fitting.line(TEXT)
    truth = fitting.cut("  ·  ".join(_truths(matter, words)), TEXT, content.width)
    items.append(Words(Rect(content.left, y, content.width, line), truth, TEXT, ink=Ink.QUIET))
    y += line
    for text in _warning_lines(matter, content.width, fitting):
        items.append(Words(Rect(content.left, y, content.width, line), text, STRONG, ink=Ink.BAD))
        y += line
    items.append(Rule(Rect(content.left, y + 2, content.width, 0), 0.8))
    return items, y + 2 + _GAP


def _headline(matter: Matter, content: Rect, fitting: Fitting, period: str) -> tuple[list[Item], float]:
    items: list[Item] = []
    height, left = fitting.line(TITLE) + 1, content.left
    if matter.practice:
        tag = _("PRACTICE")
        width = fitting.width(tag, STRONG) + 10
        tile = Rect(left, content.top + 1, width, height - 2)
        items += [Area(tile, Ground.DARK), Words(tile, tag, STRONG, Align.CENTRE, Ink.ON_DARK)]
        left += width + 6
    period = fitting.cut(period, PERIOD, content.width * 0.6)
    room = content.right - left - fitting.width(period, PERIOD) - 12
    items.append(Words(Rect(left, content.top, room, height), fitting.cut(matter.site_name, TITLE, room), TITLE))
    right = fitting.width(period, PERIOD) + 0.5
    items.append(Words(Rect(content.right - right, content.top, right, height), period, PERIOD, Align.TRAILING))
    return items, content.top + height


def _truths(matter: Matter, words: Wording) -> list[str]:
    with_titles = matter.level is TitleLevel.WITH_TITLES
    read = _("as of {time}").format(time=words.moment(matter.as_of, matter.zone)) if matter.as_of is not None else ""
    left_out = only_hidden(matter.events, matter.columns, matter.hidden_weekdays) if matter.hidden_weekdays else ()
    return [
        _("{zone} time").format(zone=matter.zone.key),
        _("With titles, private") if with_titles else _("Busy times only, no titles"),
        read or _("not all of it was read yet"),
        *([hidden_words(len(left_out))] if left_out else []),
    ]


def _warning_lines(matter: Matter, width: float, fitting: Fitting) -> tuple[str, ...]:
    if not matter.not_read:
        return ()
    lines = fitting.wrapped(_warning(matter.not_read), STRONG, width, _MOST_WARNING_LINES + 1)
    if len(lines) <= _MOST_WARNING_LINES:
        return lines
    count = len(matter.not_read)
    text = ngettext(
        "{n} calendar could not be read. It is named at the end. Its free time is not known to be free.",
        "{n} calendars could not be read. They are named at the end. Their free time is not known to be free.",
        count,
    )
    return (fitting.cut(text.format(n=count), STRONG, width),)


def _warning(not_read: Sequence[NotRead]) -> str:
    names = "; ".join(missing_line(each) for each in not_read)
    return _("Not known to be free, could not be read: {names}").format(names=names) if names else ""


def _footer_words(matter: Matter, words: Wording) -> str:
    printed = _("Printed {time}").format(time=words.moment(matter.now, matter.zone))
    if matter.practice:
        return _("{printed}  ·  PRACTICE: these events are not real").format(printed=printed)
    return _("{printed}  ·  {site}").format(printed=printed, site=matter.site_name)


def _footer(frame: Frame, number: int, count: int, fitting: Fitting) -> list[Item]:
    rect = frame.footer
    line = Rect(rect.left, rect.top + _GAP, rect.width, rect.height - _GAP)
    page = _("Page {number} of {count}").format(number=number, count=count)
    width = fitting.width(page, TINY) + 0.5
    left = Rect(line.left, line.top, line.width - width - 12, line.height)
    right = Rect(line.right - width, line.top, width, line.height)
    return [
        Rule(Rect(rect.left, rect.top + _GAP / 2, rect.width, 0)),
        Words(left, fitting.cut(frame.footer_text, TINY, left.width), TINY, ink=Ink.QUIET),
        Words(right, page, TINY, Align.TRAILING),
    ]
