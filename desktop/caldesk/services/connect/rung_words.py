"""The words for the ladder: what each rung changes and why that can help, and what was tried today."""

from collections.abc import Callable

from msgspec import Struct

from caldesk.i18n import _
from caldesk.services.connect.failure_words import outcome_words
from caldesk.services.connect.ladder import Fate, Rung
from caldesk.services.connect.sign_in_book import SignIn
from caldesk.services.connect.ways import Way
from caldesk.services.state import Snapshot
from caldesk.services.wording import provider_name


class RungWords(Struct, frozen=True):
    """`name` stands in the list of rungs, `reason` below it while it is next, `verb` on its button."""

    name: str
    reason: str
    verb: str


def words_of(rung: Rung, way: Way) -> RungWords:
    """The words for a rung; what a clean session means depends on where the pages are shown."""
    if rung is Rung.CLEAN_SESSION:
        return _clean(way)
    return _WORDS[rung]()


def fate_word(fate: Fate) -> str:
    """What became of a rung."""
    return _("tried") if fate is Fate.TRIED else _("skipped")


def way_name(way: str) -> str:
    """Where the pages were shown; "" for credentials."""
    names = {
        Way.HERE.value: _("inside Caldesk"),
        Way.BROWSER.value: _("this computer's browser"),
        Way.PHONE.value: _("their own device"),
    }
    return names.get(way, _("password"))


def attempt_line(one: SignIn, snapshot: Snapshot, clock_time: Callable[[float], str]) -> str:
    """One attempt of today, for whoever takes over."""
    provider = provider_name(snapshot.provider(one.provider_id))
    line = _("{time}  {provider}, {way}: {outcome}").format(
        time=clock_time(one.began),
        provider=provider,
        way=way_name(one.way),
        outcome=outcome_words(one.outcome, provider),
    )
    elsewhere = snapshot.schedule(one.on_schedule_id) if one.on_schedule_id else None
    if elsewhere is None:
        return line
    return _("{attempt} (tried on {schedule})").format(attempt=line, schedule=elsewhere.name)


def _again() -> RungWords:
    return RungWords(
        _("Sign in again at once"),
        _("Most internal errors pass within seconds. Everything stays as it is."),
        _("Sign in again"),
    )


def _other_schedule() -> RungWords:
    return RungWords(
        _("Connect it to another schedule"),
        _(
            "Wix sometimes refuses one schedule and takes another. The calendar is then connected there, "
            "and blocks bookings there. You can undo that afterwards."
        ),
        _("Try it there"),
    )


def _clean(way: Way) -> RungWords:
    reasons = {
        Way.HERE: _("Old cookies of an account can be in the way. The page opens with nothing remembered."),
        Way.BROWSER: _(
            "Old cookies of an account can be in the way. Copy the link and open it in a private window of the browser."
        ),
        Way.PHONE: _(
            "Old cookies of an account can be in the way. Ask the owner to open the link in a private window."
        ),
    }
    return RungWords(_("Sign in with nothing remembered"), reasons[way], _("Start clean"))


def _other_address() -> RungWords:
    return RungWords(
        _("Come back to another address"),
        _("After the sign-in, Wix sends the browser back to an address. Another one sometimes works."),
        _("Use another address"),
    )


def _other_provider() -> RungWords:
    return RungWords(
        _("Use another provider"),
        _("The fault may be this provider's alone. The person needs a calendar at the other provider."),
        _("Choose another provider"),
    )


_WORDS: dict[Rung, Callable[[], RungWords]] = {
    Rung.AGAIN: _again,
    Rung.OTHER_SCHEDULE: _other_schedule,
    Rung.OTHER_ADDRESS: _other_address,
    Rung.OTHER_PROVIDER: _other_provider,
}
