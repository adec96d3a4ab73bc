"""Gives a page's Markdown the look of the program: Qt's own rendering knows neither our type scale nor our colours."""

from collections.abc import Iterator

from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontDatabase,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)

from caldesk.ui import style
from caldesk.ui.style import Role, Theme

_ROLES = {1: Role.TITLE, 2: Role.SECTION, 3: Role.STRONG}
_ABOVE = {1: 0, 2: style.AROUND, 3: style.BETWEEN}
_LINE_HEIGHT = 125.0
_FEATURES = QTextDocument.MarkdownFeature


def fill(document: QTextDocument, markdown: str, theme: Theme, zoom: float) -> None:
    """Set the text of `document`; `zoom` is a factor on the type scale."""
    document.setDefaultFont(_font(Role.BODY, zoom))
    document.setMarkdown(markdown, _FEATURES.MarkdownDialectGitHub | _FEATURES.MarkdownNoHTML)
    document.setDocumentMargin(style.BETWEEN)
    document.setIndentWidth(style.AROUND)
    for block in blocks(document):
        _dress_block(block, zoom)
        _dress_words(block, theme)
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _dress_table(frame, theme)


def blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    """Every paragraph, heading and list entry."""
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _font(role: Role, zoom: float) -> QFont:
    font = style.font(role)
    if font.pointSizeF() > 0:
        font.setPointSizeF(font.pointSizeF() * zoom)
    else:
        font.setPixelSize(round(font.pixelSize() * zoom))
    return font


def _dress_block(block: QTextBlock, zoom: float) -> None:
    cursor = QTextCursor(block)
    form, level = block.blockFormat(), block.blockFormat().headingLevel()
    form.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    form.setTopMargin(_ABOVE.get(level, 0))
    form.setBottomMargin(_room_below(block, in_table=cursor.currentTable() is not None))
    cursor.setBlockFormat(form)
    if level:
        for position, length, words in _pieces(block):
            words.clearProperty(QTextFormat.Property.FontSizeAdjustment)
            words.setFont(_font(_ROLES.get(level, Role.STRONG), zoom))
            _select(cursor, position, length).setCharFormat(words)


def _room_below(block: QTextBlock, *, in_table: bool) -> int:
    if in_table:
        return 0
    entries, after = block.blockFormat().objectIndex(), block.next().blockFormat().objectIndex()
    return style.TIGHT if entries >= 0 and entries == after else style.INSIDE


def _dress_words(block: QTextBlock, theme: Theme) -> None:
    """Keys and commands stand on a tile, in the fixed font; links take the accent."""
    for position, length, form in _pieces(block):
        words = QTextCharFormat()
        if form.fontFixedPitch():
            words.setFontFamilies([QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()])
            words.setBackground(QBrush(QColor(theme.tile)))
        elif form.isAnchor():
            words.setForeground(QBrush(QColor(theme.accent)))
            words.setFontUnderline(True)
        else:
            continue
        _select(QTextCursor(block), position, length).mergeCharFormat(words)


def _pieces(block: QTextBlock) -> list[tuple[int, int, QTextCharFormat]]:
    """Where stretches of one format begin, their lengths, and the format; taken before anything is changed."""
    found, place = [], block.begin()
    while not place.atEnd():
        piece = place.fragment()
        found.append((piece.position(), piece.length(), piece.charFormat()))
        place += 1
    return found


def _select(cursor: QTextCursor, position: int, length: int) -> QTextCursor:
    cursor.setPosition(position)
    cursor.setPosition(position + length, QTextCursor.MoveMode.KeepAnchor)
    return cursor


def _dress_table(table: QTextTable, theme: Theme) -> None:
    form = table.format().toTableFormat()
    form.setBorder(style.HAIRLINE)
    form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    form.setBorderBrush(QBrush(QColor(theme.line)))
    form.setBorderCollapse(True)
    form.setCellPadding(style.INSIDE)
    form.setCellSpacing(0)
    form.setTopMargin(style.INSIDE)
    form.setBottomMargin(style.BETWEEN)
    form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    table.setFormat(form)
