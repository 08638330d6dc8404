from __future__ import annotations

from typing import Any

import pytest

from reportpipe.text.symbols import decode_symbol
from tests.shared import vectors


@pytest.mark.parametrize("case", vectors("symbol_font_glyph"))
def test_vector(case: Any) -> None:
    assert decode_symbol(case["char"], case["font"]) == case["out"]


WINGDINGS = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "❑", 0x72: "❒", 0x74: "◆", 0x75: "◆", 0x76: "❖", 0x77: "◆",
    0x78: "☒", 0x80: "⓪", 0x81: "①", 0x8A: "⑩", 0x8B: "⓿", 0x8C: "❶", 0x95: "❿", 0x9E: "·", 0x9F: "•", 0xA1: "○",
    0xA7: "▪", 0xA8: "□", 0xAB: "★", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xF0: "⇨",
    0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
OTHERS = {
    "Symbol": {0xB7: "•", 0xDE: "⇒", 0xAE: "→", 0xA8: "♦", 0xD8: "¬"},
    "Wingdings 2": {0x50: "✓", 0x52: "☑", 0x97: "●", 0xA2: "■", 0x6A: "①", 0x73: "⑩"},
    "Wingdings 3": {0x75: "▶", 0x7D: "▸"},
    "OpenSymbol": {0xB7: "•", 0xD8: "➢", 0x6C: "●"},
}


@pytest.mark.parametrize(("font", "codes"), [("Wingdings", WINGDINGS), *OTHERS.items()])
def test_every_code_private_and_plain(font: str, codes: dict[int, str]) -> None:
    assert {code: decode_symbol(chr(code), font) for code in codes} == codes
    assert {code: decode_symbol(chr(0xF000 + code), font) for code in codes} == codes


def test_windows_1252_code() -> None:
    assert decode_symbol("Ÿ", "Wingdings") == "•"


@pytest.mark.parametrize("font", ["Wingdings-Regular", "ABCDEF+Wingdings", "Wingdings,Bold", "WINGDINGS"])
def test_names_of_the_font(font: str) -> None:
    assert decode_symbol("l", font) == "●"


@pytest.mark.parametrize("font", ["", "Arial", "Meiryo", "Symbola", "SegoeUISymbol", "ABCDEF+NotoSansSymbols"])
def test_other_fonts_keep_their_characters(font: str) -> None:
    assert decode_symbol("l", font) == "l"
    assert decode_symbol("·", font) == "·"


def test_unknown_code_stays() -> None:
    assert decode_symbol("\uf021", "Wingdings") == "\uf021"
