"""The six views on the page: reached by key and by hand, remembered, and each truthful about what it does not show."""

import pytest

from caldesk.ui.calendar.agenda_list import AgendaList
from caldesk.ui.calendar.month_grid import MonthGrid
from caldesk.ui.calendar.views import ViewKind

pytestmark = pytest.mark.usefixtures("british")

WIDGETS = {ViewKind.MONTH: MonthGrid, ViewKind.AGENDA: AgendaList}
