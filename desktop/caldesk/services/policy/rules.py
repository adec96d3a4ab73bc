"""What is not allowed on this computer, and the sentence that says so; services, window and commands ask here."""

from msgspec import Struct
from msgspec.structs import replace

from caldesk.i18n import _
from caldesk.services.policy.declared import DIRECT, Preferences, SignInWay
from caldesk.services.problem import Problem, ProblemId
from caldesk.services.profiles import SiteProfile


class NotAllowedError(Exception):
    """The organisation's settings forbid it; the text is a whole sentence, `problem` the same for the window."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.title}. {problem.what} {problem.cure}".strip())
        self.problem = problem


class Rules(Struct, frozen=True, kw_only=True):
    """The settings in force, read as rules. Each `why_…` gives "" for what is allowed.

    `by_policy` names the settings that the organisation has made; `unsure` forbids adding sites, because the list of
    those that are allowed was not understood.
    """

    settings: Preferences = Preferences()
    by_policy: frozenset[str] = frozenset()
    unsure: bool = False

    @property
    def contact(self) -> str:
        """Whom to ask, as a sentence."""
        whom = self.settings.support_contact.strip().rstrip(".")
        return _("Questions: {contact}.").format(contact=whom) if whom else _("Ask whoever looks after this computer.")

    @property
    def set_by(self) -> str:
        """Who has set what cannot be changed here."""
        return _("Set by your organisation. {contact}").format(contact=self.contact)

    def why_unchangeable(self) -> str:
        """Why nothing may be changed on any site; short, since it stands at every switch."""
        if not self.settings.read_only:
            return ""
        return _("On this computer Caldesk only looks. Set by your organisation.")

    def why_hidden(self) -> str:
        """Why titles may not be revealed."""
        if self.settings.reveal_titles:
            return ""
        return _("Titles are not shown on this computer. {set_by}").format(set_by=self.set_by)

    def why_not_way(self, way: str) -> str:
        """Why a sign-in may not take place there; `way` is a `SignInWay`'s value."""
        if SignInWay(way) in self.settings.sign_in_ways:
            return ""
        return _("Not allowed on this computer. {set_by}").format(set_by=self.set_by)

    def why_not_opened(self, profile: SiteProfile) -> str:
        """Why a site that this computer knows may not be opened."""
        allowed = self.settings.allowed_sites
        if profile.practice or allowed is None or profile.site_id.casefold() in map(str.casefold, allowed):
            return ""
        return _("This site is not among those that are allowed on this computer. {set_by}").format(set_by=self.set_by)

    def why_none_added(self) -> str:
        """Why no site at all may be added."""
        if self.unsure:
            return _("No site can be added while the settings of your organisation cannot be read. {contact}").format(
                contact=self.contact
            )
        if self.settings.allowed_sites == ():
            return _("No site may be added on this computer. {set_by}").format(set_by=self.set_by)
        return ""

    def why_not_added(self, profile: SiteProfile) -> str:
        """Why a site may not be added."""
        return self.why_none_added() or self.why_not_opened(profile)

    def must_open(self, profile: SiteProfile) -> None:
        """Raise NotAllowedError for a site that may not be opened."""
        if why := self.why_not_opened(profile):
            raise NotAllowedError(not_allowed(why))

    def must_reveal(self) -> None:
        """Raise NotAllowedError where titles may not be read."""
        if why := self.why_hidden():
            raise NotAllowedError(not_allowed(why))

    def on_network(self, profile: SiteProfile) -> SiteProfile:
        """The profile to reach a site with: the organisation's proxy and certificates, else its own, else the usual."""
        return replace(profile, proxy=self._proxy(profile.proxy), ca_file=self._ca_file(profile.ca_file))

    def _proxy(self, of_site: str | None) -> str | None:
        if of_site is not None and "proxy" not in self.by_policy:
            return of_site
        named = self.settings.proxy.strip()
        return "" if named == DIRECT else named or None

    def _ca_file(self, of_site: str) -> str:
        usual = self.settings.ca_file.strip()
        return usual if "ca_file" in self.by_policy else of_site or usual


def not_allowed(why: str, contact: str = "") -> Problem:
    """A rule as a problem; `contact` is whom to ask, where `why` does not say that."""
    return Problem(id=ProblemId.NOT_ALLOWED, title=_("Not allowed on this computer"), what=why, cure=contact)


ALLOWED = Rules()
"""Where no organisation has a say."""
