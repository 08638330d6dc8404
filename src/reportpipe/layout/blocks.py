"""Lines → blocks: markers split off, wrapped lines joined, hard line breaks kept.

Whether a line goes on the block before it is decided in the order of enumerators.md, section 5: a marker begins a new
item; a line that cannot begin a line (kinsoku) is joined; another size, another left edge or a wider pitch begins a new
block; a line that had room for more ends with a hard break.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reportpipe.layout.order import Region
from reportpipe.layout.profile import Profile, marker_place, rounded
from reportpipe.model.block import Block, Line, Solid
from reportpipe.model.diagnostic import Code, Doubt
from reportpipe.model.page import Box, union
from reportpipe.model.reason import Reason, Rule
from reportpipe.text.enumerators import Enumerator, parse, parse_item
from reportpipe.text.join import HIRAGANA, ends_open, is_wide, join, starts_kinsoku

ROOM_EM = 1.5
"""A line that ends this far before the margin had room for more, so that its break is the author's."""
OPEN_ROOM_EM = 2.5
"""A long line that ends in hiragana may leave this much: items end in a noun or a full stop (体言止め)."""
EXACT_EM = 0.1
"""A box that was shrunk to its text leaves no more than this beside its longest line."""
ALIKE = 3
"""So many lines that end alike show a margin of their own …"""
MARGIN_EM = 20.0
"""… if they are this long."""
INDENT_EM = 0.5
"""Left edges closer than this are one edge."""
HANG_EM = 10.0
"""On slides, wrapped lines may be set in by hand, below the words that follow a head such as 目的：."""
LONG_EM = 15.0
"""A line is long from this width on: a short one is the longest of its column by chance."""
CENTRE_EM = 0.2
"""Centres closer than this are one: a first-line indent moves the centre by half an em."""
FIRST_INDENT_EM = 1.6
"""A paragraph's first line is indented by up to this much: one full-width space, or the tab of a word processor."""
SIZE_RATIO = 1.12
"""Text of one block differs in size by no more than this factor."""
PITCH_EM = 2.0
"""Baselines of one block are no farther apart than this."""
PITCH_RATIO = 1.3
"""A block's lines are evenly spaced, give or take this factor."""
PARAGRAPH_RATIO = 1.08
"""A line that is this much farther away than usual begins a paragraph, if the line before it had room for more."""
NEAR_EM = 0.2
"""Where a margin this much farther left or right would join two lines otherwise, their join is uncertain. Of blocks so
found half differ from the true outline, of all a quarter; with half an em no more do than of all."""
EXCERPT = 10
"""Characters of the lines that a message about their join shows."""
APART, BREAK, JOINED = "begins a block", "broken", "joined"
"""How a line stands to the one before it."""


@dataclass(slots=True)
class _Draft:
    """A block in the making. joins: how each line but the first stands to the one before it."""

    lines: list[Line]
    marker: str
    kind: str
    x0: float
    text_x: float
    text: str
    region: Region
    number: int
    hang_x: float | None = None
    pitch: float = 0.0
    joins: list[str] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


def page_blocks(parts: Sequence[Region], profile: Profile, words: frozenset[str]) -> list[Block]:
    """The blocks of a page, in reading order. words: the hyphenated words of the document (see text/join.py)."""
    return [block for number, region in enumerate(parts) for block in _region_blocks(region, number, profile, words)]


def _region_blocks(region: Region, number: int, profile: Profile, words: frozenset[str]) -> Iterator[Block]:
    if region.solid is not None:
        yield _solid_block(region.solid, number)
        return
    right = _right(region, profile)
    draft: _Draft | None = None
    for line in region.lines:
        item = _marker(line)
        if draft is not None and item is not None and _is_chance(item, draft, line, right, profile):
            item = None
        how = _join_of(draft, line, right, profile) if draft is not None and item is None else APART
        doubts = _doubts(draft, line, right, profile, how) if draft is not None and item is None else []
        if draft is not None and how != APART:
            _append(draft, line, how, words)
            draft.doubts += doubts
            continue
        if draft is not None:
            yield _block(draft)
        draft = _begin(line, item, region, number)
        draft.doubts += doubts
    if draft is not None:
        yield _block(draft)


def _is_chance(item: Enumerator, draft: _Draft, line: Line, right: float, profile: Profile) -> bool:
    """Whether a wrapped line begins like an item by chance: the line before it is full, it stands at that one's
    edge, and no other line of the document begins so there."""
    if line.marker or profile.markers[marker_place(line) or ("", 0)] > 1:
        return False
    at_edge = (
        abs(line.box.x0 - draft.text_x) <= FIRST_INDENT_EM * line.size
        and line.box.x0 > draft.x0 - INDENT_EM * line.size
    )
    return at_edge and _is_next_line(draft, line, profile) and not _had_room(draft.lines[-1], line, right)


def _right(region: Region, profile: Profile) -> float:
    """Where the region's lines may end: its own edge, or the document's margin."""
    ends = sorted(line.box.x1 for line in region.lines)
    if region.frame is not None:
        inset = min(line.box.x0 for line in region.lines) - region.frame.x0
        inner = max(ends[-1], region.frame.x1 - inset)
        return inner + _shrink_room(ends, inner, region.lines[0].size)
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


def _marker(line: Line) -> Enumerator | None:
    """The marker that a line begins with, drawn or written."""
    if line.marker:
        return Enumerator("bullet", line.marker, line.marker, line.text)
    return parse_item(line.text)


def _begin(line: Line, item: Enumerator | None, region: Region, number: int) -> _Draft:
    if item is None:
        return _Draft([line], "", "", line.box.x0, line.box.x0, line.text, region, number, _hang(line))
    x0 = line.marker_x if line.marker else line.box.x0
    return _Draft([line], item.marker, item.kind, x0, _rest_x(line, item), item.rest, region, number)


def _hang(line: Line) -> float | None:
    """Where the words begin that follow a head such as 注： or 【現状】."""
    found = parse(line.text)
    return _rest_x(line, found) if found is not None and found.rest else None


def _rest_x(line: Line, item: Enumerator) -> float:
    start = len(line.text) - len(item.rest) if item.rest else 0
    return line.lefts[min(start, len(line.lefts) - 1)]


def _goes_on(draft: _Draft, line: Line, right: float, profile: Profile) -> bool:
    """Whether an unmarked line belongs to the block before it."""
    last, em = draft.lines[-1], draft.lines[0].size
    is_address = last.text[-1] in ":：" and line.text.startswith(("http://", "https://"))
    if (is_address and not profile.is_deck) or not _is_next_line(draft, line, profile):
        return False
    if starts_kinsoku(line.text):
        return True
    room = _had_room(last, line, right) and not ends_open(last.text)
    if room and _is_paragraph_gap(draft, line, profile):
        return False
    offset = line.box.x0 - draft.text_x
    if abs(offset) <= INDENT_EM * em:
        # On slides people break lines inside an item or a box, in reports they begin a paragraph.
        breaks = profile.is_deck and (bool(draft.marker) or draft.region.frame is not None)
        return breaks or not room
    if profile.is_deck and not draft.marker and _is_centred(draft, line):
        return True
    return not room and (_is_wrapped_to(draft, line, offset) or _is_hung(draft, line, offset, profile))


def _is_hung(draft: _Draft, line: Line, offset: float, profile: Profile) -> bool:
    """Whether a line that follows a full, long one of a slide was set in by hand."""
    em = draft.lines[0].size
    least = 0.0 if draft.marker else FIRST_INDENT_EM * em
    long = draft.lines[-1].box.width >= LONG_EM * em
    return profile.is_deck and long and least < offset <= HANG_EM * em and not _is_paragraph_gap(draft, line, profile)


def _is_wrapped_to(draft: _Draft, line: Line, offset: float) -> bool:
    """Whether a line that follows a full one stands where a wrapped line may: below the marker, below the words that
    follow a head such as 注：, or outdented from a first line."""
    em = draft.lines[0].size
    if draft.marker:
        indented = (
            len(draft.lines) == 1 and -FIRST_INDENT_EM * em <= offset < 0 and line.box.x0 > draft.x0 + INDENT_EM * em
        )
        return indented or abs(line.box.x0 - draft.x0) <= INDENT_EM * em
    if draft.hang_x is not None and abs(line.box.x0 - draft.hang_x) <= INDENT_EM * em:
        return True
    return len(draft.lines) == 1 and -FIRST_INDENT_EM * em <= offset < 0


def _is_centred(draft: _Draft, line: Line) -> bool:
    """Whether a line has the centre of the line before it, and neither edge."""
    last = draft.lines[-1].box
    centred = abs((last.x0 + last.x1) - (line.box.x0 + line.box.x1)) / 2 <= CENTRE_EM * line.size
    return centred and abs(last.x0 - line.box.x0) > INDENT_EM * line.size


def _is_paragraph_gap(draft: _Draft, line: Line, profile: Profile) -> bool:
    """Whether a line stands farther below the line before it than lines of one paragraph do."""
    usual = draft.pitch or profile.pitches.get(rounded(line.size))
    return usual is not None and line.baseline - draft.lines[-1].baseline > PARAGRAPH_RATIO * usual


def _is_next_line(draft: _Draft, line: Line, profile: Profile) -> bool:
    """Whether a line stands below the block at its pitch, in its size and direction."""
    last = draft.lines[-1]
    pitch = line.baseline - last.baseline
    if line.angle != last.angle or not 0 < pitch <= PITCH_EM * draft.lines[0].size:
        return False
    # The lines of a slide are set as close as it takes to fit them in, those of a report alike on all pages.
    usual = draft.pitch or (0.0 if profile.is_deck else profile.pitches.get(rounded(line.size), 0.0))
    if usual and pitch > PITCH_RATIO * usual:
        return False
    return max(line.size, last.size) <= SIZE_RATIO * min(line.size, last.size)


def _had_room(line: Line, following: Line, right: float) -> bool:
    """Whether the first word of the following line would have fitted on the line."""
    return line.box.x1 < _room_from(line, following, right)


def _room_from(line: Line, following: Line, right: float) -> float:
    """Before which x a line ends that had room for the first word of the following line."""
    word = next((at for at, char in enumerate(following.text) if char == " " or is_wide(char)), len(following.text))
    width = following.lefts[word - 1] - following.lefts[0] + line.size if word else 0.0
    open_end = line.box.width >= MARGIN_EM * line.size and line.text[-1] in HIRAGANA
    least = OPEN_ROOM_EM if open_end else ROOM_EM
    return right - max(least * line.size, width)


def _join_of(draft: _Draft, line: Line, right: float, profile: Profile) -> str:
    """How an unmarked line stands to the block before it: APART, BREAK or JOINED."""
    if not _goes_on(draft, line, right, profile):
        return APART
    last = draft.lines[-1]
    hard = _had_room(last, line, right) and not starts_kinsoku(line.text) and not ends_open(last.text)
    return BREAK if hard else JOINED


def _doubts(draft: _Draft, line: Line, right: float, profile: Profile, how: str) -> list[Doubt]:
    """A doubt where another margin, by a little, would join a line otherwise."""
    shift = NEAR_EM * line.size
    if abs(draft.lines[-1].box.x1 - _room_from(draft.lines[-1], line, right)) > shift:
        return []
    if _join_of(draft, line, right - shift, profile) == _join_of(draft, line, right + shift, profile):
        return []
    return [Doubt(Code.UNCERTAIN_JOIN, f"{how}: {draft.lines[-1].text[-EXCERPT:]} / {line.text[:EXCERPT]}")]


def _append(draft: _Draft, line: Line, how: str, words: frozenset[str]) -> None:
    last = draft.lines[-1]
    if not draft.pitch:
        draft.pitch = line.baseline - last.baseline
    if len(draft.lines) == 1 and (not draft.marker or line.box.x0 > draft.x0 + INDENT_EM * line.size):
        draft.text_x = min(draft.text_x, line.box.x0)
    draft.text = f"{draft.text}\n{line.text}" if how == BREAK else join(draft.text, line.text, words)
    draft.lines.append(line)
    draft.joins.append(how)


def _solid_block(solid: Solid, number: int) -> Block:
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


def _block(draft: _Draft) -> Block:
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


def _reasons(draft: _Draft) -> Iterator[Reason]:
    """What made a block of its lines."""
    if draft.marker:
        drawn = "drawn " if draft.lines[0].marker else ""
        yield Reason(
            Rule.MARKER, f"{drawn}{draft.kind} {draft.marker} at x {draft.x0:.0f}, its text at {draft.text_x:.0f}"
        )
    if draft.joins:
        yield Reason(Rule.LINES, f"{draft.joins.count(JOINED)} joined, {draft.joins.count(BREAK)} broken")
