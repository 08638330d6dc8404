"""Characters of a page ↔ characters of the report: runs of both are laid on each other, the surest first.

A run is a piece of the report's text that stands on the page in one go: each character is followed by the one that was
painted next, or that stands next on its row. Linear but for the candidates of a run's first character.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from reportpipe.audit.said import Piece
from reportpipe.audit.sheet import FREE, SMALLEST, Sheet
from reportpipe.model.left_out import Why
from reportpipe.model.page import Box
from reportpipe.text.scripts import LEVEL

SLACK = 1.5
"""Points by which a character's centre may lie outside of its piece's rectangle: parsers round differently."""
SURE = 6
"""So many characters in one go are no accident."""
LIKELY = 3
"""So many are none in a rectangle of one's own."""
WHOLE = Why.PAGE_NUMBER.label
"""A reason of `left_out` for what is found as one or not at all: a digit of it may be any digit."""
UNSEEN = {Why.HIDDEN.label, Why.OFF_PAGE.label}
"""Reasons of `left_out` for what a reader does not see."""
DOUBTFUL = 0.95
"""Text of this size, points, may be seen or not: parsers differ in the last digit."""
WIDE = dict(zip("0123456789", "０１２３４５６７８９", strict=True))
MOST = 0.7
"""A text whose page is not known is found where this part of it stands."""
DRAWN = "•◦▪▫"
"""Markers that may be drawn as shapes."""
BESIDE = 60.0
"""A drawn marker stands no farther than this, in points, before its text."""

WHOLLY, SURELY, LIKELY_SO, LOOSELY = range(4)
"""How good a run must be: all of a piece, and all of what is painted in one go; whole or long; of several characters;
any."""


def match(sheet: Sheet, held: Sequence[tuple[int, Piece]]) -> None:
    """Claims the page's characters for the pieces. held: those that stand on the page, with their numbers."""
    boxed = [(number, piece, box) for number, piece in held for box in _boxes(piece, sheet)]
    boxed.sort(key=lambda item: item[2].width * item[2].height)  # what stands in a small rectangle can be nowhere else
    _claim_all(sheet, boxed)
    for left in (False, True):
        open_ = [(number, piece) for number, piece in held if piece.left is left and not _boxes(piece, sheet)]
        _claim_all(sheet, [(number, piece, None) for number, piece in open_])
        for number, piece in open_:
            if piece.places[-1].page != sheet.number:
                _give_back(sheet, number, piece)
    for number, piece, _ in boxed:  # what stands on the page all the same, such as a title's number set apart
        _claim(sheet, number, piece, None, SURELY)
        _find_drawn_marker(sheet, piece)
    for number, piece in held:
        if piece.left:
            _claim_again(sheet, number, piece)


def _claim_all(sheet: Sheet, wanting: Sequence[tuple[int, Piece, Box | None]]) -> None:
    """Claims for several pieces, the surest runs of all of them first."""
    for level in (WHOLLY, SURELY, LIKELY_SO, LOOSELY):
        for number, piece, box in wanting:
            _claim(sheet, number, piece, box, level)


def _claim_again(sheet: Sheet, number: int, piece: Piece) -> None:
    """A row of `left_out` names a page once, though the text may stand there twice, as on the halves of a spread."""
    if None in piece.got:
        return
    for start in sheet.places.get(piece.keys[0], ()):
        again = Piece(piece.path, piece.part, piece.places, piece.keys, piece.group, left=True)
        run = _run(sheet, again, 0, start, None, WHOLLY)
        if len(run) == len(piece.keys) and sheet.begins[run[0]] and sheet.ends[run[-1]]:
            for found in run:
                sheet.owner[found] = number


def _give_back(sheet: Sheet, number: int, piece: Piece) -> None:
    """A piece that may stand on several pages keeps what it claimed only where that is most of it."""
    mine = [place for place, got in enumerate(piece.got) if got is not None and got[0] == sheet.number]
    if len(mine) < MOST * len(piece.keys):
        for place in mine:
            piece.got[place] = None
        sheet.owner = [FREE if owner == number else owner for owner in sheet.owner]


def _boxes(piece: Piece, sheet: Sheet) -> list[Box]:
    return [place.box for place in piece.places if place.page == sheet.number and place.box is not None]


def _claim(sheet: Sheet, number: int, piece: Piece, box: Box | None, level: int) -> None:
    """Claims runs for what of the piece is not claimed yet."""
    place = 0
    while place < (1 if level == WHOLLY else len(piece.keys)):
        if piece.got[place] is not None:
            place += 1
            continue
        run = _best(sheet, piece, place, box, level)
        if run and _is_good(sheet, piece, place, run, box, level):
            for step, found in enumerate(run):
                sheet.owner[found] = number
                piece.got[place + step] = (sheet.number, found)
            place += len(run)
        else:
            place += 1


def _is_good(sheet: Sheet, piece: Piece, place: int, run: list[int], box: Box | None, level: int) -> bool:
    if piece.part == WHOLE:
        return len(run) == len(piece.keys)
    begins, ends = sheet.begins[run[0]], sheet.ends[run[-1]]
    if level == WHOLLY:
        return begins and ends and len(run) == len(piece.keys)
    if len(run) >= SURE or (begins and ends):
        return True
    if level == SURELY:
        return len(run) == len(piece.keys) and (begins or ends)
    if level == LIKELY_SO:
        return len(run) >= LIKELY or (len(run) > 1 and (begins or ends))
    is_own = box is not None and piece.places[-1].page == sheet.number  # the rest may stand on the next page
    return is_own or _goes_on(sheet, piece, place, run)


def _goes_on(sheet: Sheet, piece: Piece, place: int, run: list[int]) -> bool:
    """Whether a run stands beside what the piece has already."""
    before = piece.got[place - 1] if place else None
    behind = piece.got[place + len(run)] if place + len(run) < len(piece.got) else None
    return (before is not None and before[0] == sheet.number and follows(sheet, before[1], run[0])) or (
        behind is not None and behind[0] == sheet.number and follows(sheet, run[-1], behind[1])
    )


def follows(sheet: Sheet, one: int, other: int) -> bool:
    """Whether a character is painted right after another one, or stands right after it on its row."""
    return other in (one + 1, sheet.after[one])


def _best(sheet: Sheet, piece: Piece, place: int, box: Box | None, level: int) -> list[int]:
    """The longest run from there; of equal ones that which follows what came before, or begins and ends a row where
    the piece does; of equal ones the nearest."""
    before = piece.got[place - 1] if place else None
    last = before[1] if before is not None and before[0] == sheet.number else FREE
    best: list[int] = []
    rank: tuple[int, bool, int, float] = (0, False, 0, -math.inf)
    key = piece.keys[place]
    starts: Sequence[int] = sheet.places.get(key, ())
    if place in piece.either:
        starts = [*starts, *sheet.places.get(WIDE[key], ())]
    for level_form in LEVEL.get(key, ""):  # what is raised or lowered is painted as any other figure
        starts = [*starts, *sheet.places.get(level_form, ())]
    for start in starts:
        run = _run(sheet, piece, place, start, box, level)
        closes = bool(run) and place + len(run) == len(piece.keys) and sheet.ends[run[-1]]
        goes_on = last != FREE and follows(sheet, last, start)
        far = _distance(sheet.boxes[last], sheet.boxes[start]) if last != FREE else 0.0
        mine = (len(run), goes_on, sheet.begins[start] + closes, -far)
        if mine > rank:
            best, rank = run, mine
    return best


def _distance(one: Box, other: Box) -> float:
    return abs(one.x1 - other.x0) + abs(one.bottom - other.bottom)


def _may_take(sheet: Sheet, piece: Piece, at: int, level: int) -> bool:
    """Whether a character is seen, as content must be; or not, as what is left out because nobody sees it."""
    if piece.part in UNSEEN:
        return not sheet.seen[at]
    return sheet.seen[at] or (level == LOOSELY and DOUBTFUL <= sheet.boxes[at].height < SMALLEST)


def _run(sheet: Sheet, piece: Piece, place: int, start: int, box: Box | None, level: int) -> list[int]:
    run: list[int] = []
    at = start
    while _fits(sheet, piece, place, at, box, level):
        run.append(at)
        place += 1
        if place == len(piece.keys) or piece.got[place] is not None:
            break
        painted = at + 1
        at = painted if _fits(sheet, piece, place, painted, box, level) else sheet.after[at]
    return run


def _fits(sheet: Sheet, piece: Piece, place: int, at: int, box: Box | None, level: int) -> bool:
    if not 0 <= at < len(sheet.chars) or sheet.owner[at] != FREE:
        return False
    painted, key = sheet.chars[at], piece.keys[place]
    if painted != key and painted not in LEVEL.get(key, "") and not (place in piece.either and painted == WIDE[key]):
        return False
    return _may_take(sheet, piece, at, level) and (box is None or is_in(sheet.boxes[at], box))


def is_in(small: Box, large: Box) -> bool:
    """Whether the centre of a box lies in another, give or take the slack."""
    x, y = (small.x0 + small.x1) / 2, (small.top + small.bottom) / 2
    return large.x0 - SLACK <= x <= large.x1 + SLACK and large.top - SLACK <= y <= large.bottom + SLACK


def _find_drawn_marker(sheet: Sheet, piece: Piece) -> None:
    """A marker without a character is there if a shape of its size stands before the text."""
    if piece.marker != 1 or piece.got[0] is not None or piece.keys[0] not in DRAWN:
        return
    mine = [got[1] for got in piece.got if got is not None and got[0] == sheet.number]
    if not mine:
        return
    text, em = sheet.box(mine), max(sheet.boxes[mine[0]].width, sheet.boxes[mine[0]].height)
    for shape in sheet.shapes:
        x, y = (shape.box.x0 + shape.box.x1) / 2, (shape.box.top + shape.box.bottom) / 2
        small = max(shape.box.width, shape.box.height) <= max(text.height if text.width > text.height else 0, em)
        beside = text.top <= y <= text.bottom and 0 <= text.x0 - shape.box.x1 <= BESIDE
        above = text.x0 <= x <= text.x1 and 0 <= text.top - shape.box.bottom <= BESIDE  # of a line that runs downwards
        if small and (beside or above):
            piece.got[0] = (sheet.number, FREE)
            return


def jumps(sheet: Sheet, piece: Piece) -> Iterator[tuple[int, int]]:
    """Where a piece goes from the middle of a row to the middle of another, or back: (from, to), characters of the
    page. What follows on the page is claimed by none of its own."""
    if runs_down(sheet, piece):
        return  # what stands beside a character is of another line
    for one, other in pairwise(piece.got):
        if one is None or other is None or one[0] != sheet.number or other[0] != sheet.number:
            continue
        here, there = one[1], other[1]
        if FREE in (here, there) or follows(sheet, here, there) or sheet.ends[here] or sheet.begins[there]:
            continue
        if all(sheet.owner[near] != FREE for near in (sheet.after[here], here + 1) if 0 <= near < len(sheet.owner)):
            yield here, there


def runs_down(sheet: Sheet, piece: Piece) -> bool:
    """Whether most characters of a piece stand below the one before them: it is set vertically."""
    down = across = 0
    for one, other in pairwise(got[1] for got in piece.got if got is not None and got[0] == sheet.number):
        if FREE not in (one, other):
            here, there = sheet.boxes[one], sheet.boxes[other]
            steep = abs(there.top - here.top) > abs(there.x0 - here.x0)
            down, across = down + steep, across + (not steep)
    return down > across or (down == across and sheet.runs_down)
