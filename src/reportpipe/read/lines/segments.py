"""Glyphs on one baseline → segments: what no wide gap and no rule divides, with superscripts, markers and labels that
are written downwards put together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from reportpipe.model.page import Glyph
from reportpipe.read.lines.gutters import divided_at_gutters
from reportpipe.read.lines.spread import with_closed_labels
from reportpipe.read.pages.grid import Rule
from reportpipe.read.pages.heights import Heights
from reportpipe.text.enumerator_patterns import BULLETS, DASHES
from reportpipe.text.enumerators import is_bracketed, parse_item
from reportpipe.text.join import is_wide

SAME_BASELINE_EM = 0.3
"""Baselines closer than this are one row; subscripts and mixed fonts wobble by less."""
FILLED_BASELINE_EM = 0.6
"""What is filled into a form stands in the middle of its field, and its label beside it as the form's author put it:
their baselines differ by no more than this, if neither stands over the other."""
SPLIT_EM = 1.5
"""A gap without painted spaces that is wider divides two lines: columns, table cells, text beside a figure."""
OTHER_SIZE = 1.05
"""Glyphs whose sizes differ by more than this factor …"""
OTHER_BASELINE_EM = 0.05
"""… and whose baselines differ by more than this …"""
OTHER_SPLIT_EM = 0.7
"""… are divided by a gap of this width already."""
MARKER_SPLIT_EM = 0.6
"""So does a gap of this width before the marker of a list: the next column begins with it."""
LIST_MARKERS = frozenset(BULLETS + DASHES)
BLANK_DROP_EM = 0.3
"""The rule of a blank to be filled in stands this close to the baseline …"""
BLANK_PART = 0.7
"""… underlines this part of the gap at least …"""
BLANK_SLACK_EM = 2.0
"""… and no more than this beside it, where blanks may be typed."""
COLON_GAP_EM = 4.0
"""A colon may stand this far behind the word before it."""
MARKER_GAP_EM = 4.0
"""A marker may stand this far before its text (tab stops of word processors)."""
RAISED_SIZE = 0.85
"""Superscripts are at most this part of the size of the text that they stand in; those of footnotes are the largest."""
RAISED_GAP_EM = 0.6
"""A superscript stands no farther than this from its text."""
DIVIDED_EM = 0.3
"""A rule divides a line only in a gap: the sides of a highlight stand between letters without one."""
LEAST_SPLIT_EM = min(SPLIT_EM, MARKER_SPLIT_EM, OTHER_SPLIT_EM / 2, DIVIDED_EM)
"""A narrower gap, in em of the glyph behind it, divides no line, whatever stands around it."""
STACK_EM = 1.7
"""Characters of a vertical label stand no farther than this below each other."""
CENTRED_EM = 0.3
"""Their centres are this close to one upright line."""
FULL_SPACE = "\u3000"
FROM_LEFT = attrgetter("x0", "number")
"""Sorts glyphs from left to right."""


def segments(
    glyphs: Iterable[Glyph], dividers: Sequence[Rule], blanks: Sequence[Rule] = (), filled: Set[int] = frozenset()
) -> list[list[Glyph]]:
    """The segments of glyphs whose lines run from left to right, each from left to right. dividers: upright rules;
    blanks: level ones that may underline a gap to be filled in; filled: numbers of the glyphs that are filled into a
    form."""
    level = list(_rows(glyphs, filled))
    rows, labels = with_closed_labels(level, lambda before, after: _is_divided(before, after, dividers))
    labels = labels.union(_labels(rows, filled)) if filled else labels
    parts = divided_at_gutters([list(_segments(row, dividers, blanks, labels)) for row in rows])
    return _with_markers(_stacked(_with_raised(parts), dividers), dividers)


def _rows(glyphs: Iterable[Glyph], filled: Set[int]) -> Iterator[list[Glyph]]:
    """Glyphs on one baseline, each row from left to right."""
    row: list[Glyph] = []
    for glyph in sorted(glyphs, key=attrgetter("baseline", "x0")):
        apart = row and glyph.baseline - row[0].baseline > SAME_BASELINE_EM * min(glyph.size, row[0].size)
        if apart and not (filled and _is_beside(row, glyph, filled)):
            yield sorted(row, key=FROM_LEFT)
            row = []
        row.append(glyph)
    if row:
        yield sorted(row, key=FROM_LEFT)


def _is_beside(row: Sequence[Glyph], new: Glyph, filled: Set[int]) -> bool:
    """Whether a glyph that is filled in stands beside a row of labels, or the other way round."""
    near = new.baseline - row[0].baseline <= FILLED_BASELINE_EM * min(new.size, row[0].size)
    others = [glyph for glyph in row if (glyph.number in filled) != (new.number in filled)] if near else []
    return bool(others) and not any(glyph.x0 < new.x1 and new.x0 < glyph.x1 for glyph in others)


def _labels(rows: Iterable[Sequence[Glyph]], filled: Set[int]) -> Iterator[int]:
    """The numbers of the glyphs that stand right before what is filled in."""
    for row in rows:
        for before, after in pairwise(row):
            if after.number in filled and before.number not in filled:
                yield before.number


def _segments(
    row: Sequence[Glyph], dividers: Sequence[Rule], blanks: Sequence[Rule], labels: frozenset[int]
) -> Iterator[list[Glyph]]:
    """A row, divided at wide gaps that are no blanks to be filled in, and at the rules of tables.

    labels: the numbers of the glyphs behind which a value stands."""
    part = [row[0]]
    edge = row[0].x1
    for glyph in row[1:]:
        before = part[-1]
        if glyph.x0 - before.x1 < LEAST_SPLIT_EM * glyph.size:  # nearly all
            part.append(glyph)
            edge = max(edge, glyph.x1)
            continue
        wide = glyph.x0 - edge > _split_at(before, glyph) and not _is_colon(before, glyph)
        if wide and (before.number in labels or (blanks and _is_blank(before, glyph, blanks))):
            wide = False
        if wide or (dividers and _is_divided(before, glyph, dividers)):
            yield part
            part, edge = [glyph], glyph.x1
        else:
            part.append(glyph)
            edge = max(edge, glyph.x1)
    yield part


def _split_at(before: Glyph, after: Glyph) -> float:
    """How wide a gap divides, in points: less where size and baseline change over it, as from one text box to the
    next."""
    one, other = before.size, after.size
    small, large = (one, other) if one < other else (other, one)
    if after.text in LIST_MARKERS and before.text not in LIST_MARKERS:  # a painted space may end the column before
        return MARKER_SPLIT_EM * large
    if large > OTHER_SIZE * small and abs(before.baseline - after.baseline) > OTHER_BASELINE_EM * small:
        return OTHER_SPLIT_EM * (small + large) / 2
    return SPLIT_EM * large


def _is_colon(before: Glyph, after: Glyph) -> bool:
    """Whether a colon stands at a tab stop behind its word: 月例会　　：毎月第4火曜日."""
    return after.text in (":", "：") and after.x0 - before.x1 <= COLON_GAP_EM * after.size


def _is_blank(before: Glyph, after: Glyph, blanks: Sequence[Rule]) -> bool:
    """Whether rules underline most of a gap between two glyphs and little else: 採用した日から＿＿か月間."""
    gap, em, slack = after.x0 - before.x1, after.size, BLANK_SLACK_EM * after.size
    below = (
        min(rule.stop, after.x0) - max(rule.start, before.x1)
        for rule in blanks
        if abs(rule.at - after.baseline) <= BLANK_DROP_EM * em
        and before.x1 - slack <= rule.start < rule.stop <= after.x0 + slack
    )
    return sum(below) >= BLANK_PART * gap


def _is_divided(before: Glyph, after: Glyph, dividers: Sequence[Rule]) -> bool:
    """Whether a rule stands between the middles of two glyphs."""
    if after.x0 - before.x1 < DIVIDED_EM * after.size:
        return False
    left, right = (before.x0 + before.x1) / 2, (after.x0 + after.x1) / 2
    return any(left < rule.at < right and rule.start <= after.baseline <= rule.stop for rule in dividers)


@dataclass(slots=True)
class _Extent:
    """A segment, and what is measured of it once. size, top, bottom, x1: points; length: its visible characters."""

    part: list[Glyph]
    size: float
    top: float
    bottom: float
    x1: float
    length: int

    @classmethod
    def of(cls, part: list[Glyph]) -> _Extent:
        top, bottom = min(glyph.top for glyph in part), max(glyph.bottom for glyph in part)
        return cls(part, size_of(part), top, bottom, max(glyph.x1 for glyph in part), len(text_of(part).strip()))

    @property
    def middle(self) -> float:
        """Its middle between top and bottom."""
        return (self.top + self.bottom) / 2


def _with_raised(segments: list[list[Glyph]]) -> list[list[Glyph]]:
    """Superscripts and subscripts, which have a baseline of their own, put into the lines that they belong to."""
    measured = [_Extent.of(part) for part in segments]
    largest = max((item.size for item in measured), default=0.0)
    out = [item for item in measured if item.size > RAISED_SIZE * largest]
    small = [item for item in measured if item.size <= RAISED_SIZE * largest]
    heights = Heights((line.top, line.bottom) for line in out)
    for item in sorted(small, key=lambda item: item.size, reverse=True):
        place = next((place for place in heights.at(item.middle) if _is_raised(item, out[place])), None)
        if place is None:
            place = len(out)
            out.append(item)
        else:
            together = sorted([*out[place].part, *item.part], key=FROM_LEFT)
            out[place] = _Extent.of(together)
        heights.add(place, out[place].top, out[place].bottom)
    return [item.part for item in out]


def _stacked(segments: list[list[Glyph]], dividers: Sequence[Rule]) -> list[list[Glyph]]:
    """Single characters that stand below each other as one segment: a label written downwards in a narrow box."""
    out: list[list[Glyph]] = []
    stacks: list[list[Glyph]] = []
    for part in segments:
        if len(part) != 1 or not _is_single(part[0]):
            out.append(part)
            if all(map(_is_single, part)):
                stacks.append(part)
            continue
        host = next((stack for stack in reversed(stacks) if _is_below(stack, part[0])), None)
        if host is None or _are_rows(host[-1], part[0], segments, dividers):
            out.append(part)
            stacks.append(part)
        else:
            host.append(part[0])
    return out


def _are_rows(above: Glyph, below: Glyph, segments: Sequence[list[Glyph]], dividers: Sequence[Rule]) -> bool:
    """Whether both of two characters below each other head a row of a table: something stands level with each of them,
    to its right, and no rule between."""
    return all(any(_heads(glyph, part, dividers) for part in segments) for glyph in (above, below))


def _heads(glyph: Glyph, part: Sequence[Glyph], dividers: Sequence[Rule]) -> bool:
    """Whether a segment, which is no part of another label, stands to the right of a character."""
    if part[0].x0 <= glyph.x1 or abs(part[0].baseline - glyph.baseline) > SAME_BASELINE_EM * glyph.size:
        return False
    return not (len(part) == 1 and _is_single(part[0])) and not _is_divided(glyph, part[0], dividers)


def _is_below(stack: list[Glyph], new: Glyph) -> bool:
    last = stack[-1]
    in_line = len(stack) == 1 or abs(stack[0].x0 - last.x0) < last.size
    step = new.baseline - last.baseline
    centred = abs((last.x0 + last.x1) - (new.x0 + new.x1)) / 2 <= CENTRED_EM * new.size
    return in_line and centred and 0.8 * new.size <= step <= STACK_EM * new.size and last.size == new.size


def _is_single(glyph: Glyph) -> bool:
    return len(glyph.text) == 1 and is_wide(glyph.text) and (glyph.text.isalnum() or glyph.text in "ー・")


def _is_raised(item: _Extent, line: _Extent) -> bool:
    if item.size > RAISED_SIZE * line.size or not 0 < item.length <= line.length:
        return False
    if not line.top <= item.middle <= line.bottom:
        return False
    x0, x1 = item.part[0].x0, item.x1
    slack = RAISED_GAP_EM * line.size
    if x0 > line.x1 + slack or x1 < line.part[0].x0 - slack:
        return False
    return not any(x0 < (glyph.x0 + glyph.x1) / 2 < x1 for glyph in line.part if glyph.text.strip())


def _with_markers(segments: list[list[Glyph]], dividers: Sequence[Rule]) -> list[list[Glyph]]:
    """A segment that is a marker and nothing else, joined with the segment that follows it on its baseline."""
    out: list[list[Glyph]] = []
    for part in segments:
        before = out[-1] if out else None
        if before is not None and _follows(before, part) and _is_marker_of(before, part, dividers, out[-2:-1]):
            before.extend(part)
        else:
            out.append(part)
    return out


def _is_marker_of(
    before: list[Glyph], after: list[Glyph], dividers: Sequence[Rule], left: Sequence[list[Glyph]]
) -> bool:
    """Whether a segment is the marker of the one behind it, or a label in brackets. A number may stand in a cell or box
    of its own; one without any sign is a value, where something stands to its left."""
    text = text_of(before).strip()
    if is_bracketed(text):
        return not is_bracketed(text_of(after).strip()) and not _is_divided(before[-1], after[0], dividers)
    if text.isdecimal() and any(_is_level(part[0], before[0]) for part in left):
        return False
    return is_marker_only(text) and (not any(map(str.isalnum, text)) or not _is_divided(before[-1], after[0], dividers))


def _is_level(one: Glyph, other: Glyph) -> bool:
    return abs(one.baseline - other.baseline) <= SAME_BASELINE_EM * max(one.size, other.size)


def _follows(before: list[Glyph], after: list[Glyph]) -> bool:
    size = max(before[-1].size, after[0].size)
    near = 0 <= after[0].x0 - before[-1].x1 <= MARKER_GAP_EM * size
    return near and abs(after[0].baseline - before[0].baseline) <= SAME_BASELINE_EM * size


def is_marker_only(text: str) -> bool:
    """Whether a text is a list marker or an enumerator without anything behind it."""
    if not text or len(text) > 8:
        return False
    probe = "国際"
    found = parse_item(f"{text}{FULL_SPACE}{probe}")
    return found is not None and found.rest == probe


def text_of(part: Iterable[Glyph]) -> str:
    """The characters of a segment."""
    return "".join(glyph.text for glyph in part)


def size_of(part: Sequence[Glyph]) -> float:
    """The size, points, of most of the visible characters."""
    if len({glyph.size for glyph in part}) == 1:  # nearly always
        return part[0].size
    sizes: dict[float, int] = {}
    for glyph in part:
        weight = len(glyph.text.strip())
        sizes[glyph.size] = sizes.get(glyph.size, 0) + weight
    return max(sizes, key=lambda size: (sizes[size], size))
