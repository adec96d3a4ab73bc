"""The embedded way, loaded when it is used: nothing of QtWebEngine is imported before somebody signs in."""

import logging
from collections.abc import Callable

from caldesk.services.ports import ConsentEnd, ConsentResult
from caldesk.ui.connect.consent_pane import ConsentPane

logger = logging.getLogger(__name__)


class Embedded:
    """A `ConsentBrowser` that stands for `web_consent` until the first visit; `kind` tells the provider's type.

    `proxy` is the site's: None for the system's, "" for none.
    """

    def __init__(self, pane: ConsentPane, kind: Callable[[], str], proxy: str | None = None) -> None:
        self._pane = pane
        self._kind = kind
        self._proxy = proxy

    async def visit(self, url: str, is_return: Callable[[str], bool]) -> ConsentResult:
        """Load the engine and show the page; an engine that cannot be loaded counts as one that broke down."""
        try:
            from caldesk.ui.connect.web_consent import WebConsent
            from caldesk.ui.connect.web_proxy import use_proxy
        except ImportError as error:
            logger.warning("the web view could not be loaded: %s", error)
            return ConsentResult(end=ConsentEnd.CRASHED, detail=str(error))
        use_proxy(self._proxy)
        return await WebConsent(self._pane, self._kind()).visit(url, is_return)
