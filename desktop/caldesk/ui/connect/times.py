"""What is left of a pause."""


def minutes(seconds: float) -> str:
    """ "4:07" for a length; nothing is left of a negative one."""
    whole = max(0, round(seconds))
    return f"{whole // 60}:{whole % 60:02}"
