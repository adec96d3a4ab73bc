"""Something a person can do about what a notice or a page says."""

from collections.abc import Callable

from msgspec import Struct

from caldesk.ui.style import Look
from caldesk.ui.widgets.buttons import Button, Kind


class Action(Struct, frozen=True, kw_only=True):
    """A verb and what it runs; `name` becomes the button's object name.

    `why_not` is the sentence that says why it cannot be done here; the button is then off.
    """

    text: str
    run: Callable[[], object]
    kind: Kind = Kind.SECONDARY
    icon: str = ""
    name: str = ""
    why_not: str = ""

    def button(self, look: Look) -> Button:
        """A button that runs it."""
        made = Button(look, self.text, self.kind, icon=self.icon, name=self.name)
        run = self.run
        made.clicked.connect(lambda _checked=False: run())
        if self.why_not:
            made.setEnabled(False)
            made.setToolTip(self.why_not)
            made.setAccessibleDescription(self.why_not)
        return made
