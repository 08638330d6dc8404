"""Page furniture: page numbers, running heads and feet. What stands on one page only is none of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from reportpipe.layout.profile import PageFacts, Profile
from reportpipe.model.block import Line
from reportpipe.text.normalise import fold

EDGE = 0.12
"""Running heads and feet stand in this part of the page's height, at the top or the bottom."""
NUMBER_EDGE = 0.15
"""Page numbers stand in this part of the page's height, at the top or the bottom."""
LEAST_PAGES = 3
"""What repeats on fewer pages is content (all pages, where a document has fewer than four)."""
SHARE = 0.3
"""A running head stands on this part of the pages at least."""
CELL = 6.0
"""Points within which a repeated line keeps its place."""

PAGE_NUMBER = re.compile(
    r"^[\s\-‐–—―－~〜～|<＜(（\[【〔]*(?:p(?:age|\.)?\s?|頁\s?|No\.\s?)?([0-9０-９]{1,4})(?:\s?(?:ページ|頁|页))?"
    r"(?:\s?(?:/|／|of|–|-)\s?[0-9０-９]{1,4})?[\s\-‐–—―－~〜～|>＞)）\]】〕]*$",
    re.IGNORECASE,
)


class Left(NamedTuple):
    """A line that is left out, and why. evidence: what made it so."""

    line: Line
    why: str
    evidence: str


def furniture(pages: Sequence[PageFacts], profile: Profile) -> list[Left]:
    """All lines of all pages that are furniture."""
    numbers = _page_numbers(pages)
    known = {id(left.line) for left in numbers}
    return numbers + [left for left in _running(pages, profile) if id(left.line) not in known]


def _page_numbers(pages: Sequence[PageFacts]) -> list[Left]:
    """Numbers at an edge that grow with the pages: those whose difference to the page's number is the usual one."""
    found: dict[int, list[Line]] = defaultdict(list)
    for page in pages:
        for line in page.lines:
            match = PAGE_NUMBER.match(line.text)
            if match and _at_edge(line, page, NUMBER_EDGE):
                found[int(match[1]) - page.number].append(line)
    out: list[Left] = []
    for lines in found.values():
        on = {line.page for line in lines}
        if len(on) >= min(LEAST_PAGES, len(pages)) and len(pages) > 1:
            evidence = f"at the edge of {len(on)} pages, and grows with them"
            out += [Left(line, "page-number", evidence) for line in lines]
    return out


def _at_edge(line: Line, page: PageFacts, part: float) -> bool:
    box, height = page.shown(line.box), page.shown_height
    return box.bottom < part * height or box.top > (1 - part) * height


def _running(pages: Sequence[PageFacts], profile: Profile) -> Iterable[Left]:
    """Lines at an edge that repeat at one place. A large one at the top is the title of slides, and stays."""
    groups: dict[tuple[str, int, bool], list[Line]] = defaultdict(list)
    for page in pages:
        for line in page.lines:
            if _at_edge(line, page, EDGE):
                box, height = page.shown(line.box), page.shown_height
                at_top = box.bottom < height / 2
                place = box.top if at_top else height - box.bottom
                text = fold(line.text)
                masked = re.sub(r"\d+", "#", text)
                key = masked if masked.strip("#-./") else text  # a bare number repeats only as that number
                groups[key, round(place / CELL), at_top].append(line)
    least = max(min(LEAST_PAGES, len(pages)), SHARE * len(pages))
    for (_, _, at_top), lines in groups.items():
        is_title = at_top and profile.is_deck and lines[0].size > profile.body_size
        on = len({line.page for line in lines})
        if len(pages) > 1 and on >= least and not is_title:
            evidence = f"at this place of {on} of {len(pages)} pages"
            yield from (Left(line, "running-head" if at_top else "running-foot", evidence) for line in lines)
