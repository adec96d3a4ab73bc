"""The files of a diagnostics bundle, each made from fields that are named here; what is not named is not in it."""

import platform
from collections.abc import Iterable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import msgspec
from msgspec import Struct

from caldesk import __version__
from caldesk.domain.timespan import zone_or_none
from caldesk.i18n import _
from caldesk.services.activity import Activity
from caldesk.services.checks import Check
from caldesk.services.diagnostics.allowed import detail_lines, log_lines, path_shape
from caldesk.services.policy.declared import DIRECT, Preferences, declared
from caldesk.services.profiles import DEFAULT_BASE_URL, DEFAULT_REDIRECT_BASE, SiteProfile
from caldesk.services.state import ConnectionView, Snapshot

_MOST_ANSWERS = 500
_LOG_BYTES = 2_000_000


class BundleFile(Struct, frozen=True, kw_only=True):
    """One file: its name in the bundle, what it is for, and its text."""

    name: str
    about: str
    text: str


class Material(Struct, frozen=True, kw_only=True):
    """What a bundle is made from. `log_folder` is None where no log is written; `now` is in epoch seconds.

    `locked` are the keys of the settings that an organisation has made.
    """

    profile: SiteProfile
    snapshot: Snapshot
    preferences: Preferences
    checks: tuple[Check, ...]
    answers: tuple[Activity, ...]
    log_folder: Path | None
    now: float
    locked: tuple[str, ...] = ()


def files_of(material: Material) -> tuple[BundleFile, ...]:
    """Every file. Reads the log, so it blocks: call it in a thread. Raises OSError for a log that cannot be read."""
    return (
        BundleFile(name="program.json", about=_("Versions of the program and the system"), text=_program(material)),
        BundleFile(name="settings.json", about=_("Settings, without addresses"), text=_settings(material)),
        BundleFile(
            name="site.json", about=_("Connections and schedules by number, without names"), text=_site(material)
        ),
        BundleFile(name="checks.json", about=_("How each check ended"), text=_json(list(map(_check, material.checks)))),
        BundleFile(
            name="answers.json", about=_("The last requests and their answers"), text=_answers(material.answers)
        ),
        BundleFile(name="log.txt", about=_("The log, by lines that are known"), text=_log(material.log_folder)),
    )


def zipped(files: Iterable[BundleFile]) -> bytes:
    """The bundle as a zip; the same files always give the same bytes."""
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for file in files:
            archive.writestr(ZipInfo(file.name), file.text.encode(), ZIP_DEFLATED)
    return target.getvalue()


def _json(value: object) -> str:
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n"


def _program(material: Material) -> str:
    return _json(
        {
            "caldesk": __version__,
            "python": platform.python_version(),
            "system": platform.system(),
            "release": platform.release(),
            "machine": platform.machine(),
            "made": datetime.fromtimestamp(material.now, UTC).isoformat(timespec="seconds"),
        }
    )


def _settings(material: Material) -> str:
    preferences = material.preferences
    return _json(
        {
            "setByOrganisation": sorted(set(material.locked) & declared().keys()),
            "look": preferences.look,
            "language": preferences.language if preferences.language.replace("_", "").isalpha() else "",
            "revealSeconds": preferences.reveal_seconds,
            "hideOnBlur": preferences.hide_on_blur,
            "certificateFile": bool(preferences.ca_file),
            "proxy": _proxy("" if preferences.proxy == DIRECT else preferences.proxy or None),
        }
    )


def _proxy(named: str | None) -> str:
    if named is None:
        return "system"
    return "named" if named else "none"


def _site(material: Material) -> str:
    profile, snapshot = material.profile, material.snapshot
    numbers = {schedule.id: number for number, schedule in enumerate(snapshot.schedules, 1)}
    known_zone = zone_or_none(snapshot.properties.time_zone) is not None
    return _json(
        {
            "credentials": profile.credential_kind,
            "usualAddress": profile.base_url == DEFAULT_BASE_URL,
            "usualRedirect": profile.redirect_base == DEFAULT_REDIRECT_BASE,
            "certificateFile": bool(profile.ca_file),
            "proxy": _proxy(profile.proxy),
            "practice": profile.practice,
            "zone": snapshot.properties.time_zone if known_zone else "",
            "checkedAt": snapshot.checked_at,
            "problems": [problem.id for problem in snapshot.problems],
            "schedules": [
                {"number": numbers[each.id], "kind": each.kind, "active": each.active} for each in snapshot.schedules
            ],
            "connections": [_connection(view, numbers) for view in snapshot.connections.values()],
        }
    )


def _connection(view: ConnectionView, numbers: dict[str, int]) -> dict[str, object]:
    one, config = view.connection, view.connection.sync_config
    return {
        "schedule": numbers.get(one.schedule_id),
        "calendar": one.calendar_type,
        "status": one.status,
        "reason": one.error_reason,
        "state": view.state,
        "since": view.since,
        "asOf": view.as_of,
        "saving": view.saving,
        "import": config.imports.enabled,
        "source": config.imports.source,
        "chosenCalendars": len(config.imports.calendars),
        "export": config.exports.enabled,
        "target": config.exports.target,
    }


def _check(check: Check) -> dict[str, object]:
    return {
        "id": check.id,
        "group": check.group,
        "state": check.state,
        "problem": check.problem_id,
        "days": len(check.days),
        "detail": detail_lines(check.detail),
    }


def _answers(answers: Iterable[Activity]) -> str:
    return _json([_answer(one) for one in tuple(answers)[:_MOST_ANSWERS]])


def _answer(one: Activity) -> dict[str, object]:
    return {
        "at": one.at,
        "method": one.method,
        "path": path_shape(one.path),
        "outcome": one.outcome,
        "milliseconds": round(one.seconds * 1000),
        "attempt": one.attempt,
        "requestId": one.request_id,
    }


def _log(folder: Path | None) -> str:
    if folder is None or not (path := folder / "caldesk.log").is_file():
        return ""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _LOG_BYTES))
        text = file.read().decode("utf-8", "replace")
    return "\n".join(log_lines(text)) + "\n"
