"""What tests of the services can ask for: a service with everything around it, over a far side in memory."""

import pytest

from tests.helpers.far_side import Desk, make_desk


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The service of connections, which asks a `FarSide`."""
    return make_desk(monkeypatch)
