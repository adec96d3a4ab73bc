"""What an organisation has restricted, as sentences for the settings page; only what differs from the usual is told."""

from caldesk.i18n import _, ngettext
from caldesk.services.policy.declared import SignInWay
from caldesk.services.policy.rules import Rules


def restrictions(rules: Rules) -> tuple[str, ...]:
    """One sentence for each rule that takes something away; empty where everything is allowed."""
    told = (_about_changes(rules), _about_sites(rules), _about_ways(rules), _about_titles(rules))
    return tuple(sentence for sentence in told if sentence)


def way_name(way: SignInWay) -> str:
    """What a way to sign in is called in a list."""
    names = {
        SignInWay.HERE: _("inside Caldesk"),
        SignInWay.BROWSER: _("in this computer's browser"),
        SignInWay.PHONE: _("on their own device"),
    }
    return names[way]


def _about_changes(rules: Rules) -> str:
    return _("Caldesk only looks: nothing can be changed on a site.") if rules.settings.read_only else ""


def _about_sites(rules: Rules) -> str:
    if rules.unsure:
        return _("No site can be added, because the list of allowed sites could not be read.")
    allowed = rules.settings.allowed_sites
    if allowed is None:
        return ""
    if not allowed:
        return _("No site may be added or opened, apart from the practice site.")
    words = ngettext("Only one site may be added and opened.", "Only {n} sites may be added and opened.", len(allowed))
    return words.format(n=len(allowed))


def _about_ways(rules: Rules) -> str:
    allowed = rules.settings.sign_in_ways
    if set(allowed) == set(SignInWay):
        return ""
    if not allowed:
        return _("Nobody may sign in to a calendar from here.")
    return _("Owners of calendars may sign in: {ways}.").format(ways=", ".join(map(way_name, allowed)))


def _about_titles(rules: Rules) -> str:
    return "" if rules.settings.reveal_titles else _("Titles of events are not shown, only busy times.")
