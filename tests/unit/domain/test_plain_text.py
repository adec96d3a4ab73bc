import pytest
from hypothesis import given
from hypothesis import strategies as st

from caldesk.domain.plain_text import plain, words_of


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("zoe", "Zoë"),
        ("angstrom", "Ångström"),
        ("strasse", "STRAßE"),
        ("istanbul", "İstanbul"),
        ("lodz", "Łódź"),
        ("smorrebrod", "Smørrebrød"),
        ("שלום", "שָׁלוֹם"),
        ("محمد", "مُحَمَّد"),
        ("محمد", "مـحـمـد"),
        ("ναι", "ΝΑΊ"),
        ("fi", "ﬁ"),
    ],
)
def test_case_accents_and_vowel_points_make_no_difference(typed: str, written: str) -> None:
    assert plain(typed) == plain(written)


def test_marks_of_direction_are_not_looked_for() -> None:
    assert plain("\N{RIGHT-TO-LEFT MARK}דנה\N{LEFT-TO-RIGHT MARK}  \N{NO-BREAK SPACE}לוי") == "דנה לוי"
    assert plain("\N{FIRST STRONG ISOLATE}Ana\N{POP DIRECTIONAL ISOLATE}") == "ana"


@given(st.text(max_size=30))
def test_folding_again_changes_nothing(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@given(st.text(max_size=30), st.text(max_size=10))
def test_a_text_still_holds_its_parts(text: str, more: str) -> None:
    assert all(word in plain(f"{text} {more}") for word in words_of(text))


def test_words_come_once_and_in_order() -> None:
    assert words_of("  Ana ANA  dentist ") == ("ana", "dentist")
    assert words_of(" \t ") == ()
