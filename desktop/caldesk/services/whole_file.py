"""Small files that are replaced as a whole, so that a crash leaves the old one or the new one."""

import logging
import os
import time
from pathlib import Path

logger = logging.getLogger(__name__)


def write_whole(path: Path, content: bytes) -> None:
    """Replace a file at once. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.new")
    with fresh.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def set_aside(path: Path) -> Path | None:
    """Move a file that cannot be read out of the way, without losing it; None if even that failed."""
    aside = path.with_name(f"{path.stem}.unreadable-{int(time.time())}{path.suffix}")
    try:
        return path.replace(aside)
    except OSError as error:
        logger.warning("an unreadable file could not be set aside: %s", error)
        return None
