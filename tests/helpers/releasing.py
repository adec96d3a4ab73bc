"""The modules of packaging/releasing, which is no package: its scripts are run as files."""

import sys
from pathlib import Path

PACKAGING = Path(__file__).parents[2] / "packaging"

if (folder := str(PACKAGING / "releasing")) not in sys.path:
    sys.path.append(folder)

import artefacts  # noqa: E402
import bom  # noqa: E402
import changelog  # noqa: E402
import licences  # noqa: E402
import locked  # noqa: E402
import release  # noqa: E402
import release_feed  # noqa: E402
import versions  # noqa: E402
from refusal import Refusal  # noqa: E402

__all__ = [
    "PACKAGING",
    "Refusal",
    "artefacts",
    "bom",
    "changelog",
    "licences",
    "locked",
    "release",
    "release_feed",
    "versions",
]
