"""The people of a site to choose from: who is chosen, with which provider; filtered while typing."""

from collections.abc import Iterable
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QBrush, QColor

from caldesk.domain.provider import Provider
from caldesk.i18n import _
from caldesk.services.connect.proof import Aim
from caldesk.services.connect.queue.people import Person, aim_of, standing
from caldesk.services.wording import provider_name
from caldesk.ui.connect.queue.table import Index, Marks, heading
from caldesk.ui.style import Look

_Role = Qt.ItemDataRole
_NOWHERE = QModelIndex()
_USUAL = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class Column(IntEnum):
    """The columns, from the leading edge."""

    PERSON = 0
    PROVIDER = 1
    STANDING = 2


class PeopleModel(QAbstractTableModel):
    """Rows in reading order; a search hides rows and forgets no choice."""

    chosen_changed = Signal()

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look
        self._marks = Marks(look)
        self._people: tuple[Person, ...] = ()
        self._shown: list[Person] = []
        self._providers: dict[str, Provider] = {}
        self._default = ""
        self._own: dict[str, str] = {}
        self._chosen: set[str] = set()
        self._search = ""

    def show_people(self, people: Iterable[Person], providers: Iterable[Provider]) -> None:
        """Take what the site has now; the choices stay with those who are still there, and so does the place."""
        said, offered = tuple(people), {one.id: one for one in providers}
        if (said, offered) == (self._people, self._providers):
            return
        self._people, self._providers = said, offered
        if self._default not in self._providers:
            self._default = next(iter(self._providers), "")
        self._own = {key: value for key, value in self._own.items() if value in self._providers}
        self._chosen &= {one.schedule.id for one in self._people if self._can_choose(one)}
        self._follow(self._matching())
        self.chosen_changed.emit()

    def search(self, text: str) -> None:
        """Keep the rows whose name, address or standing holds every word."""
        self._search = text
        self.beginResetModel()
        self._shown = self._matching()
        self.endResetModel()

    @property
    def aims(self) -> tuple[Aim, ...]:
        """What was chosen, whether shown or not."""
        chosen = (one for one in self._people if one.schedule.id in self._chosen)
        return tuple(aim_of(one, self.provider_id(one)) for one in chosen)

    @property
    def total(self) -> int:
        """How many people there are, shown or not."""
        return len(self._people)

    @property
    def unconnected(self) -> int:
        """How many have nothing that works."""
        return sum(one.is_unconnected for one in self._people)

    def choose_unconnected(self) -> None:
        """Choose everybody who has nothing that works, and nobody else."""
        free = (one for one in self._people if one.is_unconnected and self._can_choose(one))
        self._choose_only({one.schedule.id for one in free})

    def choose_none(self) -> None:
        """Choose nobody."""
        self._choose_only(set())

    @property
    def default(self) -> str:
        """Id of the provider for whoever has no other."""
        return self._default

    def set_default(self, provider_id: str) -> None:
        """Give everybody who was not given their own another provider."""
        self._default = provider_id
        self._forget_impossible()

    def set_provider(self, schedule_id: str, provider_id: str) -> None:
        """Give one person a provider of their own."""
        self._own[schedule_id] = provider_id
        self._forget_impossible()

    def provider_id(self, person: Person) -> str:
        """With whom this person is to be connected."""
        return self._own.get(person.schedule.id, self._default)

    def person(self, row: int) -> Person:
        """The person of a shown row."""
        return self._shown[row]

    def toggle(self, row: int) -> None:
        """Choose a person, or not."""
        index = self.index(row, Column.PERSON)
        on = self.data(index, _Role.CheckStateRole) == Qt.CheckState.Checked
        self.setData(index, Qt.CheckState.Unchecked if on else Qt.CheckState.Checked, _Role.CheckStateRole)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many match."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Always all of them."""
        return 0 if parent.isValid() else len(Column)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A person can be chosen unless they are in the queue with that provider already."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        can = index.column() == Column.PERSON and self._can_choose(self._shown[index.row()])
        return _USUAL | Qt.ItemFlag.ItemIsUserCheckable if can else _USUAL

    def data(self, index: Index, role: int = _Role.DisplayRole) -> object:
        """Texts, marks, and who is chosen."""
        if not index.isValid():
            return None
        person, column = self._shown[index.row()], index.column()
        if role == _Role.DisplayRole or role == _Role.ToolTipRole:
            return self._text(person, column)
        if role == _Role.ForegroundRole and column == Column.STANDING:
            return QBrush(QColor(self._look.theme.secondary))
        if column != Column.PERSON:
            return None
        if role == _Role.CheckStateRole and self._can_choose(person):
            return Qt.CheckState.Checked if person.schedule.id in self._chosen else Qt.CheckState.Unchecked
        if role == _Role.DecorationRole:
            return self._marks.of(person.schedule.name, person.hue)
        if role == _Role.AccessibleTextRole:
            return f"{person.schedule.name}, {self._text(person, Column.STANDING)}"
        return None

    def setData(self, index: Index, value: object, role: int = _Role.EditRole) -> bool:
        """Choose a person, or not."""
        if role != _Role.CheckStateRole or not self.flags(index) & Qt.ItemFlag.ItemIsUserCheckable:
            return False
        schedule_id = self._shown[index.row()].schedule.id
        if Qt.CheckState(value) is Qt.CheckState.Checked:
            self._chosen.add(schedule_id)
        else:
            self._chosen.discard(schedule_id)
        self.dataChanged.emit(index, index)
        self.chosen_changed.emit()
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> object:
        """Column titles."""
        return heading((_("Schedule"), _("Calendar"), _("What there is now")), section, orientation, role)

    def _matching(self) -> list[Person]:
        words = self._search.casefold().split()
        return [one for one in self._people if all(word in self._needle(one) for word in words)]

    def _follow(self, shown: list[Person]) -> None:
        """Rows of the same people change where they stand; others begin anew."""
        if [one.schedule.id for one in shown] != [one.schedule.id for one in self._shown]:
            self.search(self._search)
        elif shown:
            self._shown = shown
            self.dataChanged.emit(self.index(0, 0), self.index(len(shown) - 1, len(Column) - 1))

    def _text(self, person: Person, column: int) -> str:
        if column == Column.PERSON:
            return person.schedule.name
        provider_id = self.provider_id(person)
        if column == Column.PROVIDER:
            return provider_name(self._providers.get(provider_id))
        return standing(person, provider_id)

    def _needle(self, person: Person) -> str:
        words = (person.schedule.name, person.schedule.email, self._text(person, Column.STANDING))
        return " ".join(words).casefold()

    def _can_choose(self, person: Person) -> bool:
        return bool(self._providers) and self.provider_id(person) not in person.queued

    def _choose_only(self, chosen: set[str]) -> None:
        self._chosen = chosen
        self._redraw()

    def _forget_impossible(self) -> None:
        self._chosen &= {one.schedule.id for one in self._people if self._can_choose(one)}
        self._redraw()

    def _redraw(self) -> None:
        if self._shown:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._shown) - 1, len(Column) - 1))
        self.chosen_changed.emit()
