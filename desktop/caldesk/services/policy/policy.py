"""An organisation's settings, judged against the declared list: what holds, where it comes from, what is wrong with it.

What is not understood never passes silently: each fault names its place and key, and meanwhile the strictest meaning
holds (`Says.when_broken`). A key that is not known is only named: it may belong to a newer Caldesk.
"""

from collections.abc import Iterable, Mapping
from datetime import time
from types import MappingProxyType

import msgspec
from msgspec import UNSET, Struct

from caldesk.i18n import _
from caldesk.services.policy.declared import declared
from caldesk.services.policy.places import Layer, layers


class Fault(Struct, frozen=True, kw_only=True):
    """One thing that is wrong with a policy. `key` is "" where the whole place could not be read."""

    place: str
    key: str
    what: str

    @property
    def sentence(self) -> str:
        """Place, key and what is wrong, for whoever made the policy."""
        if not self.key:
            return _("{place}: {what}").format(place=self.place, what=self.what)
        return _("{place}, “{key}”: {what}").format(place=self.place, key=self.key, what=self.what)


class Policy(Struct, frozen=True, kw_only=True):
    """What an organisation has settled: values by key, and the place of each.

    `unsure` says that the list of allowed sites may be one that was not understood, so that none may be added.
    """

    values: Mapping[str, object] = MappingProxyType({})
    places: Mapping[str, str] = MappingProxyType({})
    faults: tuple[Fault, ...] = ()
    unsure: bool = False


def read_policy() -> Policy:
    """The policy of this computer; reads a file or the registry, and imports nothing more where there is none."""
    found = layers()
    return made_policy(found) if found else Policy()


def made_policy(found: Iterable[Layer]) -> Policy:
    """The policy that these places make together; the first that names a key decides it."""
    making = _Making({}, {}, [], unsure=False)
    for layer in found:
        if layer.fault:
            _take_broken_place(making, layer)
        for key, value in layer.values.items():
            if key not in making.places:
                _take(making, layer, key, value)
    return Policy(
        values=MappingProxyType(making.values),
        places=MappingProxyType(making.places),
        faults=tuple(making.faults),
        unsure=making.unsure,
    )


class _Making(Struct):
    values: dict[str, object]
    places: dict[str, str]
    faults: list[Fault]
    unsure: bool


def _take_broken_place(making: _Making, layer: Layer) -> None:
    """What it said is not known, so everything that it could forbid is forbidden."""
    making.faults.append(Fault(place=layer.place, key="", what=layer.fault))
    making.unsure = True
    for key in declared():
        if key not in making.places:
            _take_strictest(making, layer, key)


def _take(making: _Making, layer: Layer, key: str, value: object) -> None:
    setting = declared().get(key)
    if setting is None:
        making.faults.append(Fault(place=layer.place, key=key, what=_unknown(key, declared())))
        return
    try:
        making.values[key] = msgspec.convert(_as_time(value, setting.default), setting.type, strict=not layer.loose)
        making.places[key] = layer.place
    except msgspec.ValidationError:
        making.faults.append(Fault(place=layer.place, key=key, what=_expected(key)))
        making.unsure |= key == "allowed_sites"
        _take_strictest(making, layer, key)


def _take_strictest(making: _Making, layer: Layer, key: str) -> None:
    strictest = declared()[key].says.when_broken
    if strictest is not UNSET:
        making.values[key] = strictest
        making.places[key] = layer.place


def _as_time(value: object, default: object) -> object:
    """Times of day may be written as people write them; every other value is left to its type."""
    if isinstance(default, time) and isinstance(value, str):
        try:
            return time.fromisoformat(value.strip())
        except ValueError:
            return value
    return value


def _unknown(key: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(key.casefold(), list(known), n=1)
    if near:
        return _("This key is not known and has no effect. Is “{near}” meant?").format(near=near[0])
    return _("This key is not known and has no effect.")


def _expected(key: str) -> str:
    from caldesk.services.policy.words import kind_words  # not before the first paint where all is well

    return _("The value is not {kind}. Until it is corrected, the strictest meaning holds.").format(
        kind=kind_words(key)
    )
