"""Tables that go on over a page's end: one table, whose head and caption stand in it once.

In a report, the last thing of a page and the first one of the next are ruled alike, the page had no room for one more
row, and nothing says that another table begins: no caption, no head of its own. Slides do not flow: there the head
must be repeated, below the same title.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile
from statistics import median
from typing import NamedTuple

from reportpipe.model.block import Block, LeftText, Line, Solid
from reportpipe.model.reason import Reason, Rule
from reportpipe.read.pages.profile import PageFacts, Profile
from reportpipe.read.regions.footnotes import Footnote
from reportpipe.text.continuation import continues_caption, is_continuation, says_it_goes_on
from reportpipe.text.enumerators import parse_item
from reportpipe.text.join import join
from reportpipe.text.normalise import fold

SAME_EDGE = 4.0
"""Points by which the rules between columns may differ: word processors set each part of a table by itself."""
ROOM_EM = 2.0
"""A table reaches the page's end if less room is left there than its next row needs, and this."""
TOP_EM = 4.0
"""It goes on no farther than this below the usual top of the text."""
MOST_BETWEEN = 2
"""Between the parts stand at most the title of a slide, or （次頁へ続く） and （続き）."""
FULL_EM = 1.5
"""The last line of a cell that ends no farther than this before its inset is full."""
LEAST_ROWS = 3
"""From so many rows on, the first cells of a table say whether each row has one."""
ENDS = "。．！？!?:：）)」』】"
"""What ends a sentence, so that nothing of it stands on the next page."""
GOES_ON = "says that the table goes on"
"""What leaves a line between its parts out."""


class _Margins(NamedTuple):
    """tops: for each size of pages, where their text usually begins; floors: for each page, where it must end."""

    tops: dict[tuple[float, float], float]
    floors: dict[int, float]
    sizes: dict[int, tuple[float, float]]


def joined_tables(
    blocks: Sequence[Block], pages: Sequence[PageFacts], notes: Sequence[Footnote], profile: Profile
) -> tuple[list[Block], list[LeftText]]:
    """The blocks, with the parts of each table as one, and the heads and captions that were repeated."""
    margins = _margins(pages, notes)
    out: list[Block] = []
    left: list[LeftText] = []
    for block in blocks:
        between = _since_table(out)
        place = len(out) - len(between) - 1
        one, other = out[place].solid if place >= 0 else None, block.solid
        if one is None or other is None or not _is_one(one, other, out, between, margins, profile):
            out.append(block)
            continue
        said = [item for item in between if not item.heading]
        whole, repeated = _join(one, other, said)
        titles = [item for item in between if item.heading]
        out[place:] = [_with_part(out[place], whole, block), *titles]
        left += repeated
    return out, left


def _with_part(first: Block, whole: Solid, second: Block) -> Block:
    """The block of a table, with the part that its second block holds."""
    alike = "between the same rules" if whole.xs else "below the same head"
    why = Reason(Rule.TABLE_JOIN, f"{len(whole.rows[0])} columns {alike} on page {second.page}")
    return replace(
        first,
        lines=whole.lines,
        solid=whole,
        reasons=(*first.reasons, why),
        doubts=(*first.doubts, *second.doubts),
    )


def _margins(pages: Sequence[PageFacts], notes: Sequence[Footnote]) -> _Margins:
    known = {page.number: [*(line.box for line in page.lines), *(solid.box for solid in page.solids)] for page in pages}
    sizes = {page.number: (page.width, page.height) for page in pages}
    tops: dict[tuple[float, float], list[float]] = {}
    ends: dict[tuple[float, float], float] = {}
    for number, boxes in known.items():
        if boxes:
            tops.setdefault(sizes[number], []).append(min(box.top for box in boxes))
            ends[sizes[number]] = max(ends.get(sizes[number], 0.0), *(box.bottom for box in boxes))
    floors = {number: ends.get(size, size[1]) for number, size in sizes.items()}
    for note in notes:
        floors[note.page] = min(floors[note.page], *(line.box.top for line in note.lines))
    return _Margins({size: median(found) for size, found in tops.items()}, floors, sizes)


def _since_table(out: Sequence[Block]) -> list[Block]:
    """The blocks after the last table, a few at most."""
    tail = list(takewhile(lambda block: block.solid is None, reversed(out[-MOST_BETWEEN - 1 :])))
    return tail[::-1]


def _is_one(
    one: Solid, other: Solid, out: Sequence[Block], between: Sequence[Block], margins: _Margins, profile: Profile
) -> bool:
    """Whether a table goes on with the one before. out: all blocks so far; between: those since the first part."""
    if not _is_alike(one, other):
        return False
    if profile.is_deck:
        titles = [known for known in out if known.heading and known.page == one.last_page]
        same = len(between) == 1 and bool(titles) and is_continuation(titles[-1].full, between[0].full)
        return same and between[0].heading > 0 and _repeated(one, other) > 0
    if any(item.heading or not says_it_goes_on(item.text) for item in between):
        return False
    return _reaches_end(one, other, margins, profile) and _begins_page(one, other, margins, profile)


def _is_alike(one: Solid, other: Solid) -> bool:
    """Whether tables on two pages have the same columns, and the second one no caption or head of its own."""
    if other.page != one.last_page + 1 or not (_have_same_rules(one, other) or _have_same_head(one, other)):
        return False
    if other.caption and not continues_caption(one.caption, other.caption):
        return False
    return not other.header or _repeated(one, other) >= other.header


def _have_same_rules(one: Solid, other: Solid) -> bool:
    if not one.xs or len(one.xs) != len(other.xs):
        return False
    return all(abs(a - b) <= SAME_EDGE for a, b in zip(one.xs, other.xs, strict=True))


def _have_same_head(one: Solid, other: Solid) -> bool:
    """Whether tables without upright rules have the same head, and as many columns."""
    if one.kind != "table" or one.xs or other.xs or not _repeated(one, other):
        return False
    return len(one.rows[0]) == len(other.rows[0]) and abs(one.last_box.x0 - other.box.x0) <= SAME_EDGE


def _repeated(one: Solid, other: Solid) -> int:
    """How many rows at the head of a table are those of the one before."""
    same = (list(map(fold, a)) == list(map(fold, b)) for a, b in zip(one.rows, other.rows, strict=False))
    return sum(takewhile(bool, same))


def _reaches_end(one: Solid, other: Solid, margins: _Margins, profile: Profile) -> bool:
    """Whether the next row did not fit on the page."""
    if other.ys:
        row = min(_repeated(one, other), len(other.ys) - 2)
        needed = other.ys[row + 1] - other.ys[row]
    else:
        needed = other.box.height / len(other.rows)
    return margins.floors[one.last_page] - one.last_box.bottom <= needed + ROOM_EM * profile.body_size


def _begins_page(one: Solid, other: Solid, margins: _Margins, profile: Profile) -> bool:
    """Whether a table stands at the top of a page of the same size."""
    size = margins.sizes[other.page]
    top = margins.tops[size] + TOP_EM * profile.body_size
    return margins.sizes[one.last_page] == size and other.box.top <= top


def _join(one: Solid, other: Solid, said: Sequence[Block]) -> tuple[Solid, list[LeftText]]:
    """Two parts as one table, and what stands in it no more. said: the lines between that say that it goes on."""
    repeated = _repeated(one, other)
    left = [LeftText(block.page, block.text, "continued-title", block.box, GOES_ON) for block in said]
    if other.caption:
        left.append(LeftText(other.page, other.caption, "continued-title", other.box, GOES_ON))
    left += [
        LeftText(other.page, cell, "repeated-header", other.box, "says what the head of the table says")
        for row in other.rows[:repeated]
        for cell in row
        if cell
    ]
    lines = (*one.lines, *(line for block in said for line in block.lines), *other.lines)
    whole = replace(
        one,
        rows=_rows(one, other, repeated),
        lines=lines,
        header=max(one.header, repeated),
        ys=other.ys,
        onward=(*one.onward, other.box),
    )
    return whole, left


def _rows(one: Solid, other: Solid, repeated: int) -> tuple[tuple[str, ...], ...]:
    """The rows of both parts, with a row that the page's end cut in two as one."""
    rest = other.rows[repeated:]
    if not rest or not _is_cut(one, other, repeated):
        return one.rows + rest
    pairs = zip(one.rows[-1], rest[0], strict=True)
    whole = tuple(_cell(one, column, last, more) for column, (last, more) in enumerate(pairs))
    return (*one.rows[:-1], whole, *rest[1:])


def _is_cut(one: Solid, other: Solid, repeated: int) -> bool:
    """Whether the second part begins with the rest of a row: its first cell is empty, though no other row's is, and so
    is the next one, or a sentence goes on. Otherwise the first cell may be one that spans rows."""
    last, more = one.rows[-1], other.rows[repeated]
    if not one.xs:
        return False
    others = (*one.rows[one.header :], *other.rows[repeated + 1 :])
    if len(one.rows) <= max(one.header, repeated) or len(others) < LEAST_ROWS:
        return False
    if more[0] or any(here and not before for before, here in zip(last, more, strict=True)):
        return False
    bare = [column for column, cell in enumerate(more) if not cell and all(row[column] for row in others)]
    if 0 not in bare:
        return False
    return len(bare) > 1 or any(_is_open(one, column, more[column]) for column in range(len(more)))


def _cell(one: Solid, column: int, last: str, more: str) -> str:
    if not more:
        return last
    return join(last, more) if _is_open(one, column, more) else f"{last}\n{more}"


def _is_open(one: Solid, column: int, more: str) -> bool:
    """Whether the last line of a column is full and ends no sentence, so that `more` goes on with it."""
    lines = _column_lines(one, column)
    if not more or not lines or parse_item(more) is not None:
        return False
    last = max(lines, key=lambda line: line.baseline)
    inset = min(line.box.x0 for line in lines) - one.xs[column]
    return last.text[-1] not in ENDS and last.box.x1 >= one.xs[column + 1] - inset - FULL_EM * last.size


def _column_lines(one: Solid, column: int) -> list[Line]:
    """The lines of a column on the table's last page."""
    start, stop = one.xs[column], one.xs[column + 1]
    return [line for line in one.lines if line.page == one.last_page and start < (line.box.x0 + line.box.x1) / 2 < stop]
