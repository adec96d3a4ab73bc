"""What the wizard needs of each of its pages, and what each page is given."""

from collections.abc import Callable, Coroutine
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caldesk.services.connect.flow import ConnectFlow
from caldesk.services.connect.flow_state import FlowState
from caldesk.services.session import Session
from caldesk.ui.shell import Shell
from caldesk.ui.style import INSIDE, TIGHT, Look, Role
from caldesk.ui.tasks import WidgetTasks
from caldesk.ui.widgets.label import Label

ATTEMPT = "attempt"


class Desk(Struct, frozen=True, kw_only=True):
    """What the pages of one wizard work with. `open_url` opens this computer's browser."""

    session: Session
    shell: Shell
    flow: ConnectFlow
    tasks: WidgetTasks
    open_url: Callable[[str], bool]

    @property
    def look(self) -> Look:
        """The look of the window."""
        return self.shell.look

    def attempt(self, work: Coroutine[Any, Any, None]) -> None:
        """Run an attempt of the flow, in the place of one that still runs."""
        self.tasks.run(work, key=ATTEMPT, restart=True, on_busy=self._leave_if_stuck)

    def _leave_if_stuck(self, busy: bool) -> None:
        """A bug has ended the attempt half-way: the notice tells it, the dialog must not wait for ever."""
        if not busy:
            self.flow.give_up()


class Primary(Struct, frozen=True, kw_only=True):
    """The one button that leads on; `name` ends its object name."""

    text: str
    name: str
    enabled: bool = True


class StepPage(QWidget):
    """One page: a title, a sentence, and what is asked. It decides nothing; it calls the flow's verbs."""

    changed = Signal()
    """The primary button has to be drawn again."""
    fills = False
    """Whether the page wants all the room there is, and scrolls itself if at all."""

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__()
        self.desk = desk
        self.setObjectName(f"connect.{name}")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(INSIDE)
        self._title = Label(role=Role.TITLE, name=f"connect.{name}.title")
        self._text = Label(name=f"connect.{name}.text", quiet=True)
        self.column.addWidget(self._title)
        self.column.addWidget(self._text)
        self.column.addSpacing(TIGHT)

    @property
    def title(self) -> str:
        """What the page asks or says; a screen reader is told when it appears."""
        return self._title.text()

    def say(self, title: str, text: str = "") -> None:
        """Set the title and the sentence below it."""
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)

    def show_title(self, shown: bool) -> None:
        """Give the room of the title to the page, or take it back; a screen reader has it in any case."""
        self._title.setVisible(shown)

    def minimumSizeHint(self) -> QSize:
        """How high it is is told by the width; Qt would add up labels that are as narrow as they can be."""
        return QSize(super().minimumSizeHint().width(), 0)

    def take_focus(self) -> bool:
        """Put the keyboard where it is wanted first; False leaves it to the dialog."""
        return False

    def show_state(self, state: FlowState) -> None:
        """Draw the flow as it is now; called when the page appears and after each change while it is shown."""

    def primary(self) -> Primary | None:
        """The button that leads on; None where there is none."""
        return None

    def act(self) -> None:
        """The primary button was pressed."""
