"""The icon in the forms of Windows and macOS, read back by Qt."""

import struct

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImageReader

from tests.helpers.building import PACKAGING, icons

SVG = (PACKAGING.parent / "resources" / "icons" / "app.svg").read_bytes()

pytestmark = pytest.mark.usefixtures("qapp")


def images(content):
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    found = []
    for number in range(reader.imageCount()):
        reader.jumpToImage(number)
        found.append(reader.read())
    return found


def test_the_windows_icon_holds_every_size_as_it_was_drawn():
    found = images(icons.ico(SVG))
    assert [image.width() for image in found] == list(icons.ICO_SIZES)
    for image in found:
        assert image == icons.draw(SVG, image.width()).convertToFormat(image.format())


def test_small_windows_icons_are_bitmaps():
    content = icons.ico(SVG)
    for number in range(len(icons.ICO_SIZES)):
        size, place = struct.unpack_from("<B11xI", content, 6 + 16 * number)
        assert (content[place : place + 4] == b"\x89PNG") is (size == 0)


def test_the_macos_icon_holds_every_size():
    assert [image.width() for image in images(icons.icns(SVG))] == list(icons.ICNS_SIZES.values())


def test_the_same_svg_gives_the_same_files():
    assert icons.ico(SVG) == icons.ico(SVG)
    assert icons.icns(SVG) == icons.icns(SVG)


def test_corners_are_transparent_and_the_middle_is_not():
    image = icons.draw(SVG, 64)
    assert image.pixelColor(0, 0).alpha() == 0
    assert image.pixelColor(32, 20).alpha() == 255


def test_what_is_no_svg_is_refused():
    with pytest.raises(ValueError, match="SVG"):
        icons.draw(b"not a picture", 16)
