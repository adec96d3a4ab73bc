"""Which theme is in force: chooses between light, dark and high contrast, and tells everybody when that changes."""

import sys
from enum import StrEnum

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from caldesk.ui.style.palettes import DARK, LIGHT
from caldesk.ui.style.sheet import apply, palette
from caldesk.ui.style.theme import Theme


class Preference(StrEnum):
    """Whose light or dark wins: the system's, or the user's."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


_DARKER_THAN = 0.5


def _wants_contrast(app: QApplication) -> bool:
    hints = app.styleHints()
    if not hasattr(hints, "accessibility"):  # from Qt 6.10
        return False
    from PySide6.QtCore import Qt

    return hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast


class Look(QObject):
    """The theme in force: follows the system's light, dark and high contrast, and the user's own choice."""

    changed = Signal()

    def __init__(self, app: QApplication, preference: Preference = Preference.SYSTEM) -> None:
        super().__init__(app)
        self._app = app
        self._preference = preference
        self._calm: bool | None = None
        self._theme: Theme | None = None
        hints = app.styleHints()
        self._ask_system()
        hints.colorSchemeChanged.connect(self.refresh)
        if hasattr(hints, "accessibility"):
            hints.accessibility().contrastPreferenceChanged.connect(self.refresh)
        self._wear(self._likely() if sys.platform == "linux" else self._wanted())

    @property
    def theme(self) -> Theme:
        """The colours to paint with now."""
        return self._theme or LIGHT

    @property
    def app(self) -> QApplication:
        """The application that wears the theme."""
        return self._app

    def prefer(self, preference: Preference) -> None:
        """Follow the system, or stay light or dark."""
        self._preference = preference
        self._ask_system()
        self.refresh()

    def reduced_motion(self) -> bool:
        """Whether nothing may move: as the user chose, or as the system's own effects are set."""
        if self._calm is not None:
            return self._calm
        from PySide6.QtWidgets import QStyle  # its many enums cost 5 ms, and nothing moves before the first paint

        return self._app.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) == 0

    def calm(self, reduced: bool | None) -> None:
        """Switch motion off (True) or on (False), or follow the system (None)."""
        self._calm = reduced

    def refresh(self) -> None:
        """Read the system's appearance again, and tell everybody if it is another one."""
        theme = self._wanted()
        if theme == self._theme:
            self._app.setPalette(palette(theme))  # asking for the system's took ours off
            return
        self._wear(theme)

    def _wear(self, theme: Theme) -> None:
        self._theme = theme
        apply(self._app, theme)
        self.changed.emit()

    def _likely(self) -> Theme:
        """What to begin with until `refresh`: light or dark as the system's own palette is.

        Asking Qt makes its ninety enums, which the first picture would wait for; and a desktop on D-Bus has not
        answered yet.
        """
        if self._preference is not Preference.SYSTEM:
            return DARK if self._preference is Preference.DARK else LIGHT
        self._app.setPalette(QPalette())
        return DARK if self._app.palette().window().color().lightnessF() < _DARKER_THAN else LIGHT

    def _wanted(self) -> Theme:
        if _wants_contrast(self._app):
            from caldesk.ui.style.contrast import contrast_theme  # few desktops need it

            self._app.setPalette(QPalette())  # ours hides the system's until it is taken off
            return contrast_theme(self._app.palette())
        if self._preference is Preference.SYSTEM:
            from PySide6.QtCore import Qt

            return DARK if self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT
        return DARK if self._preference is Preference.DARK else LIGHT

    def _ask_system(self) -> None:
        """Let the window's own frame follow the user's choice where the system draws it."""
        hints = self._app.styleHints()
        if self._preference is Preference.SYSTEM:
            hints.unsetColorScheme()
        else:
            hints.setProperty("colorScheme", "Dark" if self._preference is Preference.DARK else "Light")
