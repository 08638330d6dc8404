"""Bullets that are painted in symbol fonts, whose text is a private code or a Latin letter, not the sign one sees.

Depending on the PDF's maker the code of a glyph comes out as U+F0xx, as the plain Latin-1 character of that code, or as
the windows-1252 one. So each character is decoded with its font's name, before any other text rule (measured:
LibreOffice's renderings, read back).
"""

from __future__ import annotations

import re
from functools import cache

from reportpipe.patterns import pattern

_WINGDINGS: dict[int, str] = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "❑", 0x72: "❒", 0x74: "◆", 0x75: "◆", 0x76: "❖", 0x77: "◆",
    0x78: "☒", 0x80: "⓪", 0x8B: "⓿", 0x9E: "·", 0x9F: "•", 0xA1: "○", 0xA7: "▪", 0xA8: "□", 0xAB: "★", 0xD8: "➢",
    0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    **{0x81 + place: sign for place, sign in enumerate("①②③④⑤⑥⑦⑧⑨⑩")},
    **{0x8C + place: sign for place, sign in enumerate("❶❷❸❹❺❻❼❽❾❿")},
}  # fmt: skip
_WINGDINGS_2: dict[int, str] = {
    0x50: "✓", 0x52: "☑", 0x97: "●", 0xA2: "■",
    **{0x6A + place: sign for place, sign in enumerate("①②③④⑤⑥⑦⑧⑨⑩")},
}  # fmt: skip
_WINGDINGS_3: dict[int, str] = {0x75: "▶", 0x7D: "▸"}
_SYMBOL: dict[int, str] = {0xA8: "♦", 0xAE: "→", 0xB7: "•", 0xD8: "¬", 0xDE: "⇒"}
# LibreOffice's own symbol font answers for Wingdings, but for the code that Word's default bullet has in Symbol.
_OPEN_SYMBOL: dict[int, str] = {**_WINGDINGS, 0xB7: "•"}

_TABLES = {
    "wingdings": _WINGDINGS,
    "wingdings2": _WINGDINGS_2,
    "wingdings3": _WINGDINGS_3,
    "symbol": _SYMBOL,
    "opensymbol": _OPEN_SYMBOL,
}
_FONT = pattern(
    r"(?:[A-Z]{6}\+)?((?:Wingdings[ -]?[23]?|Open[ -]?Symbol|Symbol))(?:PS|MT|[ ,-]?(?:Regular|Normal|Bold|Italic))*",
    re.I,
)


def decode_symbol(char: str, font: str) -> str:
    """The sign that `char` paints in `font` (its name, with or without a subset prefix); `char` in any other font."""
    table = _decoder(font)
    return table.get(char, char) if table else char


@cache  # a document has few fonts and many glyphs
def _decoder(font: str) -> dict[str, str]:
    match = _FONT.fullmatch(font)
    if not match:
        return {}
    decoder: dict[str, str] = {}
    for code, sign in _TABLES[re.sub("[ -]", "", match[1]).lower()].items():
        decoder[bytes([code]).decode("cp1252", "replace")] = sign
        decoder[chr(code)] = sign
        decoder[chr(0xF000 + code)] = sign
    decoder.pop("\ufffd", None)  # windows-1252 leaves five codes open
    return decoder
