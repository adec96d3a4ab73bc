"""Which help page belongs to which part of the window, by the object names of pages, dialogs and their parts."""

from PySide6.QtWidgets import QWidget

from caldesk.ui.help.book import FIRST, Place

TOPICS = {
    "firstRunPage": "first-steps",
    "siteDialog": "first-steps#add-the-site",
    "keyNeeded": "first-steps#make-the-key",
    "siteNotAllowed": "settings#your-organisation",
    "connections": "connections",
    "connectWizard": "connect",
    "connect.who": "connect#who",
    "connect.what": "connect#what",
    "connect.how": "sign-in",
    "connect.consent": "sign-in",
    "connect.form": "apple-password",
    "connect.wait": "connect#review",
    "connect.review": "connect#review",
    "connect.done": "connect#done",
    "connect.failed": "sign-in-refused",
    "connect.rung.ask": "sign-in-refused#after-an-internal-error",
    "teamDialog": "connect-a-team",
    "teamLinks": "connect-a-team#people-who-are-absent",
    "team.discard-question": "connect-a-team",
    "disconnect": "disconnect",
    "calendar.page": "calendar",
    "calendar.print": "print-and-export",
    "checksPage": "checks",
    "whyDialog": "why-not-blocked",
    "diagnosticsDialog": "diagnostics",
    "activity": "activity",
    "settingsPage": "settings",
    "aboutDialog": "versions-and-licences",
}
"""Object name: page, or page#section with the anchor of the source language."""


def topic_of(widget: QWidget | None) -> Place:
    """The help for what has the keyboard: its own part of the window, or else what the window shows.

    Where nothing is known about a dialog, the help of the page that opened it is given.
    """
    while widget is not None:
        topic = TOPICS.get(widget.objectName()) if not widget.isWindow() else _shown_in(widget)
        if topic is not None:
            return place_of(topic)
        widget = widget.parentWidget()
    return Place(FIRST)


def place_of(topic: str) -> Place:
    """A value of `TOPICS` as a place in the book."""
    page, _hash, anchor = topic.partition("#")
    return Place(page, anchor)


def _shown_in(window: QWidget) -> str | None:
    """What a window shows says more than what it is."""
    parts = ((topic, window.findChild(QWidget, name)) for name, topic in TOPICS.items())
    shown = (topic for topic, part in parts if part is not None and part.window() is window and part.isVisible())
    return next(shown, TOPICS.get(window.objectName()))
