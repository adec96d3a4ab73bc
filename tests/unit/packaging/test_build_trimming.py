"""What stays in the frozen folder and what goes, on made-up lists of PyInstaller."""

import pytest

from tests.helpers.building import trimming
from tests.helpers.building import trimming as rules

Entry = trimming.Entry
QT = "PySide6/Qt"


def library(name, kind="BINARY"):
    return Entry(f"{QT}/lib/{name}", f"/venv/{QT}/lib/{name}", kind)


def trim(binaries, datas=(), links=None, languages=(), linux=True):
    """`links`: what each library asks for, by names without folders."""
    asked = links or {}
    return rules.trim(
        binaries, datas, lambda source: asked.get(source.rsplit("/", 1)[-1], ()), languages=languages, linux=linux
    )


def targets(entries):
    return [entry.target.removeprefix(f"{QT}/") for entry in entries]


def test_a_library_of_qt_stays_where_something_that_stays_asks_for_it():
    module = Entry("PySide6/QtWidgets.abi3.so", "/venv/PySide6/QtWidgets.abi3.so", "EXTENSION")
    libraries = [library(f"libQt6{name}.so.6") for name in ("Widgets", "Gui", "Charts", "Graphs")]
    links = {"QtWidgets.abi3.so": ["libQt6Widgets.so.6"], "libQt6Widgets.so.6": ["libQt6Gui.so.6", "libc.so.6"]}
    binaries, _ = trim([module, *libraries], links={**links, "libQt6Charts.so.6": ["libQt6Graphs.so.6"]})
    assert targets(binaries) == ["PySide6/QtWidgets.abi3.so", "lib/libQt6Widgets.so.6", "lib/libQt6Gui.so.6"]


def test_what_is_loaded_by_name_keeps_its_libraries():
    helper = Entry(f"{QT}/libexec/QtWebEngineProcess", "/venv/QtWebEngineProcess", "BINARY")
    plugin = Entry(f"{QT}/plugins/platforms/libqxcb.so", "/venv/libqxcb.so", "BINARY")
    links = {"QtWebEngineProcess": ["libQt6WebEngineCore.so.6"], "libqxcb.so": ["libQt6XcbQpa.so.6"]}
    libraries = [library("libQt6WebEngineCore.so.6"), library("libQt6XcbQpa.so.6")]
    binaries, _ = trim([helper, plugin, *libraries], links=links)
    assert len(binaries) == 4


@pytest.mark.parametrize(
    ("source", "goes"),
    [
        ("/lib/x86_64-linux-gnu/libstdc++.so.6", True),
        ("/usr/lib/x86_64-linux-gnu/libgcc_s.so.1", True),
        ("/usr/lib64/libz.so.1", True),
        ("/usr/lib/x86_64-linux-gnu/libpython3.11.so.1.0", False),
        ("/usr/lib/python3.11/lib-dynload/_ssl.cpython-311-x86_64-linux-gnu.so", False),
        ("/usr/lib/python3/dist-packages/thing.so", False),
        ("/home/somebody/venv/lib/python3.11/site-packages/msgspec/_core.so", False),
    ],
)
def test_libraries_of_the_system_stay_with_the_system(source, goes):
    entry = Entry(source.rsplit("/", 1)[-1], source, "BINARY")
    binaries, _ = trim([entry])
    assert (binaries == []) is goes


def test_elsewhere_nothing_is_taken_for_the_systems():
    entry = Entry("libffi.dylib", "/usr/lib/libffi.dylib", "BINARY")
    assert trim([entry], linux=False)[0] == [entry]


@pytest.mark.parametrize("slash", ["/", "\\"])
def test_unused_parts_go_on_every_system(slash):
    gone = [
        "PySide6/Qt/qml/QtQuick/libqtquick2plugin.so",
        "PySide6/Qt/plugins/qmltooling/libqmldbg_server.so",
        "PySide6/plugins/imageformats/qtiff.dll",
        "PySide6/Qt/plugins/platforms/libqvnc.so",
        "PySide6/Qt/plugins/networkinformation/libqglib.so",
        "PySide6/Qt/resources/qtwebengine_devtools_resources.pak",
        "PySide6/Qt/translations/qtbase_de.qm",
        "caldesk-0.1.0.dist-info/direct_url.json",
    ]
    stay = [
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/plugins/platforms/qwindows.dll",
        "PySide6/plugins/networkinformation/qnetworklistmanager.dll",
        "PySide6/Qt/plugins/imageformats/libqsvg.so",
        "PySide6/Qt/resources/icudtl.dat",
        "caldesk/_data/icons/app.svg",
        "keyring-25.7.0.dist-info/entry_points.txt",
    ]
    entries = [Entry(name.replace("/", slash), f"/venv/{name}", "DATA") for name in gone + stay]
    _, datas = trim([], entries, linux=False)
    assert [entry.target.replace(slash, "/") for entry in datas] == stay


def test_chromium_speaks_english_and_the_languages_of_the_program():
    names = ["de", "en-GB", "en-US", "fr", "pt-BR", "pt-PT"]
    packs = [Entry(f"{QT}/translations/qtwebengine_locales/{name}.pak", f"/v/{name}.pak", "DATA") for name in names]
    _, datas = trim([], packs, languages={"pt", "de"})
    assert [entry.source[3:-4] for entry in datas] == ["de", "en-GB", "en-US", "pt-BR", "pt-PT"]


def test_qt_speaks_the_languages_of_the_program():
    names = ["qtbase_de", "qtbase_pt_BR", "qtbase_fr", "qt_de", "qtmultimedia_de"]
    words = [Entry(f"{QT}/translations/{name}.qm", f"/v/{name}.qm", "DATA") for name in names]
    _, datas = trim([], words, languages={"pt", "de"})
    assert [entry.source[3:-3] for entry in datas] == ["qtbase_de", "qtbase_pt_BR"]


def test_links_go_with_what_they_lead_to():
    kept = Entry("PySide6/QtGui.abi3.so", "/venv/QtGui.abi3.so", "EXTENSION")
    links = [Entry(f"libQt6{name}.so.6", f"{QT}/lib/libQt6{name}.so.6", "SYMLINK") for name in ("Gui", "Charts")]
    libraries = [library("libQt6Gui.so.6"), library("libQt6Charts.so.6")]
    binaries, _ = trim([kept, *links, *libraries], links={"QtGui.abi3.so": ["libQt6Gui.so.6"]})
    assert [entry.target for entry in binaries if entry.kind == "SYMLINK"] == ["libQt6Gui.so.6"]


def test_a_framework_of_macos_goes_as_a_whole():
    module = Entry("PySide6/QtGui.abi3.so", "/venv/QtGui.abi3.so", "EXTENSION")
    binaries = [module, *(library(f"Qt{name}.framework/Versions/A/Qt{name}") for name in ("Gui", "Charts"))]
    datas = [library(f"Qt{name}.framework/Resources/Info.plist", "DATA") for name in ("Gui", "Charts")]
    links = [library(f"Qt{name}.framework/Qt{name}", "SYMLINK") for name in ("Gui", "Charts")]
    links = [link._replace(source=f"Versions/Current/{link.target.rsplit('/', 1)[-1]}") for link in links]
    asked = {"QtGui.abi3.so": ["@rpath/QtGui.framework/Versions/A/QtGui"]}
    left, rest = trim(binaries, [*datas, *links], links=asked, linux=False)
    assert [entry.target for entry in left + rest if "Charts" in entry.target] == []
    assert len(left) == 2
    assert len(rest) == 2
