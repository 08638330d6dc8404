"""Lines → blocks: markers split off, wrapped lines joined (wrapping.py), hard line breaks kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportpipe.model.block import Block, Line, Solid
from reportpipe.model.page import Box, union
from reportpipe.model.reason import Reason, Rule
from reportpipe.read.blocks.hanging import hang_of, rest_x
from reportpipe.read.blocks.wrapping import (
    APART,
    BREAK,
    FIRST_INDENT_EM,
    INDENT_EM,
    JOINED,
    MARGIN_EM,
    ROOM_EM,
    Draft,
    had_room,
    is_next_line,
    join_doubts,
    join_of,
    pitches_of,
)
from reportpipe.read.pages.profile import PageFacts, Profile, marker_place
from reportpipe.read.regions.order import Region, regions
from reportpipe.text.enumerators import Enumerator, parse_item
from reportpipe.text.join import collect_words, join

ALIKE = 3
"""So many lines that end alike show a margin of their own …"""
EXACT_EM = 0.1
"""A box that was shrunk to its text leaves no more than this beside its longest line."""


def blocks_of(pages: Sequence[PageFacts], profile: Profile) -> list[Block]:
    """The blocks of some pages, in reading order."""
    words = collect_words(line.text for page in pages for line in page.lines)
    return [block for page in pages for block in page_blocks(regions(page, page.lines), profile, words)]


def page_blocks(parts: Sequence[Region], profile: Profile, words: frozenset[str]) -> list[Block]:
    """The blocks of a page, in reading order. words: the hyphenated words of the document (see text/join.py)."""
    return [block for number, region in enumerate(parts) for block in _region_blocks(region, number, profile, words)]


def _region_blocks(region: Region, number: int, profile: Profile, words: frozenset[str]) -> Iterator[Block]:
    if region.solid is not None:
        yield solid_block(region.solid, number)
        return
    right = right_edge(region, profile)
    pitches = pitches_of(region) if profile.is_deck else profile.pitches
    draft: Draft | None = None
    for place, line in enumerate(region.lines):
        item = marker_of(line)
        if draft is not None and item is not None and _is_chance(item, draft, line, right, profile):
            item = None
        how = join_of(draft, line, right, profile) if draft is not None and item is None else APART
        doubts = join_doubts(draft, line, right, profile, how) if draft is not None and item is None else []
        if draft is not None and how != APART:
            _append(draft, line, how, words)
            _note_hanging(draft, line, profile)
            draft.doubts += doubts
            continue
        if draft is not None:
            yield _block(draft)
        draft = _begin(line, item, region, number)
        draft.place, draft.pitches = place, pitches
        draft.doubts += doubts
    if draft is not None:
        yield _block(draft)


def _is_chance(item: Enumerator, draft: Draft, line: Line, right: float, profile: Profile) -> bool:
    """Whether a wrapped line begins like an item by chance: the line before it is full, it stands at that one's
    edge, and no other line of the document begins so there."""
    if line.marker or profile.markers[marker_place(line) or ("", 0)] > 1:
        return False
    at_edge = (
        abs(line.box.x0 - draft.text_x) <= FIRST_INDENT_EM * line.size
        and line.box.x0 > draft.x0 - INDENT_EM * line.size
    )
    return at_edge and is_next_line(draft, line, profile) and not had_room(draft.lines[-1], line, right)


def right_edge(region: Region, profile: Profile) -> float:
    """Where the region's lines may end: its own edge, or the document's margin."""
    ends = sorted(line.box.x1 for line in region.lines)
    if region.frame is not None:
        inset = min(line.box.x0 for line in region.lines) - region.frame.x0
        inner = max(ends[-1], region.frame.x1 - inset)
        em = region.lines[0].size
        is_wide = region.frame.width >= MARGIN_EM * em
        fills_page = is_wide and abs(region.frame.x1 - profile.right) <= em  # such a box was not shrunk to its text
        return inner + (0.0 if fills_page else _shrink_room(ends, inner, em))
    if region.right is not None or _has_margin(region, ends):
        return ends[-1]
    return max(ends[-1], profile.right)


def _has_margin(region: Region, ends: Sequence[float]) -> bool:
    """Whether several long lines of a region end alike: then that is its margin, wherever the document's may be."""
    em = region.lines[0].size
    long = ends[-1] - min(line.box.x0 for line in region.lines) >= MARGIN_EM * em
    return long and len(ends) > ALIKE and ends[-ALIKE] >= ends[-1] - ROOM_EM * em


def _shrink_room(ends: Sequence[float], inner: float, em: float) -> float:
    """What to add to the inner edge of a box that was shrunk to its longest line: that line ends at the edge without
    having been wrapped. It is the only one there, and fits exactly; wrapped lines leave a little."""
    shrunk = len(ends) > 2 and inner - ends[-1] < EXACT_EM * em and ends[-2] < inner - ROOM_EM * em
    return 2 * ROOM_EM * em if shrunk else 0.0


def marker_of(line: Line) -> Enumerator | None:
    """The marker that a line begins with, drawn or written."""
    if line.marker:
        return Enumerator("bullet", line.marker, line.marker, line.text)
    return parse_item(line.text)


def _begin(line: Line, item: Enumerator | None, region: Region, number: int) -> Draft:
    if item is None:
        return Draft([line], "", "", line.box.x0, line.box.x0, line.text, region, number, hang_of(line))
    x0 = line.marker_x if line.marker else line.box.x0
    return Draft([line], item.marker, item.kind, x0, rest_x(line, item.rest), item.rest, region, number, hang_of(line))


def _append(draft: Draft, line: Line, how: str, words: frozenset[str]) -> None:
    last = draft.lines[-1]
    if not draft.pitch:
        draft.pitch = line.baseline - last.baseline
    if len(draft.lines) == 1 and (not draft.marker or line.box.x0 > draft.x0 + INDENT_EM * line.size):
        draft.text_x = min(draft.text_x, line.box.x0)
    draft.text = f"{draft.text}\n{line.text}" if how == BREAK else join(draft.text, line.text, words)
    draft.lines.append(line)
    draft.joins.append(how)


def _note_hanging(draft: Draft, line: Line, profile: Profile) -> None:
    """Notes where the further lines of a block begin, if neither its marker nor its first line says so."""
    back = line.box.x0 < draft.x0 - INDENT_EM * line.size
    hung = not profile.is_deck and not draft.marker and line.box.x0 > draft.text_x + INDENT_EM * line.size
    if len(draft.lines) == 2 and (hung or (draft.marker and back)):
        draft.wrap_x = line.box.x0


def solid_block(solid: Solid, number: int) -> Block:
    """The block of a table or figure. number: of its region."""
    return Block(
        page=solid.page,
        text=solid.caption,
        marker="",
        kind=solid.kind,
        lines=solid.lines,
        box=solid.box,
        x0=solid.box.x0,
        text_x=solid.box.x0,
        size=solid.lines[0].size,
        bold=False,
        region=number,
        solid=solid,
        reasons=(Reason(Rule.SOLID, solid.evidence),),
        doubts=solid.doubts,
    )


def _block(draft: Draft) -> Block:
    lines = tuple(draft.lines)
    box = union([line.box for line in lines])
    return Block(
        page=lines[0].page,
        text=draft.text,
        marker=draft.marker,
        kind=draft.kind,
        lines=lines,
        box=Box(min(box.x0, draft.x0), box.top, box.x1, box.bottom),
        x0=draft.x0,
        text_x=draft.text_x,
        size=lines[0].size,
        bold=2 * sum(len(line.text) for line in lines if line.bold) > sum(len(line.text) for line in lines),
        region=draft.number,
        frame=draft.region.frame,
        reasons=tuple(_reasons(draft)),
        doubts=tuple(draft.doubts),
    )


def _reasons(draft: Draft) -> Iterator[Reason]:
    """What made a block of its lines."""
    if draft.marker:
        drawn = "drawn " if draft.lines[0].marker else ""
        yield Reason(
            Rule.MARKER, f"{drawn}{draft.kind} {draft.marker} at x {draft.x0:.0f}, its text at {draft.text_x:.0f}"
        )
    if draft.joins:
        yield Reason(Rule.LINES, f"{draft.joins.count(JOINED)} joined, {draft.joins.count(BREAK)} broken")
    if any(line.ruby for line in draft.lines):
        yield Reason(Rule.RUBY, ", ".join(str(reading) for line in draft.lines for reading in line.ruby))
