"""The book of help pages: order, sections, links, search, and the way back."""

import pytest

from caldesk.ui.help.book import Place, anchor_of, plain, read_book
from caldesk.ui.help.search import search
from caldesk.ui.help.trail import Stop, Trail

INDEX = "# Help\n\nWords.\n\n- [Second](two.md)\n- [First](one.md#part)\n- [Out](https://example.com/a.md)\n"
ONE = "# One\n\nAbout **apples**.\n\n## Part\n\nPears and `Ctrl+P`.\n\n| Key | Does |\n|---|---|\n| `F1` | help |\n"
TWO = "# Apples\n\n1. Nothing\n\n## Apple pie\n\nSugar.\n"


@pytest.fixture
def book(tmp_path):
    for name, text in (("index", INDEX), ("one", ONE), ("two", TWO), ("unlisted", "# Unlisted\n")):
        (tmp_path / f"{name}.md").write_text(text)
    return read_book(tmp_path)


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


def test_a_page_that_is_missing_is_the_first_and_a_listed_one_must_exist(book, tmp_path):
    assert book.page("gone").id == "index"
    (tmp_path / "one.md").unlink()
    with pytest.raises(FileNotFoundError):
        read_book(tmp_path)


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
    (tmp_path / "index.md").write_text("# Help\n\n[One](one.md) has a needle.\n")
    (tmp_path / "one.md").write_text("# One\n\n" + "filler " * 20 + "needle " + "after " * 40)
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
