"""Lines as a table without upright rules has them: rows of pieces, divided where a line has a wider gap."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import pairwise

from reportpipe.model.block import Line

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


def split(line: Line, divides: Callable[[float, float], bool]) -> list[Line]:
    """The pieces of a line between those of its gaps (start and stop, points) that divide it."""
    cuts = [cut for cut in line.whites if divides(*cut)]
    places = [_place(line, stop) for _, stop in cuts]
    if not cuts or len(line.lefts) != len(line.text) or any(a >= b for a, b in pairwise([0, *places, len(line.text)])):
        return [line]
    edges = [line.box.x0, *(x for cut in cuts for x in cut), line.box.x1]
    spans = pairwise([0, *places, len(line.text)])
    return [
        _piece(line, *span, *ends) for span, ends in zip(spans, zip(edges[::2], edges[1::2], strict=True), strict=True)
    ]


def _place(line: Line, left: float) -> int:
    """The character that begins at a gap's end."""
    return min(range(len(line.lefts)), key=lambda place: (abs(line.lefts[place] - left), line.text[place] in BLANKS))


def _piece(line: Line, start: int, stop: int, x0: float, x1: float) -> Line:
    text = line.text[start:stop]
    lead, bare = len(text) - len(text.lstrip(BLANKS)), text.strip(BLANKS)
    first = start + lead
    return replace(
        line,
        text=bare,
        box=line.box._replace(x0=x0, x1=x1),
        lefts=line.lefts[first : first + len(bare)],
        raised=(),
        gaps=(),
        whites=tuple(white for white in line.whites if x0 < white[0] and white[1] < x1),
        marker=line.marker if start == 0 else "",
        ruby=(),
    )
