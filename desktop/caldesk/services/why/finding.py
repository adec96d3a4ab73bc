"""What a detective says about one possible cause: whether it is the cause, on which evidence, and the cure."""

from enum import StrEnum

from msgspec import Struct

from caldesk.i18n import _
from caldesk.services.problems import Action


class Cause(StrEnum):
    """Why an event of an external calendar may not block a time, in the order in which to look."""

    CONNECTION = "connection"
    IMPORT = "import"
    CALENDAR = "calendar"
    ACCOUNT = "account"
    PRIMARY_ONLY = "primary-only"
    SYNC = "sync"
    ALL_DAY = "all-day"
    ZONE = "zone"


class Verdict(StrEnum):
    """`UNKNOWN` means that the data does not say: it may be the cause."""

    CAUSE = "cause"
    UNKNOWN = "unknown"
    RULED_OUT = "ruled-out"


class Finding(Struct, frozen=True, kw_only=True):
    """One cause and what is known of it; `cure` is empty where it is ruled out.

    `connection_id` is the connection that the actions are for, "" where they are for the schedule that was asked about.
    """

    cause: Cause
    verdict: Verdict
    evidence: str
    cure: str = ""
    actions: tuple[Action, ...] = ()
    connection_id: str = ""


def cause_words(cause: Cause) -> str:
    """The topic of a cause."""
    return {
        Cause.CONNECTION: _("Connection"),
        Cause.IMPORT: _("The switch “Their events block bookings here”"),
        Cause.CALENDAR: _("Chosen calendars"),
        Cause.ACCOUNT: _("Account"),
        Cause.PRIMARY_ONLY: _("Main calendar only"),
        Cause.SYNC: _("Newer than the last sync"),
        Cause.ALL_DAY: _("All-day events"),
        Cause.ZONE: _("Time zone"),
    }[cause]


def verdict_words(verdict: Verdict) -> str:
    """The word for a verdict."""
    return {
        Verdict.CAUSE: _("This is why"),
        Verdict.UNKNOWN: _("Not known"),
        Verdict.RULED_OUT: _("Not the cause"),
    }[verdict]


def caused(cause: Cause, evidence: str, cure: str, *actions: Action, connection_id: str = "") -> Finding:
    """This is why."""
    return Finding(
        cause=cause,
        verdict=Verdict.CAUSE,
        evidence=evidence,
        cure=cure,
        actions=actions,
        connection_id=connection_id,
    )


def open_question(cause: Cause, evidence: str, cure: str, *actions: Action) -> Finding:
    """This may be why; `cure` says how to find out."""
    return Finding(cause=cause, verdict=Verdict.UNKNOWN, evidence=evidence, cure=cure, actions=actions)


def ruled_out(cause: Cause, evidence: str) -> Finding:
    """This is not why."""
    return Finding(cause=cause, verdict=Verdict.RULED_OUT, evidence=evidence)
