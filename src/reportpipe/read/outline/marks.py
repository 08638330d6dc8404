"""Marks of notes that nothing answers: ※1 or a raised number in the text without a note, a note whose mark is nowhere.

On slides a note stands on its own slide, in reports it may stand at the end of a chapter. A ※ without a number needs no
partner: it begins remarks.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportpipe.model.block import Block, Line
from reportpipe.model.diagnostic import Code, Doubt
from reportpipe.patterns import pattern
from reportpipe.read.pages.profile import Profile
from reportpipe.text.join import is_wide

MARK = pattern(
    r"※\s?[0-9０-９]{1,2}(?![0-9０-９])"
    r"|(?<![\u3400-\u9fff])注\s?[0-9０-９]{1,2}(?![0-9０-９\u3400-\u9fff])"  # 発注10, 注2件 are none
    r"|(?<![0-9０-９A-Za-z\s])[*＊][0-9０-９]{1,2}(?![0-9０-９*＊])"  # 3*10 is none
    r"|[†‡]"
)
FIRST = frozenset("※注*＊†‡")
"""What a mark begins with."""
HEAD = pattern(rf"(?:^|\n)[\s(（\[]*({MARK.pattern}|[*＊][0-9０-９]{{1,2}})")
"""A mark at the head of a line is that of a note."""
NUMBER = pattern(r"[0-9０-９]{1,2}[)）]?")


def with_mark_doubts(blocks: Sequence[Block], profile: Profile) -> list[Block]:
    """The blocks, with a doubt where a mark has no partner."""
    heads: set[tuple[int, str]] = set()
    used: set[tuple[int, str]] = set()
    found: dict[int, tuple[list[str], list[str]]] = {}
    for block in blocks:
        at_head, inside = _marks(block)
        if at_head or inside:
            found[id(block)] = at_head, inside
            heads |= {(_scope(block, profile), _folded(mark)) for mark in at_head}
            used |= {(_scope(block, profile), _folded(mark)) for mark in inside}
    out: list[Block] = []
    for block in blocks:
        at_head, inside = found.get(id(block), ([], []))
        scope = _scope(block, profile)
        lone = [mark for mark in inside if (scope, _folded(mark)) not in heads]
        unused = [mark for mark in at_head if (scope, _folded(mark)) not in used]
        doubts = [f"no note for {mark}" for mark in [*lone, *_raised(block)]] + [
            f"{mark} is nowhere" for mark in unused
        ]
        more = (Doubt(Code.UNMATCHED_MARK, evidence) for evidence in doubts)
        out.append(replace(block, doubts=(*block.doubts, *more)) if doubts else block)
    return out


def _scope(block: Block, profile: Profile) -> int:
    """Where the partner of a mark is looked for: the slide, or 0 for the whole report."""
    return block.page if profile.is_deck else 0


def _folded(mark: str) -> str:
    return unicodedata.normalize("NFKC", mark).replace(" ", "")


def _marks(block: Block) -> tuple[list[str], list[str]]:
    """The marks that head the block's lines, and those within its text."""
    texts = [block.full, *(text for row in block.solid.rows for text in row)] if block.solid else [block.full]
    heads: list[str] = []
    inside: list[str] = []
    for text in texts:
        if FIRST.isdisjoint(text):
            continue
        at_head = {match.start(1): match[1] for match in HEAD.finditer(text)}
        heads += at_head.values()
        inside += [match[0] for match in MARK.finditer(text) if match.start() not in at_head]
    return heads, inside


def _raised(block: Block) -> Iterator[str]:
    """The raised numbers that `regions` has tied to no note. Behind a Latin letter or a figure they are exponents."""
    return (mark for line in block.lines if line.raised for mark in _raised_in(line))


def _raised_in(line: Line) -> Iterator[str]:
    for start, stop in line.raised:
        mark = _folded(line.text[start:stop].strip())
        if start and is_wide(line.text[start - 1]) and NUMBER.fullmatch(mark):
            yield mark
