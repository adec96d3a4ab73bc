"""Starts practice sites for tests, and gives what a test needs to talk to them."""

from collections.abc import Iterator
from contextlib import contextmanager

from caldesk.sandbox.server import SandboxThread


@contextmanager
def running(scenario: str = "busy", *, seed: int = 1) -> Iterator[SandboxThread]:
    """A practice site in a thread of its own, without rate limit; fails when it was asked for unknown paths."""
    with SandboxThread(scenario, seed=seed) as server:
        restart(server, scenario)
        yield server
        asked = [f"{entry.method} {entry.path}" for entry in server.control.unexpected()]
    if asked:
        raise AssertionError(f"the practice site has no such methods: {asked}")


def restart(server: SandboxThread, scenario: str = "busy") -> None:
    """A scenario afresh on a running practice site, without rate limit; keys and address stay."""
    server.control.load(scenario)
    server.control.set_knobs(rate_limit=None)


def headers(server: SandboxThread) -> dict[str, str]:
    """The headers of a site-level call with the practice key."""
    return {"Authorization": server.api_key, "wix-site-id": server.site_id}


def account_headers(server: SandboxThread) -> dict[str, str]:
    """The headers of an account-level call with the practice key."""
    return {"Authorization": server.api_key, "wix-account-id": server.account_id}
