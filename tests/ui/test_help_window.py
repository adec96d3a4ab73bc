"""Help: F1 opens what belongs to the focus, links lead on, and nothing leaves the program unasked."""

import subprocess
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QMenu, QVBoxLayout, QWidget

from caldesk import i18n, resources
from caldesk.services.settings import SettingsStore
from caldesk.ui.help import window as help_module
from caldesk.ui.help.book import Place, read_book
from caldesk.ui.help.dressing import blocks
from caldesk.ui.help.reader import ZOOMS, HelpReader
from caldesk.ui.help.topics import topic_of
from caldesk.ui.help.window import HelpWindow
from caldesk.ui.main_window import MainWindow
from caldesk.ui.style import Look, Preference, Role, font
from caldesk.ui.widgets.buttons import Button
from caldesk.ui.widgets.search_field import SearchField
from tests.helpers.program_desk import started
from tests.helpers.waiting import until


@pytest.fixture
def look(qapp: QApplication):
    made = Look(qapp, Preference.LIGHT)
    yield made
    made.deleteLater()


@pytest.fixture
def window(look, tmp_path):
    made = MainWindow(look, SettingsStore(tmp_path / "settings.json"))
    made.complete()
    made.show()
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def german() -> Iterator[None]:
    assert i18n.install(resources.folder("translations"), ["de"]) == "de"
    yield
    i18n.install(resources.folder("translations"), [i18n.SOURCE])


@pytest.fixture
def opened(look):
    made = HelpWindow(look)
    made.show_place(Place("index"))
    yield made
    made.close()
    made.deleteLater()


def named(name: str) -> QWidget:
    made = QWidget()
    made.setObjectName(name)
    column = QVBoxLayout(made)
    column.addWidget(QLineEdit())
    return made


def field(widget: QWidget) -> QLineEdit:
    found = widget.findChild(QLineEdit)
    assert found is not None
    return found


def press(opened: HelpWindow, name: str) -> None:
    button = opened.findChild(Button, name)
    assert button is not None
    button.click()


def search(opened: HelpWindow, text: str) -> None:
    box = opened.findChild(SearchField, "help.search")
    assert box is not None
    box.setText(text)
    QTest.keyClick(box, Qt.Key.Key_Return)


def contents(opened: HelpWindow) -> list[object]:
    return [entry.key for entry in opened._contents.list.entries]


def marked(opened: HelpWindow) -> set[str]:
    return {selection.cursor.selectedText().lower() for selection in opened.reader.extraSelections()}


# ----- where F1 leads


async def test_the_page_that_is_shown_has_its_help(window):
    window.set_pages({"checks": named("checksPage"), "calendar": named("calendar.page")}, "checks")
    QTest.keyClick(window, Qt.Key.Key_F1)
    assert window.help.help_window.place == Place("checks")
    window.show_page("calendar")
    QTest.keyClick(window, Qt.Key.Key_F1)
    assert window.help.help_window.place == Place("calendar")
    assert window.help.help_window.isVisible()


async def test_f1_works_in_a_dialog_that_blocks_the_window(window):
    window.set_pages({"connections": named("connections")}, "connections")
    dialog = QDialog(window)
    dialog.setObjectName("connectWizard")
    column = QVBoxLayout(dialog)
    column.addWidget(step := named("connect.form"))
    dialog.open()
    field(step).setFocus()
    await until(lambda: QApplication.focusWidget() is field(step))
    QTest.keyClick(field(step), Qt.Key.Key_F1)
    opened = window.help.help_window
    assert opened.place == Place("apple-password")
    assert opened.windowHandle().modality() == Qt.WindowModality.NonModal
    await until(lambda: QApplication.activeWindow() is opened)
    opened._follow_link("sign-in.md")
    QTest.keyClick(opened, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert opened.place == Place("apple-password"), "the dialog blocks the help"
    dialog.close()


async def test_a_dialog_that_nobody_knows_gives_the_help_of_what_opened_it(window):
    window.set_pages({"activity": named("activity")}, "activity")
    dialog = QDialog(window)
    dialog.setObjectName("saveFile")
    assert topic_of(dialog) == Place("activity")


async def test_a_step_that_is_shown_counts_where_a_button_below_has_the_keyboard(look):
    dialog = QDialog()
    dialog.setObjectName("connectWizard")
    column = QVBoxLayout(dialog)
    column.addWidget(named("connect.failed"))
    column.addWidget(below := Button(look, "Cancel"))
    dialog.show()
    assert topic_of(below) == Place("sign-in-refused")
    dialog.close()


async def test_without_anything_known_it_begins_at_the_beginning(look):
    assert topic_of(None) == Place("index")
    assert topic_of(QLabel()) == Place("index")


async def test_the_menu_leads_to_pages_and_to_about(window):
    window.navigation.help.click()
    menu = window.findChild(QMenu, "helpMenu")
    assert [action.text().partition("\t")[0] for action in menu.actions() if action.text()] == [
        "Help for this page",
        "All help pages",
        "Keyboard",
        "About Caldesk",
    ]
    menu.actions()[2].trigger()
    assert window.help.help_window.place == Place("keyboard")
    menu.actions()[-1].trigger()
    about = window.findChild(QDialog, "aboutDialog")
    assert about.isVisible()
    about.close()
    menu.close()


async def test_help_closes_with_the_program(window):
    window.help.open_page("index")
    opened = window.help.help_window
    window.close()
    assert not opened.isVisible()
    assert window.help.help_window is None


def test_nothing_of_it_is_imported_before_it_is_asked_for():
    code = (
        "import sys, caldesk.ui.frame.help_desk, caldesk.ui.main_window\n"
        "print([name for name in sys.modules if name.startswith(('caldesk.ui.help', 'caldesk.ui.about'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "[]"


# ----- the window itself


async def test_links_lead_on_and_back_to_where_one_was(opened):
    opened.resize(QSize(800, 420))
    opened.go_to(Place("keyboard"))
    opened.reader.verticalScrollBar().setValue(100)
    opened._follow_link("settings.md#privacy")
    assert opened.place == Place("settings", "privacy")
    assert opened.reader.textCursor().block().text() == "Privacy"
    opened.back()
    assert (opened.place, opened.reader.verticalScrollBar().value()) == (Place("keyboard"), 100)
    opened.back()
    assert opened.place == Place("index")
    assert not opened._back.isEnabled()
    opened.forward()
    opened.forward()
    assert opened.place == Place("settings", "privacy")


async def test_a_link_is_followed_by_keyboard(opened):
    QTest.keyClick(opened.reader, Qt.Key.Key_Tab)
    QTest.keyClick(opened.reader, Qt.Key.Key_Return)
    assert opened.place == Place("first-steps")


async def test_a_link_out_is_shown_before_it_is_opened(opened, monkeypatch):
    left = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: left.append(url.toString()))
    opened._follow_link("https://example.com/qt")
    address = opened.findChild(QLabel, "help.leaving.address")
    assert address.isVisible()
    assert address.text() == "https://example.com/qt"
    assert left == []
    press(opened, "help.leaving.copy")
    assert QGuiApplication.clipboard().text() == "https://example.com/qt"
    press(opened, "help.leaving.open")
    assert left == ["https://example.com/qt"]
    assert not address.isVisible()


async def test_esc_takes_away_the_question_the_search_and_the_window(opened):
    search(opened, "proxy")
    opened._follow_link("https://example.com")
    QTest.keyClick(opened, Qt.Key.Key_Escape)
    assert not opened._leaving.isVisible()
    QTest.keyClick(opened, Qt.Key.Key_Escape)
    assert len(contents(opened)) > 10
    assert opened.isVisible()
    QTest.keyClick(opened, Qt.Key.Key_Escape)
    assert not opened.isVisible()


async def test_search_lists_sections_and_marks_the_words(opened):
    search(opened, "app-specific password")
    assert contents(opened)[0] == Place("apple-password")
    opened._contents.list.setFocus()
    QTest.keyClick(opened._contents.list, Qt.Key.Key_Down)
    assert opened.place in contents(opened)
    assert marked(opened) == {"app-specific", "password"}


async def test_a_search_without_result_says_so_and_leads_back(opened):
    search(opened, "zebra crossing")
    nothing = opened.findChild(QWidget, "help.nothing")
    assert nothing.isVisible()
    assert nothing.accessibleName() == "Nothing found"
    press(opened, "help.clear")
    assert not nothing.isVisible()
    assert Place("keyboard") in contents(opened)


async def test_letters_grow_by_key_and_stop_at_the_largest(opened):
    QTest.keyClick(opened, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert opened.reader.zoom == ZOOMS[2]
    opened.change_zoom(99)
    assert opened.reader.zoom == ZOOMS[-1]
    assert not opened._larger.isEnabled()
    assert opened.reader.document().defaultFont().pointSizeF() == pytest.approx(font(Role.BODY).pointSizeF() * 2)
    QTest.keyClick(opened, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert opened.reader.zoom == 1.0


async def test_headings_follow_the_type_scale_and_links_the_theme(opened, look):
    first = opened.reader.document().begin()
    assert first.begin().fragment().charFormat().font().pointSizeF() == pytest.approx(font(Role.TITLE).pointSizeF())
    look.prefer(Preference.DARK)
    pieces = [place.fragment() for block in blocks(opened.reader.document()) for place in block]
    links = {
        piece.charFormat().foreground().color().name().upper() for piece in pieces if piece.charFormat().isAnchor()
    }
    assert links == {look.theme.accent}


async def test_every_part_has_a_name_for_screen_readers(opened):
    assert opened.reader.accessibleName() == "Caldesk help"
    assert opened._contents.list.accessibleName() == "Help pages"
    search(opened, "key")
    assert opened._contents.list.accessibleName() == "Sections found"
    assert opened._back.accessibleName() == "Back"
    opened.go_to(Place("calendar"))
    assert opened.windowTitle() == "Calendar – Caldesk help"
    assert opened.reader.accessibleName() == "Calendar"


async def test_pages_come_from_the_resources(tmp_path, look, monkeypatch):
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "index.md").write_text("# Only one\n")
    monkeypatch.setattr(help_module, "help_folder", lambda: tmp_path)
    opened = HelpWindow(look)
    assert contents(opened) == [Place("index")]
    opened.deleteLater()


# ----- in another language


async def test_pages_their_names_and_sections_are_german(german, opened):
    assert opened.windowTitle() == "Caldesk-Hilfe"
    titles = {entry.key.page: entry.title for entry in opened._contents.list.entries}
    assert (titles["checks"], titles["keyboard"]) == ("Prüfungen", "Tastatur")
    opened.go_to(Place("first-steps", "add-the-site"))
    assert opened.reader.accessibleName() == "Erste Schritte mit Ihrer Website"
    assert opened.reader.textCursor().block().text() == "Website hinzufügen"
    opened.go_to(Place("calendar"))
    assert opened.windowTitle() == "Kalender – Caldesk-Hilfe"


async def test_a_link_to_a_german_heading_is_followed(german, opened):
    opened.go_to(Place("settings"))
    QTest.keyClick(opened.reader, Qt.Key.Key_Tab)
    QTest.keyClick(opened.reader, Qt.Key.Key_Return)
    assert opened.place == Place("first-steps", "add-the-site")
    assert opened.reader.textCursor().block().text() == "Website hinzufügen"


async def test_german_words_are_found_and_marked(german, opened):
    search(opened, "schließen")
    assert Place("keyboard", "everywhere") in contents(opened)
    opened.go_to(Place("keyboard", "everywhere"))
    assert marked(opened) == {"schließen"}
    search(opened, "provider")
    assert contents(opened) == []


async def test_a_page_that_is_not_translated_is_english(german, tmp_path, look, monkeypatch):
    for language, pages in {
        "en": {"index": "# Help\n\n[One](one.md) [Two](two.md)\n", "one": "# One\n", "two": "# Two\n\n## Part\n"},
        "de": {"index": "# Hilfe\n\n[Eins](one.md) [Zwei](two.md)\n", "one": "# Eins\n"},
    }.items():
        (tmp_path / language).mkdir()
        for page, text in pages.items():
            (tmp_path / language / f"{page}.md").write_text(text)
    monkeypatch.setattr(help_module, "help_folder", lambda: tmp_path)
    opened = HelpWindow(look)
    assert [entry.title for entry in opened._contents.list.entries] == ["Hilfe", "Eins", "Two"]
    opened.go_to(Place("two", "part"))
    assert opened.windowTitle() == "Two – Caldesk-Hilfe"
    assert opened.reader.textCursor().block().text() == "Part"
    opened.deleteLater()


@pytest.mark.parametrize("language", ["en", "de"])
async def test_every_section_of_every_page_can_be_scrolled_to(look, language):
    reader = HelpReader(look)
    for page in read_book(help_module.help_folder(), language).pages:
        for section in page.sections:
            reader.show_page(page, section.anchor)
            assert reader.textCursor().block().text() == section.heading
    reader.deleteLater()


PAGES = {
    "connections": "connections",
    "calendar": "calendar.page",
    "checks": "checksPage",
    "activity": "activity",
    "settings": "settingsPage",
}


async def test_each_page_of_a_real_site_has_its_own_help():
    """The names that the map of topics knows are those of the pages themselves."""
    places = {}
    async with started("fresh") as desk:
        await desk.see("connections.filters")
        for page_id, name in PAGES.items():
            desk.window.show_page(page_id)
            await desk.see(name)
            desk.window.help.open_here()
            places[page_id] = desk.window.help.help_window.place.page
    assert places == {page_id: page_id for page_id in PAGES}


async def test_the_first_start_and_the_form_of_a_site_have_their_help():
    async with started() as desk:
        await desk.see("firstRunPage")
        desk.window.help.open_here()
        assert desk.window.help.help_window.place == Place("first-steps")
        desk.program.add_site()
        form = await desk.see("siteDialog", QDialog)
        await until(lambda: QApplication.focusWidget() is not None and QApplication.focusWidget().window() is form)
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F1)
        assert desk.window.help.help_window.place == Place("first-steps", "add-the-site")
        form.reject()
