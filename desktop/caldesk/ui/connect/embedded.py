"""The embedded way, loaded when it is used: nothing of QtWebEngine is imported before somebody signs in."""

from collections.abc import Callable

from caldesk.services.ports import ConsentResult
from caldesk.ui.connect.consent_pane import ConsentPane


class Embedded:
    """A `ConsentBrowser` that stands for `web_consent` until the first visit."""

    def __init__(self, pane: ConsentPane) -> None:
        self._pane = pane

    async def visit(self, url: str, is_return: Callable[[str], bool]) -> ConsentResult:
        """Load the engine and show the page."""
        from caldesk.ui.connect.web_consent import WebConsent

        return await WebConsent(self._pane).visit(url, is_return)
