"""Where the key is kept."""

from PySide6.QtWidgets import QRadioButton, QVBoxLayout, QWidget

from caldesk.i18n import _
from caldesk.services.ports import Keeping
from caldesk.ui import style
from caldesk.ui.style import Role
from caldesk.ui.widgets.label import Label


class KeepingChoice(QWidget):
    """Where the key is kept; honest when the vault cannot be used."""

    def __init__(self) -> None:
        super().__init__()
        self.vault = QRadioButton(_("In the password store"))
        self.vault.setObjectName("keepInVault")
        self.session = QRadioButton(_("For this session only"))
        self.session.setObjectName("keepForSession")
        self.vault.setChecked(True)
        self._problem = Label("", Role.CAPTION, quiet=True, name="vaultProblem")
        self._problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.TIGHT)
        column.addWidget(Label(_("Keep the key"), Role.STRONG))
        column.addWidget(self.vault)
        column.addWidget(self._problem)
        column.addWidget(self.session)
        column.addWidget(Label(_("It is asked for again next time."), Role.CAPTION, quiet=True))

    def tell_vault_problem(self, sentence: str) -> None:
        """Say why the vault cannot be used, and choose the session instead."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
        self.vault.setEnabled(not sentence)
        if sentence:
            self.session.setChecked(True)

    @property
    def keeping(self) -> Keeping:
        """What was chosen."""
        return Keeping.VAULT if self.vault.isChecked() else Keeping.SESSION
