"""Pages that are set vertically (縦書き): characters stand below each other, lines are read from right to left.

Some writers use a font that runs downwards (ISO 32000-1, 9.7.4.3), others paint upright characters one by one, each
below the one before; Latin words lie on their side. Either way a character's successor stands below it: that is what
tells the page. A few labels written downwards do not make one; read/lines/segments.py reads them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import pairwise

from reportpipe.model.page import DESCENT, Glyph, Page
from reportpipe.read.pages.frames import turned, vertical
from reportpipe.text.join import is_wide

CENTRED_EM = 0.3
"""Centres of characters of one column are this close; punctuation stands in its corner."""
LEAST_STEP_EM, MOST_STEP_EM = 0.4, 1.7
"""From one character down to the next: half an em at brackets that are set close, more where letters are spaced."""
SAME_BASELINE_EM = 0.3
"""Baselines of characters beside each other are this close."""
BESIDE_EM = 1.5
"""Characters beside each other have a gap of no more than this (SPLIT_EM of read/lines/segments.py)."""
SAME_SIZE = 1.1
"""Neighbours of one line differ in size by no more than this factor; a reading and its base do by more."""
LEAST_COLUMN = 9
"""A label that is written downwards has fewer characters …"""
LEAST_HEIGHT = 0.2
"""… or is no higher than this part of the page: a chart's labels may be long, but they are small."""
SHARE = 0.8
"""This part of the steps from character to character goes downwards; the others are a running head, or a table."""
COMBINED_EM = 1.3
"""Digits that are set beside each other in a column (縦中横) are squeezed into one em, or a little more."""
NEAR_EM = 0.5
"""They stand no farther than this from the character above or below."""


class _Step(Enum):
    """From one character to the one painted next."""

    DOWN = 1
    RIGHT = 2
    OTHER = 3


def upright(page: Page) -> Page:
    """A page that is set vertically, turned so that its lines run from left to right.

    Its glyphs keep their numbers. What runs from left to right on it, such as a page number, then runs upwards
    (angle 270).
    """
    return vertical(page, tuple(_turned_glyphs(page)))


def is_vertical(page: Page) -> bool:
    """Whether most characters have their successor below them, and a column is longer than any label."""
    wide = [glyph for glyph in page.glyphs if is_wide(glyph.text[:1] or " ") and glyph.angle == 0]
    if sum(_is_centred(one, other) for one, other in pairwise(wide)) < LEAST_COLUMN - 1:
        return False  # most pages, told without looking closer
    steps = [_step(one, other) for one, other in pairwise(wide)]
    down, right = steps.count(_Step.DOWN), steps.count(_Step.RIGHT)
    if down < LEAST_COLUMN - 1 or down < SHARE * (down + right):
        return False
    return any(
        len(column) >= LEAST_COLUMN and column[-1].bottom - column[0].top >= LEAST_HEIGHT * page.height
        for column in _runs(wide, _Step.DOWN)
    )


def _step(one: Glyph, other: Glyph) -> _Step:
    em = other.size
    if one.angle or other.angle or max(one.size, em) > SAME_SIZE * min(one.size, em):
        return _Step.OTHER
    down = other.baseline - one.baseline
    if _is_centred(one, other) and LEAST_STEP_EM * em <= down <= MOST_STEP_EM * em:
        return _Step.DOWN
    gap = other.x0 - one.x1
    is_beside = abs(down) <= SAME_BASELINE_EM * em and -CENTRED_EM * em <= gap <= BESIDE_EM * em
    return _Step.RIGHT if is_beside else _Step.OTHER


def _is_centred(one: Glyph, other: Glyph) -> bool:
    """Whether a character stands in one column with another."""
    return abs(_centre(other) - _centre(one)) <= CENTRED_EM * other.size


def _centre(glyph: Glyph) -> float:
    return (glyph.x0 + glyph.x1) / 2


def _runs(glyphs: Sequence[Glyph], step: _Step) -> Iterator[list[Glyph]]:
    """The glyphs, those together that follow one another by such steps."""
    run: list[Glyph] = []
    for glyph in glyphs:
        if run and _step(run[-1], glyph) is not step:
            yield run
            run = []
        run.append(glyph)
    if run:
        yield run


def _turned_glyphs(page: Page) -> Iterator[Glyph]:
    runs = list(_runs(page.glyphs, _Step.RIGHT))
    for place, run in enumerate(runs):
        before = runs[place - 1][-1] if place else None
        after = runs[place + 1][0] if place + 1 < len(runs) else None
        if run[0].angle or not _is_in_column(run, before, after):
            yield from (turned(glyph, page.width) for glyph in run)
        else:
            centre = (run[0].x0 + run[-1].x1) / 2
            yield from (_stood_up(glyph, page.width - centre) for glyph in run)


def _is_in_column(run: Sequence[Glyph], before: Glyph | None, after: Glyph | None) -> bool:
    """Whether characters, one or several beside each other, belong to a column; before, after: their neighbours."""
    if len(run) == 1 and is_wide(run[0].text[:1] or " "):
        return True
    em = run[0].size
    width, centre = run[-1].x1 - run[0].x0, (run[0].x0 + run[-1].x1) / 2

    def is_near(other: Glyph | None, gap: float) -> bool:
        return other is not None and abs(_centre(other) - centre) <= CENTRED_EM * em and abs(gap) <= NEAR_EM * em

    return width <= COMBINED_EM * em and (
        is_near(before, run[0].top - before.bottom if before else 0.0)
        or is_near(after, after.top - run[0].bottom if after else 0.0)
    )


def _stood_up(glyph: Glyph, middle: float) -> Glyph:
    """A character of a column in the turned frame, its em box around the column's middle."""
    bottom = middle + glyph.size / 2
    return glyph._replace(
        x0=glyph.top,
        x1=glyph.bottom,
        top=bottom - glyph.size,
        bottom=bottom,
        baseline=bottom - DESCENT * glyph.size,
    )
