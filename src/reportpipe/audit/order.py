"""Whether the report tells a page in an order in which it can be read: down each column, and page after page.

How a page is divided into columns and boxes is for layout to judge; but whatever it decides, nobody reads a column
upwards. Footnotes come where their theme ends, so that they are not held against the text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from reportpipe.audit.findings import Finding, Kind
from reportpipe.audit.said import Piece
from reportpipe.audit.sheet import FREE, Sheet
from reportpipe.model.page import Box

OVERLAP = 0.5
"""Two pieces stand in one column if they share this part of the narrower one's width."""


NEAR_EM = 2.0
"""Bullets of one list stand no farther apart than this."""
LEVEL_EM = 0.25
"""Bullets whose left edges differ by less stand at one level."""
INDENT_EM = 1.0
"""A bullet that stands farther to the right than this hangs below the one before it."""
SLACK = 1.0
"""Points by which what stands below may begin too high."""


class Stand(NamedTuple):
    """Where a piece stands on a page. number: its place in the report. box: points. painted: its first character's
    number. em: of that one, points."""

    number: int
    page: int
    box: Box
    path: str
    text: str
    piece: Piece
    painted: int
    em: float


def stand(number: int, piece: Piece, drawn: Sheet) -> Stand | None:
    """Where a piece stands on a page, by the characters that it claimed; None where it claimed none, or is free."""
    mine = [got[1] for got in piece.got if got is not None and got[0] == drawn.number and got[1] != FREE]
    if not mine or piece.part in ("front", "note", "ruby"):
        return None
    return Stand(
        number,
        drawn.number,
        drawn.box(mine),
        piece.path,
        "".join(piece.keys[:20]),
        piece,
        min(mine),
        drawn.boxes[min(mine)].height,
    )


def out_of_order(stands: Iterable[Stand]) -> list[Finding]:
    """What is told too early or too late. stands: of all pages."""
    first: dict[int, Stand] = {}
    by_page: dict[int, list[Stand]] = {}
    for item in stands:
        first.setdefault(item.number, item)
        by_page.setdefault(item.page, []).append(item)
    ordered = [first[number] for number in sorted(first)]
    strays = _off_the_rise(ordered)
    for items in by_page.values():
        rest = sorted((item for item in items if item not in strays), key=lambda item: item.number)
        strays += _unreadable(rest)
    told = [item for item in ordered if item not in strays]
    strays += [second for first, second in pairwise(told) if _is_hung_wrongly(first, second)]
    return [Finding(Kind.MOVED, item.page, item.box, item.path, item.text) for item in strays]


def _is_hung_wrongly(first: Stand, second: Stand) -> bool:
    """Whether of two bullets of one kind the second hangs below the first, though it is not indented; or whether it
    stands beside the first, though it is."""
    one, other = first.piece, second.piece
    if not (one.part == other.part == "bullet" and first.page == second.page and one.marker and other.marker):
        return False
    if not -SLACK <= second.box.top - first.box.bottom <= NEAR_EM * second.em or first.box.x1 < second.box.x0:
        return False
    indent = second.box.x0 - first.box.x0
    if other.group.startswith(f"{one.group}.content["):
        return _sign(one) == _sign(other) and indent <= LEVEL_EM * second.em
    return other.level == one.level and indent > INDENT_EM * second.em


def _sign(piece: Piece) -> str:
    """A bullet's marker, with # for what counts: (1) and (2) are one kind."""
    return "".join("#" if key.isalnum() else key for key in piece.keys[: piece.marker])


def _off_the_rise(ordered: Sequence[Stand]) -> list[Stand]:
    """Those that must go so that the pages rise: all but the longest rising subsequence."""
    tails: list[int] = []
    chain: list[int] = []
    before: list[int] = []
    for place, item in enumerate(ordered):
        length = bisect_right(tails, item.page)
        before.append(chain[length - 1] if length else -1)
        tails[length : length + 1] = [item.page]
        chain[length : length + 1] = [place]
    keep: set[int] = set()
    place = chain[-1] if chain else -1
    while place >= 0:
        keep.add(place)
        place = before[place]
    return [item for place, item in enumerate(ordered) if place not in keep]


def _unreadable(items: list[Stand]) -> list[Stand]:
    """Those that must go so that every column of a page is told downwards, the worst first."""
    wrong: dict[int, set[int]] = {}
    for one in range(len(items)):
        for other in range(one + 1, len(items)):
            if _is_upwards(items[one], items[other]):
                wrong.setdefault(one, set()).add(other)
                wrong.setdefault(other, set()).add(one)
    out: list[Stand] = []
    while wrong:
        worst = max(wrong, key=lambda place: (len(wrong[place]), -place))
        out.append(items[worst])
        for other in wrong.pop(worst):
            wrong[other].discard(worst)
            if not wrong[other]:
                del wrong[other]
    return out


def _is_upwards(first: Stand, second: Stand) -> bool:
    """Whether what is told later stands above what is told first, in one column."""
    if second.box.bottom > first.box.top + SLACK or first.piece.group == second.piece.group:
        return False
    if first.painted < second.painted:
        return False  # the painter tells it so too
    if first.piece.part == "theme" and second.path.startswith(first.piece.group.removesuffix(".title") + ".content"):
        return False  # a label above a title
    shared = min(first.box.x1, second.box.x1) - max(first.box.x0, second.box.x0)
    return shared > OVERLAP * min(first.box.width, second.box.width)
