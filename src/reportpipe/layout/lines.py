"""Glyphs → lines: what stands on one baseline and is divided by no wide gap.

Spaces: a painted space is one, a gap alone is none, unless it is wider than any gap that a typesetter makes between
Japanese and Latin letters (a quarter of an em, JIS X 4051), or stands between two Latin words.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import pairwise
from statistics import median

from reportpipe.layout.grid import Rule
from reportpipe.model.block import Line
from reportpipe.model.page import Box, Glyph, Page, union
from reportpipe.text.enumerators import parse
from reportpipe.text.join import is_wide
from reportpipe.text.normalise import clean

SAME_BASELINE_EM = 0.3
"""Baselines closer than this are one row; subscripts and mixed fonts wobble by less."""
SPLIT_EM = 1.5
"""A gap without painted spaces that is wider divides two lines: columns, table cells, text beside a figure."""
MARKER_GAP_EM = 4.0
"""A marker may stand this far before its text (tab stops of word processors)."""
WIDE_SPACE_EM = 0.5
"""Between two wide characters, a gap is a space from here on."""
LEAST_GAP_EM = 0.1
"""A gap that is wider was made, by a typesetter or by a typed space; a narrower one is kerning."""
MIXED_SPACE_EM = 0.6
"""Between a wide character and another, a gap is a space from here on: justification may widen the quarter em to half
of one (JIS X 4051), and writers round."""
LATIN_SPACE_EM = 0.15
"""Between two Latin letters, a gap is a space from here on; the narrowest space glyphs measure 0.2."""
EVEN = 1.5
"""A gap within this multiple of the line's median gap is letter-spacing, not a space."""
RAISED_SIZE = 0.75
"""Superscripts are at most this part of the size of the text that they stand in."""
RAISED_GAP_EM = 0.6
"""A superscript stands no farther than this from its text."""
DIVIDED_EM = 0.3
"""A rule divides a line only in a gap: the sides of a highlight stand between letters without one."""
STACK_EM = 1.7
"""Characters of a vertical label stand no farther than this below each other."""
CENTRED_EM = 0.3
"""Their centres are this close to one upright line."""
FULL_SPACE = "\u3000"


def page_lines(page: Page, seen: Sequence[Glyph], language: str = "ja", dividers: Sequence[Rule] = ()) -> list[Line]:
    """The lines of a page from top to bottom. Every glyph of `seen` is in exactly one of them, but for spaces beside
    which nothing stands. dividers: upright rules of tables, at which lines end."""
    lines: list[Line] = []
    for angle in sorted({glyph.angle for glyph in seen}):
        turned = [_turn(glyph, page) for glyph in seen if glyph.angle == angle]
        segments = _stacked(_with_raised([part for row in _rows(turned) for part in _segments(row, dividers)]))
        made = (_line(part, page.number, language) for part in _with_markers(segments, dividers))
        lines += [_turn_back(line, angle, page) for line in made if line is not None]
    return sorted(lines, key=lambda line: (line.box.top, line.box.x0))


def _turn(glyph: Glyph, page: Page) -> Glyph:
    """The glyph in a frame in which its line runs from left to right."""
    if glyph.angle == 0:
        return glyph
    x0, top, x1, bottom, base = glyph.x0, glyph.top, glyph.x1, glyph.bottom, glyph.baseline
    if glyph.angle == 90:
        return glyph._replace(
            x0=top, x1=bottom, top=page.width - x1, bottom=page.width - x0, baseline=page.width - base
        )
    if glyph.angle == 180:
        height = page.height
        return glyph._replace(
            x0=page.width - x1, x1=page.width - x0, top=height - bottom, bottom=height - top, baseline=height - base
        )
    return glyph._replace(x0=page.height - bottom, x1=page.height - top, top=x0, bottom=x1, baseline=base)


def _turn_back(line: Line, angle: int, page: Page) -> Line:
    """The line with its box in the displayed frame again."""
    if angle == 0:
        return line
    x0, top, x1, bottom = line.box
    box = {
        90: Box(page.width - bottom, x0, page.width - top, x1),
        180: Box(page.width - x1, page.height - bottom, page.width - x0, page.height - top),
        270: Box(top, page.height - x1, bottom, page.height - x0),
    }[angle]
    return replace(line, box=box, angle=angle)


def _rows(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Glyphs on one baseline, each row from left to right."""
    row: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda glyph: (glyph.baseline, glyph.x0)):
        if row and glyph.baseline - row[0].baseline > SAME_BASELINE_EM * min(glyph.size, row[0].size):
            yield sorted(row, key=lambda glyph: (glyph.x0, glyph.number))
            row = []
        row.append(glyph)
    if row:
        yield sorted(row, key=lambda glyph: (glyph.x0, glyph.number))


def _segments(row: Sequence[Glyph], dividers: Sequence[Rule]) -> Iterator[list[Glyph]]:
    """A row, divided at wide gaps and at the rules of tables."""
    part: list[Glyph] = []
    edge = 0.0
    for glyph in row:
        wide = part and glyph.x0 - edge > SPLIT_EM * max(glyph.size, part[-1].size)
        if wide or (part and dividers and _is_divided(part[-1], glyph, dividers)):
            yield part
            part = []
        edge = max(edge, glyph.x1) if part else glyph.x1
        part.append(glyph)
    if part:
        yield part


def _is_divided(before: Glyph, after: Glyph, dividers: Sequence[Rule]) -> bool:
    """Whether a rule stands between the middles of two glyphs."""
    if after.x0 - before.x1 < DIVIDED_EM * after.size:
        return False
    left, right = (before.x0 + before.x1) / 2, (after.x0 + after.x1) / 2
    return any(left < rule.at < right and rule.start <= after.baseline <= rule.stop for rule in dividers)


def _with_raised(segments: list[list[Glyph]]) -> list[list[Glyph]]:
    """Superscripts and subscripts, which have a baseline of their own, put into the lines that they belong to."""
    out: list[list[Glyph]] = []
    small: list[list[Glyph]] = []
    largest = max((_size(part) for part in segments), default=0.0)
    for part in segments:
        (small if _size(part) <= RAISED_SIZE * largest else out).append(part)
    for part in sorted(small, key=_size, reverse=True):
        host = next((line for line in out if _is_raised(part, line)), None)
        if host is None:
            out.append(part)
        else:
            host.extend(part)
            host.sort(key=lambda glyph: (glyph.x0, glyph.number))
    return out


def _stacked(segments: list[list[Glyph]]) -> list[list[Glyph]]:
    """Single characters that stand below each other as one segment: a label written downwards in a narrow box."""
    out: list[list[Glyph]] = []
    for part in segments:
        host = next((stack for stack in reversed(out) if _is_below(stack, part)), None)
        if host is None:
            out.append(part)
        else:
            host.extend(part)
    return out


def _is_below(stack: list[Glyph], part: list[Glyph]) -> bool:
    if not all(_is_single(glyph) for glyph in stack) or len(part) != 1 or not _is_single(part[0]):
        return False
    last, new = stack[-1], part[0]
    in_line = len(stack) == 1 or abs(stack[0].x0 - last.x0) < last.size
    step = new.baseline - last.baseline
    centred = abs((last.x0 + last.x1) - (new.x0 + new.x1)) / 2 <= CENTRED_EM * new.size
    return in_line and centred and 0.8 * new.size <= step <= STACK_EM * new.size and last.size == new.size


def _is_single(glyph: Glyph) -> bool:
    return len(glyph.text) == 1 and is_wide(glyph.text) and (glyph.text.isalnum() or glyph.text in "ー・")


def _is_raised(part: list[Glyph], line: list[Glyph]) -> bool:
    size = _size(line)
    if _size(part) > RAISED_SIZE * size or not _text(part).strip():
        return False
    middle = (min(g.top for g in part) + max(g.bottom for g in part)) / 2
    top, bottom = min(g.top for g in line), max(g.bottom for g in line)
    if not top <= middle <= bottom:
        return False
    x0, x1 = part[0].x0, max(g.x1 for g in part)
    slack = RAISED_GAP_EM * size
    if x0 > max(g.x1 for g in line) + slack or x1 < line[0].x0 - slack:
        return False
    middle_free = not any(x0 < (g.x0 + g.x1) / 2 < x1 for g in line if g.text.strip())
    return middle_free and len(_text(part).strip()) <= len(_text(line).strip())


def _with_markers(segments: list[list[Glyph]], dividers: Sequence[Rule]) -> list[list[Glyph]]:
    """A segment that is a marker and nothing else, joined with the segment that follows it on its baseline."""
    out: list[list[Glyph]] = []
    for part in segments:
        before = out[-1] if out else None
        joins = before is not None and _follows(before, part) and not _is_divided(before[-1], part[0], dividers)
        if before is not None and joins and is_marker_only(_text(before).strip()):
            before.extend(part)
        else:
            out.append(part)
    return out


def _follows(before: list[Glyph], after: list[Glyph]) -> bool:
    size = max(before[-1].size, after[0].size)
    near = 0 <= after[0].x0 - before[-1].x1 <= MARKER_GAP_EM * size
    return near and abs(after[0].baseline - before[0].baseline) <= SAME_BASELINE_EM * size


def is_marker_only(text: str) -> bool:
    """Whether a text is a list marker or an enumerator without anything behind it."""
    if not text or len(text) > 8:
        return False
    probe = "国際"
    found = parse(f"{text}{FULL_SPACE}{probe}")
    return found is not None and found.rest == probe and found.kind not in ("note", "bracket")


def _text(part: Iterable[Glyph]) -> str:
    return "".join(glyph.text for glyph in part)


def _size(part: Sequence[Glyph]) -> float:
    """The size, points, of most of the visible characters."""
    sizes: dict[float, int] = {}
    for glyph in part:
        weight = len(glyph.text.strip())
        sizes[glyph.size] = sizes.get(glyph.size, 0) + weight
    return max(sizes, key=lambda size: (sizes[size], size))


def _line(part: list[Glyph], page: int, language: str) -> Line | None:
    """A line out of its glyphs; None where they are all spaces."""
    size = _size(part)
    text, owners = _spell(part)
    cleaned = clean(text, language)
    if cleaned != text:
        owners = _realigned(text, cleaned, owners)
    bare = cleaned.strip(" " + FULL_SPACE)
    if not bare:
        return None
    start = cleaned.index(bare[0])
    owners = owners[start : start + len(bare)]
    visible = [glyph for glyph in part if glyph.text.strip(" " + FULL_SPACE)]
    inked = visible or part
    box = union([Box(*glyph[2:6]) for glyph in inked])
    main = [glyph for glyph in inked if glyph.size > RAISED_SIZE * size] or inked
    bold = 2 * sum(glyph.bold for glyph in main) > len(main)
    return Line(
        page=page,
        text=bare,
        box=box,
        baseline=median(glyph.baseline for glyph in main),
        size=size,
        bold=bold,
        font=main[len(main) // 2].font,
        numbers=array("i", (glyph.number for glyph in part)),
        lefts=array("f", (part[owner].x0 for owner in owners)),
        raised=_raised(part, owners, size, median(glyph.baseline for glyph in main)),
        gaps=_mixed_gaps(part, bare, owners),
    )


def _mixed_gaps(part: list[Glyph], text: str, owners: list[int]) -> tuple[int, ...]:
    """Before which characters an unpainted gap divides a wide character from another one."""
    if text.isascii():
        return ()
    found: list[int] = []
    for place in range(1, len(text)):
        before, after = part[owners[place - 1]], part[owners[place]]
        gap = after.x0 - before.x1
        if LEAST_GAP_EM * after.size < gap <= MIXED_SPACE_EM * after.size and _is_mixed(text[place - 1], text[place]):
            found.append(place)
    return tuple(found)


def _is_mixed(before: str, after: str) -> bool:
    return not before.isspace() and not after.isspace() and is_wide(before) != is_wide(after)


def _spell(part: list[Glyph]) -> tuple[str, list[int]]:
    """The text with its spaces, and for each character the place, in `part`, of the glyph that it comes from."""
    visible = [glyph for glyph in part if glyph.text.strip(" ")]
    gaps = [b.x0 - a.x1 for a, b in pairwise(visible)]
    usual = EVEN * median(gaps) if len(gaps) > 2 else 0.0
    chars: list[str] = []
    owners: list[int] = []
    before: Glyph | None = None
    for place, glyph in enumerate(part):
        is_space = not glyph.text.strip(" ")
        if is_space and (not glyph.text or (chars and chars[-1] == " ")):
            continue
        if not is_space and before is not None and chars[-1] != " " and _is_gap(before, glyph, usual):
            chars.append(" ")
            owners.append(place)
        chars += glyph.text
        owners += [place] * len(glyph.text)
        before = before if is_space else glyph
    return "".join(chars), owners


def _is_gap(before: Glyph, after: Glyph, usual: float) -> bool:
    """Whether a gap without a painted space is one (normalisation of PDF text, measured; median rule for tracking)."""
    if not before.text or not after.text or FULL_SPACE in (before.text, after.text):
        return False
    wide = is_wide(before.text[-1]) + is_wide(after.text[0])
    least = (LATIN_SPACE_EM, MIXED_SPACE_EM, WIDE_SPACE_EM)[wide] * max(before.size, after.size)
    return after.x0 - before.x1 > max(least, usual)


def _realigned(text: str, cleaned: str, owners: list[int]) -> list[int]:
    """The owners of the characters after cleaning. Cleaning is local, so that an alignment by difflib is right."""
    out: list[int] = []
    for _, i0, i1, j0, j1 in SequenceMatcher(None, text, cleaned, autojunk=False).get_opcodes():
        for j in range(j0, j1):
            out.append(owners[min(i0 + j - j0, max(i1 - 1, i0), len(owners) - 1)])
    return out


def _raised(part: list[Glyph], owners: list[int], size: float, baseline: float) -> tuple[tuple[int, int], ...]:
    spans: list[tuple[int, int]] = []
    for index, owner in enumerate(owners):
        glyph = part[owner]
        if glyph.size <= RAISED_SIZE * size and glyph.baseline < baseline - 0.1 * size:
            if spans and spans[-1][1] == index:
                spans[-1] = (spans[-1][0], index + 1)
            else:
                spans.append((index, index + 1))
    return tuple(spans)
