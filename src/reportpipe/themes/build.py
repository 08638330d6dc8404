"""Blocks → themes: headings open themes, items hang below each other by their indent, continued slides are merged."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reportpipe.layout.footnotes import Footnote
from reportpipe.model.block import Block, LeftText
from reportpipe.model.report import first_page
from reportpipe.text.continuation import is_continuation, split_title
from reportpipe.text.enumerators import parse_marker
from reportpipe.text.letterspace import collapse
from reportpipe.themes.draft import Draft, Item, places
from reportpipe.themes.levels import Rank, depth_in, rank
from reportpipe.themes.notes import footnote_item, note_of

REFERENCE = re.compile(r"\[\^([0-9]{1,3})\]")
"""A footnote's reference, as layout writes it."""
INDENT_EM = 0.5
"""Markers whose left edges differ by less stand at one level."""
HEAVIER = 1.05
"""An item of one line that is larger by this factor, or bold, heads plain items of another kind at its own edge."""


@dataclass(slots=True)
class Builder:
    """The open headings and items while the blocks go by. notes: the footnotes that wait for their reference, by
    page and mark; roots: the themes so far; left: titles that were merged."""

    notes: dict[tuple[int, str], Item] = field(default_factory=dict)
    roots: list[Draft] = field(default_factory=list)
    left: list[LeftText] = field(default_factory=list)
    open: list[tuple[Rank, Draft]] = field(default_factory=list)
    items: list[tuple[Block, Item]] = field(default_factory=list)
    last: Block | None = None

    def heading(self, block: Block) -> None:
        """Opens the theme of a heading, or goes on with the one that it continues."""
        self.items.clear()
        number, title = _split(block)
        full = f"{number} {title}" if number else title
        mark = rank(parse_marker(number, title) if number else None, block.heading, block.bookmark)
        depth = depth_in([known for known, _ in self.open], mark)
        if depth < len(self.open) and is_continuation(self.open[depth][1].full, full):
            self.open[depth][1].at.extend(places(block))
            self.left.append(LeftText(block.page, full, "continued-title"))
            del self.open[depth + 1 :]
            return
        del self.open[depth:]
        theme = Draft(number, title, places(block))
        (self.open[-1][1].themes if self.open else self.roots).append(theme)
        self.open.append((mark, theme))
        self._attach_notes(block)

    def body(self, block: Block, page: Sequence[Block]) -> None:
        """Puts a block that is no heading where its indent says. page: all blocks of its page."""
        note = note_of(block, page)
        if self.last is not None and (block.page, block.region) != (self.last.page, self.last.region):
            self._leave_region(block)
        self.last = block
        if note is not None:
            self.holder().append(note)
            return
        while self.items and not _is_within(block, self.items[-1][0]):
            self.items.pop()
        kind = block.kind if block.solid is not None else "bullet" if block.marker else "paragraph"
        made = Item(kind, block.text, places(block), block.marker, solid=block.solid)
        (self.items[-1][1].content if self.items else self.holder()).append(made)
        if block.marker:
            self.items.append((block, made))
        self._attach_notes(block)

    def _attach_notes(self, block: Block) -> None:
        """The footnotes that a block refers to go to the end of its theme."""
        for mark in REFERENCE.findall(block.text):
            for page in dict.fromkeys(line.page for line in block.lines):
                note = self.notes.pop((page, mark), None)
                if note is not None and self.open:
                    self.open[-1][1].notes.append(note)

    def _leave_region(self, block: Block) -> None:
        """Indents of another column or box are not comparable; those of the next page are."""
        last = self.last
        if last is not None and (last.page == block.page or last.frame is not None or block.frame is not None):
            self.items.clear()

    def holder(self) -> list[Item]:
        """The content of the open theme. Text before the first heading gets a theme without a title."""
        if not self.open:
            theme = Draft("", "", [])
            self.roots.append(theme)
            self.open.append((Rank("", 0, first=False, size=0.0), theme))
        return self.open[-1][1].content


def _is_within(block: Block, item: Block) -> bool:
    """Whether a block hangs below an item: by its indent, or because the item heads it."""
    indent = block.x0 - item.x0
    if indent > INDENT_EM * block.size:
        return True
    is_head = len(item.lines) == 1 and (item.size >= HEAVIER * block.size or (item.bold and not block.bold))
    return is_head and bool(block.marker) and block.kind != item.kind and -indent <= INDENT_EM * block.size


def _split(block: Block) -> tuple[str, str]:
    """Number and title of a heading; the words that say that it continues stay until it is merged."""
    return block.marker, collapse(block.text)


def build(blocks: Sequence[Block], footnotes: Sequence[Footnote]) -> tuple[list[Draft], list[LeftText]]:
    """The themes of a document, and the titles that were merged into others."""
    builder = Builder({(note.page, note.mark): footnote_item(note) for note in footnotes})
    by_page: dict[int, list[Block]] = {}
    for block in blocks:
        by_page.setdefault(block.page, []).append(block)
    for block in blocks:
        if block.heading:
            builder.heading(block)
        else:
            builder.body(block, by_page[block.page])
    for note in builder.notes.values():  # nothing refers to them; they are content all the same
        builder.holder().append(note)
    return builder.roots, [*_drop_continuations(builder.roots), *builder.left]


def _drop_continuations(themes: Sequence[Draft]) -> Iterator[LeftText]:
    """A merged theme carries the bare title: 国際化（1/2） and 国際化（2/2） become 国際化. What goes is left out."""
    for theme in themes:
        if len({place.split("&")[0] for place in theme.at}) > 1:
            base = split_title(theme.title).base
            if base != theme.title:
                page = first_page(theme.at)
                yield LeftText(page or 0, theme.title.replace(base, "", 1).strip(), "continued-title")
            theme.title = base
        yield from _drop_continuations(theme.themes)
