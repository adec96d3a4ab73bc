"""Carries the switches of a former connection over to the one that replaces it."""

from msgspec.structs import replace

from caldesk.domain.connection import Connection, ExportConfig, ImportConfig, ImportSource, SyncConfig


def carried_over(former: Connection, fresh: Connection) -> SyncConfig:
    """The settings that the fresh connection should have; its own where the former told nothing.

    Calendars are named by ids of the account, so those of another account are not carried over.
    """
    same_account = former.account_email.casefold() == fresh.account_email.casefold()
    return SyncConfig(
        imports=_imports(former.sync_config.imports, fresh.sync_config.imports, same_account=same_account),
        exports=_exports(former.sync_config.exports, fresh.sync_config.exports),
    )


def _imports(former: ImportConfig, fresh: ImportConfig, *, same_account: bool) -> ImportConfig:
    if former.enabled is None:
        return fresh
    usable = former.source is not ImportSource.UNSET and (same_account or former.source is not ImportSource.CALENDARS)
    return former if usable else replace(fresh, enabled=former.enabled)


def _exports(former: ExportConfig, fresh: ExportConfig) -> ExportConfig:
    return fresh if former.enabled is None else former
