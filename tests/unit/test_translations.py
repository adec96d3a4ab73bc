"""The translations: whole, with the same placeholders, and compiled from what is in the tree."""

import string
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "resources" / "translations"
LANGUAGES = sorted(path.parent.parent.name for path in FOLDER.glob("*/LC_MESSAGES/caldesk.po"))
KEYWORDS = {"_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}


@cache
def source() -> set[tuple[str, str | None]]:
    """Every message of the program with its context; one that has a plural is known by its singular."""
    found = extract_from_dir(ROOT / "desktop" / "caldesk", [("**.py", "python")], keywords=KEYWORDS)
    return {(singular(message), context) for _file, _line, message, _comments, context in found}


def singular(message: str | tuple[str, ...]) -> str:
    return message if isinstance(message, str) else message[0]


@cache
def catalogue(language: str) -> Catalog:
    with (FOLDER / language / "LC_MESSAGES" / "caldesk.po").open("rb") as file:
        return read_po(file, locale=language)


def messages(language: str) -> list[Message]:
    return [message for message in catalogue(language) if message.id]


def forms(message: Message) -> list[tuple[str, str]]:
    """Each translated form with the English one that it stands for."""
    if isinstance(message.id, str):
        return [(message.id, message.string)]
    one, many = message.id
    return [(one if place == 0 else many, text) for place, text in enumerate(message.string)]


def holes(text: str) -> list[str]:
    return sorted(name for _before, name, _format, _conversion in string.Formatter().parse(text) if name is not None)


def test_there_is_one():
    assert "de" in LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_has_every_message_and_no_other(language: str):
    translated = {
        (singular(message.id), message.context)
        for message in messages(language)
        if all(text for _source, text in forms(message)) and not message.fuzzy
    }
    assert source() - translated == set(), "run packaging/messages, then translate what is new"
    assert translated - source() == set(), "run packaging/messages"


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_fills_in_what_the_program_gives(language: str):
    for message in messages(language):
        given = {hole for text in ([message.id] if isinstance(message.id, str) else message.id) for hole in holes(text)}
        for english, text in forms(message):
            if isinstance(message.id, str):
                assert holes(text) == holes(english), text
            else:
                assert set(holes(text)) <= given, text


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_keeps_lines_and_the_edges_of_parts(language: str):
    for message in messages(language):
        for english, text in forms(message):
            assert text.count("\n") == english.count("\n"), text
            assert (text[0].isspace(), text[-1].isspace()) == (english[0].isspace(), english[-1].isspace()), text
            assert text.endswith("…") == english.endswith("…"), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_dates_say_day_month_and_year_where_english_does(language: str):
    """In any order, with any marks, and in words or numbers."""
    for message in messages(language):
        if message.context in ("date", "short date"):
            assert set(message.string) & set("dMy") == set(message.id) & set("dMy"), message.string
            assert ("ddd" in message.string) == ("ddd" in message.id), message.string


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_program_reads_was_compiled_from_it(language: str):
    fresh = BytesIO()
    write_mo(fresh, catalogue(language))
    assert (FOLDER / language / "LC_MESSAGES" / "caldesk.mo").read_bytes() == fresh.getvalue(), "run packaging/messages"
