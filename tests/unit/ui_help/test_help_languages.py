"""The pages in other languages: every one of English, its headings, links and keys, and the catalogue's names."""

import re
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from caldesk.i18n import SOURCE
from caldesk.ui.help.book import HelpPage
from caldesk.ui.help.topics import TOPICS, place_of
from caldesk.ui.help.window import help_folder
from tests.unit.ui_help.delivered_pages import LANGUAGES, PAGES, bold_names, book

TRANSLATIONS = Path(__file__).parents[3] / "resources" / "translations"
HEADING = re.compile(r"^(#+) .+$", re.MULTILINE)
CODE = re.compile(r"`([^`]+)`")
KEYS = {
    "de": {
        "Ctrl": "Strg",
        "Shift": "Umschalt",
        "Enter": "Eingabe",
        "Space": "Leertaste",
        "Up": "Pfeil oben",
        "Down": "Pfeil unten",
        "Left": "Pfeil links",
        "Right": "Pfeil rechts",
        "Home": "Pos1",
        "End": "Ende",
        "Page Up": "Bild auf",
        "Page Down": "Bild ab",
    }
}
"""What is printed on the keys of a language's keyboards, where it differs from English ones."""

every_page = pytest.mark.parametrize(("language", "page_id"), [(one, page) for one in LANGUAGES for page in PAGES])
every_language = pytest.mark.parametrize("language", LANGUAGES)


@cache
def names(language: str) -> dict[str, set[str]]:
    """Every message of the program on one line, without the mark of its access key, and how the language says it."""
    found = defaultdict(set)
    with (TRANSLATIONS / language / "LC_MESSAGES" / "caldesk.po").open("rb") as file:
        for message in read_po(file, locale=language):
            if message.id and isinstance(message.id, str):
                found[shown(message.id)].add(shown(message.string))
    return dict(found)


def shown(message: str) -> str:
    return " ".join(message.replace("&", "").split())


def said(language: str, name: str) -> set[str]:
    """How the language says a bold name of the English help, which may leave out the "…" or the state behind it."""
    return {
        translated.removesuffix(rest)
        for rest in ("", "…", ": {state}")
        for translated in names(language).get(f"{name}{rest}", ())
    }


def both(language: str, page_id: str) -> tuple[HelpPage, HelpPage]:
    return book().page(page_id), book(language).page(page_id)


def key_names(language: str, code: str) -> str:
    """Keys of an English keyboard as the language's has them; commands stay as they are."""
    return "+".join(KEYS.get(language, {}).get(key, key) for key in code.split("+"))


def test_german_is_one_of_them():
    assert "de" in LANGUAGES


@every_language
def test_it_has_every_page_and_no_other(language):
    assert {file.stem for file in (help_folder() / language).glob("*")} == set(PAGES)


@every_page
def test_a_page_is_shown_and_not_the_english_one_in_its_place(language, page_id):
    written = (help_folder() / language / f"{page_id}.md").read_text(encoding="utf-8")
    assert book(language).page(page_id).markdown == written


@every_page
def test_a_page_has_the_headings_of_the_english_one(language, page_id):
    english, own = (HEADING.findall(page.markdown) for page in both(language, page_id))
    assert own == english


@every_page
def test_no_two_sections_of_a_page_have_one_anchor(language, page_id):
    written = [section.written for section in book(language).page(page_id).sections]
    assert len(set(written)) == len(written)


@every_page
def test_links_lead_where_those_of_the_english_page_do(language, page_id):
    english, own = both(language, page_id)
    assert sorted(leads_to(language, own)) == sorted(leads_to(SOURCE, english))


def leads_to(language: str, page: HelpPage) -> list[str]:
    places = {link: book(language).place(link, page.id) for link in page.links}
    return [link if place is None else f"{place.page}#{place.anchor}" for link, place in places.items()]


@every_page
def test_links_lead_to_the_same_as_files(language, page_id):
    """Whoever reads the pages on a code host has only the headings as they are written there."""
    for link in book(language).page(page_id).links:
        target, _hash, anchor = link.partition("#")
        if not re.match(r"https://\w", link):
            file = help_folder() / language / (target or f"{page_id}.md")
            assert file.is_file(), link
            assert anchor in {section.written for section in book(language).page(file.stem).sections}, link


@every_page
def test_names_of_the_screen_are_those_of_the_catalogue(language, page_id):
    """Section by section, what is bold is what the catalogue makes of the English names, and none is missing."""
    english, own = (HEADING.split(page.markdown) for page in both(language, page_id))
    for english_part, own_part in zip(english, own, strict=True):
        wanted = {name: said(language, name) for name in bold_names(english_part)}
        present = set(bold_names(own_part))
        assert present <= set().union(*wanted.values())
        assert [name for name, ways in wanted.items() if not ways & present] == []


@every_page
def test_a_heading_that_is_a_name_of_the_screen_is_that_of_the_catalogue(language, page_id):
    english, own = both(language, page_id)
    for english_section, section in zip(english.sections, own.sections, strict=True):
        ways = names(language).get(english_section.heading, {section.heading})
        assert section.heading in ways, english_section.heading


@every_page
def test_keys_and_commands_are_those_of_the_english_page(language, page_id):
    english, own = (CODE.findall(page.markdown) for page in both(language, page_id))
    assert sorted(own) == sorted(key_names(language, code) for code in english)


@every_page
def test_it_is_short_and_plain_in_other_languages_too(language, page_id):
    page = book(language).page(page_id)
    assert page.markdown.startswith("# ")
    assert len(page.markdown.split()) < 700
    assert "<" not in page.markdown


@every_language
def test_help_can_be_asked_for_from_the_same_places(language):
    for topic in TOPICS.values():
        place = place_of(topic)
        assert place.anchor in {section.anchor for section in book(language).page(place.page).sections}, topic
