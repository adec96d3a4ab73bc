"""Where one is in connecting, and where one may go: navigation as data, without a window.

The table names for each step the steps that may follow it; the guards say which of them is next for what is known.
"""

from enum import StrEnum

from msgspec import Struct


class Step(StrEnum):
    """One page of the wizard."""

    WHO = "who"
    WHAT = "what"
    HOW = "how"
    FORM = "form"
    CONSENT = "consent"
    WAIT = "wait"
    REVIEW = "review"
    DONE = "done"
    FAILED = "failed"


class Stage(StrEnum):
    """What the strip at the top of the wizard shows; several steps share one."""

    WHO = "who"
    WHAT = "what"
    SIGN_IN = "sign-in"
    REVIEW = "review"


STAGE_OF = {
    Step.WHO: Stage.WHO,
    Step.WHAT: Stage.WHAT,
    Step.HOW: Stage.SIGN_IN,
    Step.FORM: Stage.SIGN_IN,
    Step.CONSENT: Stage.SIGN_IN,
    Step.WAIT: Stage.SIGN_IN,
    Step.FAILED: Stage.SIGN_IN,
    Step.REVIEW: Stage.REVIEW,
    Step.DONE: Stage.REVIEW,
}

ALLOWED: dict[Step, frozenset[Step]] = {
    Step.WHO: frozenset({Step.WHAT, Step.HOW, Step.FORM}),
    Step.WHAT: frozenset({Step.WHO, Step.HOW, Step.FORM}),
    Step.HOW: frozenset({Step.WHO, Step.WHAT, Step.CONSENT}),
    Step.FORM: frozenset({Step.WHO, Step.WHAT, Step.WAIT}),
    Step.CONSENT: frozenset({Step.HOW, Step.WAIT, Step.FAILED}),
    Step.WAIT: frozenset({Step.HOW, Step.FORM, Step.REVIEW, Step.FAILED}),
    Step.FAILED: frozenset({Step.WHO, Step.WHAT, Step.HOW, Step.FORM, Step.CONSENT, Step.WAIT, Step.REVIEW}),
    Step.REVIEW: frozenset({Step.DONE, Step.HOW, Step.CONSENT}),
    Step.DONE: frozenset(),
}

BUSY = frozenset({Step.CONSENT, Step.WAIT})
"""Steps in which an attempt runs: they are left by its end or by stopping it."""


class Known(Struct, frozen=True, kw_only=True):
    """What decides the next step."""

    schedule: bool = False
    provider: bool = False
    by_credentials: bool = False
    fixed: bool = False
    """Schedule and provider were given from outside (reconnect) and are not asked for."""
    schedule_given: bool = False


def first(known: Known) -> Step:
    """The first step that has something to ask."""
    if not known.schedule:
        return Step.WHO
    return sign_in(known) if known.provider else Step.WHAT


def sign_in(known: Known) -> Step:
    """The step that asks how to sign in to the chosen provider."""
    return Step.FORM if known.by_credentials else Step.HOW


def back(step: Step, known: Known) -> Step | None:
    """The step that Back leads to; None where there is none."""
    if step in BUSY or step in {Step.REVIEW, Step.DONE, Step.WHO}:
        return None
    if step is Step.FAILED:
        return sign_in(known)
    if step is Step.WHAT:
        return None if known.schedule_given else Step.WHO
    return None if known.fixed else Step.WHAT
