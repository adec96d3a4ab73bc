"""Who sits at this computer, as the operating system calls them."""


def os_user() -> str:
    """The name of the operating system's user; "" where it has none."""
    import getpass  # with the terminal's library, which no start waits for

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no such account, no environment, no `pwd` on this system
        return ""
