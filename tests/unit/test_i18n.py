"""The catalogue: languages are found, English needs none, and a language without one falls back to English."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from caldesk import i18n


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    i18n.install(Path("/nonexistent"), [])


def put_catalogue(folder: Path, language: str, texts: dict[str | tuple[str, str], str | tuple[str, str]]) -> None:
    catalogue = Catalog(locale=language)
    for source, target in texts.items():
        catalogue.add(source, target)
    path = folder / language / "LC_MESSAGES" / "caldesk.mo"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_mo(file, catalogue)


def test_the_first_language_that_exists_is_used(tmp_path: Path):
    put_catalogue(tmp_path, "de", {"Connect": "Verbinden", ("{n} event", "{n} events"): ("{n} Termin", "{n} Termine")})
    assert i18n.install(tmp_path, ["fr", "de"]) == "de"
    assert i18n.language() == "de"
    assert i18n._("Connect") == "Verbinden"
    assert i18n.ngettext("{n} event", "{n} events", 2) == "{n} Termine"
    assert i18n._("Disconnect") == "Disconnect"


@pytest.mark.parametrize("wanted", ["de", "de-DE", "de_AT", "de_CH.UTF-8"])
def test_a_country_has_the_words_of_its_language(tmp_path: Path, wanted: str):
    put_catalogue(tmp_path, "de", {"Connect": "Verbinden"})
    assert i18n.install(tmp_path, [wanted]) == "de"


@pytest.mark.parametrize("wanted", [["en-GB", "de-DE"], ["fr", "en", "de"]])
def test_whoever_reads_english_before_german_gets_english(tmp_path: Path, wanted: list[str]):
    put_catalogue(tmp_path, "de", {"Connect": "Verbinden"})
    assert i18n.install(tmp_path, wanted) == "en"
    assert i18n._("Connect") == "Connect"


def test_without_a_catalogue_the_words_are_english(tmp_path: Path):
    assert i18n.install(tmp_path, ["fr", "C"]) == "en"
    assert i18n._("Connect") == "Connect"
    assert i18n.pgettext("calendar", "Open") == "Open"


def test_names_bound_before_a_language_was_chosen_follow_it(tmp_path: Path):
    from caldesk.i18n import _

    put_catalogue(tmp_path, "de", {"Connect": "Verbinden"})
    i18n.install(tmp_path, ["de"])
    assert _("Connect") == "Verbinden"


def test_the_languages_that_are_spoken_can_be_listed(tmp_path: Path):
    assert i18n.spoken_languages(tmp_path) == ["en"]
    for language in ("pt_BR", "de"):
        put_catalogue(tmp_path, language, {"Connect": "Verbinden"})
    (tmp_path / "fr").mkdir()
    assert i18n.spoken_languages(tmp_path) == ["en", "de", "pt_BR"]
