"""Lines as a table without upright rules has them: rows of pieces, divided where a line has a wider gap."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from reportpipe.model.block import Line
from reportpipe.model.page import union

SAME_BASELINE_EM = 0.3
"""Baselines closer than this are one row."""
BLANKS = " \u3000"


def rows_of(lines: Iterable[Line]) -> list[list[Line]]:
    """Level lines by row from top to bottom, each row from left to right."""
    out: list[list[Line]] = []
    for line in sorted((line for line in lines if not line.angle), key=lambda line: (line.baseline, line.box.x0)):
        if out and line.baseline - out[-1][0].baseline <= SAME_BASELINE_EM * line.size:
            out[-1].append(line)
        else:
            out.append([line])
    return [sorted(row, key=lambda line: line.box.x0) for row in out]


def split(line: Line) -> list[Line]:
    """The pieces of a line between its wider gaps."""
    places = [_place(line, stop) for _, stop in line.whites]
    cuts = [0, *places, len(line.text)]
    if not places or len(line.lefts) != len(line.text) or any(start >= stop for start, stop in pairwise(cuts)):
        return [line]
    edges = [line.box.x0, *(x for white in line.whites for x in white), line.box.x1]
    ends = zip(edges[::2], edges[1::2], strict=True)
    return [piece(line, *span, *sides) for span, sides in zip(pairwise(cuts), ends, strict=True)]


def _place(line: Line, left: float) -> int:
    """The visible character that stands at a gap's end."""
    return min(range(len(line.lefts)), key=lambda place: (abs(line.lefts[place] - left), line.text[place] in BLANKS))


def piece(line: Line, start: int, stop: int, x0: float, x1: float) -> Line:
    """The characters from start to stop of a line, which stand from x0 to x1, in points."""
    text = line.text[start:stop]
    first = start + len(text) - len(text.lstrip(BLANKS))
    bare = text.strip(BLANKS)
    return replace(
        line,
        text=bare,
        box=line.box._replace(x0=x0, x1=x1),
        lefts=line.lefts[first : first + len(bare)],
        raised=(),
        gaps=(),
        whites=(),
        ruby=(),
        marker=line.marker if start == 0 else "",
    )


def beside(one: Line, other: Line) -> Line:
    """Two pieces of one row as one."""
    return replace(
        one,
        text=f"{one.text} {other.text}",
        box=union([one.box, other.box]),
        lefts=one.lefts + other.lefts[:1] + other.lefts,
    )
