"""Secrets of sites: in the operating system's vault, or in memory for this session; never in a plain file.

The vault is asked in a thread, because it may want the user to unlock it.
"""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING

from caldesk.domain.secret import Secret
from caldesk.i18n import _
from caldesk.services.ports import Keeping, VaultError

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "Caldesk"
PART = 1200
"""Characters in one entry: the Windows vault takes 2560 bytes of UTF-16."""

_PARTS = "caldesk-parts:"
PATIENCE = 60.0
"""Seconds to wait for a vault that asks its owner to unlock it."""


class VaultSecretStore:
    """Keeps secrets in the vault through keyring, and in memory where the user wants that."""

    def __init__(self) -> None:
        self._session: dict[str, Secret] = {}

    async def vault_problem(self) -> str:
        """Why the vault cannot be used, as a sentence; "" when it can."""
        try:
            await _in_thread(_read, "probe")
        except VaultError as error:
            return str(error)
        return ""

    async def load(self, name: str) -> Secret | None:
        """The secret under `name`. Raises VaultError when the vault cannot be asked."""
        if name in self._session:
            return self._session[name]
        value = await _in_thread(_read, name)
        return Secret(value) if value else None

    async def save(self, name: str, secret: Secret, keeping: Keeping) -> None:
        """Keep a secret. Raises VaultError; nothing is kept elsewhere instead."""
        if keeping is Keeping.SESSION:
            self._session[name] = secret
            return
        await _in_thread(_write, name, secret.reveal())
        self._session.pop(name, None)

    async def delete(self, name: str) -> None:
        """Forget a secret everywhere. Raises VaultError when the vault cannot be asked."""
        self._session.pop(name, None)
        await _in_thread(_erase, name)


async def _in_thread(work: Callable[..., str | None], *arguments: str) -> str | None:
    """Not a thread of the loop's pool: the program waits for those when it ends, and a vault may never answer."""
    done: Future[str | None] = Future()
    done.set_running_or_notify_cancel()
    threading.Thread(target=_deliver, args=(done, work, *arguments), name="vault", daemon=True).start()
    try:
        async with asyncio.timeout(PATIENCE):
            return await asyncio.wrap_future(done)
    except TimeoutError:
        raise VaultError(_("The system's password store did not answer. Is it waiting to be unlocked?")) from None


def _deliver(done: "Future[str | None]", work: Callable[..., str | None], *arguments: str) -> None:
    try:
        done.set_result(_translated(work, *arguments))
    except BaseException as error:  # noqa: BLE001 - it belongs to whoever waits
        done.set_exception(error)


def _translated(work: Callable[..., str | None], *arguments: str) -> str | None:
    """Run `work` and turn every fault of the vault into a sentence; its own messages may hold values."""
    import keyring.errors

    try:
        return work(_backend(), *arguments)
    except keyring.errors.KeyringLocked:
        raise VaultError(_("The system's password store is locked.")) from None
    except (keyring.errors.KeyringError, RuntimeError, OSError):
        raise VaultError(_("This computer has no password store that can be used.")) from None


def _backend() -> "KeyringBackend":
    import keyring

    try:
        return keyring.get_keyring()
    except (ImportError, AttributeError, ValueError, TypeError):  # a backend was named that is none
        raise RuntimeError("no keyring") from None


def _read(backend: "KeyringBackend", name: str) -> str | None:
    value = backend.get_password(SERVICE, name)
    if value is None or not value.startswith(_PARTS):
        return value
    parts = [backend.get_password(SERVICE, f"{name}#{n}") for n in range(int(value.removeprefix(_PARTS)))]
    return None if None in parts else "".join(part for part in parts if part)


def _write(backend: "KeyringBackend", name: str, value: str) -> None:
    _erase(backend, name)
    parts = [value[start : start + PART] for start in range(0, len(value), PART)]
    if len(parts) <= 1:
        backend.set_password(SERVICE, name, value)
        return
    for n, part in enumerate(parts):
        backend.set_password(SERVICE, f"{name}#{n}", part)
    backend.set_password(SERVICE, name, f"{_PARTS}{len(parts)}")


def _erase(backend: "KeyringBackend", name: str) -> None:
    value = backend.get_password(SERVICE, name)
    if value is None:
        return
    if value.startswith(_PARTS):
        for n in range(int(value.removeprefix(_PARTS))):
            backend.delete_password(SERVICE, f"{name}#{n}")
    backend.delete_password(SERVICE, name)
