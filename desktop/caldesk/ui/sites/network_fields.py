"""How every site is reached that names no proxy and no certificates of its own."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from caldesk.i18n import _
from caldesk.services.network_settings import fault_of_ca_file, fault_of_proxy
from caldesk.services.settings import SettingsStore
from caldesk.ui.sites.locking import under_policy
from caldesk.ui.style import BETWEEN, Look
from caldesk.ui.widgets.field import Field


class NetworkFields(QWidget):
    """Changes take effect when a site is opened the next time; what cannot work is said and not kept."""

    def __init__(self, look: Look, settings: SettingsStore) -> None:
        super().__init__()
        self.setObjectName("network")
        self._settings = settings
        kept = settings.preferences
        self._proxy = Field(
            look,
            _("Proxy"),
            QLineEdit(kept.proxy),
            _("Empty: as the system has it. “direct”: none. Holds from the next time a site is opened."),
            name="network.proxy",
        )
        self._ca_file = Field(
            look,
            _("File with extra certificates"),
            QLineEdit(kept.ca_file),
            _("In PEM form; they are trusted beside those of the system."),
            name="network.caFile",
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(BETWEEN)
        for field, key, fault_of in (
            (self._proxy, "proxy", fault_of_proxy),
            (self._ca_file, "ca_file", fault_of_ca_file),
        ):
            column.addWidget(under_policy(look, settings, field, key))
            self._follow(field, key, fault_of)

    def _follow(self, field: Field, key: str, fault_of: Callable[[str], str]) -> None:
        editor = field.editor
        if isinstance(editor, QLineEdit):
            editor.editingFinished.connect(lambda: self._use(field, key, editor.text().strip(), fault_of))

    def _use(self, field: Field, key: str, entered: str, fault_of: Callable[[str], str]) -> None:
        fault = fault_of(entered)
        field.set_error(fault)
        if not fault and entered != getattr(self._settings.own, key):
            self._settings.change(**{key: entered})
