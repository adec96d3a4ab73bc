"""The one list of settings: key, type, default, help, and what holds while an organisation's value is not understood.

Each field of `Preferences` that carries a `Says` is a setting that the user's file and an organisation's policy may
hold; what is in force, `caldesk policy`, `docs/policy.md` and the Windows templates are made from it. Changing a key
breaks policies in the field.
"""

from datetime import time
from enum import StrEnum
from functools import cache
from typing import Annotated, get_args, get_type_hints

from msgspec import UNSET, Meta, Struct
from msgspec.structs import fields


class LookChoice(StrEnum):
    """Which theme to use."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class SignInWay(StrEnum):
    """Where a sign-in may take place; the values of `services.connect.ways.Way`."""

    HERE = "here"
    BROWSER = "browser"
    PHONE = "phone"


class Watching(StrEnum):
    """How often the program looks at a site by itself."""

    USUAL = "usual"
    SELDOM = "seldom"
    ASKED = "asked"


class UpdateChoice(StrEnum):
    """What the program does about newer versions of itself; it never fetches or installs one."""

    OFF = "off"
    NOTIFY = "notify"


SITE_ID = r"^[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}$"
DIRECT = "direct"
"""The value of `proxy` that wants none; "" asks the system."""


NO_FEED = "none"
"""The value of `update_feed` that wants none; "" is the one that was built in."""
FEED_ADDRESS = (
    r"^(?:|none|(?:https://[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?|http://(?:localhost|127\.0\.0\.1|\[::1\]))"
    r"(?::[0-9]{1,5})?(?:/[A-Za-z0-9._~%:,;=!$&'()*+/-]*)?)\Z"
)
"""What `update_feed` may be: https, or plain http to this computer; no user, no password, no “?” and no “#”."""


class Says(Struct, frozen=True, kw_only=True):
    """What a setting says of itself to whoever sets up computers, in English as its documentation is.

    `when_broken` holds while its value in a policy is not understood. UNSET means that the user's choice then stands:
    the setting forbids nothing. `by_user` says that the window offers it, too.
    """

    title: str
    help: str
    when_broken: object = UNSET
    by_user: bool = True


class Preferences(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Choices that hold for the whole program, as they are in force."""

    read_only: Annotated[
        bool,
        Says(
            title="Look only",
            help="Nothing can be changed on a site: no connecting, disconnecting or switching. Everything can be seen.",
            when_broken=True,
            by_user=False,
        ),
    ] = False
    allowed_sites: Annotated[
        tuple[Annotated[str, Meta(pattern=SITE_ID)], ...] | None,
        Says(
            title="Allowed sites",
            help=(
                "The IDs of the only sites that may be added and opened. Without this setting every site is allowed; "
                "an empty list allows none. The practice site is always allowed: it never leaves the computer."
            ),
            by_user=False,
        ),
    ] = None
    sign_in_ways: Annotated[
        tuple[SignInWay, ...],
        Says(
            title="Allowed ways to sign in",
            help=(
                "Where the owner of a calendar may sign in: “here” inside Caldesk, in this computer's “browser”, "
                "or on their own “phone”. An empty list allows none of them."
            ),
            when_broken=(),
            by_user=False,
        ),
    ] = tuple(SignInWay)
    reveal_titles: Annotated[
        bool,
        Says(
            title="Titles may be shown",
            help="Whether the titles of events may be revealed at all. Without it only busy times are ever read.",
            when_broken=False,
            by_user=False,
        ),
    ] = True
    reveal_seconds: Annotated[
        int,
        Meta(ge=5, le=3600),
        Says(
            title="Show titles for",
            help="Seconds after which revealed titles are hidden again.",
            when_broken=30,
        ),
    ] = 120
    hide_on_blur: Annotated[
        bool,
        Says(
            title="Hide titles when another program comes to the front",
            help="Revealed titles go at once when somebody leaves the window.",
            when_broken=True,
        ),
    ] = False
    kiosk: Annotated[
        bool,
        Says(
            title="No notices on this computer",
            help="For kiosks and shared screens: troubles of connections are shown in the list only.",
            when_broken=True,
        ),
    ] = False
    tray: Annotated[
        bool,
        Says(
            title="Notices beside the system's clock",
            help="Whether notices also appear beside the clock, where the desktop has a place for them.",
        ),
    ] = True
    quiet_from: Annotated[
        time,
        Says(
            title="Quiet from",
            help="From this time on no notices appear, by the clock of the computer, as in 18:30.",
        ),
    ] = time(0)
    quiet_until: Annotated[
        time,
        Says(
            title="Quiet until",
            help="Until this time; it may be on the next day. With the same time in both there are no quiet hours.",
        ),
    ] = time(0)
    watching: Annotated[
        Watching,
        Says(
            title="Looking at a site",
            help=(
                "How often Caldesk looks by itself whether anything has changed on a site: “usual” is every minute "
                "while somebody is there and every five minutes otherwise, “seldom” every five minutes, “asked” only "
                "when it is opened or refreshed. Troubles are told no sooner than they are seen."
            ),
        ),
    ] = Watching.USUAL
    proxy: Annotated[
        str,
        Says(
            title="Proxy",
            help=(
                "The address of the proxy for Wix, as in http://proxy.example:8080, or “direct” for none. Left empty, "
                "the system's settings hold. Where an organisation sets it, a site's own proxy is not used."
            ),
        ),
    ] = ""
    ca_file: Annotated[
        str,
        Says(
            title="Extra certificates",
            help=(
                "A file in PEM form with certificates that are trusted beside those of the system, for a proxy that "
                "looks into connections. Where an organisation sets it, a site's own file is not used."
            ),
        ),
    ] = ""
    updates: Annotated[
        UpdateChoice,
        Says(
            title="Newer versions",
            help=(
                "Whether Caldesk looks for newer versions of itself, at most once a day, and tells of one (“notify”), "
                "or never looks (“off”). It never downloads or installs anything."
            ),
            when_broken=UpdateChoice.OFF,
        ),
    ] = UpdateChoice.NOTIFY
    update_feed: Annotated[
        str,
        Meta(pattern=FEED_ADDRESS),
        Says(
            title="Where newer versions are told",
            help=(
                "The https address of the file that names the newest version, as in "
                "https://intranet.example/caldesk/releases.json, or “none”. Left empty, the address that was built "
                "in holds; where there is none, nothing is asked."
            ),
            when_broken=NO_FEED,
            by_user=False,
        ),
    ] = ""
    look: Annotated[
        LookChoice,
        Says(title="Light or dark", help="The colours of the window: as the system has them, light or dark."),
    ] = LookChoice.SYSTEM
    language: Annotated[
        str,
        Meta(pattern=r"^(?:[a-z]{2,3}(?:_[A-Z]{2})?)?\Z"),
        Says(
            title="Language",
            help=(
                "The language of the window, as in “de” or “en”, from the next start on. Left empty, or where Caldesk "
                "does not speak it, the system's first language that it speaks. Commands speak the terminal's."
            ),
        ),
    ] = ""
    support_contact: Annotated[
        str,
        Says(
            title="Support",
            help="Whom to ask: a name, a number or an address. It is shown wherever something is not allowed.",
            by_user=False,
        ),
    ] = ""
    last_site: str = ""
    window_geometry: str = ""


class Setting(Struct, frozen=True, kw_only=True):
    """One entry of the list; `type` is what `msgspec.convert` takes."""

    key: str
    type: object
    default: object
    says: Says


@cache
def declared() -> dict[str, Setting]:
    """Every setting by its key, in the order of the documentation."""
    hints = get_type_hints(Preferences, include_extras=True)
    found = ((field, _says(hints[field.name])) for field in fields(Preferences))
    return {
        field.name: Setting(key=field.name, type=hints[field.name], default=field.default, says=says)
        for field, says in found
        if says is not None
    }


def _says(hint: object) -> Says | None:
    return next((part for part in get_args(hint) if isinstance(part, Says)), None)
