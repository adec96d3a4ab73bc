"""What is said beside the switches when a change was not saved, or met another one from elsewhere."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from caldesk.domain.connection import ImportSource, SyncConfig
from caldesk.i18n import _, ngettext
from caldesk.services.problems import Action as Step
from caldesk.services.state import ConnectionView, Saving
from caldesk.services.wording import Half, action_label, half_label
from caldesk.ui.connections.pieces import with_buttons
from caldesk.ui.style import Look, Tone
from caldesk.ui.widgets.action import Action
from caldesk.ui.widgets.notice import Notice

_HERE_TOO = (Step.RETRY, Step.CHOOSE_PROVIDER)
"""Offered by the switches themselves, or of no use for a connection that exists."""


def save_notice(
    look: Look, view: ConnectionView, settle: Callable[[str, bool], object], act: Callable[[Step], object]
) -> QWidget | None:
    """The notice that a connection's saving calls for, None while all is well."""
    if view.saving is Saving.FAILED:
        return _failed(look, view, act)
    if view.saving is Saving.CONFLICT and view.wish is not None:
        return _conflict(look, view, view.wish, settle)
    return None


def _failed(look: Look, view: ConnectionView, act: Callable[[Step], object]) -> QWidget:
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


def _conflict(look: Look, view: ConnectionView, wish: SyncConfig, settle: Callable[[str, bool], object]) -> QWidget:
    present = view.connection.sync_config
    there, mine = describe(present, wish), describe(wish, present)
    text = _("In force now: {there}. You wanted: {mine}.").format(there=there, mine=mine)
    notice = Notice(look, Tone.ATTENTION, _("It was changed elsewhere meanwhile"), text, name="connection.conflict")
    choices = (
        Action(text=_("Keep theirs"), run=partial(settle, view.id, False), name="connection.conflict.theirs"),
        Action(text=_("Use mine"), run=partial(settle, view.id, True), name="connection.conflict.mine"),
    )
    return with_buttons(look, notice, choices)


def describe(config: SyncConfig, other: SyncConfig) -> str:
    """Where two settings differ, what the first one says."""
    parts: list[str] = []
    for half, on, there in (
        (Half.IMPORT, config.imports.enabled, other.imports.enabled),
        (Half.EXPORT, config.exports.enabled, other.exports.enabled),
    ):
        if bool(on) is not bool(there):
            words = _("{switch}: on") if on else _("{switch}: off")
            parts.append(words.format(switch=half_label(half)))
    if config.imports.calendars != other.imports.calendars:
        parts.append(_calendars(config))
    return "; ".join(parts)


def _calendars(config: SyncConfig) -> str:
    chosen = config.imports.calendars
    if config.imports.source is not ImportSource.CALENDARS:
        return _("the main calendar is read")
    names = ", ".join(calendar.name for calendar in chosen if calendar.name)
    if chosen and all(calendar.name for calendar in chosen):
        return _("read: {calendars}").format(calendars=names)
    return ngettext("{count} calendar is read", "{count} calendars are read", len(chosen)).format(count=len(chosen))
