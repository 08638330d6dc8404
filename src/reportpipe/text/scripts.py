"""Figures that are raised or lowered, as the superscripts and subscripts of Unicode (10³, s⁻¹, CO₂): at the size of the
text they would read as other numbers. And whether a raised number is an exponent or refers to a note.

Letters have no such form, but for the n of an exponent: the th of 5th stays as it is.
"""

from __future__ import annotations

import unicodedata
from enum import Enum

from reportpipe.patterns import pattern

_SIGNS = "+-−=()"
_RAISED = dict(zip(map(ord, "0123456789" + _SIGNS + "n"), "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ", strict=True))
_LOWERED = dict(zip(map(ord, "0123456789" + _SIGNS), "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎", strict=True))
_FIGURES = {code: form for code, form in _RAISED.items() if chr(code).isdigit()}

LEVEL: dict[str, str] = {}
"""For each superscript and subscript, what may be painted where it is written: for the audit."""
for _forms in (_RAISED, _LOWERED):
    for _code, _form in _forms.items():
        LEVEL[_form] = LEVEL.get(_form, "") + chr(_code)

LENGTHS = ("m", "mm", "cm", "dm", "km", "nm", "µm", "μm", "yd", "mi", "ft", "inch", "a", "ha", "l", "L", "dl", "ml")
OTHERS = ("s", "ms", "sec", "min", "h", "g", "kg", "mg", "t", "mol", "K", "Hz", "N", "kN", "J", "kJ", "W", "kW", "Pa")
UNITS = frozenset((*LENGTHS, *OTHERS, "V", "A", "kPa", "Bq", "Sv", "dB"))
"""Units that stand before an exponent (m², km², s⁻¹)."""
_OPERATORS = "=+-−×÷/*·^(<>≤≥"
_EXPONENT = pattern(r"[+\-−]?[0-9]+[+\-−]?|[+\-−]|n|[+\-−0-9()=n]+")
_LIST = pattern(r"[\s0-9,.、，・\-−–~〜]+")
_LOWERABLE = pattern(r"[0-9+\-−=()]*[0-9][0-9+\-−=()]*")
_WORD = pattern(r"(?<![A-Za-zµμ])[A-Za-zµμ]+\Z")
_NUMBER = pattern(r"(?<![0-9.,])[0-9][0-9.,]*\Z")
_YEAR = pattern(r"(?:1[89]|20)[0-9]{2}")
_VARIABLE = pattern(r"[A-Za-z]|[b-df-hj-np-tv-z]{2}")
"""A letter, or two without a vowel."""
LOOKED_AT = 24
"""Characters before a number that tell what it is."""


class Place(Enum):
    """What a raised number is, by what stands before it."""

    REFERENCE = "reference"  # behind a word or a stop
    EITHER = "either"  # behind a figure or a variable
    EXPONENT = "exponent"  # behind a unit, or in a formula


def place_of(before: str) -> Place:
    """What a raised number is behind a text. Full-width letters are letters."""
    tail = unicodedata.normalize("NFKC", before[-LOOKED_AT:])
    number = _NUMBER.search(tail)
    if number is not None:
        if tail[: number.start()].rstrip()[-1:] in ("×", "·", "*"):
            return Place.EXPONENT
        return Place.REFERENCE if _YEAR.fullmatch(number[0]) else Place.EITHER
    word = _WORD.search(tail)
    if word is None:
        return Place.REFERENCE
    ahead = tail[: word.start()][-1:]
    if word[0] in UNITS or (ahead and ahead in _OPERATORS and len(word[0]) <= 2):
        return Place.EXPONENT
    return Place.EITHER if _VARIABLE.fullmatch(word[0]) else Place.REFERENCE


def raised(text: str, place: Place) -> str:
    """A raised text with superscripts. Of a list of numbers that is no exponent, the figures; any other sign of a note
    (1), [1], ※1, 注1) and what has letters (th) is as it was."""
    if place is not Place.REFERENCE and _EXPONENT.fullmatch(text.strip()):
        return text.translate(_RAISED)
    return text.translate(_FIGURES) if _LIST.fullmatch(text) else text


def has_scripts(text: str) -> bool:
    """Whether a text has superscripts, subscripts or references."""
    return "[^" in text or not LEVEL.keys().isdisjoint(text)


def lowered(text: str, before: str) -> str:
    """A lowered text with subscripts, where it stands behind a Latin letter, a figure or a bracket."""
    last = unicodedata.normalize("NFKC", before[-1:])
    if not _LOWERABLE.fullmatch(text) or not (last.isascii() and (last.isalnum() or last in ")]")):
        return text
    return text.translate(_LOWERED)
