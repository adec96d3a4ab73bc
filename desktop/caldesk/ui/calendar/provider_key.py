"""Says which colour stands for which provider, while colours tell that."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from caldesk.i18n import _
from caldesk.ui.calendar.colouring import ColourBy, Origin, origin_hue
from caldesk.ui.calendar.legend_model import LegendModel
from caldesk.ui.style import INSIDE, RADIUS_EVENT, SMALLEST_TEXT_PX, TIGHT, Look, Role, font
from caldesk.ui.widgets.label import Label
from caldesk.ui.widgets.painting import CENTER

_TILE = 17
_COLUMNS, _FEWER = 3, 2
_LETTERS = {Origin.GOOGLE: "G", Origin.MICROSOFT: "M", Origin.APPLE: "A", Origin.WIX: "W"}


class ProviderKey(QWidget):
    """A tile and a name for each provider, in fewer columns where text is large."""

    def __init__(self, look: Look, legend: LegendModel, panel: QWidget) -> None:
        super().__init__(panel)
        self.setObjectName("calendar.colour.key")
        self.setAccessibleName(_("Colours of the providers"))
        self._legend, self._panel = legend, panel
        self._entries = [_Entry(look, origin) for origin in Origin]
        self._grid = grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(INSIDE)
        grid.setVerticalSpacing(TIGHT)
        self._arrange(_COLUMNS)
        legend.changed.connect(self._show)
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Names are not cut. The panel has its width before this has, so that nothing jumps when it is shown."""
        super().resizeEvent(event)
        self._arrange(_COLUMNS if self._needed() <= self._panel.width() else _FEWER)

    def minimumSizeHint(self) -> QSize:
        """The width is the panel's."""
        return QSize(0, super().minimumSizeHint().height())

    def _needed(self) -> int:
        columns = [self._entries[first::_COLUMNS] for first in range(_COLUMNS)]
        widest = [max(entry.sizeHint().width() for entry in column) for column in columns]
        return sum(widest) + INSIDE * (_COLUMNS - 1)

    def _arrange(self, columns: int) -> None:
        for place, entry in enumerate(self._entries):
            self._grid.addWidget(entry, place // columns, place % columns)

    def _show(self) -> None:
        self.setVisible(self._legend.colour_by is ColourBy.PROVIDER)


class _Entry(QWidget):
    """One provider."""

    def __init__(self, look: Look, origin: Origin) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(TIGHT)
        name = Label(_origin_words(origin), Role.CAPTION)
        name.setWordWrap(False)
        row.addWidget(_Tile(look, origin))
        row.addWidget(name, 1)


class _Tile(QWidget):
    """An event of a provider in small: bookings are solid here as they are in the views."""

    def __init__(self, look: Look, origin: Origin) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._look, self._origin = look, origin
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Room for a letter."""
        return QSize(_TILE, _TILE)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The letter on its ground."""
        hue, solid = self._look.theme.hue(origin_hue(self._origin)), self._origin is Origin.WIX
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(hue.edge), 1))
        painter.setBrush(QColor(hue.edge if solid else hue.fill))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_EVENT, RADIUS_EVENT)
        painter.setPen(QColor(hue.on_edge if solid else hue.text))
        letter = font(Role.CAPTION)
        letter.setPixelSize(SMALLEST_TEXT_PX)
        letter.setWeight(letter.Weight.DemiBold)
        painter.setFont(letter)
        painter.drawText(self.rect(), CENTER, _LETTERS.get(self._origin, ""))


def _origin_words(origin: Origin) -> str:
    words = {
        Origin.GOOGLE: _("Google"),
        Origin.MICROSOFT: _("Microsoft"),
        Origin.APPLE: _("Apple"),
        Origin.WIX: _("Wix"),
        Origin.OTHER: _("Other"),
    }
    return words[origin]
