"""What Windows shows under "Details" in a program's properties, and what an inventory of software reads."""

import re

from PyInstaller.utils.win32 import versioninfo

_ENGLISH_UNICODE = "080904B0"  # language and code page, as StringFileInfo wants them
_TRANSLATION = [0x0809, 0x04B0]


def version_resource(file_name: str, version: str) -> versioninfo.VSVersionInfo:
    """The resource of one program file; `version` as in 1.2.3."""
    words = {
        "CompanyName": "Caldesk",
        "FileDescription": "Caldesk",
        "FileVersion": version,
        "InternalName": file_name.removesuffix(".exe"),
        "LegalCopyright": "MIT licence",
        "OriginalFilename": file_name,
        "ProductName": "Caldesk",
        "ProductVersion": version,
    }
    numbers = four_numbers(version)
    strings = [versioninfo.StringStruct(key, value) for key, value in words.items()]
    return versioninfo.VSVersionInfo(
        ffi=versioninfo.FixedFileInfo(filevers=numbers, prodvers=numbers, mask=0x3F, OS=0x40004, fileType=0x1),
        kids=[
            versioninfo.StringFileInfo([versioninfo.StringTable(_ENGLISH_UNICODE, strings)]),
            versioninfo.VarFileInfo([versioninfo.VarStruct("Translation", _TRANSLATION)]),
        ],
    )


def four_numbers(version: str) -> tuple[int, int, int, int]:
    """1.2.3 as (1, 2, 3, 0): what stands behind the numbers, as in 1.2.3rc1, has no place there."""
    parts = re.match(r"(\d+)(?:\.(\d+))?(?:\.(\d+))?", version)
    if parts is None:
        raise ValueError(f"not a version: {version}")
    major, minor, patch = (int(part or 0) for part in parts.groups())
    return major, minor, patch, 0
