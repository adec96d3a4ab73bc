"""What the services need from outside, as protocols: the composition root hands in the real ones."""

from collections.abc import Callable
from enum import StrEnum
from typing import Protocol

from msgspec import Struct

from caldesk.domain.secret import Secret


class Clock(Protocol):
    """Time, so that tests can move it."""

    def now(self) -> float:
        """Seconds since the epoch."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        ...


class Keeping(StrEnum):
    """Where a secret is kept."""

    VAULT = "vault"
    SESSION = "session"


class SecretStore(Protocol):
    """Keeps the secrets of sites; never in plain text on disk."""

    async def vault_problem(self) -> str:
        """Why the operating system's vault cannot be used, as a sentence; "" when it can."""
        ...

    async def load(self, name: str) -> Secret | None:
        """The secret kept under `name`, wherever it is kept."""
        ...

    async def save(self, name: str, secret: Secret, keeping: Keeping) -> None:
        """Keep a secret; raises `VaultError` when the vault refuses."""
        ...

    async def delete(self, name: str) -> None:
        """Forget a secret; one that is not there is no error."""
        ...


class VaultError(Exception):
    """The vault refused; the message is a sentence for the user."""


class ConsentEnd(StrEnum):
    """How a visit to the provider's sign-in pages ended."""

    RETURNED = "returned"
    """The redirect to our address was caught; `url` holds it."""
    REFUSED_EMBEDDED = "refused-embedded"
    """The provider refuses to be shown in an embedded view."""
    ADMIN_APPROVAL = "admin-approval"
    """An administrator of the account's organisation has to approve first."""
    SERVER_ERROR = "server-error"
    """A page of the sign-in answered with a server error, from which no way leads on."""
    CLOSED = "closed"
    """The person cancelled."""
    TIMED_OUT = "timed-out"
    CRASHED = "crashed"
    CERTIFICATE = "certificate"
    """A certificate was refused; `detail` names the host and the fault."""
    UNREACHABLE = "unreachable"
    """A page could not be loaded; `detail` names the host and the fault."""
    BLANK = "blank"
    """A page was loaded and stayed empty."""
    CAPTIVE = "captive"
    """The sign-in page of the network answered in place of the provider; `detail` names the host."""


class ConsentResult(Struct, frozen=True, kw_only=True):
    """How the visit ended. `url` is only set for `RETURNED`."""

    end: ConsentEnd
    url: str = ""
    detail: str = ""


class ConsentBrowser(Protocol):
    """Shows the provider's sign-in and reports how it ended. Cancelling the call closes the page."""

    async def visit(self, url: str, is_return: Callable[[str], bool]) -> ConsentResult:
        """Open `url`; an address for which `is_return` is true ends the visit before it is fetched."""
        ...


OpenUrl = Callable[[str], bool]
"""Opens an address in this computer's browser; False when no browser could be started."""
