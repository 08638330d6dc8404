"""Whether the report tells a page in an order in which it can be read: down each column, and page after page.

How a page is divided into columns and boxes is for reading to judge; but whatever it decides, nobody reads a column
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
from reportpipe.model.page import UNMAPPED, Box, union
from reportpipe.patterns import pattern

THEME = pattern(r"(?:\.?themes\[[0-9]+\])+")
"""The path of the theme that a block belongs to."""
OVERLAP = 0.5
"""Two pieces stand in one column if they share this part of the narrower one's width."""


UNTOLD = 0.5
"""A text of which this part has no characters is like any other one."""
NEAR_EM = 2.0
"""Bullets of one list stand no farther apart than this."""
LEVEL_EM = 0.25
"""Bullets whose left edges differ by less stand at one level."""
INDENT_EM = 1.0
"""A bullet that stands farther to the right than this hangs below the one before it."""
FAR_EM = 4.0
"""What stands still farther to the right is of another column."""
ALIGNED_EM = 3.0
"""Two texts of one flow begin no farther apart: an indent, or a title above its text."""
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
    if not mine or piece.part in ("front", "note", "ruby") or piece.keys.count(UNMAPPED) > UNTOLD * len(piece.keys):
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
    strays = [
        (item, "told among what stands on other pages") for rise in _rises(ordered) for item in _off_the_rise(rise)
    ]
    off = {id(item) for item, _ in strays}
    for items in by_page.values():
        told = (item for item in items if id(item) not in off and item.piece.part != "figure")
        rest = _whole(sorted(told, key=lambda item: item.number))
        strays += _unreadable(rest)
    off = {id(item) for item, _ in strays}
    hung = [item for item in ordered if id(item) not in off]
    strays += [(second, why) for one, second in pairwise(hung) if (why := _hung_wrongly(one, second))]
    return [Finding(Kind.MOVED, item.page, item.box, item.path, item.text, why) for item, why in strays]


def _whole(items: Sequence[Stand]) -> list[Stand]:
    """The same with one for all cells of a table."""
    out: list[Stand] = []
    for item in items:
        if out and item.piece.part == "table" and item.piece.group == out[-1].piece.group:
            last = out.pop()
            out.append(last._replace(box=union([last.box, item.box]), painted=min(last.painted, item.painted)))
        else:
            out.append(item)
    return out


def _rises(ordered: Sequence[Stand]) -> list[list[Stand]]:
    """What must rise from page to page: the titles of themes; and the blocks of each theme, with its title. A theme
    that goes on under the same title has its blocks before the themes below it, wherever these stand."""
    rises: dict[str, list[Stand]] = {}
    for item in ordered:
        theme = THEME.match(item.path)
        if item.piece.part == "theme":
            rises.setdefault("", []).append(item)
        rises.setdefault(theme[0] if theme else "-", []).append(item)
    return list(rises.values())


def _hung_wrongly(first: Stand, second: Stand) -> str:
    """Of two bullets, why the second hangs in a wrong place: of one kind it hangs below the first, though it is not
    indented; of another kind it stands beside the first, though it is. "" where nothing is wrong."""
    one, other = first.piece, second.piece
    if not (one.part == other.part == "bullet" and first.page == second.page and one.marker and other.marker):
        return ""
    if not -SLACK <= second.box.top - first.box.bottom <= NEAR_EM * second.em or first.box.x1 < second.box.x0:
        return ""
    indent = second.box.x0 - first.box.x0
    alike = _sign(one) == _sign(other)
    if other.group.startswith(f"{one.group}.content[") and alike and indent <= LEVEL_EM * second.em:
        return "hangs below a bullet with its own sign, and is not indented"
    counted = "#" in _sign(one) + _sign(other)  # what is counted may head what is not without holding it
    if other.level == one.level and not alike and not counted and INDENT_EM < indent / second.em < FAR_EM:
        return "stands beside a bullet with another sign, and is indented"
    return ""


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


def _unreadable(items: list[Stand]) -> list[tuple[Stand, str]]:
    """Those that must go so that every column of a page is told downwards, the worst first; and why."""
    wrong: dict[int, set[int]] = {}
    for one in range(len(items)):
        for other in range(one + 1, len(items)):
            if _is_upwards(items[one], items[other]) and _are_neighbours(items[other], items[one], items):
                wrong.setdefault(one, set()).add(other)
                wrong.setdefault(other, set()).add(one)
    out: list[tuple[Stand, str]] = []
    while wrong:
        worst = max(wrong, key=lambda place: (len(wrong[place]), -place))
        out.append((items[worst], "told before what stands above it, or after what stands below it"))
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


def _are_neighbours(upper: Stand, lower: Stand, items: Sequence[Stand]) -> bool:
    """Whether the lower one follows the upper one in one flow: both begin at about the same place of a line, and
    nothing stands between them but what hangs below the upper one. Words of drawings do so by chance at most; how they
    are read is for reading to judge."""
    hung = f"{upper.piece.group}.content["  # it moves with its block, and is no neighbour of the block's own level
    if abs(upper.box.x0 - lower.box.x0) > ALIGNED_EM * max(upper.em, lower.em):
        return False
    return not any(
        item.box.top >= upper.box.bottom - SLACK
        and item.box.bottom <= lower.box.top + SLACK
        and min(item.box.x1, lower.box.x1) > max(item.box.x0, lower.box.x0)
        for item in items
        if item is not upper and item is not lower and not item.path.startswith(hung)
    )
