"""Search and filters above the list, and how they are remembered."""

from collections.abc import Iterable

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from caldesk.domain.provider import Provider
from caldesk.i18n import _
from caldesk.ui.connections.listing import Query, Show
from caldesk.ui.style import BETWEEN, INSIDE, Look
from caldesk.ui.widgets.search_field import SearchField
from caldesk.ui.widgets.segmented import Segmented

_BREAK = "|"


class FilterBar(QWidget):
    """Emits `changed` with a query; how the list is sorted is not its business."""

    changed = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("connections.filters")
        self._query = Query()
        self._search = SearchField(look, _("Search people and accounts"), name="connections.search")
        shows = ((Show.ALL, _("All")), (Show.ATTENTION, _("Needs attention")), (Show.UNCONNECTED, _("Not connected")))
        self._show = Segmented(look, _("Show"), shows, name="connections.show")
        self._providers = QComboBox()
        self._providers.setObjectName("connections.provider")
        self._providers.setAccessibleName(_("Provider"))
        self._providers.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._providers.addItem(_("All providers"), "")
        self._show.choose(Show.ALL)
        self._search.searched.connect(lambda text: self._change(replace(self._query, text=text)))
        self._show.chosen.connect(lambda key: self._change(replace(self._query, show=Show(key))))
        self._providers.activated.connect(self._choose_provider)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(INSIDE)
        row.addWidget(self._search, 1)
        row.addSpacing(BETWEEN - 2 * INSIDE)
        row.addWidget(self._show)
        row.addWidget(self._providers)

    @property
    def query(self) -> Query:
        """What is asked for."""
        return self._query

    def offer_providers(self, providers: Iterable[Provider]) -> None:
        """Offer the site's providers; a remembered one that is not there any more stops filtering."""
        offered = [(provider.name or provider.id, provider.id) for provider in providers]
        shown = [(self._providers.itemText(i), self._providers.itemData(i)) for i in range(1, self._providers.count())]
        if offered != shown:
            self._providers.clear()
            self._providers.addItem(_("All providers"), "")
            for name, key in offered:
                self._providers.addItem(name, key)
        self._show_provider()
        if offered and self._providers.currentData() != self._query.provider_id:
            self._change(replace(self._query, provider_id=""))

    def set_query(self, query: Query) -> None:
        """Ask for something else, as if it had been typed and clicked."""
        self._change(query)
        self._search.setText(query.text)
        self._show.choose(query.show)
        self._show_provider()

    def clear(self) -> None:
        """Hide nothing."""
        self.set_query(Query())

    def focus_search(self) -> None:
        """Put the keyboard into the search."""
        self._search.setFocus()
        self._search.selectAll()

    def _choose_provider(self) -> None:
        self._change(replace(self._query, provider_id=self._providers.currentData() or ""))

    def _show_provider(self) -> None:
        self._providers.setCurrentIndex(max(self._providers.findData(self._query.provider_id), 0))

    def _change(self, query: Query) -> None:
        if query != self._query:
            self._query = query
            self.changed.emit(query)


def remembered(query: Query) -> str:
    """The filters as one word for the settings; the search is kept beside it."""
    return f"{query.show}{_BREAK}{query.provider_id}" if query.provider_id or query.show is not Show.ALL else ""


def recalled(text: str, filters: str) -> Query:
    """The query that was remembered; what cannot be read filters nothing."""
    show, _break, provider_id = filters.partition(_BREAK)
    known = show in list(Show)
    return Query(text=text, show=Show(show) if known else Show.ALL, provider_id=provider_id if known else "")
