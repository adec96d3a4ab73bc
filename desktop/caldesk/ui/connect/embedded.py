"""The embedded way, loaded when it is used: nothing of QtWebEngine is imported before somebody signs in."""

import logging
from collections.abc import Callable

from caldesk.services.ports import ConsentEnd, ConsentResult
from caldesk.ui.connect.consent_pane import ConsentPane

logger = logging.getLogger(__name__)


class Embedded:
    """A `ConsentBrowser` that stands for `web_consent` until the first visit; `kind` tells the provider's type."""

    def __init__(self, pane: ConsentPane, kind: Callable[[], str]) -> None:
        self._pane = pane
        self._kind = kind

    async def visit(self, url: str, is_return: Callable[[str], bool]) -> ConsentResult:
        """Load the engine and show the page; an engine that cannot be loaded counts as one that broke down."""
        try:
            from caldesk.ui.connect.web_consent import WebConsent
        except ImportError as error:
            logger.warning("the web view could not be loaded: %s", error)
            return ConsentResult(end=ConsentEnd.CRASHED, detail=str(error))
        return await WebConsent(self._pane, self._kind()).visit(url, is_return)
