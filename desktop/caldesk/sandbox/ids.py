"""Well-known Wix ids, and invented ids that repeat for a seed."""

import random
import string

BOOKINGS_APP = "13d21c63-b5ec-5912-8397-c3a5ddb27a97"
SERVICES_APP = "cc552162-24a4-45e0-9695-230c4931ef40"
BUSINESS_EXTERNAL_ID = "4e0579a5-491e-4e70-a872-d097eed6e520"

_ALPHANUMERIC = string.ascii_letters + string.digits
_LOWER = string.ascii_lowercase + string.digits


def chance(seed: int | str) -> random.Random:
    """A source of chance that gives the same choices for the same seed."""
    return random.Random(seed)  # noqa: S311 - practice data has to be repeatable, nothing here protects anything


class Ids:
    """Ids in the formats that Wix uses, one stream per seed."""

    def __init__(self, seed: int | str) -> None:
        self._chance = chance(f"ids {seed}")

    def guid(self) -> str:
        """A version 4 GUID in lower case."""
        bits = self._chance.getrandbits(128) & ~(0xF << 76) | (4 << 76)
        bits = bits & ~(0x3 << 62) | (0x2 << 62)
        digits = f"{bits:032x}"
        return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"

    def connection(self) -> str:
        """An opaque connection id: documented examples have 150 to 190 letters and digits."""
        return "".join(self._chance.choices(_ALPHANUMERIC, k=self._chance.randint(150, 190)))

    def calendar(self) -> str:
        """An opaque calendar id of 25 lower-case letters and digits."""
        return "".join(self._chance.choices(_LOWER, k=25))

    def token(self, length: int = 32) -> str:
        """A value for sign-in states, codes and practice keys."""
        return "".join(self._chance.choices(_ALPHANUMERIC, k=length))

    def request(self, now: float) -> str:
        """A value for `x-wix-request-id`: unix seconds, a point, digits."""
        return f"{int(now)}.{self._chance.randrange(10**15, 10**16)}"
