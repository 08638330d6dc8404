"""Readings (ruby, 振り仮名): small kana right above the kanji that they spell; and emphasis marks (圏点) there.

Both belong to a line without standing in it. On a page that is set vertically they stand to the right of it, which is
above it in the frame in which the page is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from reportpipe.model.block import LeftText, Line, Reading
from reportpipe.patterns import pattern

LEAST_SIZE, MOST_SIZE = 0.35, 0.65
"""Size of a reading, of that of its base: half of it (JIS X 4051), a third where three are set above one character."""
OVERLAP_EM, GAP_EM = 0.3, 0.5
"""Its em box overlaps that of the line, or stands above it, by no more: measured 0.06 (browser), 0.33 (LibreOffice)."""
COVER_EM = 0.3
"""A base character's centre lies within its reading, or this far outside, in em of the base."""
SPREAD_EM = 1.2
"""A reading that is shorter than its base is spread over it; its characters are no farther apart, in em of its own."""
CLOSE_EM = 0.3
"""Characters that are this close belong to one reading, whatever they stand above."""
CENTRED_EM = 0.5
"""Centres of reading and base are this close, in em of the base."""
MARK_EM = 0.3
"""The same of an emphasis mark and its character."""

KANA = pattern("[ぁ-ゖァ-ヺーゝゞヽヾ・ \u3000]*[ぁ-ゖァ-ヺ][ぁ-ゖァ-ヺーゝゞヽヾ・ \u3000]*")
KANJI = pattern("[々〆ヶヵ\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
MARKS = pattern("[・•﹅﹆●○◎▲△◆◇]+")
SPACES = " \u3000"
MARKED = "each stands right above a character"
"""What makes signs emphasis marks."""


def with_readings(lines: Sequence[Line]) -> tuple[list[Line], list[LeftText]]:
    """The lines without those that are readings, which the lines below carry; and the emphasis marks."""
    found: dict[int, list[tuple[Line, list[tuple[float, Reading]]]]] = {}
    gone: set[int] = set()
    marks: list[LeftText] = []
    for line in lines:
        if MARKS.fullmatch(line.text.replace(" ", "")) and any(_is_marked(line, base) for base in lines):
            marks.append(LeftText(line.page, line.text, "emphasis-mark", line.box, MARKED))
            gone.add(id(line))
        elif KANA.fullmatch(line.text):
            for base in lines:
                if _is_above(line, base) and (readings := _readings(line, base)):
                    found.setdefault(id(base), []).append((line, readings))
                    gone.add(id(line))
                    break
    return [_carrying(line, found.get(id(line), [])) for line in lines if id(line) not in gone], marks


def _carrying(line: Line, found: Sequence[tuple[Line, list[tuple[float, Reading]]]]) -> Line:
    if not found:
        return line
    readings = sorted(pair for _, pairs in found for pair in pairs)
    numbers = line.numbers[:]
    for reading, _ in found:
        numbers += reading.numbers
    return replace(line, numbers=numbers, ruby=tuple(reading for _, reading in readings))


def _is_above(line: Line, base: Line) -> bool:
    if line.angle or base.angle or not LEAST_SIZE * base.size <= line.size <= MOST_SIZE * base.size:
        return False
    gap = base.box.top - line.box.bottom
    is_over = line.box.x1 > base.box.x0 and line.box.x0 < base.box.x1
    return is_over and -OVERLAP_EM * base.size <= gap <= GAP_EM * base.size


def _readings(line: Line, base: Line) -> list[tuple[float, Reading]]:
    """The readings of a line of kana, each with its left edge; none where a part of it stands above no kanji."""
    out: list[tuple[float, Reading]] = []
    for part in _parts(line, base):
        x0, x1 = line.lefts[part[0]], line.lefts[part[-1]] + line.size
        covered = [
            place
            for place, char in enumerate(base.text)
            if KANJI.match(char) and x0 - COVER_EM * base.size <= _centre(base, place) <= x1 + COVER_EM * base.size
        ]
        if not covered:
            return []
        first, last = covered[0], covered[-1]
        if abs(_centre(base, first) + _centre(base, last) - x0 - x1) > 2 * CENTRED_EM * base.size:
            return []
        text = "".join(line.text[place] for place in part)
        out.append((x0, Reading(base.text[first : last + 1], text)))
    return out


def _parts(line: Line, base: Line) -> Iterator[list[int]]:
    """The places of the characters of each reading."""
    others = [_centre(base, place) for place, char in enumerate(base.text) if not KANJI.match(char)]
    places = [place for place, char in enumerate(line.text) if char not in SPACES]
    part = places[:1]
    for before, after in pairwise(places):
        gap = line.lefts[after] - line.lefts[before] - line.size
        over_other = any(_centre(line, before) < centre < _centre(line, after) for centre in others)
        if gap > SPREAD_EM * line.size or (gap > CLOSE_EM * line.size and over_other):
            yield part
            part = []
        part.append(after)
    yield part


def _centre(line: Line, place: int) -> float:
    """The centre of a full-width character."""
    return line.lefts[place] + line.size / 2


def _is_marked(line: Line, base: Line) -> bool:
    """Whether each of the marks stands above the middle of a character."""
    if not _is_above(line, base):
        return False
    half = (line.box.x1 - line.lefts[-1]) / 2
    centres = [_centre(base, place) for place in range(len(base.text))]
    return all(
        any(abs(left + half - centre) <= MARK_EM * base.size for centre in centres)
        for left, char in zip(line.lefts, line.text, strict=True)
        if char not in SPACES
    )
