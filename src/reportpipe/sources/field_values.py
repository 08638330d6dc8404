"""Glyphs of what a form field holds that has no appearance, set as a viewer sets it (ISO 32000-1, 12.7.3.3)."""

from __future__ import annotations

import math
from collections.abc import Iterator
from unicodedata import east_asian_width

from reportpipe.model.page import Glyph
from reportpipe.sources.annotations import Value
from reportpipe.sources.frame import Frame, Style, glyph

LARGEST = 12.0
"""Text that is to fit its field is set in this size, in points, where that fits."""
HIGH = 0.75
"""Text that is to fit is so much of its field's height."""
MARGIN = 2.0
"""Points between a field's edge and its text."""
LEADING = 1.15
"""From one baseline to the next, in em, as Helvetica's box is high."""
MIDDLE = 0.35
"""A baseline stands so far, in em, below the middle of a line of its own."""
LATIN_EM = 0.5
"""The advance of a letter of no wide script, in em: the mean of Helvetica's."""


def value_glyphs(value: Value, frame: Frame, first: int) -> Iterator[Glyph]:
    """The glyphs of a value, numbered from `first`."""
    left, bottom, right, top = value.box
    across, height = (right - left, top - bottom) if value.turn % 180 == 0 else (top - bottom, right - left)
    size = value.size or max(1.0, min(LARGEST, HIGH * height))
    dx, dy = round(math.cos(math.radians(value.turn))), round(math.sin(math.radians(value.turn)))
    x0, y0 = {0: (left, bottom), 90: (right, bottom), 180: (right, top), 270: (left, top)}[value.turn]
    style = Style(size, frame.angle(dx, dy), value.font, bold=False, hidden=False, askew=False)
    lines = list(_lines(value, size, across - 2 * MARGIN))
    for row, line in enumerate(lines):
        down = height - MARGIN - size - row * LEADING * size if value.multiline else height / 2 - MIDDLE * size
        along = (across - _advance(line) * size) / 2 if value.mark else MARGIN
        for char in line:
            place = frame.point(x0 + dx * along - dy * down, y0 + dy * along + dx * down)
            yield glyph(first, char, place, _advance(char) * size, style)
            first += 1
            along += _advance(char) * size


def _lines(value: Value, size: float, width: float) -> Iterator[str]:
    """The lines of a text, broken between words, or anywhere where one does not fit."""
    for paragraph in value.text.split("\n") if value.multiline else [" ".join(value.text.split("\n"))]:
        line = ""
        for word in _pieces(paragraph):
            if value.multiline and line.strip() and _advance(line + word.rstrip()) * size > width:
                yield line.rstrip()
                line = ""
            line += word
        if line.strip():
            yield line.rstrip()


def _pieces(text: str) -> Iterator[str]:
    """Where a line may be broken: behind spaces, and beside wide characters."""
    piece = ""
    for char in text:
        if piece and (piece[-1] == " " or _is_wide(char) or _is_wide(piece[-1])):
            yield piece
            piece = ""
        piece += char
    if piece:
        yield piece


def _advance(text: str) -> float:
    """In em."""
    return sum(1.0 if _is_wide(char) else LATIN_EM for char in text)


def _is_wide(char: str) -> bool:
    return east_asian_width(char) in "WF"
