"""The modules that make the builds; packaging/ is no package: its scripts are run as files."""

import sys
from pathlib import Path

PACKAGING = Path(__file__).parents[2] / "packaging"

for folder in (PACKAGING, PACKAGING / "linux"):
    if str(folder) not in sys.path:
        sys.path.append(str(folder))

import deb  # noqa: E402
import depends  # noqa: E402
import icons  # noqa: E402
import trimming  # noqa: E402

__all__ = ["PACKAGING", "deb", "depends", "icons", "trimming"]
