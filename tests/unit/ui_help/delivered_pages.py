"""The help as it is delivered, by language, and the names of the screen that a piece of it holds."""

import re
from functools import cache

from caldesk.i18n import SOURCE
from caldesk.ui.help.book import Book, read_book
from caldesk.ui.help.window import help_folder

LANGUAGES = sorted(folder.name for folder in help_folder().iterdir() if folder.is_dir() and folder.name != SOURCE)
"""Those beside the source language."""

_BOLD = re.compile(r"\*\*((?:[^*]|\(\*)+?)\*\*")


@cache
def book(language: str = SOURCE) -> Book:
    return read_book(help_folder(), language)


PAGES = [page.id for page in book().pages]


def bold_names(markdown: str) -> list[str]:
    """What is bold, each on one line."""
    return [" ".join(name.split()) for name in _BOLD.findall(markdown)]
