"""Codes and request ids: one click away, selectable, with a copy button."""

from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caldesk.i18n import _
from caldesk.ui.style import INSIDE, TIGHT, Look, Role, font
from caldesk.ui.widgets.announce import announce
from caldesk.ui.widgets.buttons import Button, Kind
from caldesk.ui.widgets.label import Label


class DetailsFold(QWidget):
    """A link "Details" that folds out `text`."""

    def __init__(
        self,
        look: Look,
        text: str,
        *,
        centred: bool = False,
        name: str = "details",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._toggle = Button(look, _("Details"), Kind.LINK, icon="chevron-right", name=f"{name}.toggle")
        self._toggle.setCheckable(True)
        self._toggle.toggled.connect(self._fold)
        self._text = Label(text, name=f"{name}.text", quiet=True, selectable=True)
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        fixed.setPointSizeF(font(Role.BODY).pointSizeF())
        self._text.setFont(fixed)
        self._copy = Button(look, _("Copy"), Kind.LINK, icon="copy", name=f"{name}.copy")
        self._copy.clicked.connect(self._copied)
        head = QHBoxLayout()
        head.setSpacing(INSIDE)
        if centred:
            head.addStretch()
        head.addWidget(self._toggle)
        head.addWidget(self._copy)
        head.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        column.addLayout(head)
        column.addWidget(self._text)
        self._fold(False)

    def is_open(self) -> bool:
        """Whether the text is shown."""
        return self._toggle.isChecked()

    def set_text(self, text: str) -> None:
        """Show other details; none hides the fold."""
        self._text.setText(text)
        self.setVisible(bool(text))

    def _fold(self, opened: bool) -> None:
        self._toggle.show_mark("chevron-down" if opened else "chevron-right")
        self._text.setVisible(opened)
        self._copy.setVisible(opened)

    def _copied(self) -> None:
        QGuiApplication.clipboard().setText(self._text.text())
        announce(self, _("Copied"))
