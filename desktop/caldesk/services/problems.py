"""From errors to problems: one error gives one `Problem`, the same in the window and on the command line.

The technical part (method, path, status, code, request id, start of the body) is in `detail`, one click away.
"""

from msgspec.structs import replace

from caldesk.api import errors as api
from caldesk.api.config import BadSetting
from caldesk.i18n import _
from caldesk.services.not_kept import NotKeptError
from caldesk.services.policy.rules import NotAllowedError, not_allowed
from caldesk.services.ports import VaultError
from caldesk.services.problem import CHANGING, SITE_NEEDS_SOMETHING, Action, Problem, ProblemId, Words
from caldesk.services.status_words import STATUS_WORDS
from caldesk.services.trouble_words import TROUBLE_WORDS

__all__ = [
    "CHANGING",
    "SITE_NEEDS_SOMETHING",
    "Action",
    "Problem",
    "ProblemId",
    "as_problem",
    "detail_of",
    "problem_of",
]


def as_problem(error: BaseException) -> Problem | None:
    """The problem behind any exception; None for a bug. The window asks this, so that it needs no API types."""
    if isinstance(error, api.ApiError):
        return problem_of(error)
    if isinstance(error, NotAllowedError):
        return error.problem
    if isinstance(error, NotKeptError):
        return _not_kept(error)
    if isinstance(error, BadSetting):
        return _bad_setting(str(error))
    return _vault(str(error)) if isinstance(error, VaultError) else None


def problem_of(error: api.ApiError) -> Problem:
    """The problem that an error is for the person in front of it."""
    if isinstance(error, api.NotAllowed):
        return not_allowed(error.message)
    words = _words_of(error)
    return Problem(
        id=words.id,
        title=words.title,
        what=words.what,
        cure=words.cure,
        actions=words.actions,
        detail=detail_of(error),
        request_id=error.request_id,
    )


def detail_of(error: api.ApiError) -> str:
    """The technical part: lines for support, never a header, a query or a request body."""
    lines = [f"{error.call.method} {error.call.path}".strip(), f"{type(error).__name__}: {error.message}"]
    if isinstance(error, api.StatusError):
        lines.append(f"HTTP {error.status} {error.code}".rstrip())
    if isinstance(error, api.Unreachable):
        lines.append(f"trouble: {error.trouble.value}")
    if error.request_id:
        lines.append(f"x-wix-request-id: {error.request_id}")
    if error.call.attempts > 1:
        lines.append(f"attempts: {error.call.attempts}")
    if error.body:
        lines.append(error.body)
    return "\n".join(line for line in lines if line)


def _words_of(error: api.ApiError) -> Words:
    words = _words_of_kind(error)
    if error.maybe_done and not error.call.safe:
        look_first = _("It may have been done all the same. Refresh and look before you try again.")
        return replace(words, cure=look_first, actions=(Action.REFRESH,))
    return words


def _words_of_kind(error: api.ApiError) -> Words:
    if isinstance(error, api.Unreachable):
        words = TROUBLE_WORDS[error.trouble]()
        return _misconfigured(words, error.message) if isinstance(error, api.Misconfigured) else words
    for kind, status_words in STATUS_WORDS:
        if isinstance(error, kind):
            return status_words(error)
    return _web_page() if error.body.lstrip().startswith("<") else _broken()


def _misconfigured(words: Words, sentence: str) -> Words:
    correct = _("Correct it in the network settings.")
    return replace(words, what=sentence, cure=correct, actions=(Action.NETWORK_SETTINGS, Action.RETRY))


def _broken() -> Words:
    return Words(
        ProblemId.BROKEN_ANSWER,
        _("The answer could not be understood"),
        _("Wix answered, but not in the form it promises."),
        _("Try again. If it stays, copy the details and send them to support."),
    )


def _web_page() -> Words:
    return Words(
        ProblemId.BROKEN_ANSWER,
        _("A web page came instead of an answer"),
        _("Something on the way answers in place of Wix, perhaps the sign-in page of this network."),
        _("Open a web browser and sign in to the network if it asks for that, then try again."),
        (Action.RETRY, Action.NETWORK_SETTINGS),
    )


def _bad_setting(sentence: str) -> Problem:
    return Problem(
        id=ProblemId.BAD_SETTING,
        title=_("A setting cannot work"),
        what=sentence,
        cure=_("Correct it in the site's settings."),
        actions=(Action.EDIT_SITE,),
    )


def _not_kept(error: NotKeptError) -> Problem:
    return Problem(
        id=ProblemId.NOT_KEPT,
        title=_("It could not be saved"),
        what=str(error),
        cure=_("Correct that, then save again."),
        detail=str(error.path or ""),
    )


def _vault(sentence: str) -> Problem:
    return Problem(
        id=ProblemId.VAULT,
        title=_("The password store could not be used"),
        what=sentence,
        cure=_("Unlock it and try again, or keep the key for this session only."),
        actions=(Action.RETRY, Action.EDIT_SITE),
    )
