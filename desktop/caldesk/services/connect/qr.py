"""A link as the squares of a QR code; drawing them is the window's work."""


def squares(link: str) -> tuple[tuple[bool, ...], ...]:
    """Rows of dark (True) and light squares, without the quiet zone. Raises ValueError for a link that is too long.

    Error correction M: a screen is clean, but phones are held at an angle.
    """
    import segno  # only whoever hands out a link pays for it

    return tuple(tuple(bool(square) for square in row) for row in segno.make_qr(link, error="m").matrix)
