"""The version: read, compared and set in every place of a copy of the tree."""

import shutil
from datetime import date

import pytest

from tests.helpers.releasing import PACKAGING, Refusal, versions

DAY = date(2026, 11, 22)
ROOT = PACKAGING.parent
STORE = "packaging/linux/app.example.metainfo.xml"
STORE_TEXT = (
    '<component>\n  <releases>\n    <release version="0.0.1" date="2026-01-01"/>\n  </releases>\n</component>\n'
)


@pytest.fixture
def tree(tmp_path):
    for name in (versions.PROJECT, versions.PACKAGE, versions.CHANGES):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / versions.CHANGES).write_text("# Changelog\n\n## [Unreleased]\n\n- New.\n", encoding="utf-8")
    return tmp_path


def test_it_is_set_in_all_places_and_nothing_else_changes(tree):
    before = versions.present_version(tree)
    project = (tree / versions.PROJECT).read_text()
    assert versions.set_version(tree, "7.8.9", DAY) == [versions.PROJECT, versions.PACKAGE, versions.CHANGES]
    assert versions.present_version(tree) == "7.8.9"
    assert (tree / versions.PROJECT).read_text().replace("7.8.9", before) == project
    assert "## [7.8.9] - 2026-11-22\n\n- New." in (tree / versions.CHANGES).read_text()


def test_appstream_gets_the_newest_release_first(tree):
    (tree / STORE).parent.mkdir(parents=True)
    (tree / STORE).write_text(STORE_TEXT)
    assert STORE in versions.set_version(tree, "7.8.9", DAY)
    text = (tree / STORE).read_text()
    assert text.index('version="7.8.9" date="2026-11-22"') < text.index('version="0.0.1"')


def test_a_page_that_is_filled_in_while_packing_stays(tree):
    (tree / STORE).parent.mkdir(parents=True)
    (tree / STORE).write_text(STORE_TEXT.replace("0.0.1", "@VERSION@"))
    assert STORE not in versions.set_version(tree, "7.8.9", DAY)


def test_nothing_is_written_when_a_place_is_missing(tree):
    (tree / STORE).parent.mkdir(parents=True)
    (tree / STORE).write_text("<component/>\n")
    before = (tree / versions.PROJECT).read_text()
    with pytest.raises(Refusal, match="releases"):
        versions.set_version(tree, "7.8.9", DAY)
    assert (tree / versions.PROJECT).read_text() == before


def test_places_that_disagree_are_said(tree):
    file = tree / versions.PACKAGE
    file.write_text(file.read_text().replace(versions.present_version(tree), "5.5.5"))
    with pytest.raises(Refusal, match="disagree"):
        versions.present_version(tree)


@pytest.mark.parametrize("version", ["1.0", "v1.0.0", "1.0.0rc1", "one", ""])
def test_other_forms_are_refused(version):
    with pytest.raises(Refusal, match="not a version"):
        versions.numbers(version)


def test_the_order_is_kept(tree):
    changes = tree / versions.CHANGES
    changes.write_text(changes.read_text() + "\n## [0.10.0] - 2026-10-01\n\n- Old.\n")
    versions.must_follow(tree, "0.10.1")
    versions.must_follow(tree, "1.0.0")
    for older in ("0.10.0", "0.9.9", "0.0.1"):
        with pytest.raises(Refusal, match="not newer"):
            versions.must_follow(tree, older)


def test_the_first_release_may_have_the_version_of_the_tree(tree):
    versions.must_follow(tree, versions.present_version(tree))
    with pytest.raises(Refusal, match="older"):
        versions.must_follow(tree, "0.0.1")
