"""Plain text on a page, at a step of the type scale: wraps, never has a fixed width, follows the theme."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from caldesk.ui.style import Role, font


class Label(QLabel):
    """Text that wraps; `quiet` gives it the secondary colour, `selectable` lets it be marked and copied."""

    def __init__(
        self,
        text: str = "",
        role: Role = Role.BODY,
        *,
        name: str = "",
        quiet: bool = False,
        selectable: bool = False,
        tabular: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)  # what comes from a server is never read as markup
        self.setFont(font(role, tabular=tabular))
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.quiet(quiet)
        if selectable:
            flags = Qt.TextInteractionFlag
            self.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)

    def quiet(self, on: bool) -> None:
        """Use the secondary text colour, which the palette keeps as that of placeholders."""
        role = QPalette.ColorRole
        self.setForegroundRole(role.PlaceholderText if on else role.WindowText)
