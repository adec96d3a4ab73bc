"""What a start has to say in the window: of its files, of mistakes in an organisation's settings, of another start."""

from pathlib import Path

from caldesk.i18n import _
from caldesk.services.policy.policy import Policy
from caldesk.services.settings_trouble import SettingsTrouble
from caldesk.ui.notices import Notice
from caldesk.ui.shell import Shell
from caldesk.ui.style import Tone

_MOST = 3
"""Faults that are told at once; the others are one click away."""


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


def of_newer_sites(newer: str) -> Notice:
    """The list of sites may be used, but not written; `newer` says so."""
    return Notice(
        id="profiles-newer",
        title=_("The list of sites belongs to a newer Caldesk"),
        text=_("{newer} Sites can be opened, but not added, changed or removed.").format(newer=newer),
        tone=Tone.ATTENTION,
    )


def of_sites_unreadable(newer: str, aside: Path | None) -> Notice:
    """There is no list of sites: it was set aside, or left where it is because it is of a newer version."""
    again = _("Add the sites again. Their keys may still be in the system's password store.")
    return Notice(
        id="profiles-unreadable",
        title=_("The list of sites could not be read"),
        text=_("{newer} Use the newer version.").format(newer=newer) if newer else again,
        tone=Tone.BAD,
        detail=str(aside or ""),
    )


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
