"""Plain text on a page, at a step of the type scale: wraps, never has a fixed width, follows the theme."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QWidget

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
        self._centred = False
        self._align()
        self.quiet(quiet)
        if selectable:
            flags = Qt.TextInteractionFlag
            self.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)

    def quiet(self, on: bool) -> None:
        """Use the secondary text colour, which the palette keeps as that of placeholders."""
        role = QPalette.ColorRole
        self.setForegroundRole(role.PlaceholderText if on else role.WindowText)

    def centre(self) -> None:
        """Stand in the middle of the room there is, in both reading directions."""
        self._centred = True
        self._align()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the reading direction of the layout."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._align()

    def _align(self) -> None:
        """Start where the layout starts; Qt would put a Hebrew name at the far side of an English page."""
        flag = Qt.AlignmentFlag
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        side = flag.AlignHCenter if self._centred else flag.AlignRight if rtl else flag.AlignLeft
        self.setAlignment(side | flag.AlignAbsolute | flag.AlignVCenter)
