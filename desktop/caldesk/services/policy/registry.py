"""The part of the Windows registry that holds policies, as a port; `winreg` is imported only where it exists."""

import sys
from collections.abc import Mapping
from enum import StrEnum
from typing import Protocol

KEY = r"Software\Policies\Caldesk"


class Hive(StrEnum):
    """The machine's policy stands above the user's. Users can write neither of the two keys."""

    MACHINE = "HKLM"
    USER = "HKCU"


class Registry(Protocol):
    """What is asked of the registry; tests hand in a stand-in."""

    def values(self, hive: Hive) -> Mapping[str, object]:
        """Every value under our key: numbers, texts and lists of texts; empty where there is no key. Raises OSError."""
        ...


class WindowsRegistry:
    """The registry of this computer; on other systems an empty one."""

    def values(self, hive: Hive) -> Mapping[str, object]:
        """Every value under our key; empty where there is no key. Raises OSError."""
        if sys.platform == "win32":
            import winreg

            root = winreg.HKEY_LOCAL_MACHINE if hive is Hive.MACHINE else winreg.HKEY_CURRENT_USER
            try:
                key = winreg.OpenKey(root, KEY)
            except FileNotFoundError:
                return {}
            with key:
                count = winreg.QueryInfoKey(key)[1]
                return {name: value for name, value, _type in (winreg.EnumValue(key, at) for at in range(count))}
        return {}
