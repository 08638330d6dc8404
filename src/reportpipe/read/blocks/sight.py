"""The lines of a document in reading order, each with what stands around it: what every weighed decision looks at.

Lengths are in em of the line, in parts of the page, or compared with what is usual in the document, so that a page of
twice the size gives the same evidence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from reportpipe.model.block import Line, Solid
from reportpipe.model.page import Box
from reportpipe.model.report import REFERENCE
from reportpipe.patterns import pattern
from reportpipe.read.blocks.blocks import marker_of
from reportpipe.read.blocks.hanging import rest_x
from reportpipe.read.pages.heights import Heights
from reportpipe.read.pages.profile import PageFacts, Profile
from reportpipe.read.regions.order import Region
from reportpipe.text.enumerators import Enumerator, parse
from reportpipe.text.normalise import fold

STOPS = "。．！？!?"
"""What ends a sentence."""
CLOSING = "】］〕)）>＞》」』"
"""What ends words in brackets."""
GROUPS = {
    "bullet": "bullet",
    "arrow": "arrow",
    **dict.fromkeys(("arabic", "multi", "dai", "hash", "roman", "kanji"), "number"),
    **dict.fromkeys(("paren", "rparen", "palpha", "pkana", "pkanji"), "paren"),
    "circled": "circled",
    **dict.fromkeys(("alpha", "kana"), "letter"),
}
"""Kinds of markers that authors use alike."""
REACH_EM = 20.0
"""What stands farther away than this is no neighbour."""
NEXT_EM = 0.1
"""Lines beside each other may overlap by this much."""
ROW_PART = 0.5
"""Lines that share more than this part of the lower one's height stand in a row."""
TOUCH_EM = 0.2
"""Text may stick out of what is drawn around it by this much of the body size."""
RULE_EM = 0.25
"""What is drawn lower than this is a rule, not a box; in em of the line."""
UNDER_EM = (0.35, 0.25)
"""A rule under words lies no higher above their lower edge than this, and no lower below it."""
UNDER_PART = 0.7
"""It is as long as this part of them at least …"""
UNDER_MOST = 1.4
"""… and not longer than this, or it divides the page."""
STEPS = 60
"""Places on a page are compared in so many steps of its height."""
SIZE_STEPS = 20
"""Sizes are compared in steps of this part of the body size: writers round them."""
MEASURE_EM = 0.4
"""Boxes are compared in steps of this, in em of the body size."""
DIGITS = pattern("[0-9０-９]+")
USUAL_PITCH_EM = 1.4
"""The pitch of lines in a size of which the document shows none."""
PITCHES_EM = (0.8, 2.3)
"""Baselines of one paragraph are this far apart."""


class Drawn(NamedTuple):
    """What is drawn around a line: the smallest box, and what it holds. fill, stroke: 0xRRGGBB; None where it has
    none. lines: the numbers of the lines in it, in order. alike: how many boxes of its page are as large."""

    box: Box
    fill: int | None
    stroke: int | None
    lines: tuple[int, ...]
    alike: int


class Around(NamedTuple):
    """What stands near a line. left, right: how many lines in its row; gap_left, gap_right: em to the nearest of them;
    above, below: em to the nearest line over and under it; REACH_EM where there is none."""

    left: int
    right: int
    gap_left: float
    gap_right: float
    above: float
    below: float


ALONE = Around(0, 0, REACH_EM, REACH_EM, REACH_EM, REACH_EM)
"""Of a line that stands alone."""


class Style(NamedTuple):
    """How a line is set. size: rounded, points; colour: 0xRRGGBB."""

    size: float
    bold: bool
    colour: int


@dataclass(slots=True, eq=False)
class Sight:
    """A line with what is known of it. number: in the document, in reading order. region: number on its page; frame,
    right: of that region. in_drawing: whether rules found a drawing around it.

    item: its marker; text: without references to notes; family: what its marker is called in counts, "" for none;
    marker_x, text_x: left edges of marker and text, points. first_word: the width, points, up to the first place where
    the line may break.
    """

    number: int
    line: Line
    page: int
    region: int
    frame: Box | None
    right: float | None
    in_drawing: bool
    item: Enumerator | None
    text: str
    style: Style
    marker_x: float
    text_x: float
    first_word: float
    note: str
    drawn: Drawn | None = None
    under: float = 0.0
    around: Around = ALONE

    @property
    def box(self) -> Box:
        """Its bounding box."""
        return self.line.box

    @property
    def em(self) -> float:
        """Its size, points."""
        return self.line.size

    @property
    def family(self) -> str:
        """What its marker is called in counts: the glyph of a bullet, the kind of an enumerator; "" for none."""
        if self.item is None:
            return ""
        return self.item.marker if self.item.kind in ("bullet", "arrow") else self.item.kind

    @property
    def group(self) -> str:
        """The group of its marker, "" for none."""
        return GROUPS.get(self.item.kind, "") if self.item is not None else ""


@dataclass(slots=True, eq=False)
class Sheet:
    """What is known of a page. lines: numbers of its lines, in order. place: in the document, from 0 to 1. tops:
    their tops, sorted. sizes: letters by rounded size. boxes: how often boxes of a size are drawn. thin, curved: how
    many rules and curves. images: pictures that do not fill the page. left: the left edge of its text, points. median:
    of the lengths of its lines; short, marked, stops: the parts of them that are short, have a marker, end a sentence.
    """

    facts: PageFacts
    lines: list[int]
    place: float
    tops: list[float] = field(default_factory=list)
    sizes: Counter[float] = field(default_factory=Counter)
    boxes: Counter[tuple[int, int]] = field(default_factory=Counter)
    thin: int = 0
    curved: int = 0
    images: list[Box] = field(default_factory=list)
    left: float = 0.0
    median: float = 0.0
    short: float = 0.0
    marked: float = 0.0
    stops: float = 0.0

    @property
    def largest(self) -> float:
        """The largest size of its lines."""
        return max(self.sizes, default=1.0)

    @property
    def usual(self) -> float:
        """The size of most of its letters."""
        return self.sizes.most_common(1)[0][0] if self.sizes else 1.0


class Column(NamedTuple):
    """A region's edges, points; the least pitch by size; how many of its lines are full."""

    left: float
    right: float
    pitches: dict[float, float]
    full: int


class Whole:
    """A document as the decisions see it: its lines, its pages, and what is learnt over all of them."""

    def __init__(
        self, pages: Sequence[PageFacts], parts: Sequence[Sequence[Region]], profile: Profile, named: frozenset[str]
    ) -> None:
        """parts: the regions of each page, in reading order; named: folded titles that contents name."""
        self.profile, self.named = profile, named
        self.lines: list[Sight] = []
        self.tables: list[tuple[int, int, Solid]] = []
        self._regions: dict[tuple[int, int], Region] = {}
        for page, regions in zip(pages, parts, strict=True):
            self._add(page.number, regions)
        self.sheets = {page.number: Sheet(page, [], (at + 1) / len(pages)) for at, page in enumerate(pages)}
        for sight in self.lines:
            self.sheets[sight.page].lines.append(sight.number)
        self.first_page = pages[0].number if pages else 1
        self.bookmarks = frozenset(fold(mark.title) for page in pages for mark in page.bookmarks) - {""}
        self._count()
        for sheet in self.sheets.values():
            _describe(sheet, self.lines, self.body)
            _see_neighbours(sheet, self.lines)
            _see_drawn(sheet, self.lines, self.body)
        self._columns: dict[tuple[int, int], Column] = {}

    def _add(self, page: int, regions: Sequence[Region]) -> None:
        """Adds a page. Tables are kept aside, each with the number of the line that comes next, and of its region."""
        for place, region in enumerate(regions):
            self._regions[page, place] = region
            if region.solid is not None and region.solid.kind == "table":
                self.tables.append((len(self.lines), place, region.solid))
                continue
            for line in region.lines:
                self.lines.append(_sight(len(self.lines), line, page, place, region, self.profile))

    def region(self, sight: Sight) -> Region:
        """The region in which a line stands."""
        return self._regions[sight.page, sight.region]

    def _count(self) -> None:
        self.sizes: Counter[float] = Counter()
        self.colours: Counter[int] = Counter()
        self.styles: Counter[Style] = Counter()
        self.families: Counter[str] = Counter()
        self.bigrams: Counter[str] = Counter()
        self.letters: Counter[str] = Counter()
        bold = 0
        for sight in self.lines:
            count = len(sight.text)
            self.sizes[sight.style.size] += count
            self.colours[sight.style.colour] += count
            self.styles[sight.style] += count
            bold += count if sight.line.bold else 0
            self.letters.update(sight.text)
            self.bigrams.update(map("".join, pairwise(sight.text)))
            if sight.item is not None:
                self.families[sight.family] += 1
        self.total = max(1, self.sizes.total())
        self.bold = bold / self.total
        self.body = self.sizes.most_common(1)[0][0] if self.sizes else 10.0
        self.largest = max((size for size, count in self.sizes.items() if count > 2), default=self.body)
        self.colour = self.colours.most_common(1)[0][0] if self.colours else 0

    @cached_property
    def pitches(self) -> dict[float, float]:
        """The usual pitch by size, in em."""
        seen: dict[float, Counter[float]] = {}
        for one, other in pairwise(self.lines):
            pitch = (other.line.baseline - one.line.baseline) / one.em
            same = one.page == other.page and one.style.size == other.style.size and other.item is None
            if same and PITCHES_EM[0] < pitch < PITCHES_EM[1]:
                seen.setdefault(one.style.size, Counter())[round(pitch, 1)] += 1
        return {size: max(counts, key=lambda pitch: (counts[pitch], -pitch)) for size, counts in seen.items()}

    def pitch(self, size: float) -> float:
        """The usual pitch of a size, in em."""
        return self.pitches.get(size, USUAL_PITCH_EM)

    @cached_property
    def repeated(self) -> Repeats:
        """What stands in the same place, or anywhere, on several pages."""
        return Repeats(self)

    @cached_property
    def descents(self) -> Counter[tuple[str, str]]:
        """How often, within a region, a marker of one family stands next below one of another, set in."""
        found: Counter[tuple[str, str]] = Counter()
        marked = [sight for sight in self.lines if sight.item is not None]
        for one, other in pairwise(marked):
            together = (one.page, one.region) == (other.page, other.region)
            if together and other.marker_x - one.marker_x > other.em / 2:
                found[one.family, other.family] += 1
        return found

    def column(self, sight: Sight) -> Column:
        """The column in which a line stands."""
        key = (sight.page, sight.region)
        if key not in self._columns:
            numbers = self.sheets[sight.page].lines
            self._columns[key] = _column([self.lines[at] for at in numbers if self.lines[at].region == sight.region])
        return self._columns[key]

    def beside(self, sight: Sight, step: int) -> Sight | None:
        """The line so many places after (before, where negative) a line on its page."""
        place = sight.number + step
        if not 0 <= place < len(self.lines) or self.lines[place].page != sight.page:
            return None
        return self.lines[place]


class Repeats:
    """On how many pages the same words stand in the same place, or anywhere; a line so set in the same place."""

    def __init__(self, whole: Whole) -> None:
        self._heights = {number: sheet.facts.height for number, sheet in whole.sheets.items()}
        self._places: dict[tuple[str, int], set[int]] = {}
        self._texts: dict[str, set[int]] = {}
        self._slots: dict[tuple[int, float, bool], set[int]] = {}
        for sight in whole.lines:
            words, step = _words(sight), self._step(sight)
            self._texts.setdefault(words, set()).add(sight.page)
            for shift in (0, 1):
                place = (step + shift) // 2
                self._places.setdefault((words, place), set()).add(sight.page)
                self._slots.setdefault((place, sight.style.size, sight.style.bold), set()).add(sight.page)

    def _step(self, sight: Sight) -> int:
        return round(sight.box.top / self._heights[sight.page] * STEPS)

    def of(self, sight: Sight) -> tuple[int, int, int]:
        """On how many pages its words stand in its place, anywhere, and a line so set stands in its place."""
        words, step = _words(sight), self._step(sight)
        places = [(step + shift) // 2 for shift in (0, 1)]
        same = max(len(self._places[words, place]) for place in places)
        slot = max(len(self._slots[place, sight.style.size, sight.style.bold]) for place in places)
        return same, len(self._texts[words]), slot

    def part(self, count: int) -> float:
        """The part of the pages that so many are; 0 for one page."""
        return count / len(self._heights) if count > 1 else 0.0


def _words(sight: Sight) -> str:
    return DIGITS.sub("#", re.sub(r"\s", "", sight.text))


def _sight(number: int, line: Line, page: int, place: int, region: Region, profile: Profile) -> Sight:
    item = marker_of(line)
    word = next((at for at, char in enumerate(line.text) if char == " " or ord(char) > 0x2E80), len(line.text))
    lefts = line.lefts
    found = parse(line.text)
    return Sight(
        number=number,
        line=line,
        page=page,
        region=place,
        frame=region.frame,
        right=region.right,
        in_drawing=region.figure is not None,
        item=item,
        text=REFERENCE_TEXT.sub("", line.text),
        style=Style(_rounded(line.size, profile), line.bold, line.colour),
        marker_x=line.marker_x if line.marker else line.box.x0,
        text_x=rest_x(line, item.rest if item is not None else line.text),
        first_word=lefts[word - 1] - lefts[0] + line.size if word else 0.0,
        note=found.kind if found is not None and found.kind in ("note", "bracket") and not item else "",
    )


def _rounded(size: float, profile: Profile) -> float:
    step = profile.body_size / SIZE_STEPS
    return round(size / step) * step


REFERENCE_TEXT = pattern(REFERENCE.pattern)


def _column(lines: Sequence[Sight]) -> Column:
    right = max(sight.box.x1 for sight in lines)
    pitches: dict[float, float] = {}
    for one, other in pairwise(lines):
        pitch, size = other.line.baseline - one.line.baseline, one.style.size
        if size == other.style.size and 0.6 * one.em < pitch < pitches.get(size, float("inf")):
            pitches[size] = pitch
    full = sum(sight.box.x1 > right - 1.5 * sight.em for sight in lines)
    return Column(min(sight.box.x0 for sight in lines), right, pitches, full)


def _describe(sheet: Sheet, lines: Sequence[Sight], body: float) -> None:
    """Fills in what is counted over a page."""
    page, own = sheet.facts, [lines[number] for number in sheet.lines]
    sheet.tops = sorted(sight.box.top for sight in own)
    for sight in own:
        sheet.sizes[sight.style.size] += len(sight.text)
    count = max(1, len(own))
    lengths = [len(sight.text) for sight in own] or [0]
    sheet.median, sheet.short = median(lengths), sum(length < 12 for length in lengths) / count
    sheet.marked = sum(sight.item is not None for sight in own) / count
    sheet.stops = sum(sight.text[-1:] in STOPS for sight in own) / count
    sheet.left = min((sight.box.x0 for sight in own), default=0.0)
    for shape in page.shapes:
        box = shape.box
        sheet.curved += shape.curved
        if shape.kind == "image" and min(box.width, box.height) > 2 * body:
            if box.width * box.height < 0.9 * page.width * page.height:
                sheet.images.append(box)
        elif shape.kind == "path" and box.width > 1.5 * body and box.height > 0.9 * body:
            if box.width < 0.95 * page.width:
                sheet.boxes[_measures(box, body)] += 1
        elif shape.kind == "path" and min(box.width, box.height) < RULE_EM * body < max(box.width, box.height) / 4:
            sheet.thin += 1


def _measures(box: Box, body: float) -> tuple[int, int]:
    """Width and height of a box in steps of MEASURE_EM: those that are drawn alike agree."""
    return round(box.width / body / MEASURE_EM), round(box.height / body / MEASURE_EM)


def _see_neighbours(sheet: Sheet, lines: Sequence[Sight]) -> None:
    own = [lines[number] for number in sheet.lines]
    heights = Heights((sight.box.top, sight.box.bottom) for sight in own)
    for sight in own:
        reach = REACH_EM * sight.em
        near = heights.at(sight.box.top - reach, sight.box.bottom + reach)
        sight.around = _around(sight, [own[place] for place in near if own[place] is not sight])


def _around(sight: Sight, near: Sequence[Sight]) -> Around:
    left = right = 0
    gap_left = gap_right = above = below = REACH_EM
    box, em = sight.box, sight.em
    for other in near:
        there = other.box
        shared = min(box.bottom, there.bottom) - max(box.top, there.top)
        if shared > ROW_PART * min(box.height, there.height):
            if there.x0 >= box.x1 - NEXT_EM * em:
                right, gap_right = right + 1, min(gap_right, (there.x0 - box.x1) / em)
            elif there.x1 <= box.x0 + NEXT_EM * em:
                left, gap_left = left + 1, min(gap_left, (box.x0 - there.x1) / em)
        elif min(box.x1, there.x1) > max(box.x0, there.x0):
            if there.bottom <= box.top + ROW_PART * box.height:
                above = min(above, (box.top - there.bottom) / em)
            elif there.top >= box.bottom - ROW_PART * box.height:
                below = min(below, (there.top - box.bottom) / em)
    return Around(left, right, gap_left, gap_right, above, below)


def _see_drawn(sheet: Sheet, lines: Sequence[Sight], body: float) -> None:
    """Notes the smallest box that is drawn around each line, and rules under it."""
    page, touch = sheet.facts, TOUCH_EM * body
    shapes = sorted((shape for shape in page.shapes if shape.kind == "path"), key=lambda shape: _area(shape.box))
    heights = Heights((shape.box.top - touch, shape.box.bottom + touch) for shape in shapes)
    around: dict[int, list[int]] = {}
    for number in sheet.lines:
        sight = lines[number]
        near = heights.at(sight.box.top, sight.box.bottom + sight.em)
        sight.under = max((_underlines(shapes[at].box, sight) for at in near), default=0.0)
        inner = next((at for at in near if _is_around(shapes[at].box, sight, page, touch)), None)
        if inner is not None:
            around.setdefault(inner, []).append(number)
    rows = Heights((lines[number].box.top, lines[number].box.bottom) for number in sheet.lines)
    for at, numbers in around.items():
        shape = shapes[at]
        near = [sheet.lines[place] for place in rows.at(shape.box.top, shape.box.bottom)]
        inside = tuple(number for number in near if shape.box.contains(lines[number].box, touch))
        drawn = Drawn(shape.box, shape.fill, shape.stroke, inside, _alike(sheet, shape.box, body))
        for number in numbers:
            lines[number].drawn = drawn


def _area(box: Box) -> float:
    return box.width * box.height


def _alike(sheet: Sheet, box: Box, body: float) -> int:
    width, height = _measures(box, body)
    near = ((width + across, height + down) for across in (-1, 0, 1) for down in (-1, 0, 1))
    return sum(sheet.boxes[measures] for measures in near)


def _underlines(rule: Box, sight: Sight) -> float:
    """1 where a rule is drawn under the words of a line, 0.5 where it goes on beyond them, else 0."""
    if rule.height >= RULE_EM * sight.em:
        return 0.0
    box, em, middle = sight.box, sight.em, (rule.top + rule.bottom) / 2
    under = box.bottom - UNDER_EM[0] * em <= middle <= box.bottom + UNDER_EM[1] * em
    if not under or min(box.x1, rule.x1) - max(box.x0, rule.x0) <= UNDER_PART * box.width:
        return 0.0
    return 1.0 if rule.width < UNDER_MOST * box.width else 0.5


def _is_around(box: Box, sight: Sight, page: PageFacts, touch: float) -> bool:
    """Whether a box is drawn around a line, and not around the page."""
    if box.height <= 0.9 * sight.em or (box.width > 0.95 * page.width and box.height > 0.9 * page.height):
        return False
    line = sight.box
    across = box.x0 - touch <= line.x0 and box.x1 + touch >= line.x1 - ROW_PART * sight.em
    return across and box.top - touch <= line.top and box.bottom + touch >= line.bottom
