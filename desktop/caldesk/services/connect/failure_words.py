"""An attempt that ended without a connection, as a person reads it: in words, and with the next steps."""

from msgspec import Struct

from caldesk.i18n import _
from caldesk.services.connect.end_words import EndWords, words_of
from caldesk.services.connect.endings import Ended, Ending, Move
from caldesk.services.connect.sign_in_book import CONNECTED, CUT_OFF
from caldesk.services.problems import Action


class Failure(Struct, frozen=True, kw_only=True):
    """What a person reads. `moves` are taken by the flow, `actions` by the window; `mild` is no cause for alarm."""

    ending: Ending
    title: str
    what: str
    cure: str
    moves: tuple[Move, ...] = ()
    actions: tuple[Action, ...] = ()
    detail: str = ""
    mild: bool = False
    site_first: bool = False
    """The action of the window is the cure, and comes before the moves."""


_OF_WINDOW = (Action.EDIT_SITE, Action.OPEN_PLANS, Action.INSTALL_BOOKINGS, Action.NETWORK_SETTINGS)
_MILD = frozenset({Ending.CLOSED, Ending.TIMED_OUT, Ending.REJECTED})


def failure_of(ended: Ended, moves: tuple[Move, ...], provider: str) -> Failure:
    """The failure to show; `provider` is the provider's name as the service gives it."""
    problem = ended.problem
    if ended.ending is Ending.PROBLEM and problem is not None:
        words = EndWords(problem.title, problem.what, problem.cure)
    else:
        words = words_of(ended.ending, provider)
    return Failure(
        ending=ended.ending,
        title=words.title,
        what=words.what,
        cure=words.cure,
        moves=moves,
        actions=tuple(action for action in problem.actions if action in _OF_WINDOW) if problem else (),
        site_first=problem is not None and next(iter(problem.actions), None) in _OF_WINDOW,
        detail=_detail(ended),
        mild=ended.ending in _MILD,
    )


def outcome_words(outcome: str, provider: str) -> str:
    """What an attempt came to, for the list of attempts; `outcome` as in the book of sign-ins."""
    if outcome == CONNECTED:
        return _("connected")
    if outcome == CUT_OFF:
        return _("cut off when Caldesk ended")
    known = outcome in Ending.__members__.values() and outcome != Ending.PROBLEM
    return words_of(Ending(outcome), provider).title if known else _("Wix did not accept it, or could not be reached")


def admin_request(provider: str, site: str) -> str:
    """A ready text for the person who looks after the organisation's accounts."""
    return _(
        "Hello, we want to connect a calendar ({provider}) to the booking system of our website {site} (Wix Bookings). "
        "The sign-in says that an administrator has to approve the app first. Please allow the app “Wix” to read "
        "and write calendars for our organisation, then tell us, so that we can sign in again. Thank you."
    ).format(provider=provider, site=site)


def _detail(ended: Ended) -> str:
    parts = (f"sign-in: {ended.ending.value}", ended.detail, ended.problem.detail if ended.problem else "")
    return "\n".join(part for part in parts if part)
