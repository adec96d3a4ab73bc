"""What an organisation has set for this computer, where that comes from, and whom to ask."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caldesk.i18n import _
from caldesk.services.policy.policy import Policy
from caldesk.services.policy.summary import restrictions
from caldesk.services.settings import SettingsStore
from caldesk.ui.style import INSIDE, Look, Role, Tone
from caldesk.ui.widgets.label import Label
from caldesk.ui.widgets.notice import Notice


def has_a_say(policy: Policy) -> bool:
    """Whether there is anything to tell."""
    return bool(policy.values or policy.faults)


def organisation(look: Look, settings: SettingsStore) -> QWidget:
    """Sentences on what is restricted, then whom to ask, then where it comes from; its mistakes first."""
    box = QWidget()
    box.setObjectName("organisation")
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(INSIDE)
    if settings.policy.faults:
        text = "\n".join(fault.sentence for fault in settings.policy.faults)
        column.addWidget(Notice(look, Tone.BAD, _("These settings hold mistakes"), text, name="organisation.faults"))
    column.addWidget(Label(_("Some settings of this computer are not made here, but by your organisation.")))
    for number, sentence in enumerate(restrictions(settings.rules)):
        column.addWidget(Label(f"•  {sentence}", name=f"organisation.rule.{number}"))
    column.addWidget(Label(settings.rules.contact, Role.STRONG, name="organisation.contact", selectable=True))
    if places := sorted(set(settings.policy.places.values())):
        words = _("Set in: {places}").format(places=", ".join(places))
        column.addWidget(Label(words, Role.CAPTION, name="organisation.places", quiet=True, selectable=True))
    return box
