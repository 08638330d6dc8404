"""Glyphs → lines: what stands on one baseline and is divided by no wide gap.

Spaces: a painted space is one, a gap alone is none, unless it is wider than any gap that a typesetter makes between
Japanese and Latin letters (a quarter of an em, JIS X 4051), or stands between two Latin words.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import groupby, pairwise
from statistics import median

from reportpipe.model.block import Line
from reportpipe.model.page import ASKEW, Glyph, Page, Setting, box_around
from reportpipe.patterns import pattern
from reportpipe.read.lines.cells import in_cells
from reportpipe.read.lines.segments import FULL_SPACE, RAISED_SIZE, segments, size_of
from reportpipe.read.pages.frames import turned, turned_back
from reportpipe.read.pages.grid import Grid, Rule, blanks
from reportpipe.runs import runs
from reportpipe.text.bidi import RIGHT_TO_LEFT, is_right_to_left, logical_order, with_brackets
from reportpipe.text.join import is_wide
from reportpipe.text.normalise import clean
from reportpipe.text.scripts import lowered

WIDE_SPACE_EM = 0.5
"""Between two wide characters, a gap is a space from here on."""
BLANK_WIDTH = 0.4
"""A blank to be filled in is no wider than this part of the page."""
SOLID_EM = 0.03
"""A line whose median gap is no wider is set solid …"""
SOLID_SPACE_EM = 0.25
"""… and a gap between two wide characters is a space from here on: the space of Japanese fonts measures 0.3. Of 92,000
such pairs of the corpus 59 have a gap of 0.2 to 0.5 em, and nearly all were typed."""
GLUE_EM = 0.75
"""Punctuation whose advance is narrower takes half an em."""
LEAST_GAP_EM = 0.1
"""A gap that is wider was made, by a typesetter or by a typed space; a narrower one is kerning."""
MIXED_SPACE_EM = 0.6
"""Between a wide character and another, a gap is a space from here on: justification may widen the quarter em to half
of one (JIS X 4051), and writers round."""
LATIN_SPACE_EM = 0.15
"""Between two Latin letters, a gap is a space from here on; the narrowest space glyphs measure 0.2."""
RAISED_EM = 0.1
"""Small glyphs whose baseline is farther than this from the line's are raised or lowered."""
SUBSCRIPT_GAP_EM = 0.25
"""A subscript stands closer than this behind its letter."""
SOUND_MARKS = frozenset("ﾞﾟ゛゜\u3099\u309a")
"""They belong to the kana before them, however far a typesetter spaces half-width ones."""
WHITE_EM = 0.55
"""From here on a gap may divide the columns of a table: a space of any font is narrower but that of Japanese ones."""
TYPED_EM = 1.6
"""From here on, where an ideographic space is painted in the gap."""
SLANTED = pattern(r"ital|obliq|slanted|kursiv", re.IGNORECASE)
"""The names of fonts that lean."""
BLANKS = " " + FULL_SPACE
"""With these no line begins or ends."""
EVEN = 1.5
"""A gap within this multiple of the line's median gap is letter-spacing, not a space."""


def page_lines(
    page: Page,
    seen: Sequence[Glyph],
    language: str = "ja",
    dividers: Sequence[Rule] = (),
    grids: Sequence[Grid] = (),
) -> list[Line]:
    """The lines of a page from top to bottom. Every glyph of `seen` is in exactly one of them, but for spaces beside
    which nothing stands. dividers: upright rules, at which lines end; grids: of tables, whose cells part them."""
    lines: list[Line] = []
    underlined = blanks(page.shapes, BLANK_WIDTH * page.width)
    askew = [glyph for glyph in seen if glyph.askew]
    made_askew = (_line(run, page, language) for run in _runs(askew))
    lines += [replace(line, angle=ASKEW) for line in made_askew if line is not None]
    for angle in sorted({glyph.angle for glyph in seen}):
        level = [glyph for glyph in seen if glyph.angle == angle and not glyph.askew]
        for held in in_cells(level, grids):
            run_level = [_turn(glyph, page) for glyph in held] if angle else held
            parts = segments(run_level, dividers, underlined if angle == 0 else (), page.filled)
            made = (_line(part, page, language) for part in parts)
            lines += [_turn_back(line, angle, page) if angle else line for line in made if line is not None]
    return sorted(lines, key=lambda line: (line.box.top, line.box.x0))


def _runs(askew: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Glyphs that are painted one after the other in one size: where lines lean, that is all that tells them."""
    return runs(askew, lambda before, glyph: glyph.number <= before.number + 1 and glyph.size == before.size)


def _turn(glyph: Glyph, page: Page) -> Glyph:
    """The glyph in a frame in which its line runs from left to right."""
    sides = (page.width, page.height)
    for quarter in range(glyph.angle // 90):
        glyph = turned(glyph, sides[quarter % 2])
    return glyph


def _turn_back(line: Line, angle: int, page: Page) -> Line:
    """The line with its box in the frame of the page again."""
    box, sides = line.box, (page.width, page.height)
    for quarter in reversed(range(angle // 90)):
        box = turned_back(box, sides[quarter % 2])
    return replace(line, box=box, angle=angle)


def _line(part: list[Glyph], page: Page, language: str) -> Line | None:
    """A line out of its glyphs; None where they are all spaces."""
    size = size_of(part)
    text, owners = _in_reading_order(*_spell(part), page.setting is Setting.RIGHT_TO_LEFT)
    cleaned = clean(text, language)
    if cleaned != text:
        owners = _realigned(text, cleaned, owners)
    bare = cleaned.strip(BLANKS)
    if not bare:
        return None
    start = cleaned.index(bare[0])
    owners = owners[start : start + len(bare)]
    visible = [glyph for glyph in part if glyph.text.strip(BLANKS)]
    inked = visible or part
    box = box_around(inked)
    main = [glyph for glyph in inked if glyph.size > RAISED_SIZE * size] or inked
    baseline = median([glyph.baseline for glyph in main])
    font = main[len(main) // 2].font
    bold = 2 * sum(glyph.bold for glyph in main) > len(main)
    bare = _with_lowered(bare, part, owners, size, baseline)
    return Line(
        page=page.number,
        text=bare,
        box=box,
        baseline=baseline,
        size=size,
        bold=bold,
        font=font,
        numbers=array("i", (glyph.number for glyph in part)),
        lefts=array("f", (part[owner].x0 for owner in owners)),
        raised=_raised(part, owners, size, baseline),
        gaps=_mixed_gaps(part, bare, owners),
        whites=_whites(part, size),
        colour=_most([glyph.colour for glyph in main]),
        slant=bool(SLANTED.search(font)),
        tag=_majority([glyph.tag for glyph in main]),
    )


def _most(values: Sequence[int]) -> int:
    """The value that occurs most often, of two the first one."""
    first = values[0]
    return first if values.count(first) == len(values) else Counter(values).most_common(1)[0][0]


def _majority(values: Sequence[int]) -> int:
    """The value of more than half; 0 where none is."""
    most = _most(values)
    return most if 2 * values.count(most) > len(values) else 0


def _whites(part: Sequence[Glyph], size: float) -> tuple[tuple[float, float], ...]:
    """The wider gaps between the visible glyphs of a line, which stand from left to right. A single wide space that was
    typed, as in names, is none."""
    edge: float | None = None
    typed = 0
    found: list[tuple[float, float]] = []
    for glyph in part:
        if not glyph.text.strip(BLANKS):
            typed += glyph.text.count(FULL_SPACE)
            continue
        if edge is not None and glyph.x0 - edge > (TYPED_EM if typed else WHITE_EM) * size:
            found.append((edge, glyph.x0))
        edge = glyph.x1 if edge is None else max(edge, glyph.x1)
        typed = 0
    return tuple(found)


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
    usual: float | None = None
    is_measured = False
    chars: list[str] = []
    owners: list[int] = []
    before: Glyph | None = None
    for place, glyph in enumerate(part):
        text = glyph.text
        if not text.strip(" "):
            if not text or (chars and chars[-1] == " "):
                continue
        else:
            if before is not None and glyph.x0 > before.x1 and chars[-1] != " ":
                if not is_measured:  # many lines have no gap
                    usual, is_measured = _usual_gap(part), True
                if _is_gap(before, glyph, usual):
                    chars.append(" ")
                    owners.append(place)
            before = glyph
        chars += text
        owners += [place] * len(text)
    return "".join(chars), owners


def _usual_gap(part: Sequence[Glyph]) -> float | None:
    """The median gap between the visible glyphs of a line, points; None where it is too short to tell."""
    visible = [glyph for glyph in part if glyph.text.strip(" ")]
    gaps = [after.x0 - before.x1 for before, after in pairwise(visible)]
    return median(gaps) if len(gaps) > 2 else None


def _in_reading_order(text: str, owners: list[int], mirrored: bool) -> tuple[str, list[int]]:
    """The text as it is read, where its letters run from right to left; what one glyph stands for is kept as it is."""
    if not mirrored and not RIGHT_TO_LEFT.search(text):
        return text, owners
    units = [
        list(places) for _, places in groupby(range(len(text)), key=lambda place: (owners[place], text[place] == " "))
    ]
    order = logical_order(["".join(text[place] for place in unit) for unit in units], mirrored)
    places = [place for unit in order for place in units[unit]]
    read = "".join(text[place] for place in places)
    return with_brackets(read) if is_right_to_left(read) else read, [owners[place] for place in places]


def _is_gap(before: Glyph, after: Glyph, usual: float | None) -> bool:
    """Whether a gap without a painted space is one (normalisation of PDF text, measured; median rule for tracking).
    usual: the `_usual_gap` of the line."""
    gap = after.x0 - before.x1
    if gap <= 0 or not before.text or not after.text or FULL_SPACE in (before.text, after.text):
        return False
    if after.text[0] in SOUND_MARKS:
        return False
    em = max(before.size, after.size)
    wide = is_wide(before.text[-1]) + is_wide(after.text[0])
    least = (LATIN_SPACE_EM, MIXED_SPACE_EM, WIDE_SPACE_EM)[wide]
    if wide == 2 and usual is not None and abs(usual) <= SOLID_EM * em and not _is_glue(before, after):
        least = SOLID_SPACE_EM
    return gap > max(least * em, EVEN * (usual or 0.0))


def _is_glue(before: Glyph, after: Glyph) -> bool:
    """Whether one of two glyphs is punctuation that is half as wide as its size: a typesetter fills it up to an em."""
    return any(not one.text.isalnum() and one.x1 - one.x0 < GLUE_EM * one.size for one in (before, after))


def _realigned(text: str, cleaned: str, owners: list[int]) -> list[int]:
    """The owners of the characters after cleaning. Cleaning is local, so that an alignment by difflib is right."""
    out: list[int] = []
    for _, i0, i1, j0, j1 in SequenceMatcher(None, text, cleaned, autojunk=False).get_opcodes():
        for j in range(j0, j1):
            out.append(owners[min(i0 + j - j0, max(i1 - 1, i0), len(owners) - 1)])
    return out


def _raised(part: list[Glyph], owners: list[int], size: float, baseline: float) -> tuple[tuple[int, int], ...]:
    """The characters that are set as superscripts."""
    return _spans(
        [_is_small(part[owner], size) and part[owner].baseline < baseline - RAISED_EM * size for owner in owners]
    )


def _with_lowered(text: str, part: list[Glyph], owners: list[int], size: float, baseline: float) -> str:
    """The text with subscripts."""
    low = baseline + RAISED_EM * size
    spans = _spans([_is_small(part[owner], size) and part[owner].baseline > low for owner in owners])
    for start, stop in spans:
        if start and part[owners[start]].x0 - part[owners[start - 1]].x1 < SUBSCRIPT_GAP_EM * size:
            text = text[:start] + lowered(text[start:stop], text[:start]) + text[stop:]
    return text


def _is_small(glyph: Glyph, size: float) -> bool:
    return glyph.size <= RAISED_SIZE * size


def _spans(marked: Sequence[bool]) -> tuple[tuple[int, int], ...]:
    """Where runs of what is marked start and stop."""
    spans: list[tuple[int, int]] = []
    for index, is_marked in enumerate(marked):
        if not is_marked:
            continue
        if spans and spans[-1][1] == index:
            spans[-1] = (spans[-1][0], index + 1)
        else:
            spans.append((index, index + 1))
    return tuple(spans)
