"""Blocks → themes: headings open themes, items hang below each other by their indent, continued slides are merged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from reportpipe.model.block import Block, LeftText
from reportpipe.model.diagnostic import Code, Doubt
from reportpipe.model.page import Box
from reportpipe.model.reason import Reason, Rule
from reportpipe.model.report import REFERENCE
from reportpipe.read.outline.draft import Draft, Item, Taken, left_readings, placed, places
from reportpipe.read.outline.ladders import PLAIN, Rung, rungs
from reportpipe.read.outline.levels import Rank, depth_in, rank
from reportpipe.read.outline.notes import footnote_item, note_of
from reportpipe.read.regions.footnotes import Footnote
from reportpipe.text.continuation import is_continuation, split_title
from reportpipe.text.enumerators import parse_marker
from reportpipe.text.letterspace import collapse
from reportpipe.text.normalise import fold

FARTHEST_EM = 10.0
"""An item is set in by no more than this from the item that it hangs below, in em: a quarter of a printed line. What
stands further to the right stands in a column or a box of its own."""
INDENT_EM = 0.5
"""Markers whose left edges differ by less stand at one level."""
HEAVIER = 1.05
"""An item of one line that is larger by this factor, or bold, heads plain items of another kind at its own edge."""
NEAR = 0.01
"""A heading whose depth would change if its size did by this part stands at a guessed level."""
DEEPEST_THEME, DEEPEST_ITEM = 12, 30
"""Levels of themes, and of items in a theme. No author means more, and together they stay within the 100 levels of YAML
that we read again (yamlio): what stands deeper is kept beside the deepest."""
EXCERPT = 20
"""Characters of an item that a message shows."""
PART = Rank("part", 0, first=False, size=0.0)
"""The rank of what heads a part of a slide: below all titles."""


@dataclass(slots=True)
class Builder:
    """The open headings and items while the blocks go by. notes: the footnotes that wait for their reference, by
    page and mark; rungs: where numbers head bullets at their own indent; roots: the themes so far; left: titles that
    were merged; marks: those that the text refers to; taken: what each block was taken for."""

    notes: dict[tuple[int, str], Item] = field(default_factory=dict)
    rungs: frozenset[Rung] = frozenset()
    roots: list[Draft] = field(default_factory=list)
    left: list[LeftText] = field(default_factory=list)
    open: list[tuple[Rank, Draft]] = field(default_factory=list)
    items: list[tuple[Block, Item]] = field(default_factory=list)
    last: Block | None = None
    marks: set[str] = field(default_factory=set)
    taken: list[Taken] = field(default_factory=list)

    def heading(self, block: Block) -> None:
        """Opens the theme of a heading, or goes on with the one that it continues."""
        self.items.clear()
        number, title = _split(block)
        full = f"{number} {title}" if number else title
        if not block.sub:
            self._close_parts()
        known = parse_marker(number, title) if number and not block.sub else None
        mark = PART if block.sub else rank(known, block.heading, block.bookmark)
        ranks = [known for known, _ in self.open]
        depth = min(depth_in(ranks, mark), DEEPEST_THEME - 1)
        if depth < len(self.open) and _goes_on(self.open[depth][1], block, full):
            self.open[depth][1].at.extend(places(block))
            evidence = f"goes on with {self.open[depth][1].full}"
            self.left.append(LeftText(block.page, full, "continued-title", block.box, evidence))
            self.left += left_readings(block.lines)
            del self.open[depth + 1 :]
            return
        del self.open[depth:]
        theme = Draft(number, title, places(block), ruby=block.ruby, doubts=[*block.doubts, *_rank_doubts(ranks, mark)])
        (self.open[-1][1].themes if self.open else self.roots).append(theme)
        self.open.append((mark, theme))
        above = f", below {self.open[-2][1].full}" if depth else ""
        level = Reason(Rule.LEVEL, f"{mark}{above}")
        self.taken.append(Taken("heading", depth + 1, number, title, theme.at, [*block.reasons, level], theme.doubts))
        self._attach_notes(block)

    def _close_parts(self) -> None:
        """Closes the part of a slide that is open."""
        place = next((at for at, (mark, _) in enumerate(self.open) if mark == PART), len(self.open))
        del self.open[place:]

    def body(self, block: Block, page: Sequence[Block]) -> None:
        """Puts a block that is no heading where its indent says. page: all blocks of its page."""
        note = note_of(block, page)
        if block.level is None and self.last is not None and _moves(self.last, block):
            self._leave_region(block)
        self.last = block
        if note is not None:
            self.holder().append(note)
            self.take(note)
            return
        sibling = self._close_items(block)
        deeper = len(self.items) >= DEEPEST_ITEM
        del self.items[DEEPEST_ITEM - 1 :]
        kind = block.kind if block.solid is not None else "bullet" if block.marker else "paragraph"
        made = Item(kind, block.text, places(block), block.marker, solid=block.solid, ruby=block.ruby)
        above = self.items[-1][0] if self.items else None
        made.reasons += [*block.reasons, *_place_reasons(block, above)]
        made.doubts += [*block.doubts, *_place_doubts(block, above, sibling)]
        if deeper:
            made.doubts.append(Doubt(Code.GUESSED_LEVEL, f"it stands deeper than level {DEEPEST_ITEM}"))
        if block.solid is not None:
            self.left += left_readings(block.lines)
        (self.items[-1][1].content if self.items else self.holder()).append(made)
        if block.marker:
            self.items.append((block, made))
        self.take(made)
        self._attach_notes(block)

    def _close_items(self, block: Block) -> Block | None:
        """Closes the open items that a block does not hang below: those deeper than its level, where that is decided,
        else by its indent. Returns the outermost that was closed by its indent: the block stands beside it."""
        if block.level is not None:
            del self.items[block.level :]
            return None
        sibling: Block | None = None
        beside = _beside(block, [item for item, _ in self.items])
        while self.items and (beside or not _is_within(block, self.items[-1][0], self.rungs)):
            sibling, _ = self.items.pop()
            beside = None if sibling is beside else beside
        return sibling

    def take(self, item: Item) -> None:
        """Notes what an item was taken for."""
        depth = len(self.items) if item.kind == "bullet" else 0
        self.taken.append(Taken(item.kind, depth, item.marker, item.text, item.at, item.reasons, item.doubts))

    def _attach_notes(self, block: Block) -> None:
        """The footnotes that a block refers to go to the end of its theme."""
        for mark in REFERENCE.findall(block.text):
            self.marks.add(mark)
            for page in dict.fromkeys(line.page for line in block.lines):
                note = self.notes.pop((page, mark), None)
                if note is not None and self.open:
                    self.open[-1][1].notes.append(note)
                    self.take(note)

    def _leave_region(self, block: Block) -> None:
        """Indents of another column or box are not comparable; those of the next page are, and those of a box that goes
        on there."""
        last = self.last
        if last is not None and (last.page == block.page or not _is_one_column(last.frame, block.frame, block.size)):
            self.items.clear()

    def holder(self) -> list[Item]:
        """The content of the open theme. Text before the first heading gets a theme without a title."""
        if not self.open:
            theme = Draft("", "", [])
            self.roots.append(theme)
            self.open.append((Rank("", 0, first=False, size=0.0), theme))
        return self.open[-1][1].content


def _moves(last: Block, block: Block) -> bool:
    """Whether a block stands in another column or box than the one before it."""
    return (block.page, block.region) != (last.page, last.region)


def _goes_on(theme: Draft, block: Block, full: str) -> bool:
    """Whether a heading goes on with the theme that is open at its depth. A page that names two of its sections alike
    means two; a theme without a heading has none to go on."""
    if not theme.at:
        return False
    repeated = fold(full) == fold(theme.full) and placed(theme.at[-1])[0] == block.page
    return not repeated and is_continuation(theme.full, full)


def _is_one_column(above: Box | None, below: Box | None, em: float) -> bool:
    """Whether two pages, given the boxes at the end of one and the beginning of the next, go on with one column."""
    if above is None or below is None:
        return above is below
    return abs(above.x0 - below.x0) <= em and abs(above.x1 - below.x1) <= em


def _beside(block: Block, items: Sequence[Block]) -> Block | None:
    """The open item that a block stands beside: one with a marker of the same kind, while it stands too far right to
    hang below any."""
    if not block.marker or not items or block.x0 - items[-1].x0 <= FARTHEST_EM * block.size:
        return None
    alike = (item for item in reversed(items) if item.kind == block.kind)
    return next((item for item in alike if block.kind != "bullet" or item.marker == block.marker), None)


def _is_within(block: Block, item: Block, rungs: frozenset[Rung]) -> bool:
    """Whether a block hangs below an item: by its indent, or because the item heads it."""
    indent = block.x0 - item.x0
    if indent > INDENT_EM * block.size:
        return True
    if block.kind in PLAIN and -indent <= INDENT_EM * block.size and (item.page, item.region, item.kind) in rungs:
        return True
    is_head = len(item.lines) == 1 and (item.size >= HEAVIER * block.size or (item.bold and not block.bold))
    return is_head and bool(block.marker) and block.kind != item.kind and -indent <= INDENT_EM * block.size


def _place_reasons(block: Block, above: Block | None) -> Iterator[Reason]:
    """Why a block hangs where it does. above: the item that it hangs below."""
    if not block.marker and block.solid is None:
        yield Reason(Rule.PLAIN, f"{block.look} at x {block.x0:.0f}{', in a box' if block.frame is not None else ''}")
    if above is not None:
        rule = Rule.INDENT if block.x0 - above.x0 > INDENT_EM * block.size else Rule.HEADED
        yield Reason(rule, f"x {block.x0:.0f}, below {above.full[:EXCERPT]} at x {above.x0:.0f}")


def _place_doubts(block: Block, above: Block | None, sibling: Block | None) -> Iterator[Doubt]:
    """A doubt about an item whose left edge lies between those of two levels. sibling: the item beside which it
    stands now."""
    if not block.marker or above is None or sibling is None:
        return
    if sibling.x0 - block.x0 > INDENT_EM * block.size:
        evidence = f"x {block.x0:.0f} lies between {above.x0:.0f} and {sibling.x0:.0f}: {block.full[:EXCERPT]}"
        yield Doubt(Code.GUESSED_LEVEL, evidence)


def _rank_doubts(ranks: Sequence[Rank], mark: Rank) -> Iterator[Doubt]:
    """A doubt about a heading that would stand elsewhere if it were a little larger or smaller."""
    smaller, larger = (mark._replace(size=mark.size * (1 + sign * NEAR)) for sign in (-1, 1))
    if depth_in(ranks, smaller) != depth_in(ranks, larger):
        yield Doubt(Code.GUESSED_LEVEL, f"its size ranks between those of two levels: {mark.size:.1f} pt")


def _split(block: Block) -> tuple[str, str]:
    """Number and title of a heading; the words that say that it continues stay until it is merged."""
    return block.marker, collapse(block.text)


class Built(NamedTuple):
    """The themes of a document, the titles that were merged into others, and what each block was taken for."""

    themes: list[Draft]
    merged: list[LeftText]
    taken: list[Taken]


def build(blocks: Sequence[Block], footnotes: Sequence[Footnote]) -> Built:
    """The themes of a document."""
    builder = Builder({(note.page, note.mark): footnote_item(note) for note in footnotes}, rungs(blocks))
    by_page: dict[int, list[Block]] = {}
    for block in blocks:
        by_page.setdefault(block.page, []).append(block)
    for block in blocks:
        if block.heading:
            builder.heading(block)
        else:
            builder.body(block, by_page[block.page])
    for note in builder.notes.values():  # nothing refers to them; they are content all the same
        if note.marker not in builder.marks:
            note.doubts.append(Doubt(Code.UNMATCHED_MARK, f"nothing refers to the note {note.marker}"))
        builder.holder().append(note)
        builder.take(note)
    return Built(builder.roots, [*_drop_continuations(builder.roots), *builder.left], builder.taken)


def _drop_continuations(themes: Sequence[Draft]) -> Iterator[LeftText]:
    """A merged theme carries the bare title: 国際化（1/2） and 国際化（2/2） become 国際化. What goes is left out."""
    for theme in themes:
        if len({place.split("&")[0] for place in theme.at}) > 1:
            base = split_title(theme.title).base
            if base != theme.title:
                page, box = placed(theme.at[0])
                part = theme.title.replace(base, "", 1).strip()
                yield LeftText(page, part, "continued-title", box, f"goes on under the title {base}")
            theme.title = base
        yield from _drop_continuations(theme.themes)
