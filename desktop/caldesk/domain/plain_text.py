"""Text as people compare it when they search: without case, accents, vowel points and invisible marks of direction."""

import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "ħ": "h", "ı": "i", "œ": "oe", "æ": "ae", "ـ": None})
"""Letters whose stroke is no accent to Unicode, and the Arabic stroke that only stretches a word."""
_DROPPED = frozenset({"Mn", "Me", "Cf"})
"""Categories of accents and vowel points, of signs around a letter, and of marks such as those of direction."""


@lru_cache(maxsize=65_536)
def plain(text: str) -> str:
    """The text folded for comparing; white space of any kind is one space. Right-to-left text keeps its order."""
    if text.isascii():
        return " ".join(text.lower().split())
    parts = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(letter for letter in parts if unicodedata.category(letter) not in _DROPPED)
    return " ".join(kept.translate(_LETTERS).split())


def words_of(query: str) -> tuple[str, ...]:
    """The words to look for; all of them have to be found, in any order."""
    return tuple(dict.fromkeys(plain(query).split()))
