"""Problems that are found by looking at answers, not raised by a call. Their words stand here, as in `problems`."""

from caldesk.api import errors as api
from caldesk.i18n import _, ngettext
from caldesk.services.problems import Action, Problem, ProblemId, problem_of


def bookings_missing() -> Problem:
    """The problem as found by looking at the installed apps, which is the reliable test."""
    return problem_of(api.AppNotInstalled("", api.Call(), 428))


def provider_unreachable(names: str) -> Problem:
    """One or more providers were named in `failedProviderIds`; `names` is ready to read."""
    return Problem(
        id=ProblemId.PROVIDER_UNREACHABLE,
        title=_("Not reachable right now: {names}").format(names=names),
        what=_("Wix could not read these calendars. What is shown for them may be old."),
        cure=_("Nothing has to be done at once. Refresh in a few minutes."),
        actions=(Action.RETRY,),
    )


def partly_understood(left_out: int) -> Problem:
    """Entries of an answer made no sense and are left out."""
    return Problem(
        id=ProblemId.BROKEN_ANSWER,
        title=_("Not everything could be understood"),
        what=ngettext(
            "{n} entry of the answer made no sense and is left out.",
            "{n} entries of the answer made no sense and are left out.",
            left_out,
        ).format(n=left_out),
        cure=_("Try again. If it stays, ask Wix support."),
        actions=(Action.RETRY,),
    )


def settings_not_understood() -> Problem:
    """The sync settings hold something that writing both halves would destroy."""
    return Problem(
        id=ProblemId.NOT_SUPPORTED,
        title=_("Nothing was changed"),
        what=_("These settings hold a choice that this version does not know, and saving would remove it."),
        cure=_("Change them in the site's dashboard, or install the newest version."),
        actions=(Action.REFRESH,),
    )


def zone_unknown(zone_id: str) -> Problem:
    """The site's zone was not told, or is none that this computer knows; times are shown in UTC."""
    return Problem(
        id=ProblemId.ZONE_UNKNOWN,
        title=_("Times are shown in UTC"),
        what=_("The time zone “{zone}” is not known here.").format(zone=zone_id)
        if zone_id
        else _("The time zone of the site could not be read, or is not set."),
        cure=_("Set the time zone in the site's dashboard, under Settings, Language and region."),
        actions=(Action.RETRY,),
    )


def too_many_events(most: int) -> Problem:
    """The answer was cut off."""
    return Problem(
        id=ProblemId.TOO_MUCH,
        title=_("There are more events than can be listed"),
        what=_("Reading stopped after about {n} events.").format(n=most),
        cure=_("Ask for a shorter time."),
    )
