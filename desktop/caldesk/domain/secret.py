"""A value that must never be seen: it hides from `repr`, logs, tracebacks and pickles."""

from typing import NoReturn


class Secret:
    """Holds a key, token or password; `reveal` is the one way to it, so that every use can be found."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """The value, for the one line that sends or stores it."""
        return self._value

    def forget(self) -> None:
        """Drop the value; the holder is empty afterwards."""
        self._value = ""

    def __bool__(self) -> bool:
        return bool(self._value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._value == self._value

    def __hash__(self) -> int:
        return hash(self._value)

    def __repr__(self) -> str:
        return "Secret(…)"

    __str__ = __repr__

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret cannot be pickled")
