"""Word's lists: which printed markers Word can count by itself, and numbering.xml (ECMA-376 part 1, section 17.9)."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

from reportpipe.model.report import Bullet
from reportpipe.renderers.markers import Run, is_glyph, siblings

LEVELS = 9
"""Levels of a list (ECMA-376 part 1, section 17.9.6, lvl: ilvl is 0 to 8)."""
INDENT = 420
"""Indent per level in twips: two characters of the 10.5 pt body text."""
WIDEST = 4 * INDENT
"""The widest space kept for a marker, in twips; after a longer one the text simply follows."""
GLYPHS = "●○■・－"
"""The glyphs of the levels at which the report prints none; every Japanese font has them."""
FIRST_NSID = 0x52500001
"""Word takes two definitions with the same nsid for one and the same list; a user's template has some of its own."""
BULLET = "bullet"
LITERAL = "none"

_DIGITS = "一二三四五六七八九"
_KANJI = [*_DIGITS, *(f"{tens}十{ones}" for tens in ("", *_DIGITS[1:]) for ones in ("", *_DIGITS))]
_ONES = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_ROMAN = [*_ONES, "x", *(f"x{ones}" for ones in _ONES), "xx"]
_DECIMAL = [str(number) for number in range(1, 1000)]
LETTERS: dict[str, Sequence[str]] = {
    "lowerLetter": "abcdefghijklmnopqrstuvwxyz",
    "upperLetter": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "lowerRoman": _ROMAN,
    "upperRoman": [number.upper() for number in _ROMAN],
    "aiueoFullWidth": "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワ",
    "irohaFullWidth": "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス",
}
NUMBERS: dict[str, Sequence[str]] = {
    "decimal": _DECIMAL,
    "decimalFullWidth": [number.translate({ord("0") + i: ord("０") + i for i in range(10)}) for number in _DECIMAL],
    "decimalEnclosedCircle": [chr(ord("①") + i) for i in range(20)],
    "decimalEnclosedParen": [chr(ord("⑴") + i) for i in range(20)],
    "japaneseCounting": _KANJI,
    **LETTERS,
}
"""What Word prints for 1, 2, 3 … in its number formats (section 17.18.59, ST_NumberFormat), as far as it is certain."""


class Level(NamedTuple):
    """How one level marks its items.

    kind: an ST_NumberFormat; LITERAL where the marker stands in the text. text: what is printed, % for the number.
    hanging: twips between marker and text.
    """

    kind: str
    text: str
    hanging: int


def run_at(marks: Sequence[str], index: int) -> Run:
    """The items from `index` on that one level of a Word list prints exactly: one glyph, or 1 … n of one notation.

    The notation is "format text" as in Level, or "" where no format prints that marker.
    """
    mark = marks[index]
    if is_glyph(mark):
        end = next((i for i in range(index, len(marks)) if marks[i] != mark), len(marks))
        return Run(f"{BULLET} {printable(mark)}", end - index)
    runs = [_numbered(marks, index, kind, values) for kind, values in NUMBERS.items()]
    return max(runs, key=lambda run: run.length if run.notation else 0)


def _numbered(marks: Sequence[str], index: int, kind: str, values: Sequence[str]) -> Run:
    before, one, after = marks[index].partition(values[0])
    outside = before + after
    if not one or "%" in outside or any(char.isdigit() for char in outside):
        return Run("", 1)
    if kind in LETTERS and (before[-1:] + after[:1]).isalnum():
        return Run("", 1)  # the letter is part of a word
    length = 0
    most = min(len(values), len(marks) - index)
    while length < most and marks[index + length] == before + values[length] + after:
        length += 1
    return Run(f"{kind} {before}%{after}", length)


def level_of(notation: str, items: Sequence[Bullet]) -> Level:
    """The level that prints a piece of siblings as `run_at` cut them; wide markers get more room."""
    hanging = max(hanging_of(item.marker or "") for item in items)
    if not notation:
        return Level(LITERAL, "", hanging)
    kind, _, text = notation.partition(" ")
    return Level(kind, text, hanging)


def hanging_of(mark: str) -> int:
    """Room for a marker in twips: whole indents, half a character more than the marker is wide."""
    width = sum(1 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in mark)
    return min(WIDEST, INDENT * max(1, math.ceil((width + 0.5) / 2)))


def printable(mark: str) -> str:
    """A glyph as it can be printed with any font: private-use codes belong to the font they were taken from."""
    return re.sub(r"[\ue000-\uf8ff]", "•", mark) or "•"


def printed_levels(bullets: Sequence[Bullet]) -> tuple[Level, ...]:
    """The nine levels of a list: at each the first glyph that is printed there, else the usual one."""
    found: dict[int, str] = {}

    def look(items: Sequence[Bullet], level: int) -> None:
        for item in items:
            if item.marker and is_glyph(item.marker):
                found.setdefault(level, printable(item.marker))
            for piece in siblings(item.content):
                if isinstance(piece, list):
                    look(piece, level + 1)

    look(bullets, 0)
    marks = [found.get(level, GLYPHS[level % len(GLYPHS)]) for level in range(LEVELS)]
    return tuple(Level(BULLET, mark, hanging_of(mark)) for mark in marks)


class Numbering:
    """Collects the lists of a document: one abstractNum for each combination of levels, one num for each list.

    fonts: the rFonts element for the markers.
    """

    def __init__(self, fonts: str) -> None:
        self._fonts = fonts
        self._abstract: dict[tuple[Level, ...], int] = {}
        self._nums: list[str] = []

    def new_list(self, levels: tuple[Level, ...], level: int) -> int:
        """The numId, from 1, of a new list, which starts at 1 on its own level."""
        abstract = self._abstract.setdefault(levels, len(self._abstract))
        number = len(self._nums) + 1
        start = ""
        if levels[level].kind not in (BULLET, LITERAL):
            start = f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="1"/></w:lvlOverride>'
        self._nums.append(f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{start}</w:num>')
        return number

    def xml(self) -> str:
        """The children of w:numbering: every abstractNum before the first num, as CT_Numbering wants it."""
        return "".join([*(self._abstract_xml(levels, i) for levels, i in self._abstract.items()), *self._nums])

    def _abstract_xml(self, levels: tuple[Level, ...], number: int) -> str:
        rows = "".join(self._level_xml(level, i) for i, level in enumerate(levels))
        return (
            f'<w:abstractNum w:abstractNumId="{number}"><w:nsid w:val="{FIRST_NSID + number:08X}"/>'
            f'<w:multiLevelType w:val="multilevel"/>{rows}</w:abstractNum>'
        )

    def _level_xml(self, level: Level, index: int) -> str:
        text = level.text if level.kind == BULLET else level.text.replace("%", f"%{index + 1}")
        suffix = '<w:suff w:val="nothing"/>' if level.kind == LITERAL else ""
        left = INDENT * index + level.hanging
        return (
            f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{level.kind}"/>{suffix}'
            f'<w:lvlText w:val={quoteattr(text)}/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{left}" w:hanging="{level.hanging}"/></w:pPr><w:rPr>{self._fonts}</w:rPr></w:lvl>'
        )
