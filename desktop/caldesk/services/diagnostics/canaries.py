"""The proof that a saved bundle tells nothing: every private value that is known is looked for in the file itself.

Besides, whatever looks like a key or an address counts as a leak, known or not.
"""

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from msgspec import Struct

from caldesk.domain.connection import (
    Connection,
    ConnectionState,
    ConnectionStatus,
    ErrorReason,
    ExportTarget,
    ImportSource,
)
from caldesk.domain.event import Event
from caldesk.domain.provider import CalendarType
from caldesk.domain.schedule import Schedule, ScheduleKind
from caldesk.domain.secret import Secret
from caldesk.log import redacted
from caldesk.services.activity import Activity
from caldesk.services.checks.check import GROUPS, CheckState, Group
from caldesk.services.diagnostics.bundle import Material, files_of
from caldesk.services.policy.declared import LookChoice, Preferences
from caldesk.services.problems import ProblemId
from caldesk.services.profiles import CredentialKind, SiteProfile
from caldesk.services.state import ConnectionView, Saving, Snapshot

_SHORTEST = 4
"""Characters; shorter values are found in anything."""
_ADDRESS = re.compile(r"[\w.+\-]+@[\w\-]+\.[\w.\-]+")


class Proof(Struct, frozen=True, kw_only=True):
    """How many values were looked for in how many files, and the names of the files in which something was found."""

    values: int
    files: int
    leaking: tuple[str, ...] = ()


def private_values(
    profile: SiteProfile, snapshot: Snapshot, events: Iterable[Event] = (), secrets: Iterable[Secret] = ()
) -> frozenset[str]:
    """Everything known here that names a person, a place, an account, or opens something."""
    site = snapshot.properties
    found = {profile.name, profile.site_id, profile.account_id, profile.app_id, profile.instance_id, profile.ca_file}
    found |= {profile.proxy or "", site.display_name, site.business_name, site.email}
    for schedule in snapshot.schedules:
        found |= {schedule.id, schedule.name, schedule.email, schedule.owner_user_id, schedule.staff_member_id}
    for view in snapshot.connections.values():
        found |= {view.id, view.connection.account_email, view.connection.user_id}
        for calendar in view.connection.sync_config.imports.calendars:
            found |= {calendar.id, calendar.name}
    for event in events:
        found |= {event.title or "", event.calendar_name or "", event.id}
    names = {value for value in found if len(value) >= _SHORTEST and not _is_ours(value)}
    names |= {secret.reveal() for secret in secrets if secret}
    return frozenset(name.casefold() for name in names)


def prove(path: Path, values: frozenset[str]) -> Proof:
    """Look into a saved bundle. Blocks. Raises OSError for a file that cannot be read."""
    try:
        with ZipFile(path) as archive:
            texts = {name: archive.read(name).decode() for name in archive.namelist()}
    except (BadZipFile, UnicodeDecodeError) as error:
        raise OSError(f"not a bundle: {error}") from None
    leaking = tuple(name for name, text in texts.items() if _leaks(text, values) or _leaks(name, values))
    return Proof(values=len(values), files=len(texts), leaking=leaking)


def _leaks(text: str, values: frozenset[str]) -> bool:
    folded = text.casefold()
    return redacted(text) != text or _ADDRESS.search(text) is not None or any(value in folded for value in values)


_ENUMS: tuple[type[StrEnum], ...] = (
    *(CheckState, ConnectionState, ConnectionStatus, CredentialKind, ErrorReason, ExportTarget, Group, ImportSource),
    *(CalendarType, LookChoice, ProblemId, Saving, ScheduleKind),
)


@lru_cache(maxsize=1)
def _ours() -> str:
    """Everything that a bundle says whoever it is about: the words of our fields and choices."""
    view = ConnectionView(connection=Connection(id=""), state=ConnectionState.OFF, as_of=0, since=0)
    nobody = Material(
        profile=SiteProfile(id="", name=""),
        snapshot=Snapshot(schedules=(Schedule(id=""),), connections={"": view}),
        preferences=Preferences(),
        checks=(),
        answers=(Activity(number=0, at=0, method="GET", path="", outcome="", seconds=0),),
        log_folder=None,
        now=0,
    )
    texts = [file.name + file.text for file in files_of(nobody)]
    return " ".join((*texts, *GROUPS, *(each.value for kind in _ENUMS for each in kind))).casefold()


def _is_ours(value: str) -> bool:
    """A schedule called "Staff" would be found in every bundle: the word is ours as well."""
    return value.casefold() in _ours()
