"""What pdfminer guesses of a font, taken back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pdfminer.encodingdb import name2unicode
from pdfminer.pdffont import PDFSimpleFont
from pdfminer.pdftypes import resolve1
from pdfminer.psparser import PSLiteral


def without_guesses(font: object, spec: Mapping[str, Any]) -> None:
    """Takes from a font the characters that its encoding does not name. Where that calls a glyph /g35, which stands for
    no character, pdfminer keeps what the standard encoding has at its code. spec: the font's dictionary."""
    encoding = resolve1(spec.get("Encoding"))
    if not isinstance(font, PDFSimpleFont) or not isinstance(encoding, dict):
        return
    for code in _unnamed(resolve1(encoding.get("Differences"))):
        font.cid2unicode.pop(code, None)


def _unnamed(differences: object) -> Iterator[int]:
    """The codes whose glyphs have names that stand for no character (ISO 32000-1, 9.6.6.1)."""
    code = 0
    for item in differences if isinstance(differences, list) else ():
        if isinstance(item, int):
            code = item
        elif isinstance(item, PSLiteral):
            if not _is_character(str(item.name)):
                yield code
            code += 1


def _is_character(name: str) -> bool:
    try:
        return bool(name2unicode(name))
    except (KeyError, ValueError):
        return False
