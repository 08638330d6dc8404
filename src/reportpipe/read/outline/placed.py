"""Titles whose size is their own, as it is where a long title is made to fit: they are told by their place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from statistics import median
from typing import NamedTuple

from reportpipe.model.block import Block
from reportpipe.model.reason import Rule
from reportpipe.read.outline.titles import LEAST_PAGES, Slide, is_title_like
from reportpipe.read.pages.profile import EDGE_STEP

DIVIDER_RANK = 10.0
"""The title of a slide that divides the deck ranks above all other titles, by this factor on its size."""
LOWER_EM = 0.5
"""A title may begin this much lower than the others, as it does where titles hang from the foot of their boxes."""
CENTRE_SLACK = 15.0
"""Points by which the centres of titles differ: their boxes are drawn by hand."""


class Place(NamedTuple):
    """Where titles stand: `of` a block, its left edge or its centre; the usual one, give or take slack, all in points;
    lowest: the lowest top of the titles there."""

    of: Callable[[Block], float]
    usual: float
    slack: float
    lowest: float

    def holds(self, block: Block) -> bool:
        """Whether a block stands there."""
        across = abs(self.of(block) - self.usual) <= self.slack
        return across and block.box.top <= self.lowest + LOWER_EM * block.size

    def __str__(self) -> str:
        edge = "left edge" if self.of is _left else "centre"
        return f"{edge} at x {self.usual:.0f}, no lower than {self.lowest:.0f}"


def with_placed(slides: Mapping[int, Slide], labels: frozenset[str]) -> Mapping[int, Slide]:
    """The slides; where one has no title, its topmost block is it, if it stands at the left edge or the centre of the
    other titles and no lower than they begin. labels: headings that are no titles."""
    on = {number: titles_on(slide, labels) for number, slide in slides.items()}
    titles = [title for held in on.values() for title in held]
    place = _place(titles)
    if place is None:
        return slides
    rank = max(title.heading for title in titles)
    return {number: slide if on[number] else _with_title(slide, place, rank) for number, slide in slides.items()}


def titles_on(slide: Slide, labels: frozenset[str]) -> list[Block]:
    """The titles at the top of a slide that neither divides the deck nor is a label."""
    return [
        block
        for block in slide.blocks
        if 0 < block.heading < DIVIDER_RANK * block.size and slide.is_at_top(block) and block.text not in labels
    ]


def _place(titles: Sequence[Block]) -> Place | None:
    """Where at least half of the titles stand, by their left edges or their centres; None where that is no habit."""
    if len(titles) < LEAST_PAGES:
        return None
    alike, place = max(
        (_share(titles, _left, EDGE_STEP / 2), _share(titles, _centre, CENTRE_SLACK)), key=lambda found: found[0]
    )
    return place if 2 * alike >= len(titles) else None


def _share(titles: Sequence[Block], of: Callable[[Block], float], slack: float) -> tuple[int, Place]:
    """How many titles stand at their usual place, and that place."""
    usual = median(map(of, titles))
    alike = [block for block in titles if abs(of(block) - usual) <= slack]
    return len(alike), Place(of, usual, slack, max((block.box.top for block in alike), default=0.0))


def _left(block: Block) -> float:
    return block.x0


def _centre(block: Block) -> float:
    return (block.box.x0 + block.box.x1) / 2


def _with_title(slide: Slide, place: Place, rank: float) -> Slide:
    """A slide with its topmost block as its title, if that stands where titles do."""
    top = min(slide.blocks, key=lambda block: block.box.top, default=None)
    if top is None or not place.holds(top) or not is_title_like(top, slide.blocks):
        return slide
    title = top.as_heading(rank, Rule.TITLE_PLACE, f"{place}, {top.look}")
    return Slide([title if block is top else block for block in slide.blocks], slide.height)
