"""`caldesk policy`: every setting with the value in force and where that comes from, for whoever sets up computers."""

import msgspec

from caldesk.cli.exits import Exit
from caldesk.cli.report import OutputError, say, write_json
from caldesk.cli.site import settings_in_force
from caldesk.i18n import _
from caldesk.services.policy.declared import Setting, declared
from caldesk.services.policy.words import written
from caldesk.services.settings import SettingsStore


def run(*, as_json: bool) -> Exit:
    """List the settings; mistakes in the organisation's settings make the command end with 1."""
    settings = settings_in_force()
    if as_json:
        try:
            write_json(document(settings))
        except OutputError as problem:
            say(str(problem))
            return Exit.WRONG_USE
    else:
        _say_settings(settings)
    for fault in settings.policy.faults:
        say(fault.sentence)
    return Exit.SITE_NEEDS_SOMETHING if settings.policy.faults else Exit.FINE


def document(settings: SettingsStore) -> dict[str, object]:
    """The JSON document: `{"settings": [{"key", "value", "source", "place"}], "faults": [{"place", "key", "what"}]}`.

    `source` is "policy", "user" or "default"; `place` is set for a policy.
    """
    return {
        "settings": [_record(settings, one) for one in declared().values()],
        "faults": [{"place": one.place, "key": one.key, "what": one.what} for one in settings.policy.faults],
    }


def _record(settings: SettingsStore, one: Setting) -> dict[str, object]:
    return {
        "key": one.key,
        "value": msgspec.to_builtins(getattr(settings.preferences, one.key)),
        "source": _source(settings, one),
        "place": settings.policy.places.get(one.key, ""),
    }


def _source(settings: SettingsStore, one: Setting) -> str:
    if settings.is_locked(one.key):
        return "policy"
    return "default" if getattr(settings.own, one.key) == one.default else "user"


def _say_settings(settings: SettingsStore) -> None:
    width = max(map(len, declared()))
    for one in declared().values():
        value = written(getattr(settings.preferences, one.key)) or _("not set")
        say(f"{one.key:{width}}  {value}  ({_source_words(settings, one)})")


def _source_words(settings: SettingsStore, one: Setting) -> str:
    words = {"policy": settings.policy.places.get(one.key, ""), "user": _("chosen here"), "default": _("usual")}
    return words[_source(settings, one)]
