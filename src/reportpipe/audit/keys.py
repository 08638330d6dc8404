"""Text as a list of keys: what a painted character and a written one are compared by.

Finer than `text.normalise.fold`, which forgets case, widths and middle dots: here only what `clean` repairs is
repaired, character by character, and white space counts for nothing. ① and 1, １ and 1 stay two.
"""

from __future__ import annotations

import unicodedata
from functools import cache

from reportpipe.patterns import pattern
from reportpipe.text import tables

_DROPPED = pattern(r"[\s\u0000-\u001f\u007f-\u009f\ufe00-\ufe0f\ufffe\uffff\ud800-\udfff\U000e0100-\U000e01ef]")
_ALIKE = {
    "\u00ad": "-", "\u2010": "-", "\u2011": "-",  # parsers differ in what they call a hyphen
    "\u00b7": "・", "\u2027": "・", "\u2215": "／", "\u309b": "\u3099", "\u309c": "\u309a",
    "\u2329": "〈", "\u232a": "〉", "\u22ef": "…",
}  # fmt: skip
"""What `clean` exchanges by its neighbours or by language: told apart by neither here."""
_RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", "0123456789+-=()" * 2, strict=True))
"""Raised and lowered figures are painted as small ones, and written so that they keep their meaning."""
_HANGUL = pattern("[\uac00-\ud7a3]")


def keys(text: str, language: str) -> list[str]:
    """The keys of a text, one character each; none for white space."""
    return [part for character in text for part in _key(character, language)]


@cache
def _key(character: str, language: str) -> str:
    """The keys of one character: decomposed, so that か with ゛ and が are the same."""
    if character in _ALIKE:
        return _ALIKE[character]
    text = _RAISED.get(character, character).translate(tables.faithful(language))
    if "\uff61" <= text <= "\uff9f":
        text = unicodedata.normalize("NFKC", text)
    if not _HANGUL.match(text):
        text = unicodedata.normalize("NFD", text)
    return _DROPPED.sub("", "".join(_ALIKE.get(part, part) for part in text))
