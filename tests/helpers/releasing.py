"""The modules of packaging/releasing, which is no package: its scripts are run as files."""

import sys
from pathlib import Path

PACKAGING = Path(__file__).parents[2] / "packaging"

if (folder := str(PACKAGING / "releasing")) not in sys.path:
    sys.path.append(folder)

import artefacts  # type: ignore[import-not-found]  # noqa: E402
import bom  # type: ignore[import-not-found]  # noqa: E402
import changelog  # type: ignore[import-not-found]  # noqa: E402
import licences  # type: ignore[import-not-found]  # noqa: E402
import locked  # type: ignore[import-not-found]  # noqa: E402
import release  # type: ignore[import-not-found]  # noqa: E402
import versions  # type: ignore[import-not-found]  # noqa: E402
from refusal import Refusal  # type: ignore[import-not-found]  # noqa: E402

__all__ = ["PACKAGING", "Refusal", "artefacts", "bom", "changelog", "licences", "locked", "release", "versions"]
