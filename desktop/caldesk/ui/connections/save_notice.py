"""What is said beside the switches when a change was not saved, or met another one from elsewhere."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QWidget

from caldesk.domain.connection import ImportSource, SyncConfig
from caldesk.i18n import _
from caldesk.services.problems import Action as Step
from caldesk.services.state import ConnectionView
from caldesk.services.wording import Half, action_label, half_label
from caldesk.ui.connections.pieces import with_buttons
from caldesk.ui.style import Look, Tone
from caldesk.ui.widgets.action import Action
from caldesk.ui.widgets.notice import Notice

_HERE_TOO = (Step.RETRY, Step.CHOOSE_PROVIDER)
"""Offered by the switches themselves, or of no use for a connection that exists."""


def failed_notice(look: Look, view: ConnectionView, act: Callable[[Step], object]) -> QWidget:
    """Why a change was not saved."""
    problem = view.problem
    steps = [step for step in problem.actions if step not in _HERE_TOO] if problem else []
    reason = f"{problem.title}. {problem.cure}" if problem else ""
    notice = Notice(
        look,
        Tone.BAD,
        _("Not saved: the switches show what is in force"),
        reason,
        details=problem.detail if problem else "",
        name="connection.failed",
    )
    return with_buttons(look, notice, [Action(text=action_label(step), run=partial(act, step)) for step in steps[:1]])


def conflict_notice(
    look: Look, view: ConnectionView, names: Mapping[str, str], settle: Callable[[str, bool], object]
) -> QWidget:
    """Both values and the choice; `settle` is told the connection's id and whether mine is to be used."""
    present = view.connection.sync_config
    wish = view.wish or present
    there, mine = describe(present, wish, names), describe(wish, present, names)
    text = _("In force now: {there}. You wanted: {mine}.").format(there=there, mine=mine)
    notice = Notice(look, Tone.ATTENTION, _("It was changed elsewhere meanwhile"), text, name="connection.conflict")
    choices = (
        Action(text=_("Keep theirs"), run=partial(settle, view.id, False), name="connection.conflict.theirs"),
        Action(text=_("Use mine"), run=partial(settle, view.id, True), name="connection.conflict.mine"),
    )
    return with_buttons(look, notice, choices)


def describe(config: SyncConfig, other: SyncConfig, names: Mapping[str, str]) -> str:
    """Where two settings differ, what the first one says; `names` are those of the account's calendars by id."""
    parts: list[str] = []
    for half, on, there in (
        (Half.IMPORT, config.imports.enabled, other.imports.enabled),
        (Half.EXPORT, config.exports.enabled, other.exports.enabled),
    ):
        if bool(on) is not bool(there):
            words = _("{switch}: on") if on else _("{switch}: off")
            parts.append(words.format(switch=half_label(half)))
    if config.imports.calendars != other.imports.calendars:
        parts.append(_calendars(config, names))
    return "; ".join(parts)


def _calendars(config: SyncConfig, names: Mapping[str, str]) -> str:
    if config.imports.source is not ImportSource.CALENDARS:
        return _("the main calendar is read")
    chosen = [calendar.name or names.get(calendar.id) or calendar.id for calendar in config.imports.calendars]
    return _("these are read: {calendars}").format(calendars=", ".join(chosen)) if chosen else _("none is read")
