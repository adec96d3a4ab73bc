"""Decoding that one odd value cannot break: the whole answer in one go, and item by item where that fails.

Unknown fields are ignored, unknown enum values become `UNDEFINED`, nulls mean "not told". An item that cannot be
understood at all is left out and counted, so that nobody takes a gap for good news.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from enum import StrEnum
from typing import Any, Generic, Self, TypeVar, get_args, get_origin

import msgspec
from msgspec import Raw, Struct, ValidationError
from msgspec.json import Decoder

W = TypeVar("W", bound=Struct)
E = TypeVar("E", bound=StrEnum)
D = TypeVar("D")

MOST_ODD = 20_000
"""Items of one answer that may be odd; with more it is not our answer, and judging each would take minutes."""

MOST_VALUES = 1_000_000
"""In one answer: 60,000 connections. Objects in memory are many times the size of the shortest JSON."""

_LARGE = 2 * MOST_VALUES  # bytes; fewer cannot hold as many


class Wire(Struct, frozen=True, rename="camel", gc=False):
    """The base of everything that is read: camelCase outside, ours inside."""


class Id(Wire, frozen=True):
    """`{"id": …}`"""

    id: str = ""


class Cursors(Wire, frozen=True):
    """`cursors` of the paging metadata."""

    next: str | None = None


class Paging(Wire, frozen=True):
    """`pagingMetadata` (`metadata` in one method): `has_next` None where it is not told."""

    cursors: Cursors | None = None
    has_next: bool | None = None

    @property
    def next_cursor(self) -> str:
        """The cursor of the next page, "" after the last one. Raises `ValidationError` for a page that is lost."""
        cursor = (self.cursors.next if self.cursors else None) or ""
        if self.has_next and not cursor:
            raise ValidationError("there is a next page, but no cursor for it")
        return "" if self.has_next is False else cursor


class Listed(Struct, Generic[W], frozen=True, kw_only=True):
    """A page of things: `skipped` counts those that could not be understood, `size` the bytes that were read."""

    items: list[W]
    next_cursor: str = ""
    failed_provider_ids: frozenset[str] = frozenset()
    skipped: int = 0
    size: int = 0


class Found(tuple[D, ...]):
    """All things of an answer, as the domain knows them: `skipped` counts those that could not be understood."""

    skipped: int = 0

    @classmethod
    def of(cls, things: Iterable[D], skipped: int) -> Self:
        """The things and the count of those that are not among them."""
        found = cls(things)
        found.skipped = skipped
        return found


class ListDecoder(Generic[W]):
    """Decodes `{<key>: [item, …], <paging>: …, "failedProviderIds": […]}`, every part of which may be absent.

    `quick` is what the items are if all of them are as they should be; `item`, which takes more, is tried after it.
    """

    def __init__(
        self, key: str, item: type[W], paging: str = "pagingMetadata", *, quick: type[W] | None = None
    ) -> None:
        self._known = (key, paging, "failedProviderIds")
        self._item = item
        kinds = (quick, item) if quick is not None else (item,)
        # a type that is made while running, which mypy cannot follow
        self._wholes = [Decoder(self._envelope(list[kind])) for kind in kinds]  # type: ignore[valid-type]
        self._loose = Decoder(self._envelope(list[Raw]))

    def __call__(self, body: bytes) -> Listed[W]:
        """The page. Raises msgspec's errors where it is no such answer at all."""
        if len(body) > _LARGE and body.count(b",") > MOST_VALUES:
            raise ValidationError("the answer holds more values than anything that was asked for")
        said = self._in_one_go(body)
        if said is not None:
            items, skipped = said.items or [], 0
        else:
            said = self._loose.decode(body)
            items, skipped = _understood(said.items or [], self._item)
        if said.items is None and said.paging is None:
            self._must_be_ours(body)
        return Listed(
            items=items,
            next_cursor=said.paging.next_cursor if said.paging else "",
            failed_provider_ids=frozenset(said.failed or ()),
            skipped=skipped,
            size=len(body),
        )

    def _in_one_go(self, body: bytes) -> Any:
        """The envelope with all its items; None where an item is not what it should be."""
        for whole in self._wholes:
            with suppress(ValidationError):
                return whole.decode(body)
        return None

    def _envelope(self, items: Any) -> type[Any]:
        paging, failed = self._known[1:]
        return msgspec.defstruct(
            "Envelope",
            [("items", items | None, None), ("paging", Paging | None, None), ("failed", list[str] | None, None)],
            rename={"items": self._known[0], "paging": paging, "failed": failed},
        )

    def _must_be_ours(self, body: bytes) -> None:
        """An empty object is an empty list (unset fields may be absent); another object is another answer."""
        said = msgspec.json.decode(body)
        if said and not any(name in said for name in self._known):
            raise ValidationError("none of the promised fields is there")


class OneDecoder(Generic[W]):
    """Decodes `{<key>: thing}`; fields that are odd and not needed are left at their defaults."""

    def __init__(self, key: str, item: type[W]) -> None:
        self._item = item
        self._envelope: Decoder[Any] = Decoder(msgspec.defstruct("Envelope", [("it", Raw)], rename={"it": key}))

    def __call__(self, body: bytes) -> W:
        """The thing. Raises msgspec's errors."""
        return lenient(self._envelope.decode(body).it, self._item)


def member(kind: type[E], text: str | None) -> E:
    """The member of an enum, `UNDEFINED` for what we do not know."""
    return _members(kind).get(text or "", kind["UNDEFINED"])


def _members(kind: type[E]) -> Mapping[str, E]:
    return kind._value2member_map_  # type: ignore[return-value]  # the stubs do not say which enum's members these are


def lenient(raw: bytes | Raw, kind: type[W]) -> W:
    """One thing; on a mismatch each optional field is judged by itself. Raises `ValidationError`."""
    try:
        return msgspec.json.decode(raw, type=kind)
    except ValidationError:
        return _field_by_field(msgspec.json.decode(raw), kind)


def _understood(raws: list[Raw], item: type[W]) -> tuple[list[W], int]:
    """The items, odd ones as far as possible, and how many are left out. Raises `ValidationError` for too many odd."""
    decode = Decoder(item).decode
    items: list[W] = []
    odd = 0
    for raw in raws:
        try:
            items.append(decode(raw))
        except ValidationError:
            odd += 1
            if odd > MOST_ODD:
                raise
            items += _salvaged_item(raw, item)
    return items, len(raws) - len(items)


def _salvaged_item(raw: Raw, item: type[W]) -> list[W]:
    try:
        return [_field_by_field(msgspec.json.decode(raw), item)]
    except ValidationError:
        return []


def _field_by_field(said: object, kind: type[W]) -> W:
    if not isinstance(said, dict):
        raise ValidationError("an item is not an object")
    good: dict[str, object] = {}
    for field in msgspec.structs.fields(kind):
        if field.encode_name in said:
            value = _converted(said[field.encode_name], field.type)
            if value is not _ODD:
                good[field.name] = value
            elif field.required:
                raise ValidationError(f"{field.encode_name} is not what it should be")
        elif field.required:
            raise ValidationError(f"{field.encode_name} is missing")
    return kind(**good)


_ODD = object()


def _converted(value: object, kind: Any) -> object:
    """`value` as `kind`; structs and lists of them as far as they can be understood, else `_ODD`."""
    if kind is Raw:
        return Raw(msgspec.json.encode(value))
    try:
        return msgspec.convert(value, kind)
    except ValidationError:
        pass
    try:
        return _salvaged(value, kind)
    except ValidationError:
        return _ODD


def _salvaged(value: object, kind: Any) -> object:
    for option in getattr(kind, "__args__", (kind,)):
        if isinstance(value, dict) and isinstance(option, type) and issubclass(option, Struct):
            return _field_by_field(value, option)
        if isinstance(value, list) and get_origin(option) is list:
            found = (_converted(item, get_args(option)[0]) for item in value)
            return [item for item in found if item is not _ODD]
    return _ODD
