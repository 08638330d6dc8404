"""The marker at the head of a line: its kind, its value, and whether it follows another one.

A kind is a candidate only. What confirms it is the sequence: value k+1 after k among siblings (`follows`).
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from reportpipe.patterns import pattern
from reportpipe.text.enumerator_patterns import PATTERNS
from reportpipe.text.numerals import KANJI, ROMAN, to_int
from reportpipe.text.tables import SP

_AIUEO = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス"
_NO_ITEMS = frozenset({"note", "bracket"})
_VERBATIM = frozenset({"bracket", "bullet", "arrow"})
# Kinds whose siblings must agree in their words and signs too: 論点2 does not follow 課題1, nor *2 the note ※1.
_WORDED = frozenset({"note", "dai", "hash"})
_NUMBER = pattern(f"[0-9]+|[{KANJI}]+")
_MULTI_DASH = str.maketrans("‐‑−―ー－．", "------.")
_CIRCLED_STYLES = ("NEGATIVE", "DOUBLE", "IDEOGRAPH", "KATAKANA")


_ENCLOSED = frozenset({"paren", "pkana", "palpha", "pkanji", "circled"})
_STOP = pattern(f"[.．][{SP}]+")
"""What some authors write behind an enclosed number, too: (1). 概要"""


class Enumerator(NamedTuple):
    """What heads a line.

    kind: note, dai (第１), hash (論点１), multi (1.1), arabic, rparen, paren, pkana, palpha, pkanji, circled, roman,
        kana, alpha, kanji, bracket (【】), bullet or arrow.
    value: the number; or the letter, kana, Roman or multi-level number in its half-width form; a bracket's inside; a
        bullet's sign; None for a note without number.
    marker: as printed, without the spaces around it. rest: the line after it, without the spaces around it.
    """

    kind: str
    value: int | str | None
    marker: str
    rest: str


def parse(line: str) -> Enumerator | None:
    """The enumerator at the head of one line, or None."""
    line = line.strip(SP)
    for kind, form in PATTERNS.get(line[:1], ()):
        if match := form.match(line):
            end = match.end()
            if kind in _ENCLOSED and (stop := _STOP.match(line, end)):
                end = stop.end()
            return Enumerator(kind, _value(kind, match), line[:end].strip(SP), line[end:].strip(SP))
    return None


def parse_item(line: str) -> Enumerator | None:
    """The enumerator that makes a line an item of a list, or None: a note's mark (※1) and words in brackets (【現状】)
    make none."""
    found = parse(line)
    return found if found is not None and found.kind not in _NO_ITEMS else None


def is_bracketed(line: str) -> bool:
    """Whether a line is nothing but words in brackets, as heads are set: 【現状】."""
    found = parse(line)
    return found is not None and found.kind == "bracket" and not found.rest


def parse_marker(marker: str, text: str) -> Enumerator | None:
    """The enumerator that a marker is, which was split off its text before. Set apart by a full-width space, any marker
    is one."""
    return parse(f"{marker}\u3000{text}")


def _value(kind: str, match: re.Match[str]) -> int | str | None:
    printed = next((group for group in match.groups() if group is not None), None)
    if printed is None or kind in _VERBATIM:
        return printed
    if kind == "roman":
        return unicodedata.normalize("NFKC", printed)
    number = to_int(printed)
    if number is not None:
        return number
    return unicodedata.normalize("NFKC", printed.translate(_MULTI_DASH))


def ordinal(enumerator: Enumerator, first: Enumerator | None = None) -> int | None:
    """The place in its sequence, from 1 (⓪: 0): ア 1, イ 2, b 2, Ⅱ 2, 1.3 3. None where the kind has no order.

    first: the first enumerator of the same list, which tells イロハ from アイウ and i, ii from h, i.
    """
    places = _places(enumerator)
    if first is not None:
        for sequence, place in _places(first).items():
            if place == 1 and sequence in places:
                return places[sequence]
    return next(iter(places.values()), None)


def follows(previous: Enumerator, current: Enumerator) -> bool:
    """Whether `current` is the next one of the sequence in which `previous` stands."""
    if _family(previous) != _family(current):
        return False
    places = _places(previous)
    return any(places.get(sequence) == place - 1 for sequence, place in _places(current).items())


def skips(previous: Enumerator, current: Enumerator) -> bool:
    """Whether `current` stands farther on in the sequence of `previous`, and is not the next one."""
    if _family(previous) != _family(current) or follows(previous, current):
        return False
    places = _places(previous)
    return any(place > places.get(sequence, place) for sequence, place in _places(current).items())


def _places(enumerator: Enumerator) -> dict[str, int]:
    """Every sequence in which the value has a place, the likeliest first, and that place."""
    value = enumerator.value
    if isinstance(value, int):
        return {"number": value}
    if value is None or enumerator.kind in _VERBATIM:
        return {}
    if enumerator.kind in ("multi", "hash"):
        *above, last = re.split("[.-]", value)
        return {".".join(above): int(last)}
    if value in _AIUEO:
        return {"aiueo": _AIUEO.index(value) + 1} | ({"iroha": _IROHA.index(value) + 1} if value in _IROHA else {})
    return _latin_places(value, enumerator.kind)


def _latin_places(value: str, kind: str) -> dict[str, int]:
    case = "upper" if value.isupper() else "lower"
    roman = {f"roman {case}": ROMAN[value.upper()]} if value.upper() in ROMAN else {}
    letter = {f"letter {case}": ord(value.lower()) - ord("a") + 1} if len(value) == 1 and value.isascii() else {}
    return roman | letter if kind == "roman" else letter | roman


def _family(enumerator: Enumerator) -> tuple[str, ...]:
    """What siblings have in common besides the sequence."""
    kind, marker = enumerator.kind, enumerator.marker
    if kind in _WORDED:
        words = unicodedata.normalize("NFKC", marker).translate(str.maketrans("", "", SP))
        return (kind, _NUMBER.sub("", words).rstrip(":."))
    if kind == "circled":
        return (kind, *(style for style in _CIRCLED_STYLES if style in unicodedata.name(marker)))
    # "i." alone is read as a Roman numeral, also between "h." and "j.".
    return ("alpha",) if kind == "roman" else (kind,)
