"""Whose gaps are they? Between Japanese and Latin letters a typesetter leaves a quarter of an em (JIS X 4051), and a
writer that paints no space glyphs leaves the width of a typed space: about the same.

A typesetter does so everywhere, a person here and there: where nearly all boundaries of the document have a gap, the
gaps are no spaces; where few have, they are. Measured on 31 documents: shares of at least 0.87 or at most 0.42.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from reportpipe.model.block import Line
from reportpipe.read.pages.profile import PageFacts
from reportpipe.text.join import is_wide

TYPESETTERS_SHARE = 0.65
"""From this share of the boundaries on, gaps are the typesetter's."""


def spaced(pages: Sequence[PageFacts]) -> list[PageFacts]:
    """The pages with typed spaces that no glyph paints."""
    if not gaps_are_typed(line for page in pages for line in page.lines):
        return list(pages)
    return [replace(page, lines=tuple(with_spaces(line) for line in page.lines)) for page in pages]


def gaps_are_typed(lines: Iterable[Line]) -> bool:
    """Whether the gaps between Japanese and Latin letters were typed by the author."""
    with_gap = without = 0
    for line in lines:
        for place in _boundaries(line.text):
            if place in line.gaps:
                with_gap += 1
            else:
                without += 1
    return 0 < with_gap < TYPESETTERS_SHARE * (with_gap + without)


def _boundaries(text: str) -> Iterator[int]:
    """Where a Japanese and a Latin letter or digit touch."""
    if text.isascii():
        return
    for place in range(1, len(text)):
        before, after = text[place - 1], text[place]
        if before.isalnum() and after.isalnum() and is_wide(before) != is_wide(after):
            yield place


def with_spaces(line: Line) -> Line:
    """The line with a space in each of its gaps."""
    if not line.gaps:
        return line
    text, lefts, end = "", array("f"), 0
    for place in line.gaps:
        text += line.text[end:place] + " "
        lefts += line.lefts[end:place] + array("f", [line.lefts[place]])
        end = place
    raised = tuple((start + _before(line, start), stop + _before(line, stop - 1)) for start, stop in line.raised)
    return replace(line, text=text + line.text[end:], lefts=lefts + line.lefts[end:], raised=raised, gaps=())


def _before(line: Line, place: int) -> int:
    return sum(gap <= place for gap in line.gaps)
