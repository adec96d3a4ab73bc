"""The print dialog and the exports on the practice site: what is shown is what comes out; no loop nests."""

import pytest

pytestmark = pytest.mark.usefixtures("british")
