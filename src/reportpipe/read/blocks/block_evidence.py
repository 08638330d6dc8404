"""What speaks for and against the kinds of a block: that of its first line, of all its lines, and of what the lines
around it look like."""

from __future__ import annotations

import math
from collections.abc import Sequence

from reportpipe.read.blocks.line_evidence import Evidence, clip, log
from reportpipe.read.blocks.sight import STOPS, Sight, Whole

KINDS = ("head", "item", "out")
"""What a line may be: "out" is no content, such as a word of a diagram, a cell of a table, a running head."""
Odds = tuple[float, float, float]
"""The probability of each of KINDS."""


def block_evidence(
    whole: Whole, blocks: Sequence[Sequence[Sight]], lines: Sequence[Evidence], odds: Sequence[Odds]
) -> list[Evidence]:
    """The evidence of each block. lines: that of each line of the document; odds: what each line looks like by it."""
    means = [_mean([odds[sight.number] for sight in block]) for block in blocks]
    groups = _Groups(blocks, means)
    on_page = {page: _page_odds(whole, page, odds) for page in groups.sums}
    out = []
    for place, block in enumerate(blocks):
        found = dict(lines[block[0].number]) | _own(block, means[place], odds)
        found |= _around(blocks, means, place) | _among(groups, block[0], means[place], place)
        best, second, at, out_share = on_page[block[0].page]
        other = second if at in {sight.number for sight in block} else best
        found |= {"best other head": other, "likeliest head": float(means[place][0] >= other), "page out": out_share}
        out.append(found)
    return out


def _page_odds(whole: Whole, page: int, odds: Sequence[Odds]) -> tuple[float, float, int, float]:
    """Of a page's lines: how much the likeliest head and the next one look like it, the first one's number, and how
    much all look like no content."""
    numbers = whole.sheets[page].lines
    ranked = sorted(((odds[number][0], -number) for number in numbers), reverse=True)
    second = ranked[1][0] if len(ranked) > 1 else 0.0
    return ranked[0][0], second, -ranked[0][1], sum(odds[number][2] for number in numbers) / len(numbers)


def _mean(odds: Sequence[Odds]) -> Odds:
    head, item, out = (sum(values) / len(odds) for values in zip(*odds, strict=True))
    return head, item, out


def _own(block: Sequence[Sight], mean: Odds, odds: Sequence[Odds]) -> Evidence:
    letters = sum(len(sight.text) for sight in block)
    bold = sum(len(sight.text) for sight in block if sight.style.bold)
    end = block[-1].text[-1:] or " "
    found = {
        "block lines": clip(len(block), 1, 6),
        "block letters": log(letters, 0, 6.5),
        "block stop": float(end in STOPS),
        "block colon": float(end in ":："),
        "block bold": bold / max(1, letters),
    }
    first = odds[block[0].number]
    for kind, of_all, of_first in zip(KINDS, mean, first, strict=True):
        found[f"looks {kind}"], found[f"first line looks {kind}"] = _logit(of_all), _logit(of_first)
    return found


def _logit(odds: float) -> float:
    return clip(math.log((odds + 1e-3) / (1 - odds + 1e-3)), -6, 6)


def _around(blocks: Sequence[Sequence[Sight]], means: Sequence[Odds], place: int) -> Evidence:
    found: Evidence = {}
    page = blocks[place][0].page
    for name, step in (("last", -1), ("next", 1), ("second next", 2)):
        at = place + step
        known = 0 <= at < len(blocks) and blocks[at][0].page == page
        for kind, value in zip(KINDS, means[at] if known else (0.0, 0.0, 0.0), strict=True):
            found[f"{name} looks {kind}"] = value
    return found


class _Group:
    """Blocks that have something in common: their places, and the sums of what they look like."""

    def __init__(self) -> None:
        self.first, self.count, self.sums = -1, 0, [0.0, 0.0, 0.0]

    def add(self, place: int, mean: Odds) -> None:
        """Adds a block."""
        self.first = place if not self.count else self.first
        self.count += 1
        self.sums = [total + odds for total, odds in zip(self.sums, mean, strict=True)]

    def share(self, kind: int) -> float:
        """How much they look like a kind."""
        return self.sums[kind] / self.count

    def others(self, kind: int, mean: Odds) -> float:
        """The same of all but one of them; that one where there is no other."""
        return (self.sums[kind] - mean[kind]) / (self.count - 1) if self.count > 1 else mean[kind]


class _Groups:
    """The blocks of a document by region, by style on their page, and by the box around them."""

    def __init__(self, blocks: Sequence[Sequence[Sight]], means: Sequence[Odds]) -> None:
        self.by: dict[tuple[object, ...], _Group] = {}
        self.heads: list[tuple[float, float]] = []
        sums: dict[int, float] = {}
        most: dict[int, float] = {}
        for place, (block, mean) in enumerate(zip(blocks, means, strict=True)):
            first, page = block[0], block[0].page
            for key in _keys(first):
                self.by.setdefault(key, _Group()).add(place, mean)
            self.heads.append((most.get(page, 0.0), float(mean[0] > LIKELY)))
            most[page] = max(most.get(page, 0.0), mean[0])
            sums[page] = sums.get(page, 0.0) + (mean[0] > LIKELY)
        self.sums = sums


LIKELY = 0.5
"""What looks more than this like a head may be one."""


def _keys(first: Sight) -> tuple[tuple[object, ...], ...]:
    """Under what a block is grouped. A box is told by its object: of a page there is one for each box."""
    keys = (("region", first.page, first.region), ("style", first.page, first.style))
    return (*keys, ("box", first.page, first.drawn.box)) if first.drawn is not None else keys


def _among(groups: _Groups, first: Sight, mean: Odds, place: int) -> Evidence:
    """Of the blocks of its page, its region, its style and its box."""
    region, alike, *boxes = (groups.by[key] for key in _keys(first))
    before, own = groups.heads[place]
    return {
        "head before": before,
        "heads": clip(groups.sums[first.page] - own, 0, 20),
        "region out": region.share(2),
        "region blocks": clip(region.count, 0, 12),
        "first in region": float(region.first == place),
        "alike head": alike.others(0, mean),
        "alike out": alike.others(2, mean),
        "alike blocks": clip(alike.count - 1, 0, 12),
        "box out": boxes[0].share(2) if boxes else mean[2],
        "box blocks": clip(boxes[0].count, 0, 12) if boxes else 0.0,
    }
