"""A table of whole rows: all of one height, chosen as a whole, without a grid; its columns have a quiet heading."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from caldesk.ui.style import INSIDE, ROW, Role, font


class RowTable(QTableView):
    """Needs a model and a delegate; one row can be chosen at a time, and headings do not answer clicks."""

    def __init__(self, *, name: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setViewport(QWidget())  # Qt's own would have PySide make all its classes to find what it is
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self._dress_headers()

    def share_out(self, widths: dict[int, int]) -> None:
        """Give these columns so many pixels, or what their heading needs; those without a number share what is left.

        The model must be there.
        """
        top = self.horizontalHeader()
        for column in range(self.model().columnCount()):
            if width := widths.get(column):
                top.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
                top.resizeSection(column, max(width, self.heading_width(column)))
            else:
                top.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    def heading_width(self, column: int) -> int:
        """Pixels that the heading of a column needs, in the words of any language."""
        words = str(self.model().headerData(column, Qt.Orientation.Horizontal) or "")
        measure = self.horizontalHeader().fontMetrics().horizontalAdvance
        return 2 * INSIDE + max(map(measure, words.split("\n")))

    def _dress_headers(self) -> None:
        side = self.verticalHeader()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setMinimumSectionSize(ROW)
        side.setDefaultSectionSize(ROW)
        side.hide()
        top = self.horizontalHeader()
        top.setHighlightSections(False)
        top.setSectionsClickable(False)
        top.setFont(font(Role.CAPTION))
        top.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
