"""The book of help pages: order, sections, links, other languages, search, and the way back."""

import pytest

from caldesk.ui.help.book import Place, anchor_of, plain, read_book
from caldesk.ui.help.search import search
from caldesk.ui.help.trail import Stop, Trail

INDEX = "# Help\n\nWords.\n\n- [Second](two.md)\n- [First](one.md#part)\n- [Out](https://example.com/a.md)\n"
ONE = "# One\n\nAbout **apples**.\n\n## Part\n\nPears and `Ctrl+P`.\n\n| Key | Does |\n|---|---|\n| `F1` | help |\n"
TWO = "# Apples\n\n1. Nothing\n\n## Apple pie\n\nSugar.\n"


ONE_DE = (
    "# Eins\n\nÜber **Äpfel**.\n\n## Süßes, später\n\nSiehe [oben](#süßes-später) und [Kuchen](two.md#apfelkuchen).\n"
)
TWO_DE = "# Äpfel\n\n1. Nichts\n\n## Apfelkuchen\n\nZucker.\n"


def put(folder, **pages):
    folder.mkdir(exist_ok=True)
    for name, text in pages.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")


@pytest.fixture
def folder(tmp_path):
    put(tmp_path / "en", index=INDEX, one=ONE, two=TWO, unlisted="# Unlisted\n")
    return tmp_path


@pytest.fixture
def book(folder):
    return read_book(folder)


def test_pages_stand_in_the_order_of_the_first_one(book):
    assert [page.id for page in book.pages] == ["index", "two", "one"]
    assert [page.title for page in book.pages] == ["Help", "Apples", "One"]


def test_sections_hold_plain_words(book):
    top, part = book.page("one").sections
    assert (top.anchor, top.heading, top.words) == ("", "One", "About apples .")
    assert (part.anchor, part.heading) == ("part", "Part")
    assert part.words == "Pears and Ctrl+P . Key Does F1 help"


def test_a_link_leads_to_a_page_a_section_or_out(book):
    assert book.place("two.md", "one") == Place("two")
    assert book.place("two.md#apple-pie", "one") == Place("two", "apple-pie")
    assert book.place("#part", "one") == Place("one", "part")
    assert book.place("https://example.com/two.md", "one") is None
    assert book.place("unlisted.md", "one") is None


def test_a_page_that_is_missing_is_the_first_and_a_listed_one_must_exist(book, folder):
    assert book.page("gone").id == "index"
    (folder / "en" / "one.md").unlink()
    with pytest.raises(FileNotFoundError):
        read_book(folder)


def test_a_section_has_one_anchor_in_every_language(folder):
    put(folder / "de", one=ONE_DE)
    top, part = read_book(folder, "de").page("one").sections
    assert (top.anchor, top.written, top.heading) == ("", "", "Eins")
    assert (part.anchor, part.written, part.heading) == ("part", "süßes-später", "Süßes, später")


def test_links_of_either_language_lead_to_the_same_section(folder):
    put(folder / "de", one=ONE_DE, two=TWO_DE)
    book = read_book(folder, "de")
    assert book.place("#süßes-später", "one") == Place("one", "part")
    assert book.place("two.md#apfelkuchen", "one") == Place("two", "apple-pie")
    assert book.place("one.md#part", "index") == Place("one", "part")
    assert book.place("two.md#apple-pie", "one") == Place("two", "apple-pie")
    assert book.place("two.md", "one") == Place("two")


def test_a_page_that_a_language_lacks_is_in_the_source_language(folder):
    put(folder / "de", one=ONE_DE)
    assert [page.title for page in read_book(folder, "de").pages] == ["Help", "Apples", "Eins"]
    assert read_book(folder, "fr").pages == read_book(folder).pages


def test_a_page_that_lacks_a_section_is_in_the_source_language(folder):
    put(folder / "de", one="# Eins\n\nNoch ohne den Teil.\n", two=TWO_DE)
    assert [page.title for page in read_book(folder, "de").pages] == ["Help", "Äpfel", "One"]


def test_search_finds_the_words_that_are_shown(folder):
    put(folder / "de", one=ONE_DE)
    book = read_book(folder, "de")
    (hit,) = search(book, "SÜSSES")
    assert (hit.place, hit.heading, hit.page) == (Place("one", "part"), "Süßes, später", "Eins")
    assert search(book, "pears") == ()
    assert [hit.place for hit in search(book, "sugar")] == [Place("two", "apple-pie")]


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [("Make the key", "make-the-key"), ("Why, really?", "why-really"), ("The `F1` key", "the-f1-key")],
)
def test_anchors_are_those_of_code_hosting_sites(heading, anchor):
    assert anchor_of(heading) == anchor


def test_marks_are_taken_off():
    assert plain("- **Bold** [link](x.md) `code`\n1. two") == "Bold link code two"


def test_titles_count_more_than_headings_and_these_more_than_words(book):
    found = search(book, "APPLE")
    assert [(hit.page, hit.heading) for hit in found] == [("Apples", "Apples"), ("Apples", "Apple pie"), ("One", "One")]


def test_every_word_must_be_in_the_section(book):
    assert [hit.place for hit in search(book, "pears help")] == [Place("one", "part")]
    assert search(book, "pears sugar") == ()
    assert search(book, "  ") == ()


def test_an_excerpt_begins_before_the_word(tmp_path):
    one = "# One\n\n" + "filler " * 20 + "needle " + "after " * 40
    put(tmp_path / "en", index="# Help\n\n[One](one.md) has a needle.\n", one=one)
    (hit,) = search(read_book(tmp_path), "needle")
    assert hit.excerpt.startswith("…")
    assert "needle after" in hit.excerpt
    assert len(hit.excerpt) <= 121


def test_the_trail_goes_back_and_forward_and_forgets_what_was_left():
    trail, a, b, c = Trail(), Stop(Place("a"), 7), Stop(Place("b")), Stop(Place("c"))
    assert not trail.can_go_back
    trail.leave(a)
    assert trail.back(b) == a
    assert trail.forward(a) == b
    assert trail.back(b) == a
    trail.leave(a)
    assert not trail.can_go_forward
    assert trail.back(c) == a
