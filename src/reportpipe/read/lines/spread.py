"""Labels that are spread over a fixed width (均等割付): 日　　時 over 場　　所 over 出　席　者, each a word.

What tells them from single characters in the cells of a table: several rows begin with characters that stand evenly
apart and fill one and the same width, and what they label stands behind them. The widths between characters belong to
their advances, as with any character spacing (ISO 32000-1, 9.3.2).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from reportpipe.model.page import Glyph
from reportpipe.text.join import is_wide

OPEN_EM = 0.4
"""Characters farther apart than this are spread, or the next word begins."""
WIDEST_EM = 5.0
"""Two characters of a label are no farther apart: 日時 over the width of seven."""
LONGEST = 8
"""A label has no more characters."""
EVEN_EM = 0.5
"""The gaps of a spread label differ by no more than this; spaces that were typed are as wide as the text."""
EDGE_EM = 0.3
"""Labels of one width begin and end at the same places, give or take this."""
NEAR_EM = 30.0
"""They stand in one list: no farther above each other than this."""
VALUE_GAP_EM = 4.0
"""What a label names stands no farther behind it."""
STACKED_EM = 1.15
"""Rows of labels are farther apart than this: characters that stand closer below each other are read downwards."""
NEXT_ROWS = 4
"""So many rows above and below one are looked at for that: those of other columns may lie between."""
MOST_ROWS = 200
"""Rows with spread characters that are looked at on a page: one with more is a table or a chart."""


class _Run(NamedTuple):
    """Characters at the head of a row that may be a label. row: its number. glyphs: visible ones; is_spread: whether
    they stand apart; named: whether a word stands behind them."""

    row: int
    glyphs: tuple[Glyph, ...]
    is_spread: bool
    named: bool


class Spread(NamedTuple):
    """Rows of glyphs, with the labels in them closed. ends: the numbers of the glyphs that labels end with, if all that
    stands behind it is one value."""

    rows: list[list[Glyph]]
    ends: frozenset[int]


def with_closed_labels(rows: list[list[Glyph]], is_divided: Callable[[Glyph, Glyph], bool]) -> Spread:
    """The rows of a page, each from left to right, with the glyphs of spread labels widened to touch each other, and
    without the painted spaces between them. is_divided: whether a rule stands between two glyphs."""
    runs = [
        run
        for number, row in enumerate(rows)
        if not any(_is_stacked(row, other) for other in rows[max(0, number - NEXT_ROWS) : number + NEXT_ROWS + 1])
        for run in _runs(number, row, is_divided)
    ]
    spread = [run for run in runs if run.is_spread]
    if not spread or len(spread) > MOST_ROWS * LONGEST:
        return Spread(rows, frozenset())
    labels: dict[int, _Run] = {}
    for run in spread:
        known = labels.get(run.row)
        longer = known is None or len(run.glyphs) > len(known.glyphs)
        if longer and any(_is_alike(run, other) for other in runs):
            labels[run.row] = run
    closed = [_closed(row, labels[number].glyphs) if number in labels else row for number, row in enumerate(rows)]
    ends = {run.glyphs[-1].number for run in labels.values() if _has_one_value(rows[run.row], run.glyphs[-1])}
    return Spread(closed, frozenset(ends))


def _is_stacked(row: Sequence[Glyph], other: Sequence[Glyph]) -> bool:
    """Whether a row begins right above or below a character of another one, as the characters of upright lines do."""
    head = row[0]
    near = 0 < abs(head.baseline - other[0].baseline) < STACKED_EM * head.size
    return near and any(abs(head.x0 - glyph.x0) <= EDGE_EM * head.size for glyph in other)


def _runs(number: int, row: Sequence[Glyph], is_divided: Callable[[Glyph, Glyph], bool]) -> Iterator[_Run]:
    """What may be the label at the head of a row: its first word, or the first two, three … characters that stand
    apart."""
    visible = [glyph for glyph in row if glyph.text.strip()]
    if len(visible) < 2 or not _is_character(visible[0]):
        return
    apart = 0
    while apart < len(visible) and _stands_apart(visible, apart, is_divided):
        apart += 1
    if not apart:
        end = next((place for place in range(1, len(visible)) if _gap(visible, place) >= OPEN_EM), len(visible))
        if 2 <= end <= LONGEST and all(map(_is_character, visible[:end])):
            yield _Run(number, tuple(visible[:end]), False, _is_word(visible, end))
        return
    for count in range(2, min(apart, LONGEST) + 1):
        if is_divided(visible[count - 2], visible[count - 1]) or _gap(visible, count - 1) > WIDEST_EM:
            return
        gaps = [_gap(visible, place) for place in range(1, count)]
        if max(gaps) - min(gaps) <= EVEN_EM:
            yield _Run(number, tuple(visible[:count]), True, _is_word(visible, count))


def _stands_apart(visible: Sequence[Glyph], place: int, is_divided: Callable[[Glyph, Glyph], bool]) -> bool:
    """Whether a glyph is one character, with nothing near behind it."""
    glyph = visible[place]
    if not _is_character(glyph) or glyph.size != visible[0].size:
        return False
    last = place + 1 == len(visible)
    return last or _gap(visible, place + 1) >= OPEN_EM or is_divided(glyph, visible[place + 1])


def _gap(visible: Sequence[Glyph], place: int) -> float:
    """The gap before a glyph, in em."""
    return (visible[place].x0 - visible[place - 1].x1) / visible[place].size


def _is_character(glyph: Glyph) -> bool:
    return len(glyph.text) == 1 and is_wide(glyph.text) and glyph.text.isalpha()


def _is_word(visible: Sequence[Glyph], place: int) -> bool:
    """Whether a word, and not one more single character, begins at a place of a row."""
    return place + 1 < len(visible) and _gap(visible, place + 1) < OPEN_EM


def _is_alike(one: _Run, other: _Run) -> bool:
    """Whether two rows show that what they begin with are labels: they fill one width, with another number of
    characters, or with words behind both of them."""
    if one.row == other.row:
        return False
    em = one.glyphs[0].size
    head, peer = one.glyphs[0], other.glyphs[0]
    one_edge = abs(head.x0 - peer.x0) <= EDGE_EM * em and abs(one.glyphs[-1].x1 - other.glyphs[-1].x1) <= EDGE_EM * em
    near = abs(head.baseline - peer.baseline) <= NEAR_EM * em
    if not one_edge or not near or head.size != peer.size:
        return False
    if len(one.glyphs) != len(other.glyphs):
        return one.named or other.named
    return one.named and other.named


def _closed(row: Sequence[Glyph], label: Sequence[Glyph]) -> list[Glyph]:
    """A row with its label's glyphs as wide as the way to the next one."""
    follower = {glyph.number: after for glyph, after in pairwise(label)}
    inside = (label[0].x0, label[-1].x0)
    out: list[Glyph] = []
    for glyph in row:
        if glyph.number in follower:
            out.append(glyph._replace(x1=follower[glyph.number].x0))
        elif glyph.text.strip() or not inside[0] < glyph.x0 < inside[1]:
            out.append(glyph)
    return out


def _has_one_value(row: Sequence[Glyph], end: Glyph) -> bool:
    """Whether what stands behind a label is near, and goes on without a gap that would divide columns."""
    behind = [end, *(glyph for glyph in row if glyph.x0 >= end.x1 and glyph.text.strip())]
    gaps = [after.x0 - before.x1 for before, after in pairwise(behind)]
    return (
        bool(gaps)
        and max(gaps) <= VALUE_GAP_EM * end.size
        and all(gap <= VALUE_GAP_EM / 2 * end.size for gap in gaps[1:])
    )
