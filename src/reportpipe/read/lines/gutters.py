"""Columns of text that stand so close that a line may touch the next column: a stop or a bracket hangs out at its end.

Several rows show where the right column begins; a row with white space right before that place is divided there, too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from reportpipe.model.page import Glyph

COLUMN_EM = 8.0
"""Lines of text columns are this long, at least: shorter ones are cells and labels."""
LEAST_ROWS = 3
"""So many rows show where a column begins."""
EDGE = 1.0
"""Points within which lines of a column begin."""
GAP_EM = 0.7
"""White space of this width before that place divides a line: spaces between words are narrower."""

Part = list[Glyph]


def divided_at_gutters(rows: Sequence[Sequence[Part]]) -> list[Part]:
    """The segments of all rows, those that reach over a gutter divided there."""
    edges = Counter(round(after[0].x0 / EDGE) for row in rows for after in _beside(row))
    gutters = [edge * EDGE for edge, count in edges.items() if count >= LEAST_ROWS]
    if not gutters:
        return [part for row in rows for part in row]
    return [piece for row in rows for part in row for piece in _pieces(part, gutters)]


def _beside(row: Sequence[Part]) -> Iterator[Part]:
    """The segments of a row that are lines of a column right of another one."""
    for before, after in pairwise(row):
        if _is_long(before) and _is_long(after):
            yield after


def _is_long(part: Part) -> bool:
    return part[-1].x1 - part[0].x0 >= COLUMN_EM * part[0].size


def _pieces(part: Part, gutters: Iterable[float]) -> Iterator[Part]:
    for gutter in gutters:
        if not part[0].x0 < gutter - EDGE or not gutter + EDGE < part[-1].x1:
            continue
        place = next((at for at, glyph in enumerate(part) if abs(glyph.x0 - gutter) <= EDGE and glyph.text.strip()), 0)
        before = next((glyph for glyph in reversed(part[:place]) if glyph.text.strip()), None)
        if before is None or part[place].x0 - before.x1 < GAP_EM * part[place].size:
            continue
        if _is_long(part[:place]):
            yield part[:place]
            part = part[place:]
    yield part
