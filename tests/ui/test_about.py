"""The About box: what this is, what it runs on, and every licence."""

import importlib.util

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit

from caldesk import __version__
from caldesk.services import build_facts
from caldesk.services.build_facts import BuildFacts
from caldesk.services.licences import Component, components
from caldesk.ui.about import facts
from caldesk.ui.about.dialog import AboutDialog, licence_text
from caldesk.ui.style import Look
from caldesk.ui.widgets.buttons import Button
from caldesk.ui.widgets.entry_list import EntryList


@pytest.fixture
def dialog(qapp: QApplication):
    look = Look(qapp)
    made = AboutDialog(look, None)
    made.show()
    yield made
    made.close()
    look.deleteLater()


async def test_it_copies_version_and_system(dialog):
    dialog.findChild(Button, "about.copy").click()
    copied = QGuiApplication.clipboard().text()
    assert f"Caldesk {__version__}" in copied
    for word in ("Python 3.", "Qt 6.", "PySide6 6.", "Built-in sign-in page: "):
        assert word in copied
    shown = [label.text() for label in dialog.findChildren(QLabel)]
    assert all(line in shown for line in copied.splitlines())


async def test_it_lists_every_part_and_shows_its_licence(dialog):
    names = dialog.findChild(EntryList, "about.components")
    text = dialog.findChild(QPlainTextEdit, "about.licence")
    assert [entry.key for entry in names.entries] == list(components())
    for entry in names.entries:
        names.chosen.emit(entry.key)
        assert text.toPlainText().startswith(entry.title)
        assert names.currentIndex().data() == entry.title


async def test_the_commit_and_the_day_are_told_where_they_were_built_in(tmp_path, monkeypatch):
    (tmp_path / "build.json").write_text('{"commit": "0123456789abcdef", "date": "2026-11-22"}')
    monkeypatch.setattr(build_facts.resources, "folder", lambda kind: tmp_path)
    built = build_facts.build_facts()
    assert facts.fact_lines(built)[0] == f"Caldesk {__version__}, built on 2026-11-22 from 0123456789"
    assert facts.fact_lines(BuildFacts())[0] == f"Caldesk {__version__}"


async def test_a_missing_sign_in_page_is_said(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert facts.fact_lines(BuildFacts())[-1] == "Built-in sign-in page: not installed"


async def test_a_part_without_text_says_so():
    bare = Component(name="thing", version="1", licence="MIT", text="")
    assert licence_text(bare).endswith("It came without the text of its licence.")
