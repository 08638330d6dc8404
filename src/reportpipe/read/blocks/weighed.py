"""Lines → blocks by weighed evidence: which lines are no content, which go on with the one before, and what kind each
block is. The order of the decisions: a kind for each line; what is surely no content goes; the rest is joined, over the
ends of pages too; then each block gets its kind, from its lines, its neighbours, its page and its box.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from reportpipe.model.block import Block, Solid
from reportpipe.model.diagnostic import Code, Doubt
from reportpipe.model.page import Box, union
from reportpipe.model.reason import Reason, Rule
from reportpipe.read.blocks.block_evidence import KINDS, Odds, block_evidence
from reportpipe.read.blocks.blocks import right_edge, solid_block
from reportpipe.read.blocks.join_evidence import join_evidence
from reportpipe.read.blocks.line_evidence import line_evidence
from reportpipe.read.blocks.sight import Sight, Whole
from reportpipe.read.blocks.wrapping import had_room
from reportpipe.read.forest import Forest, Weights
from reportpipe.read.regions.labels import labels
from reportpipe.text.join import ends_hyphenated, ends_open, join, starts_kinsoku

SURE = 0.9
"""A line this likely to be no content parts no block."""
UNSURE = 0.15
"""Where the likeliest kind leads the next one by less, a person should look."""
EXCERPT = 10
"""Characters on each side of a join that a message shows."""
HEAD, ITEM, OUT = KINDS


class Weighed(NamedTuple):
    """A block before it is written: its lines, its kind (one of KINDS), the odds of each kind, and how unsure its least
    certain join is (0: sure, 1: a coin)."""

    lines: tuple[Sight, ...]
    kind: str
    odds: Odds
    join_doubt: float = 0.0


def weigh(whole: Whole, weights: Weights) -> list[Weighed]:
    """The blocks of a document's lines, in reading order; lines that are no content are blocks of the kind "out"."""
    evidence = [line_evidence(whole, sight) for sight in whole.lines]
    odds = [_three(weights.line, found) for found in evidence]
    kept = [sight for sight in whole.lines if odds[sight.number][2] <= SURE]
    blocks, doubts = joined_lines(whole, kept, weights.join)
    kinds = block_evidence(whole, blocks, evidence, odds)
    decided = [
        _decided(block, _three(weights.kind, found), doubt)
        for block, found, doubt in zip(blocks, kinds, doubts, strict=True)
    ]
    gone = (Weighed((sight,), OUT, odds[sight.number]) for sight in whole.lines if odds[sight.number][2] > SURE)
    return sorted([*decided, *gone], key=lambda block: block.lines[0].number)


def _three(forest: Forest, evidence: dict[str, float]) -> Odds:
    odds = dict(zip(forest.classes, forest.odds(evidence), strict=True))
    return odds.get(HEAD, 0.0), odds.get(ITEM, 0.0), odds.get(OUT, 0.0)


def joined_lines(whole: Whole, sights: Sequence[Sight], forest: Forest) -> tuple[list[list[Sight]], list[float]]:
    """The lines in blocks, and how unsure the least certain join of each is."""
    blocks: list[list[Sight]] = []
    doubts: list[float] = []
    for sight in sights:
        odds = forest.odds(join_evidence(whole, blocks[-1], sight))[1] if blocks else 0.0
        doubt = 1 - abs(2 * odds - 1)
        if odds > 0.5:
            blocks[-1].append(sight)
            doubts[-1] = max(doubts[-1], doubt)
        else:
            blocks.append([sight])
            doubts.append(doubt)
    return blocks, doubts


def _decided(block: Sequence[Sight], odds: Odds, doubt: float) -> Weighed:
    head, item, out = odds
    kind = OUT if out > 0.5 else HEAD if head > item else ITEM
    return Weighed(tuple(block), kind, odds, doubt)


class Written(NamedTuple):
    """A block, and the lines that it was made of; none for a table or figure."""

    block: Block
    sights: tuple[Sight, ...]


def written(whole: Whole, decided: Sequence[Weighed], words: frozenset[str]) -> list[Written]:
    """The blocks of a document, tables and figures at their places. words: its hyphenated words (text/join.py)."""
    out: list[tuple[float, Written]] = []
    for block in decided:
        if block.kind != OUT:
            out.append((block.lines[0].number, Written(_block(whole, block, words), block.lines)))
    out += ((sights[0].number, Written(_figure(whole, sights), ())) for sights in _drawings(decided))
    out += ((place - 0.5, Written(solid_block(solid, region), ())) for place, region, solid in whole.tables)
    return [block for _, block in sorted(out, key=lambda pair: pair[0])]


def _drawings(decided: Sequence[Weighed]) -> Iterator[list[Sight]]:
    """Lines without content that stand together: of one page, with no block of text between them."""
    run: list[Sight] = []
    for block in decided:
        if run and (block.kind != OUT or block.lines[0].page != run[-1].page):
            yield run
            run = []
        if block.kind == OUT:
            run = [*run, *block.lines]
    if run:
        yield run


def _figure(whole: Whole, sights: Sequence[Sight]) -> Block:
    """A figure of the words that stand in it."""
    lines = tuple(sight.line for sight in sights)
    box, page = union([line.box for line in lines]), whole.sheets[sights[0].page].facts
    rows = tuple((label,) for label in labels(lines, page.shapes))
    solid = Solid("figure", page.number, box, "", rows, lines, evidence="figure: words that are no running text")
    return solid_block(solid, sights[0].region)


def _block(whole: Whole, weighed: Weighed, words: frozenset[str]) -> Block:
    sights, first = weighed.lines, weighed.lines[0]
    lines = tuple(sight.line for sight in sights)
    item = first.item
    box = union([line.box for line in lines if line.page == first.page])
    text, joins = _text(whole, sights, words, one_line=weighed.kind == HEAD)
    bold = sum(len(line.text) for line in lines if line.bold)
    size = first.em if weighed.kind == ITEM else max(line.size for line in lines)
    return Block(
        page=first.page,
        text=text,
        marker=item.marker if item is not None else "",
        kind=item.kind if item is not None else "",
        lines=lines,
        box=Box(min(box.x0, first.marker_x), box.top, box.x1, box.bottom),
        x0=first.marker_x,
        text_x=first.text_x,
        size=size,
        bold=2 * bold > sum(len(line.text) for line in lines),
        region=first.region,
        frame=first.frame,
        reasons=tuple(_reasons(weighed, joins)),
        doubts=tuple(_doubts(weighed)),
    )


def _text(whole: Whole, sights: Sequence[Sight], words: frozenset[str], *, one_line: bool) -> tuple[str, int]:
    """The text of a block without its marker, and how many breaks of the author's it keeps."""
    first = sights[0]
    text, breaks = first.item.rest if first.item is not None else first.line.text, 0
    for last, sight in pairwise(sights):
        if one_line:
            text = join(text, sight.line.text, cjk_latin=" ")
        elif _is_broken(whole, last, sight):
            text, breaks = f"{text}\n{sight.line.text}", breaks + 1
        else:
            text = join(text, sight.line.text, words)
    return text, breaks


def _is_broken(whole: Whole, last: Sight, sight: Sight) -> bool:
    """Whether the author broke the line: the next word would have fitted, and nothing binds it to the one before."""
    one, other = last.line, sight.line
    if last.page != sight.page or not had_room(one, other, right_edge(whole.region(last), whole.profile)):
        return False
    return not (starts_kinsoku(other.text) or ends_open(one.text) or ends_hyphenated(one.text, other.text))


def _reasons(weighed: Weighed, breaks: int) -> Iterator[Reason]:
    first, item = weighed.lines[0], weighed.lines[0].item
    if item is not None:
        drawn = "drawn " if first.line.marker else ""
        where = f"at x {first.marker_x:.0f}, its text at {first.text_x:.0f}"
        yield Reason(Rule.MARKER, f"{drawn}{item.kind} {item.marker} {where}")
    if len(weighed.lines) > 1:
        yield Reason(Rule.LINES, f"{len(weighed.lines) - 1 - breaks} joined, {breaks} broken")
    if ruby := [str(reading) for sight in weighed.lines for reading in sight.line.ruby]:
        yield Reason(Rule.RUBY, ", ".join(ruby))
    yield Reason(Rule.WEIGHED, ", ".join(f"{kind} {odds:.2f}" for kind, odds in zip(KINDS, weighed.odds, strict=True)))


def _doubts(weighed: Weighed) -> Iterator[Doubt]:
    head, item, out = weighed.odds
    ranked = sorted((head, item, out), reverse=True)
    if weighed.join_doubt > 1 - UNSURE:
        shown = " / ".join(sight.text[:EXCERPT] for sight in weighed.lines[:2])
        yield Doubt(Code.UNCERTAIN_JOIN, shown)
    if ranked[0] - ranked[1] < UNSURE and max(head, item) == ranked[0]:
        code = Code.GUESSED_HEADING if weighed.kind == HEAD else Code.GUESSED_KIND
        yield Doubt(code, f"head {head:.2f}, item {item:.2f}, no content {out:.2f}")
