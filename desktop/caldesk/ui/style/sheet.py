"""Puts a theme on the application: as a palette for what Qt draws itself, and in the style sheet for the rest."""

from string import Template

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from caldesk import resources
from caldesk.ui.style.theme import Theme


def palette(theme: Theme) -> QPalette:
    """The theme as a palette, for everything the Fusion style draws itself."""
    role = QPalette.ColorRole
    roles = {
        role.Window: theme.window,
        role.WindowText: theme.text,
        role.Base: theme.surface,
        role.AlternateBase: theme.window,
        role.ToolTipBase: theme.raised,
        role.ToolTipText: theme.text,
        role.PlaceholderText: theme.secondary,
        role.Text: theme.text,
        role.Button: theme.surface,
        role.ButtonText: theme.text,
        role.BrightText: theme.bad,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.on_accent,
        role.Accent: theme.accent,
        role.Link: theme.accent,
        role.LinkVisited: theme.accent,
        role.Mid: theme.line,
        role.Midlight: theme.line,
        role.Light: theme.surface,
        role.Dark: theme.control_edge,
    }
    made = QPalette()
    for name, colour in roles.items():
        made.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, name, QColor(theme.disabled))
    return made


def apply(app: QApplication, theme: Theme) -> None:
    """Dress the whole application in `theme`."""
    app.setPalette(palette(theme))
    sheet = Template(resources.read_bytes("style", "caldesk.qss").decode())
    is_contrast = theme.name == "contrast"
    places = {
        "ink": "dark" if theme.is_dark else "light",
        "style_folder": resources.folder("style").as_posix(),
        # Qt's own lists and menus have no bar of accent: there the system's highlight marks what is chosen.
        "chosen": theme.accent if is_contrast else theme.selection,
        "on_chosen": theme.on_accent if is_contrast else theme.text,
    }
    app.setStyleSheet(sheet.substitute(theme.tokens() | places))
