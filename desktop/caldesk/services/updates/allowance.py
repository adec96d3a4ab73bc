"""Where newer versions are told, and whether anybody may be asked: what was built in, under what is settled here."""

from msgspec import Struct

from caldesk.i18n import _
from caldesk.services.policy.declared import NO_FEED, UpdateChoice
from caldesk.services.policy.rules import Rules


class Allowance(Struct, frozen=True, kw_only=True):
    """`feed` is "" where nothing can be asked; `why_not` says so as a sentence. `forbidden`: by the organisation.

    `by_itself` says whether the program asks without being told to.
    """

    feed: str = ""
    why_not: str = ""
    forbidden: bool = False
    by_itself: bool = False


def allowance(rules: Rules, built_in: str) -> Allowance:
    """What holds now. `built_in` is the address that came with this build, "" for none."""
    choice, named = rules.settings.updates, rules.settings.update_feed
    if choice is UpdateChoice.OFF and "updates" in rules.by_policy:
        return _forbidden(rules)
    if named == NO_FEED and "update_feed" in rules.by_policy:
        return _forbidden(rules)
    feed = "" if named == NO_FEED else named or built_in
    if not feed:
        return Allowance(why_not=no_place())
    return Allowance(feed=feed, by_itself=choice is UpdateChoice.NOTIFY)


def no_place() -> str:
    """There is no feed."""
    return _("This build knows no place to look for newer versions: whoever installed it updates it.")


def _forbidden(rules: Rules) -> Allowance:
    why = _("On this computer Caldesk does not look for newer versions. {set_by}").format(set_by=rules.set_by)
    return Allowance(why_not=why, forbidden=True)
