"""A labelled field of a form: label above, hint below, and the error in the place of the hint."""

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from caldesk.i18n import _
from caldesk.ui.style import INSIDE, TIGHT, Look, Role
from caldesk.ui.widgets.announce import announce
from caldesk.ui.widgets.buttons import Button, Kind
from caldesk.ui.widgets.label import Label


class Field(QWidget):
    """Holds an editor; a screen reader hears label, hint and error with it."""

    def __init__(
        self, look: Look, label: str, editor: QLineEdit | QComboBox | QAbstractSpinBox, hint: str = "", *, name: str
    ) -> None:
        super().__init__()
        self.setObjectName(f"{name}.field")
        self._look = look
        self._hint = hint
        self.editor = editor
        editor.setObjectName(name)
        editor.setAccessibleName(label)
        if isinstance(editor, QAbstractSpinBox):  # the style sheet does not reach the text inside
            editor.lineEdit().setTextMargins(INSIDE, 0, 0, 0)
        self._label = Label(label, Role.STRONG)
        self._label.setBuddy(editor)
        self._below = Label(hint, Role.CAPTION, quiet=True, name=f"{name}.hint")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        column.addWidget(self._label)
        column.addWidget(editor)
        column.addWidget(self._below)
        self.set_error("")

    def set_label(self, label: str) -> None:
        """Call the field something else."""
        self._label.setText(label)
        self.editor.setAccessibleName(label)

    def set_error(self, sentence: str) -> None:
        """Say what is wrong with what was entered; "" shows the hint again."""
        self._below.setText(sentence or self._hint)
        self._below.setVisible(bool(sentence or self._hint))
        self._below.quiet(not sentence)
        colours = QPalette(self.palette())
        if sentence:
            colours.setColor(QPalette.ColorRole.WindowText, QColor(self._look.theme.bad))
            announce(self.editor, sentence, urgent=True)
        self._below.setPalette(colours)
        self.editor.setAccessibleDescription(sentence or self._hint)


class SecretEdit(QLineEdit):
    """A line for a key or a password: hidden unless shown on purpose, never offered for undo or drag."""

    def __init__(self) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setDragEnabled(False)
        self.textChanged.connect(self._shrink)

    def _shrink(self, text: str) -> None:
        """Drop the white space that comes along when something is copied from a page."""
        clean = "".join(text.split())
        if clean != text:
            self.setText(clean)

    def show_secret(self, shown: bool) -> None:
        """Show the characters, or dots."""
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.setEchoMode(mode)


class ShowButton(Button):
    """Shows or hides what a `SecretEdit` holds."""

    def __init__(self, look: Look, edit: SecretEdit, *, name: str) -> None:
        super().__init__(look, _("Show"), Kind.LINK, name=name)
        self.setCheckable(True)
        self.toggled.connect(edit.show_secret)
        self.toggled.connect(lambda shown: self.setText(_("Hide") if shown else _("Show")))
