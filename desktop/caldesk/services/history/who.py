"""Who sits at this computer, as the operating system calls them."""

import getpass


def os_user() -> str:
    """The name of the operating system's user; "" where it has none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no such account, no environment, no `pwd` on this system
        return ""
