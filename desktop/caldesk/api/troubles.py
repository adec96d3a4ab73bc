"""From an exception of the HTTP library to the reason why no answer came. Its own text is never repeated."""

import errno
import socket
import ssl
from collections.abc import Iterator

from caldesk.api.errors import BrokenAnswer, Call, Trouble, Unreachable
from caldesk.api.http_library import httpx

_OFFLINE = frozenset({errno.ENETUNREACH, errno.ENETDOWN, errno.EHOSTUNREACH, errno.EADDRNOTAVAIL})
_NEVER_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
    httpx.LocalProtocolError,
)
_TIMEOUTS: dict[type[httpx.TimeoutException], str] = {
    httpx.ConnectTimeout: "No connection was made in time.",
    httpx.WriteTimeout: "The request could not be sent in time.",
    httpx.ReadTimeout: "No answer came in time.",
    httpx.PoolTimeout: "All connections were busy for too long.",
}
_SENTENCES = {
    Trouble.OFFLINE: "The network cannot be reached.",
    Trouble.DNS: "The name of the service could not be looked up.",
    Trouble.REFUSED: "The connection was refused.",
    Trouble.PROXY: "The proxy did not let the connection through.",
    Trouble.CERTIFICATE: "The connection is not secure: the certificate of the service was not accepted.",
    Trouble.TIMEOUT: "No answer came in time.",
    Trouble.CUT: "The connection was cut before the answer came.",
}


def unreachable(error: httpx.TransportError, call: Call) -> Unreachable:
    """The error that a failed exchange stands for."""
    trouble = trouble_of(error)
    sentence = _TIMEOUTS.get(type(error), _SENTENCES[trouble]) if isinstance(error, httpx.TimeoutException) else ""
    return Unreachable(sentence or _SENTENCES[trouble], call, trouble, maybe_done=not isinstance(error, _NEVER_SENT))


def cut_short(call: Call) -> BrokenAnswer:
    """The error of an answer that began and did not end."""
    error = BrokenAnswer("The answer was cut short.", call)
    error.garbled = True
    return error


def trouble_of(error: httpx.TransportError) -> Trouble:
    """Why no answer came, from the exception and all that it was caused by."""
    if isinstance(error, httpx.TimeoutException):
        return Trouble.TIMEOUT
    if isinstance(error, (httpx.ProxyError, httpx.UnsupportedProtocol)):
        return Trouble.PROXY
    for cause in _causes(error):
        found = _trouble_of_cause(cause)
        if found is not None:
            return found
    return Trouble.REFUSED if isinstance(error, httpx.ConnectError) else Trouble.CUT


def _trouble_of_cause(cause: BaseException) -> Trouble | None:
    match cause:
        case ssl.SSLError():
            return Trouble.CERTIFICATE
        case socket.gaierror():  # "try again" is what a resolver says that has no network itself
            return Trouble.OFFLINE if cause.errno == socket.EAI_AGAIN else Trouble.DNS
        case ConnectionRefusedError():
            return Trouble.REFUSED
        case ConnectionResetError() | ConnectionAbortedError() | BrokenPipeError():
            return Trouble.CUT
        case OSError() if cause.errno in _OFFLINE:
            return Trouble.OFFLINE
    return None


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The exception, what caused it, and the members of groups, outermost first; bounded, as chains may be rings."""
    todo: list[BaseException] = [error]
    seen: set[int] = set()
    while todo:
        current = todo.pop(0)
        if id(current) in seen:
            continue
        seen.add(id(current))
        yield current
        members = current.exceptions if isinstance(current, BaseExceptionGroup) else ()
        todo += [e for e in (current.__cause__, current.__context__, *members) if e is not None]
