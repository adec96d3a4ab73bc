"""The history as people read it: one sentence for each entry."""

from collections.abc import Callable

from caldesk.domain.connection import ConnectionState
from caldesk.i18n import _
from caldesk.services.history.records import EVENT, Entry, Kind, Place
from caldesk.services.wording import Half, half_label, word_for

CONNECTED = "connected"
"""The outcome of an attempt that made a connection."""


def sentence(entry: Entry) -> str:
    """What happened, without the time; who did it is part of it where it was done here."""
    return _SENTENCES[entry.kind](entry)


def doer(entry: Entry) -> str:
    """By whom and where, as far as that is known; "" otherwise."""
    if entry.place is Place.ELSEWHERE:
        return _("changed elsewhere")
    if entry.place is Place.HERE:
        return _("here, by {user}").format(user=entry.who) if entry.who else _("here")
    return ""


def details(entry: Entry) -> str:
    """The codes behind the sentence, for support; "" where there are none."""
    failed = entry.after if entry.kind is Kind.ATTEMPT and entry.after != CONNECTED else ""
    parts = (entry.reason or failed, entry.way, entry.request_id)
    return ", ".join(part for part in parts if part)


def found_by(entry: Entry, text: str) -> bool:
    """Whether an entry holds every word of a search, in what is shown of it and in the account."""
    shown = (sentence(entry), entry.schedule_name, entry.account, entry.provider_name, doer(entry), entry.request_id)
    held = " ".join(shown).casefold()
    return all(word in held for word in text.casefold().split())


def length(seconds: float) -> str:
    """A length in the largest unit that fits twice, so that rounding hides little: "90 s", "7 min", "36 h", "2 d"."""
    for size, words in ((86_400, _("{n} d")), (3_600, _("{n} h")), (60, _("{n} min"))):
        if seconds >= 2 * size:
            return words.format(n=round(seconds / size))
    return _("{n} s").format(n=round(seconds))


def _state_word(value: str) -> str:
    return word_for(ConnectionState(value)) if value in set(ConnectionState) else value


def _state(entry: Entry) -> str:
    before, after = _state_word(entry.before), _state_word(entry.after)
    if entry.seconds is None:
        return _("{after}, before that: {before}").format(after=after, before=before)
    words = _("{after}, after {length} of: {before}")
    return words.format(after=after, before=before, length=length(entry.seconds))


def _switch(entry: Entry) -> str:
    words = _("“{switch}” was switched on") if entry.after == "on" else _("“{switch}” was switched off")
    if not entry.after:
        words = _("“{switch}” is no longer set")
    return words.format(switch=half_label(Half(entry.part)))


def _attempt(entry: Entry) -> str:
    if entry.after == CONNECTED:
        return _("Connected: {account}").format(account=entry.account or entry.provider_name)
    return _("Connecting {provider} did not work").format(provider=entry.provider_name or _("the calendar"))


def _sync_delay(entry: Entry) -> str:
    if entry.part == EVENT:
        return _("An event took {length} to arrive").format(length=length(entry.seconds or 0))
    return _("The first sync took {length} at most").format(length=length(entry.seconds or 0))


def _failure(entry: Entry) -> str:
    return _("A change could not be saved") if entry.connection_id else _("The site could not be read")


def _recovered(entry: Entry) -> str:
    return _("The site can be read again, after {length}").format(length=length(entry.seconds or 0))


_SENTENCES: dict[Kind, Callable[[Entry], str]] = {
    Kind.FIRST_SEEN: lambda entry: _("First seen: {state}").format(state=_state_word(entry.after)),
    Kind.STATE: _state,
    Kind.SWITCH: _switch,
    Kind.CALENDARS: lambda _entry: _("Other calendars were chosen"),
    Kind.OWNER: lambda _entry: _("The schedule belongs to somebody else now"),
    Kind.ATTEMPT: _attempt,
    Kind.SYNC_DELAY: _sync_delay,
    Kind.GONE: lambda _entry: _("No longer listed by Wix"),
    Kind.FAILURE: _failure,
    Kind.RECOVERED: _recovered,
}
