"""What the page says about how true its picture is: who is missing and why, how old it is, why it is empty."""

from collections.abc import Iterable

from caldesk.i18n import _, ngettext
from caldesk.services.calendar_missing import Missing, MissingReason


def reason_words(reason: MissingReason) -> str:
    """Why a calendar is not in the picture, in a few words."""
    words = {
        MissingReason.NOT_REACHABLE: _("not reachable right now"),
        MissingReason.NEEDS_SIGN_IN: _("needs sign-in"),
        MissingReason.OFF: _("disconnected"),
        MissingReason.IMPORT_OFF: _("their events are not read"),
    }
    return words[reason]


def missing_title(missing: Iterable[Missing]) -> str:
    """How many calendars are missing, as far as that is known."""
    known = tuple(missing)
    if any(each.is_anybodys for each in known):
        return _("Some calendars could not be read")
    count = len(known)
    return ngettext("{n} calendar could not be read", "{n} calendars could not be read", count).format(n=count)


def missing_words(missing: Iterable[Missing]) -> str:
    """Who is missing, each with account and reason."""
    names = [_missing_line(each) for each in missing]
    return _("{names}. Hatched edges mean: this time is not known to be free.").format(names="; ".join(names))


def _missing_line(missing: Missing) -> str:
    reason = reason_words(missing.reason)
    if not missing.where:
        return _("{person}: {reason}").format(person=missing.name, reason=reason)
    return _("{person} ({account}): {reason}").format(person=missing.name, account=missing.where, reason=reason)


def countdown_words(seconds: float) -> str:
    """Minutes and seconds that are left: "1:45"."""
    minutes, rest = divmod(max(0, round(seconds)), 60)
    return f"{minutes}:{rest:02}"


def hidden_words(count: int) -> str:
    """How many events fall on weekends that are hidden."""
    return ngettext("{n} event on a weekend is hidden", "{n} events on weekends are hidden", count).format(n=count)
