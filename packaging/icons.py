"""Draws the program's icon from its SVG in the forms that the systems want: PNG, ICO (Windows), ICNS (macOS).

    python packaging/icons.py SVG FOLDER

Writes FOLDER/SIZE.png, FOLDER/caldesk.ico and FOLDER/caldesk.icns. Needs Qt, and no tool of any system.
"""

import os
import struct
import sys
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgRenderer

PNG_SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
ICO_SIZES = (16, 20, 24, 32, 40, 48, 64, 256)
ICNS_SIZES = {"ic07": 128, "ic08": 256, "ic09": 512, "ic10": 1024, "ic11": 32, "ic12": 64, "ic13": 256, "ic14": 512}
_LARGEST_BITMAP = 64  # Windows reads larger ones from PNG; smaller ones as PNG upset some of its programs


def draw(svg: bytes, size: int) -> QImage:
    """The icon as a square of `size` pixels; ValueError when the SVG cannot be read."""
    renderer = QSvgRenderer(QByteArray(svg))
    if not renderer.isValid():
        raise ValueError("the icon is not a readable SVG")
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    return image


def png(image: QImage) -> bytes:
    """The image as a PNG file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def ico(svg: bytes) -> bytes:
    """A Windows icon with all sizes."""
    bodies = [_bitmap(draw(svg, size)) if size <= _LARGEST_BITMAP else png(draw(svg, size)) for size in ICO_SIZES]
    place = 6 + 16 * len(bodies)
    entries = b""
    for size, body in zip(ICO_SIZES, bodies, strict=True):
        entries += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(body), place)  # 0 stands for 256
        place += len(body)
    return struct.pack("<HHH", 0, 1, len(bodies)) + entries + b"".join(bodies)


def _bitmap(image: QImage) -> bytes:
    """A bitmap as it stands in an icon: rows from the bottom, blue first, then an empty mask (the alpha rules)."""
    size = image.width()
    header = struct.pack("<IiiHHIIiiII", 40, size, 2 * size, 1, 32, 0, 0, 0, 0, 0, 0)
    from_the_bottom = image.flipped(Qt.Orientation.Vertical)  # named, so that it outlives its bytes
    rows = bytes(from_the_bottom.constBits())
    mask = bytes((size + 31) // 32 * 4 * size)
    return header + rows + mask


def icns(svg: bytes) -> bytes:
    """A macOS icon with all sizes, each of them a PNG."""
    chunks = b""
    for kind, size in ICNS_SIZES.items():
        body = png(draw(svg, size))
        chunks += kind.encode() + struct.pack(">I", len(body) + 8) + body
    return b"icns" + struct.pack(">I", len(chunks) + 8) + chunks


def main(source: str, target: str) -> None:
    """Write all files."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = QGuiApplication(sys.argv[:1])
    svg, folder = Path(source).read_bytes(), Path(target)
    folder.mkdir(parents=True, exist_ok=True)
    for size in PNG_SIZES:
        (folder / f"{size}.png").write_bytes(png(draw(svg, size)))
    (folder / "caldesk.ico").write_bytes(ico(svg))
    (folder / "caldesk.icns").write_bytes(icns(svg))
    application.quit()


if __name__ == "__main__":
    main(*sys.argv[1:])
