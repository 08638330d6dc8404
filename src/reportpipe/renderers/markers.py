"""What renderers have to know of printed markers: which are mere bullets, which count, which are referred to."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple, TypeGuard

from reportpipe.model.report import MARK, REFERENCE, Block, Bullet, Figure, Note, Paragraph, Report, Theme, walk

LETTERS_AS_BULLETS = frozenset({"o", "〇", "ー"})
"""Bullets that Unicode calls letters or digits: the second level of Word's own lists, the ideographic zero typed for a
circle, the long vowel sign typed for a dash."""
MEANINGFUL = frozenset("☐☑☒✓✔✗✘※＊*†‡→⇒➡⇨⇔↓↑")
"""Glyphs that say something of their own (done, see below, hence); a plain list marker in their place would lose it."""


class Run(NamedTuple):
    """Siblings that share a notation and count up by one."""

    notation: str
    length: int


def is_glyph(marker: str | None) -> bool:
    """Whether a marker is a mere glyph (•, －, ➢, none at all) rather than an enumerator: no letter, no digit.

    Decided on the compatibility form, in which ㋐ and ⓐ are letters.
    """
    if not marker or marker in LETTERS_AS_BULLETS:
        return True
    return not any(char.isalnum() for char in unicodedata.normalize("NFKC", marker))


def is_meaningful(marker: str | None) -> bool:
    """Whether a marker must be readable in the output: an enumerator, or a glyph such as ✓."""
    return bool(marker) and (not is_glyph(marker) or any(char in MEANINGFUL for char in marker or ""))


def siblings(content: Sequence[Block] | None) -> Iterator[list[Bullet] | Block]:
    """The blocks in order, each stretch of bullets that follow one another as one list."""
    for is_bullet, blocks in groupby(content or [], key=lambda block: isinstance(block, Bullet)):
        if is_bullet:
            yield [block for block in blocks if isinstance(block, Bullet)]
        else:
            yield from blocks


def split(bullets: Sequence[Bullet], run_at: Callable[[Sequence[str], int], Run]) -> Iterator[tuple[str, list[Bullet]]]:
    """Cuts siblings into (notation, bullets), where `run_at(markers, index)` says how far the run at that index goes.

    Neighbouring bullets whose run has an empty notation (none is known) come as one piece.
    """
    found: list[Bullet] = []
    marks = [bullet.marker or "" for bullet in bullets]
    index = 0
    while index < len(bullets):
        run = run_at(marks, index)
        piece = list(bullets[index : index + run.length])
        index += run.length
        if run.notation:
            if found:
                yield "", found
                found = []
            yield run.notation, piece
        else:
            found += piece
    if found:
        yield "", found


def blocks_of(content: Sequence[Block] | None) -> Iterator[Block]:
    """All blocks, those below bullets too, in reading order."""
    for block in content or []:
        yield block
        if isinstance(block, Bullet):
            yield from blocks_of(block.content)


def texts_of(block: Block) -> list[str]:
    """The texts in which a block may refer to a footnote."""
    match block:
        case Bullet():
            return [block.bullet]
        case Paragraph():
            return [block.paragraph]
        case Note():
            return [block.label or "", block.note]
        case Figure():
            return [block.figure.caption or ""]  # the words inside are labels, and stay as they are
    rows = [*(block.table.header or []), *block.table.rows]
    return [block.table.caption or "", *(cell for row in rows for cell in row)]


def note_marks(theme: Theme) -> list[str]:
    """The marks of a theme's notes that could be footnotes: those that a reference may say, without a label."""
    return [block.mark or "" for block in blocks_of(theme.content) if _may_be_footnote(block)]


def footnote_labels(report: Report) -> list[dict[str, str]]:
    """For each theme, in reading order: the footnotes' marks its texts may refer to, and the label of each.

    A label is unique in the report. A number that only one note carries serves the whole report; where numbering starts
    anew (per slide, per chapter), a number serves only its own theme, and is "1", then "1-2", "1-3".
    A note that no text refers to, or none but another footnote's, has no label: a reader would not be shown it as a
    footnote.
    """
    themes = [theme for _, theme in walk(report.themes)]
    marks = [note_marks(theme) for theme in themes]
    cited = [{mark for text in _texts(theme) for mark in REFERENCE.findall(text)} for theme in themes]
    carried = Counter(mark for own in marks for mark in own)
    single = {mark: mark for mark, count in carried.items() if count == 1 and any(mark in refs for refs in cited)}
    used: Counter[str] = Counter()
    labels = []
    for own, refs in zip(marks, cited, strict=True):
        mine = dict(single)
        for mark in dict.fromkeys(own):
            if carried[mark] > 1 and mark in refs:
                used[mark] += 1
                mine[mark] = mark if used[mark] == 1 else f"{mark}-{used[mark]}"
        labels.append(mine)
    return labels


def _texts(theme: Theme) -> list[str]:
    blocks = [block for block in blocks_of(theme.content) if not _may_be_footnote(block)]
    return [theme.title, *(text for block in blocks for text in texts_of(block))]


def _may_be_footnote(block: Block) -> TypeGuard[Note]:
    return isinstance(block, Note) and not block.label and bool(block.mark and re.fullmatch(MARK, block.mark))


def footnotes(report: Report, labels: Sequence[Mapping[str, str]]) -> dict[str, Note]:
    """The notes that are footnotes, by their labels, which are those of footnote_labels()."""
    found: dict[str, Note] = {}
    for (_, theme), own in zip(walk(report.themes), labels, strict=True):
        for block in blocks_of(theme.content):
            if _may_be_footnote(block) and (label := own.get(block.mark or "")):
                found.setdefault(label, block)
    return found
