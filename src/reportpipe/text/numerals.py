"""Numbers as Japanese documents print them: 3, ３, 十二, ⑫, ❷, Ⅳ."""

from __future__ import annotations

import unicodedata

KANJI = "一二三四五六七八九十百"
_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")}
_UNITS = {"十": 10, "百": 100}


def to_int(text: str) -> int | None:
    """The value of decimal digits, kanji numerals (also positional: 二〇二一), 元 or one numeric sign; else None."""
    if text.isdecimal():
        return int(text)
    if text == "元":
        return 1
    if text and all(character in _DIGITS or character in _UNITS for character in text):
        return _kanji(text)
    if len(text) == 1 and (value := unicodedata.numeric(text, -1.0)) >= 0:  # "❷".isdigit(), but int("❷") raises
        return int(value)
    return None


def _kanji(text: str) -> int:
    total = pending = 0
    for character in text:
        if character in _UNITS:
            total += max(pending, 1) * _UNITS[character]
            pending = 0
        else:
            pending = pending * 10 + _DIGITS[character]
    return total + pending


def _roman(value: int) -> str:
    tens, ones = divmod(value, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]


ROMAN: dict[str, int] = {_roman(value): value for value in range(1, 40)}
"""Capital Roman numerals, well-formed ones only, 1 to 39."""
