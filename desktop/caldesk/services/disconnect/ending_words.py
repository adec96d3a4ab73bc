"""Words for what came of a disconnect: of the connection itself, and of others with the same account."""

from caldesk.domain.connection import Connection, ConnectionState
from caldesk.i18n import _
from caldesk.services.disconnect.ending import Ending, Other, Outcome
from caldesk.services.disconnect.reading_back import Fate


def ending_title(ending: Ending) -> str:
    """What came of it, in a line."""
    titles = {
        Outcome.ENDED: _("Disconnected {account} from {schedule}"),
        Outcome.NOT_READ_BACK: _("Disconnected {account} from {schedule}, but not seen yet"),
        Outcome.STILL_SHOWN: _("{account} still shows as connected to {schedule}"),
        Outcome.NOT_KNOWN: _("It is not known whether {account} was disconnected from {schedule}"),
        Outcome.STANDS: _("{account} was not disconnected from {schedule}"),
    }
    return titles[ending.outcome].format(
        account=account_of(ending.connection), schedule=ending.schedule or _("its schedule")
    )


def ending_text(ending: Ending) -> str:
    """What is known beyond the title, and how every other connection with this account stands."""
    own = {
        Outcome.ENDED: "",
        Outcome.NOT_READ_BACK: _("Wix says that it is ended, but it could not be read again. Look again in a minute."),
        Outcome.STILL_SHOWN: _("Wix took the disconnect and has not carried it out yet. Look again in a few minutes."),
        Outcome.NOT_KNOWN: _("No answer came back. Look again before you disconnect it once more."),
        Outcome.STANDS: _("Nothing was deleted. You can disconnect it again."),
    }
    return "\n".join(filter(None, (own[ending.outcome], *map(other_sentence, ending.others))))


def other_sentence(other: Other) -> str:
    """How another connection with the same account stands after the disconnect."""
    sentences = {
        Fate.WORKS: _("The same account still works on {place}."),
        Fate.ENDED: _("The same account has ended on {place} too. Connect it again there."),
        Fate.NEEDS_SIGN_IN: _("The same account now needs a sign-in on {place}."),
        Fate.NOT_SURE: _("Whether the same account still works on {place} could not be read. Look again."),
    }
    before = other.before is ConnectionState.NEEDS_SIGN_IN and other.fate is Fate.NEEDS_SIGN_IN
    sentence = _("The same account needs a sign-in on {place}, as before.") if before else sentences[other.fate]
    return sentence.format(place=place_of(other))


def all_is_well(ending: Ending) -> bool:
    """Whether it has ended and nothing else has changed with it."""
    quiet = {Fate.WORKS, Fate.NEEDS_SIGN_IN}
    as_before = all(
        other.fate in quiet and (other.fate is Fate.WORKS or other.before is ConnectionState.NEEDS_SIGN_IN)
        for other in ending.others
    )
    return ending.outcome is Outcome.ENDED and as_before


def in_doubt(ending: Ending) -> bool:
    """Whether a later look can tell more."""
    open_end = ending.outcome in {Outcome.NOT_READ_BACK, Outcome.STILL_SHOWN, Outcome.NOT_KNOWN}
    return open_end or any(other.fate is Fate.NOT_SURE for other in ending.others)


def account_of(connection: Connection) -> str:
    """The e-mail address of the account; before the connection is complete there is none."""
    return connection.account_email or _("the calendar account")


def place_of(other: Other) -> str:
    """The schedule; with the address where that is only probably the same account."""
    schedule = other.schedule or _("another schedule")
    if other.sure:
        return schedule
    return _("{schedule} (as {account}, probably the same)").format(
        schedule=schedule, account=other.connection.account_email
    )
