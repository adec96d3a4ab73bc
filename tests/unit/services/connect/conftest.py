"""What every test of connecting stands on: a service without HTTP."""

import pytest

from tests.helpers.fake_connections import FakeService


@pytest.fixture
def service(monkeypatch):
    """In place of the calls of the API."""
    fake = FakeService()
    fake.install(monkeypatch.setattr)
    return fake
