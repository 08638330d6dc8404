"""Notes: boxes and lines that a mark (※, 注1, *1) ties to the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import reduce

from reportpipe.model.block import Block
from reportpipe.model.page import union
from reportpipe.model.reason import Reason, Rule
from reportpipe.patterns import pattern
from reportpipe.read.outline.draft import Item, place, places
from reportpipe.read.regions.footnotes import Footnote
from reportpipe.text.enumerators import parse
from reportpipe.text.join import join

LABEL_LENGTH = 40
"""The words that head a note are no longer, in characters."""
MARK = pattern(r"[(（]?(※[0-9０-９]{0,2}|注[0-9０-９]{1,2}|[*＊][0-9０-９]{1,2}|[†‡])[)）]?")


def note_of(block: Block, page: Sequence[Block]) -> Item | None:
    """The note that a block is, if the text of another block of its page carries its mark; None where it is none."""
    return _boxed(block, page) or _foot(block, page)


def with_note_boxes(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with those of a box whose first line carries the mark of a note as one, its label on a line of its
    own."""
    out: list[Block] = []
    by_page: dict[int, list[Block]] = {}
    for block in blocks:
        by_page.setdefault(block.page, []).append(block)
    for block in blocks:
        if out and _is_label_of(out[-1], block, by_page[block.page]):
            out[-1] = _with_text(out[-1], block)
        else:
            out.append(block)
    return out


def _is_label_of(label: Block, block: Block, page: Sequence[Block]) -> bool:
    """Whether a block goes on a note's box that begins with its label."""
    if label.frame is None or label.frame != block.frame or label.page != block.page:
        return False
    if any(one.heading or one.marker or one.solid is not None for one in (label, block)):
        return False
    first = label.text.split("\n", 1)[0]
    marks = MARK.findall(first)
    outside = [other for other in page if other.frame != label.frame]
    return len(marks) == 1 and len(first) <= LABEL_LENGTH and _is_used(marks[0], label, outside)


def _with_text(label: Block, block: Block) -> Block:
    return replace(
        label,
        text=f"{label.text}\n{block.text}",
        lines=label.lines + block.lines,
        box=union([label.box, block.box]),
        doubts=(*label.doubts, *block.doubts),
    )


def footnote_item(note: Footnote) -> Item:
    """The note of a page's foot."""
    text = reduce(join, (line.text for line in note.lines))
    box = union([line.box for line in note.lines])
    why = (
        Reason(Rule.FOOTNOTE, f"{note.mark}, {note.lines[0].size:.1f} pt")
        if note.mark.isdecimal()
        else Reason(Rule.SIGNED_NOTE, note.mark)
    )
    return Item(
        "note",
        text,
        [place(note.page, box)],
        marker=note.mark,
        ruby=[reading for line in note.lines for reading in line.ruby],
        reasons=[why],
    )


def _boxed(block: Block, page: Sequence[Block]) -> Item | None:
    """A box whose first line carries the mark: 有識者(※)."""
    if block.frame is None or block.marker or "\n" not in block.text:
        return None
    label, text = block.text.split("\n", 1)
    marks = MARK.findall(label)
    if len(marks) != 1 or len(label) > LABEL_LENGTH or not _is_used(marks[0], block, page):
        return None
    return _item(block, text, marks[0], label, Reason(Rule.NOTE_BOX, label))


def _foot(block: Block, page: Sequence[Block]) -> Item | None:
    """A line that begins with the mark: ※1 大学等研究者."""
    if block.marker:
        return None
    found = parse(block.text.split("\n", 1)[0])
    if found is None or found.kind != "note" or not found.rest:
        return None
    mark = MARK.search(found.marker)
    if mark is None or not _is_used(mark[1], block, page):
        return None
    start = block.text.index(found.rest)
    return _item(block, block.text[start:], found.marker, "", Reason(Rule.NOTE_LINE, mark[1]))


def _item(block: Block, text: str, mark: str, label: str, why: Reason) -> Item:
    return Item(
        "note",
        text,
        places(block),
        marker=mark,
        label=label,
        ruby=block.ruby,
        reasons=[*block.reasons, why],
        doubts=list(block.doubts),
    )


def _is_used(mark: str, note: Block, page: Sequence[Block]) -> bool:
    pattern = re.compile(re.escape(mark) + (r"(?![0-9０-９])" if mark[-1].isdigit() else ""))
    return any(match.start() > 0 for block in page if block is not note for match in pattern.finditer(block.text))
