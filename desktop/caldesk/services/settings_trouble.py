"""What can be wrong with the settings' file, in words; imported where something is."""

from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from caldesk.i18n import _
from caldesk.services.not_kept import belongs_to_newer, why_not_kept


class TroubleId(StrEnum):
    """Stable names of what can be wrong."""

    SET_ASIDE = "settings-unreadable"
    NEWER = "settings-newer"
    NOT_KEPT = "settings-not-kept"


class SettingsTrouble(Struct, frozen=True, kw_only=True):
    """What is wrong and what holds meanwhile; `path` is for the details."""

    id: TroubleId
    title: str
    text: str
    path: str = ""


def unreadable(path: Path) -> SettingsTrouble:
    """The file was set aside; `path` is where it is now."""
    return SettingsTrouble(
        id=TroubleId.SET_ASIDE,
        title=_("The settings could not be read"),
        text=_("The program starts with its usual settings. The old file was kept."),
        path=str(path),
    )


def newer(path: Path) -> SettingsTrouble:
    """The file is used as far as it is understood, and not written."""
    return SettingsTrouble(
        id=TroubleId.NEWER,
        title=_("The settings belong to a newer Caldesk"),
        text=_("{newer} What you change holds until Caldesk is closed.").format(newer=belongs_to_newer(path)),
        path=str(path),
    )


def not_kept(error: OSError, path: Path) -> SettingsTrouble:
    """The file could not be written."""
    return SettingsTrouble(
        id=TroubleId.NOT_KEPT,
        title=_("Settings cannot be kept"),
        text=_("{why} What you change holds until Caldesk is closed.").format(why=why_not_kept(error, path)),
        path=str(path),
    )
