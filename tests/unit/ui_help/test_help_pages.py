"""The pages as they are delivered: true to the program, linked, and one for every page and dialog."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir

from caldesk.i18n import SOURCE
from caldesk.ui.help.book import FIRST
from caldesk.ui.help.topics import TOPICS, place_of
from caldesk.ui.help.window import help_folder
from tests.unit.ui_help.delivered_pages import PAGES, bold_names, book

ROOT = Path(__file__).parents[3]
PACKAGE = ROOT / "desktop" / "caldesk"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
PARTS = ("Page", "QDialog", "StepPage")
NAMED_BY_CALLERS = {"StepPage", "Question"}
STANDARD_KEYS = {"F5": "Refresh", "Ctrl+F": "Find", "Ctrl+C": "Copy"}
LETTER_KEY = re.compile(r"`((?:Ctrl|Alt)\+[A-Z0-9]|F\d)`")


@cache
def program_words() -> frozenset[str]:
    """Every sentence that the program can show, without the marks of access keys."""
    found = extract_from_dir(str(PACKAGE), keywords=KEYWORDS)
    messages = (message for _file, _line, message, _comments, _context in found)
    words = (word for message in messages for word in (message if isinstance(message, tuple) else (message,)))
    return frozenset(" ".join(word.replace("&", "").split()) for word in words)


@cache
def sources() -> str:
    return "\n".join(file.read_text(encoding="utf-8") for file in (PACKAGE / "ui").rglob("*.py"))


def test_no_page_is_left_out_of_the_first_one():
    assert {file.stem for file in (help_folder() / SOURCE).glob("*.md")} == set(PAGES)


@pytest.mark.parametrize("page_id", PAGES)
def test_every_link_leads_somewhere(page_id):
    for link in book().page(page_id).links:
        place = book().place(link, page_id)
        if place is None:
            assert re.match(r"https://\w", link), link
        else:
            anchors = {section.anchor for section in book().page(place.page).sections}
            assert place.anchor in anchors | {""}, link


@pytest.mark.parametrize("page_id", PAGES)
def test_what_is_bold_can_be_seen_in_the_program(page_id):
    """Bold is for names on the screen, and only for them."""
    for shown in bold_names(book().page(page_id).markdown):
        assert {shown, f"{shown}…", f"{shown}: {{state}}"} & program_words(), shown


@pytest.mark.parametrize("page_id", PAGES)
def test_every_key_that_is_named_works(page_id):
    for key in LETTER_KEY.findall(book().page(page_id).markdown):
        if key in STANDARD_KEYS:
            assert f"StandardKey.{STANDARD_KEYS[key]}" in sources()
        else:
            family = re.sub(r"\+[1-6]$", "+{number}", key)
            assert f'"{family}"' in sources(), key


@pytest.mark.parametrize("page_id", PAGES)
def test_pages_are_short_and_plain(page_id):
    page = book().page(page_id)
    assert page.markdown.startswith("# ")
    assert len(page.markdown.split()) < 700
    assert "<" not in page.markdown


def test_what_help_is_asked_for_from_exists():
    for topic in TOPICS.values():
        place = place_of(topic)
        assert place.page in PAGES
        assert place.anchor in {"", *(section.anchor for section in book().page(place.page).sections)}


def test_every_page_of_help_belongs_to_something_or_is_linked_from_another():
    asked = {place_of(topic).page for topic in TOPICS.values()}
    places = (book().place(link, page.id) for page in book().pages if page.id != FIRST for link in page.links)
    linked = {place.page for place in places if place is not None}
    assert set(PAGES) - asked - linked - {FIRST, "practice"} == set()


def _parts() -> list[tuple[str, str]]:
    """Classes of the window that are a page or a dialog, with their source."""
    found = []
    for file in sorted((PACKAGE / "ui").rglob("*.py")):
        text = file.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.ClassDef) and {ast.unparse(base) for base in node.bases} & set(PARTS):
                found.append((node.name, ast.get_source_segment(text, node) or ""))
    return found


@pytest.mark.parametrize(("name", "source"), [part for part in _parts() if part[0] not in NAMED_BY_CALLERS])
def test_every_page_and_dialog_has_its_help(name, source):
    literals = {node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant)}
    assert {topic for topic in TOPICS if topic in literals or topic.removeprefix("connect.") in literals}, name


def test_the_parts_of_the_window_were_found():
    assert len(_parts()) > 15


def test_object_names_of_the_topics_are_used():
    for name in TOPICS:
        last = name.removeprefix("connect.")
        assert f'"{name}"' in sources() or f'"{last}"' in sources(), name


def test_the_documentation_leads_to_the_same_pages():
    docs = ROOT / "docs"
    for file in docs.glob("*.md"):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", file.read_text(encoding="utf-8")):
            assert (docs / target).resolve().is_file(), f"{file.name}: {target}"
    assert "../resources/help/en/index.md" in (docs / "README.md").read_text(encoding="utf-8")
