"""What each part of a page was taken for, and why: out of the reasons that the rules themselves gave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from reportpipe.model.block import LeftText
from reportpipe.model.reason import HEADINGS
from reportpipe.model.report import first_page
from reportpipe.read.outline.assemble import Outline
from reportpipe.read.outline.draft import Taken, place
from reportpipe.read.pages.profile import EDGE_STEP, Profile

MOST_MARKERS = 12
"""So many of the most frequent markers are told."""


class Learnt(NamedTuple):
    """What was learnt over the document. markers: bullet or kind of enumerator, left edge in points, how many lines;
    headings: name of the rule, its evidence, how many headings; left: why text is left out, how often."""

    profile: Profile
    language: str
    pages: int
    markers: tuple[tuple[str, float, int], ...]
    headings: tuple[tuple[str, str, int], ...]
    left: tuple[tuple[str, int], ...]


class PageExplained(NamedTuple):
    """A page, width and height in points: what its parts were taken for, in reading order, and what is left out."""

    number: int
    width: float
    height: float
    taken: tuple[Taken, ...]
    left: tuple[LeftText, ...]


class Explanation(NamedTuple):
    """What was learnt, and some pages."""

    learnt: Learnt
    pages: tuple[PageExplained, ...]


def explanation(found: Outline, sizes: Mapping[int, tuple[float, float]], count: int) -> Explanation:
    """The explanation of some pages. sizes: width and height of each, by number; count: pages of the whole document."""
    markers = ((what, edge * EDGE_STEP, many) for (what, edge), many in found.profile.markers.most_common(MOST_MARKERS))
    learnt = Learnt(
        profile=found.profile,
        language=found.language,
        pages=count,
        markers=tuple(markers),
        headings=tuple(_headings(found)),
        left=tuple(Counter(one.why for one in found.left).most_common()),
    )
    return Explanation(learnt, tuple(_page(found, number, *size) for number, size in sorted(sizes.items())))


def _headings(found: Outline) -> Iterator[tuple[str, str, int]]:
    seen = Counter(
        reason for one in found.taken if one.what == "heading" for reason in one.reasons if reason.rule in HEADINGS
    )
    return ((rule.label, evidence, many) for (rule, evidence), many in seen.most_common())


def _page(found: Outline, number: int, width: float, height: float) -> PageExplained:
    taken = tuple(one for one in found.taken if any(first_page(at) == number for at in one.at))
    return PageExplained(number, width, height, taken, tuple(one for one in found.left if one.page == number))


def to_dict(told: Explanation) -> dict[str, Any]:
    """An explanation as plain mappings and lists."""
    return {"learnt": _learnt(told.learnt), "pages": [_told(page) for page in told.pages]}


def _learnt(learnt: Learnt) -> dict[str, Any]:
    profile = learnt.profile
    return {
        "pages": learnt.pages,
        "language": learnt.language,
        "deck": profile.is_deck,
        "body": {"size": profile.body_size, "bold": profile.body_bold},
        "right": round(profile.right, 1),
        "pitches": [{"size": size, "pitch": pitch} for size, pitch in sorted(profile.pitches.items())],
        "markers": [{"marker": what, "x": x, "lines": many} for what, x, many in learnt.markers],
        "headings": [{"rule": rule, "evidence": seen, "headings": many} for rule, seen, many in learnt.headings],
        "left_out": [{"why": why, "texts": many} for why, many in learnt.left],
    }


def _told(page: PageExplained) -> dict[str, Any]:
    return {
        "page": page.number,
        "width": round(page.width, 1),
        "height": round(page.height, 1),
        "blocks": [_block(one) for one in page.taken],
        "left_out": [
            {"text": one.text, "why": one.why, "evidence": one.evidence, "at": place(one.page, one.box)}
            for one in page.left
        ],
    }


def _block(one: Taken) -> dict[str, Any]:
    return {
        "what": one.what,
        "depth": one.depth,
        "marker": one.marker,
        "text": one.text,
        "at": list(one.at),
        "why": [{"rule": rule.label, "meaning": rule.meaning, "evidence": evidence} for rule, evidence in one.reasons],
        "check": [{"code": code.label, "meaning": code.meaning, "evidence": evidence} for code, evidence in one.doubts],
    }
