"""Secrets in the vault and in memory, with a vault that misbehaves in every way we know."""

import asyncio
import threading

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring
from keyring.errors import KeyringLocked

from caldesk.domain.secret import Secret
from caldesk.services import secrets
from caldesk.services.ports import Keeping, VaultError
from caldesk.services.secrets import PART, VaultSecretStore
from tests.helpers.memory_keyring import MemoryKeyring


class LockedKeyring(MemoryKeyring):
    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked("the passphrase was hunter2")


@pytest.mark.parametrize("length", [1, PART, PART + 1, 3 * PART])
def test_a_secret_of_any_length_comes_back(own_keyring: MemoryKeyring, length: int):
    async def work() -> Secret | None:
        store = VaultSecretStore()
        await store.save("site a", Secret("k" * length), Keeping.VAULT)
        return await VaultSecretStore().load("site a")

    assert asyncio.run(work()) == Secret("k" * length)
    assert max(len(value) for value in own_keyring.entries.values()) <= PART


def test_a_shorter_secret_leaves_no_parts_of_the_longer_one(own_keyring: MemoryKeyring):
    async def work() -> None:
        store = VaultSecretStore()
        await store.save("site a", Secret("k" * 3 * PART), Keeping.VAULT)
        await store.save("site a", Secret("short"), Keeping.VAULT)

    asyncio.run(work())
    assert list(own_keyring.entries.values()) == ["short"]


def test_for_the_session_only_nothing_reaches_the_vault(own_keyring: MemoryKeyring):
    async def work() -> tuple[Secret | None, Secret | None]:
        store = VaultSecretStore()
        await store.save("site a", Secret("key"), Keeping.SESSION)
        return await store.load("site a"), await VaultSecretStore().load("site a")

    assert asyncio.run(work()) == (Secret("key"), None)
    assert own_keyring.entries == {}


def test_deleting_forgets_everywhere(own_keyring: MemoryKeyring):
    async def work() -> Secret | None:
        store = VaultSecretStore()
        await store.save("site a", Secret("k" * 3 * PART), Keeping.VAULT)
        await store.delete("site a")
        await store.delete("site a")
        return await store.load("site a")

    assert asyncio.run(work()) is None
    assert own_keyring.entries == {}


@pytest.mark.parametrize("backend", [NoKeyring(), LockedKeyring()])
def test_a_vault_that_cannot_be_used_is_said_in_a_sentence(backend: MemoryKeyring):
    keyring.set_keyring(backend)
    sentence = asyncio.run(VaultSecretStore().vault_problem())
    assert sentence.endswith(".")
    assert "hunter2" not in sentence
    with pytest.raises(VaultError):
        asyncio.run(VaultSecretStore().load("site a"))


def test_a_vault_that_never_answers_does_not_hold_the_program_up(monkeypatch: pytest.MonkeyPatch):
    """Neither while it waits nor when it ends: the loop is closed while the vault is still being asked."""
    monkeypatch.setattr(secrets, "PATIENCE", 0.01)
    released, left = threading.Event(), threading.Event()

    class SlowKeyring(MemoryKeyring):
        def get_password(self, service: str, username: str) -> str | None:
            released.wait(30)
            left.set()
            return None

    keyring.set_keyring(SlowKeyring())
    assert "unlocked" in asyncio.run(VaultSecretStore().vault_problem())
    assert not left.is_set()
    released.set()
    assert left.wait(5)


def test_a_backend_that_is_none_is_said_in_a_sentence(monkeypatch: pytest.MonkeyPatch):
    def no_such_backend() -> None:
        raise ModuleNotFoundError("no.such.Keyring")

    with monkeypatch.context() as patch:
        patch.setattr(keyring, "get_keyring", no_such_backend)
        assert asyncio.run(VaultSecretStore().vault_problem()).endswith(".")
