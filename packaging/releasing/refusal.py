"""Why a release is not made."""


class Refusal(Exception):
    """A sentence for whoever makes the release."""
