"""The text of a table's cell: wrapped lines joined, items and other lines each on a line of its own."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from reportpipe.model.block import Line
from reportpipe.text.enumerators import parse_item
from reportpipe.text.join import is_wide, join

FULL_EM = 1.5
"""A line that ends no farther than this before the edge of its cell is full: a character of an em does not fit behind
it, with the punctuation that may not begin a line."""
SPACE_EM = 0.25
"""The usual space between words."""


def cell_text(held: Sequence[Line], x0: float, x1: float, words: Collection[str] = frozenset()) -> str:
    """The lines of a cell as one text, those that the author broke on lines of their own. x0, x1: its edges, points;
    words: the document's words with hyphens (`text.join.collect_words`)."""
    if not held:
        return ""
    lines = sorted(held, key=lambda line: (line.baseline, line.box.x0))
    right = x1 - (min(line.box.x0 for line in lines) - x0)
    text = lines[0].text
    for before, line in pairwise(lines):
        wrapped = _is_full(before, line, right) and not _begins_item(line, lines)
        text = join(text, line.text, words) if wrapped else f"{text}\n{line.text}"
    return text


def _is_full(before: Line, line: Line, right: float) -> bool:
    """Whether the first word of a line did not fit behind the line before it. right: where lines may end, points."""
    needed = max(FULL_EM * before.size, SPACE_EM * before.size + _first_word(line))
    return before.box.x1 + needed >= right


def _first_word(line: Line) -> float:
    """The width, points, of the first word of a line; 0 where it can be divided at any character, and where it is a web
    address, which is set on a line of its own."""
    word = line.text.split(" ", 1)[0]
    if "/" in word or any(map(is_wide, word)):
        return 0.0
    return (line.lefts[len(word)] if len(word) < len(line.text) else line.box.x1) - line.box.x0


def _begins_item(line: Line, lines: Sequence[Line]) -> bool:
    """Whether a line is an item of a list: it has a drawn bullet, or another line of its cell begins with the same
    sign, or with another number of the same kind."""
    if line.marker:
        return True
    found = parse_item(line.text)
    others = (parse_item(other.text) for other in lines if other is not line)
    return found is not None and any(
        other is not None and other.kind == found.kind and (other.value != found.value) != (found.kind == "bullet")
        for other in others
    )
