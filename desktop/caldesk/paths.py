"""Per-user folders. `CALDESK_HOME` points them all at one place: tests, portable use, and a second profile."""

import os
from pathlib import Path


def _under(kind: str) -> Path:
    if home := os.environ.get("CALDESK_HOME"):
        return Path(home) / kind
    from platformdirs import PlatformDirs

    dirs = PlatformDirs("Caldesk", appauthor=False)
    return {"config": dirs.user_config_path, "data": dirs.user_data_path, "log": dirs.user_log_path}[kind]


def config_folder() -> Path:
    """Settings and the list of sites."""
    return _under("config")


def data_folder() -> Path:
    """What the program remembers."""
    return _under("data")


def log_folder() -> Path:
    """Log files."""
    return _under("log")
