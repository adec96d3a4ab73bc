"""Invented people of the practice site: staff of the busy studio, accounts to sign in with, names for crowds."""

from collections.abc import Sequence
from random import Random

from caldesk.sandbox.shapes import CalendarType

OWNER = "Mara Quinn"

# Forty characters are the most that Wix allows for a staff member; one name uses them all, one runs right to left.
STUDIO = (
    (OWNER, "mara.quinn", "Massage therapist, owner"),
    ("Daniel Okafor", "daniel.okafor", "Physiotherapist"),
    ("Siân Ó Briain-Fernández", "sian.obriain", "Yoga teacher"),
    ("נועה לוי", "noa.levy", "Pilates teacher"),
    ("Bartholomew Featherstonehaugh-Montgomery", "bart.fm", "Osteopath"),
    ("Priya Raman", "priya.raman", "Acupuncturist"),
    ("Jo Ek", "jo.ek", "Front desk"),
    ("Luca Moretti", "luca.moretti", "Sports massage"),
    ("Aoife Byrne", "aoife.byrne", "Yoga teacher"),
    ("Wiktoria Zielińska", "wiktoria.zielinska", "Nutritionist"),
)

_ACCOUNTS: dict[CalendarType, tuple[str, ...]] = {
    CalendarType.GOOGLE: (
        "alex.rivers@gmail.example",
        "studio.frontdesk@gmail.example",
        "sam.keane.home@gmail.example",
        "mara.quinn@gmail.example",
    ),
    CalendarType.MICROSOFT: (
        "alex.rivers@contoso.example",
        "reception@contoso.example",
        "sam.keane@outlook.example",
        "mara.quinn@contoso.example",
    ),
    CalendarType.OTHER: ("alex.rivers@diary.example", "reception@diary.example", "sam.keane@diary.example"),
}

_FIRST = (
    *("Ada", "Ben", "Cleo", "Dara", "Emil", "Fay", "Gus", "Hana", "Ivo", "Jana", "Kit", "Lena", "Milo"),
    *("Nia", "Otis", "Pia", "Quin", "Rosa", "Seán", "Tess", "Uma", "Viggo", "Wren", "Xena", "Yara", "Zoë"),
)
_LAST = (
    *("Abbott", "Brandt", "Castell", "Doyle", "Eriksen", "Fuentes", "Grady", "Holm", "Ibarra", "Jensen"),
    *("Keane", "Lindqvist", "Moran", "Novak", "Oduya", "Pratt", "Quirke", "Rossi", "Sørensen", "Tuohy"),
    *("Underwood", "Varga", "Walsh", "Young", "Zhou"),
)


def practice_accounts(kind: CalendarType) -> tuple[str, ...]:
    """The addresses that a pretend provider offers; the last is in use in the busy studio."""
    return _ACCOUNTS.get(kind, ())


def crowd(chance: Random, count: int) -> Sequence[str]:
    """`count` believable names; repeated ones get a number, so that all differ."""
    seen: dict[str, int] = {}
    names = []
    for _ in range(count):
        name = f"{chance.choice(_FIRST)} {chance.choice(_LAST)}"
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name} {seen[name]}")
    return names
