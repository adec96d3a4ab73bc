"""What a start has to say in the window: of the settings' file, and of mistakes in an organisation's settings."""

from caldesk.i18n import _
from caldesk.services.policy.policy import Policy
from caldesk.services.settings_trouble import SettingsTrouble
from caldesk.ui.notices import Notice
from caldesk.ui.shell import Shell
from caldesk.ui.style import Tone


def post_all(shell: Shell, *, unanswered: bool = False) -> None:
    """Post what was found so far, and from now on what is found later.

    `unanswered`: another Caldesk of this user is running and did not come forward.
    """
    settings = shell.settings
    settings.troubled = lambda trouble: shell.notices.post(_of_trouble(trouble))
    if settings.trouble is not None:
        settings.troubled(settings.trouble)
    if settings.policy.faults:
        shell.notices.post(_of_faults(settings.policy, settings.rules.contact))
    if unanswered:
        shell.notices.post(_of_another())


def _of_another() -> Notice:
    return Notice(
        id="another-running",
        title=_("Another Caldesk is running and does not answer"),
        text=_("You can work here. Close the other one when you can, so that neither overwrites what the other keeps."),
        tone=Tone.ATTENTION,
    )


def _of_trouble(trouble: SettingsTrouble) -> Notice:
    return Notice(id=trouble.id, title=trouble.title, text=trouble.text, tone=Tone.ATTENTION, detail=trouble.path)


def _of_faults(policy: Policy, contact: str) -> Notice:
    """Each fault with its file and key, so that whoever looks after the computer can correct it."""
    text = _("Until they are corrected, less is allowed than usual. {contact}").format(contact=contact)
    return Notice(
        id="policy-faults",
        title=_("The settings of your organisation hold mistakes"),
        text="\n".join((*(fault.sentence for fault in policy.faults[:_MOST]), text)),
        tone=Tone.BAD,
        detail="\n".join(fault.sentence for fault in policy.faults[_MOST:]),
    )


_MOST = 3
"""Faults that are told at once; the others are one click away."""
