"""The About box: version, system, and the licences of everything that Caldesk is made of."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from caldesk.i18n import _
from caldesk.services.build_facts import build_facts
from caldesk.services.licences import Component, components
from caldesk.ui.about.facts import fact_lines
from caldesk.ui.style import AROUND, BETWEEN, INSIDE, TIGHT, Look, Role
from caldesk.ui.widgets import icons
from caldesk.ui.widgets.announce import announce
from caldesk.ui.widgets.buttons import Button, Kind
from caldesk.ui.widgets.entry_list import Entry, EntryList
from caldesk.ui.widgets.label import Label

_SIZE = QSize(920, 640)
_LIST_WIDTH, _PICTURE = 232, 64


class AboutDialog(QDialog):
    """Open it with `open()`. `newer` names the newer version that is known, as a line; "" for none."""

    def __init__(self, look: Look, parent: QWidget | None, newer: str = "") -> None:
        super().__init__(parent)
        self.setObjectName("aboutDialog")
        self.setWindowTitle(_("About Caldesk"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._look = look
        self._parts = components()
        self._facts = fact_lines(build_facts(), newer)
        self._text = self._make_text()
        self._list = self._make_list()
        self._lay_out()
        self._show_licence(self._parts[0])
        self._list.setFocus()
        self.resize(_SIZE)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(self._facts))
        announce(self, _("Copied"))

    def _show_licence(self, component: Component) -> None:
        self._list.mark(component)
        self._text.setPlainText(licence_text(component))

    def _make_list(self) -> EntryList:
        names = EntryList(self._look, name="about.components")
        names.setFixedWidth(_LIST_WIDTH)
        entries = (Entry(part, f"{part.name} {part.version}") for part in self._parts)
        names.show_entries(tuple(entries), _("Made with"))
        names.chosen.connect(self._show_licence)
        return names

    def _make_text(self) -> QPlainTextEdit:
        text = QPlainTextEdit(readOnly=True)
        text.setObjectName("about.licence")
        text.setAccessibleName(_("Licence"))
        text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        text.setTabChangesFocus(True)
        return text

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(AROUND, AROUND, AROUND, BETWEEN)
        column.setSpacing(INSIDE)
        column.addLayout(self._head())
        column.addSpacing(INSIDE)
        column.addWidget(Label(_("Made with"), Role.SECTION))
        row = QHBoxLayout()
        row.setSpacing(BETWEEN)
        row.addWidget(self._list)
        row.addWidget(self._text, 1)
        column.addLayout(row, 1)
        close = Button(self._look, _("Close"), Kind.PRIMARY, name="about.close")
        close.clicked.connect(self.accept)
        close.setDefault(True)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(close)
        column.addLayout(foot)

    def _head(self) -> QHBoxLayout:
        picture = QLabel()
        picture.setPixmap(icons.app_icon().pixmap(_PICTURE, _PICTURE))
        words = QVBoxLayout()
        words.setSpacing(TIGHT)
        words.addWidget(Label(_("Caldesk"), Role.TITLE))
        for line in self._facts:
            words.addWidget(Label(line, selectable=True))
        words.addWidget(Label(_("Free software under the MIT licence, copyright its authors."), quiet=True))
        names = _("Not made or endorsed by Wix, Google, Microsoft or Apple; the names belong to their owners.")
        words.addWidget(Label(names, quiet=True))
        copy = Button(self._look, _("Copy"), icon="copy", name="about.copy")
        copy.clicked.connect(self._copy)
        row = QHBoxLayout()
        row.setSpacing(BETWEEN)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(copy, 0, Qt.AlignmentFlag.AlignTop)
        return row


def licence_text(component: Component) -> str:
    """Name, licence and home of a part, then the whole text."""
    head = _("{name} {version}: {licence}").format(
        name=component.name, version=component.version, licence=component.licence
    )
    text = component.text or _("It came without the text of its licence.")
    return "\n\n".join(part for part in (head, component.home, text) if part)
