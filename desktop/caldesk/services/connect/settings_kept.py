"""Carries the switches of a former connection over to the one that replaces it, if both were wholly understood."""

from msgspec.structs import replace

from caldesk.domain.connection import Connection, ExportConfig, ImportConfig, ImportSource, SyncConfig
from caldesk.i18n import _, ngettext
from caldesk.services.findings import settings_not_understood
from caldesk.services.problems import Action, Problem, ProblemId
from caldesk.services.wording import Half, half_label


def carried_over(former: Connection, fresh: Connection) -> SyncConfig | None:
    """The settings that the fresh connection should have; its own where the former told nothing.

    None where one of the two holds a choice that this version does not know: written over it, that choice would be
    lost, and without it the settings would not be what they were.
    """
    if not (former.sync_config.understood and fresh.sync_config.understood):
        return None
    same_account = former.account_email.casefold() == fresh.account_email.casefold()
    return SyncConfig(
        imports=_imports(former.sync_config.imports, fresh.sync_config.imports, same_account=same_account),
        exports=_exports(former.sync_config.exports, fresh.sync_config.exports),
    )


def why_not_carried_over(former: Connection) -> Problem:
    """Why nothing was written: because of the former settings, or of the fresh ones."""
    if former.sync_config.understood:
        return settings_not_understood()
    return Problem(
        id=ProblemId.NOT_SUPPORTED,
        title=_("The former settings were not set again"),
        what=_("They held a choice that this version does not know, so they were not set again."),
        cure=_("Look at the switches, or change them in the site's dashboard."),
        actions=(Action.REFRESH,),
    )


def remembered_words(former: Connection) -> str:
    """Which settings are set again after the sign-in, a line each; "" where none are known."""
    if not former.sync_config.understood:
        return _("Its settings hold a choice that this version does not know. Look at the switches after the sign-in.")
    imports, exports = former.sync_config.imports, former.sync_config.exports
    lines = [_switch(Half.IMPORT, imports.enabled), _switch(Half.EXPORT, exports.enabled)]
    if imports.enabled and imports.source is ImportSource.CALENDARS:
        count = len(imports.calendars)
        words = ngettext(
            "{n} chosen calendar is read, if the same account signs in.",
            "{n} chosen calendars are read, if the same account signs in.",
            count,
        )
        lines.insert(1, words.format(n=count))
    return "\n".join(filter(None, lines))


def _switch(half: Half, on: bool | None) -> str:
    if on is None:
        return ""
    words = _("{switch}: on") if on else _("{switch}: off")
    return words.format(switch=half_label(half))


def _imports(former: ImportConfig, fresh: ImportConfig, *, same_account: bool) -> ImportConfig:
    if former.enabled is None:
        return fresh
    usable = former.source is not ImportSource.UNSET and (same_account or former.source is not ImportSource.CALENDARS)
    return former if usable else replace(fresh, enabled=former.enabled)


def _exports(former: ExportConfig, fresh: ExportConfig) -> ExportConfig:
    return fresh if former.enabled is None else former
