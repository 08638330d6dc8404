"""Page furniture: page numbers, running heads and feet, stamps in the margins, watermarks. What stands on one page only
is none of them, unless it is painted large and askew over the page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

from reportpipe.model.block import Line
from reportpipe.model.page import ASKEW
from reportpipe.read.pages.profile import PageFacts, Profile
from reportpipe.read.regions.page_numbers import at_edge, page_numbers
from reportpipe.text.normalise import fold

EDGE = 0.12
"""Running heads and feet stand in this part of the page's height, at the top or the bottom."""
LEAST_PAGES = 3
"""What repeats on fewer pages is content (all pages, where a document has fewer than four)."""
SHARE = 0.3
"""A running head stands on this part of the pages at least."""
SIDE = 0.09
"""Stamps and thumb tabs stand in this part of the page's width, at the left or the right."""
WATERMARK_SIZE = 2.0
"""A watermark is larger than the text by this factor …"""
BEHIND_LINES = 2
"""… and so many lines of text run through it, if it is not askew."""
CELL = 6.0
"""Points within which a repeated line keeps its place."""


class Left(NamedTuple):
    """A line that is left out, and why. evidence: what made it so."""

    line: Line
    why: str
    evidence: str


def furniture(pages: Sequence[PageFacts], profile: Profile) -> list[Left]:
    """All lines of all pages that are furniture."""
    found: dict[int, Left] = {}
    numbers = (Left(one.line, "page-number", one.evidence) for one in page_numbers(pages, profile))
    for left in chain(numbers, _running(pages, profile), _beside(pages), _watermarks(pages, profile)):
        found.setdefault(id(left.line), left)
    return list(found.values())


def without(pages: Sequence[PageFacts], left: Iterable[Left]) -> list[PageFacts]:
    """The pages without the lines that are left out."""
    gone = {id(item.line) for item in left}
    return [replace(page, lines=tuple(line for line in page.lines if id(line) not in gone)) for page in pages]


def _running(pages: Sequence[PageFacts], profile: Profile) -> Iterator[Left]:
    """Lines at an edge that repeat at one place, and elsewhere at that edge. A large one at the top is the title of
    slides, and stays."""
    groups: dict[tuple[str, int, bool], list[Line]] = defaultdict(list)
    alike: dict[tuple[str, int, bool], list[Line]] = defaultdict(list)
    for page in pages:
        for line in page.lines:
            if at_edge(line, page, EDGE):
                box, height = page.shown(line.box), page.shown_height
                at_top = box.bottom < height / 2
                place = box.top if at_top else height - box.bottom
                key = repeated_text(line.text)
                groups[key, round(place / CELL), at_top].append(line)
                alike[key, round(line.size), at_top].append(line)
    least = _least(pages)
    for (key, _, at_top), lines in groups.items():
        is_title = at_top and profile.is_deck and lines[0].size > profile.body_size
        on = len({line.page for line in lines})
        if len(pages) > 1 and on >= least and not is_title:
            why = "running-head" if at_top else "running-foot"
            evidence = f"at one place of this edge on {on} of {len(pages)} pages"
            for size in dict.fromkeys(round(line.size) for line in lines):
                yield from (Left(line, why, evidence) for line in alike[key, size, at_top])


def repeated_text(text: str) -> str:
    """What a running head says but for its numbers; a bare number repeats only as that number."""
    folded = fold(text)
    masked = re.sub(r"\d+", "#", folded)
    return masked if masked.strip("#-./") else folded


def _least(pages: Sequence[PageFacts]) -> float:
    """On so many pages stands what repeats."""
    return max(min(LEAST_PAGES, len(pages)), SHARE * len(pages))


def _beside(pages: Sequence[PageFacts]) -> Iterator[Left]:
    """Lines in the left or the right margin that repeat at one place: stamps, thumb tabs."""
    lines = (
        line
        for page in pages
        for line in page.lines
        if line.box.x1 < SIDE * page.width or line.box.x0 > (1 - SIDE) * page.width
    )
    yield from (
        Left(line, "running-side", "at this place of the margin of many pages") for line in _repeated(lines, pages)
    )


def _watermarks(pages: Sequence[PageFacts], profile: Profile) -> Iterator[Left]:
    """Words that are painted askew over the page, if they repeat at one place or are large; and large ones that repeat
    behind the text."""
    askew = [line for page in pages for line in page.lines if line.angle == ASKEW]
    repeated = {id(line) for line in _repeated(askew, pages)}
    behind = (line for page in pages for line in page.lines if _is_large(line, profile) and _is_behind(line, page))
    for line in askew:
        if id(line) in repeated or _is_large(line, profile):
            yield Left(line, "watermark", "askew, and large or at this place of many pages")
    for line in _repeated(behind, pages):
        yield Left(line, "watermark", "large, behind the text, and at this place of many pages")


def _is_large(line: Line, profile: Profile) -> bool:
    return line.size >= WATERMARK_SIZE * profile.body_size


def _is_behind(line: Line, page: PageFacts) -> bool:
    """Whether lines of the text run through a line."""
    across = (one for one in page.lines if one is not line and one.box.x0 < line.box.x1 and one.box.x1 > line.box.x0)
    return sum(line.box.top < (one.box.top + one.box.bottom) / 2 < line.box.bottom for one in across) >= BEHIND_LINES


def _repeated(lines: Iterable[Line], pages: Sequence[PageFacts]) -> list[Line]:
    """Those of some lines that say the same at the same place of many pages."""
    groups: dict[tuple[str, int, int], list[Line]] = defaultdict(list)
    for line in lines:
        groups[repeated_text(line.text), round(line.box.x0 / CELL), round(line.box.top / CELL)].append(line)
    least = _least(pages)
    return [
        line for held in groups.values() if len(pages) > 1 and len({one.page for one in held}) >= least for line in held
    ]
