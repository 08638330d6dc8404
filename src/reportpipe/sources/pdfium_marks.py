"""The ActualText (ISO 32000-1, 14.9.4) that text objects of pdfium stand in. Objects are given by their addresses.

pdfium heeds ActualText, but says so nowhere: it gives the replacement's characters to the first text object in it, none
to the others, ignores a replacement that is empty, and reports a soft hyphen at a line's end as any other hyphen.
"""

from __future__ import annotations

import codecs
import ctypes
import math
from collections.abc import Sequence
from ctypes import c_ulong
from typing import NamedTuple

from reportpipe.model.page import Box, Glyph
from reportpipe.sources import pdfium_calls as calls
from reportpipe.sources.frame import Frame
from reportpipe.sources.pdfium_objects import TEXT, Painted

KEY = b"ActualText"
SOFT_HYPHEN = "\u00ad"
SAME = 0.01
"""Parts of one box touch, in points."""
SOUND_MARKS = "ﾞﾟ゛゜"
BEARING_EM = 0.9
"""The ink of a sound mark may end so far, in em, before its advance does; that of other characters ends near it."""
Place = tuple[float, ...]
"""Of a character, in user space: x and y of its origin, then left, top, right, bottom of its box."""

_length = calls.Numbers(c_ulong, 1)


class Mark(NamedTuple):
    """A marked content with an ActualText: its address, which all objects in it share, and the replacement."""

    handle: int
    text: str


def actual_text(item: int) -> Mark | None:
    """The innermost marked content with an ActualText around an object; None where there is none."""
    for index in reversed(range(calls.count_marks(item))):
        mark = calls.mark_at(item, index)
        if mark and calls.mark_bytes(mark, KEY, None, 0, _length.at[0]):
            return Mark(mark, decoded(_bytes(mark, _length()[0])))
    return None


def _bytes(mark: int, length: int) -> bytes:
    """The string as it is written: what pdfium decodes of it ends at the first character that is not ASCII."""
    buffer = ctypes.create_string_buffer(max(length, 1))
    calls.mark_bytes(mark, KEY, buffer, length, _length.at[0])
    return buffer.raw[:length]


def decoded(written: bytes) -> str:
    """A text string (ISO 32000-2, 7.9.2.2): UTF-16BE or UTF-8 behind their marks, else PDFDocEncoding, which here may
    be Latin-1."""
    if written.startswith(codecs.BOM_UTF16_BE):
        return written[2:].decode("utf-16-be", "replace")
    if written.startswith(codecs.BOM_UTF8):
        return written[3:].decode("utf-8", "replace")
    return written.decode("latin-1")


def hyphen(item: int, char: str) -> str:
    """What a hyphen stands for that is all of a text object: itself, a soft hyphen, or nothing."""
    mark = actual_text(item)
    return mark.text if mark is not None and mark.text in ("", SOFT_HYPHEN) else char


def further(last: Place, place: Place) -> Place | None:
    """The place of one glyph for two characters that pdfium made of it: those of a ligature have one box, those of an
    ActualText have its box in equal parts. None where the second one is a glyph of its own."""
    if place == last:
        return last
    x, y, left, top, right, bottom = last
    if place[2] > x and math.isclose(place[2], right, abs_tol=SAME):
        return x, y, left, max(top, place[3]), place[4], min(bottom, place[5])
    return None


def widened(glyphs: list[Glyph], owners: Sequence[int], painted: Sequence[Painted], frame: Frame) -> set[int]:
    """Gives a glyph that stands for an ActualText the width of all that is painted in it on its line. Returns the
    objects that were found so. owners: the text object of each glyph; painted: all objects of the page."""
    held, found, before = {owner: place for place, owner in enumerate(owners)}, set[int](), 0
    for item in painted:
        if item.kind != TEXT:
            continue
        if item.handle in held:
            before = item.handle
            continue
        mark = actual_text(item.handle)
        if mark is None or not mark.text:
            continue
        found.add(item.handle)
        if before and (outer := actual_text(before)) is not None and outer.handle == mark.handle:
            place = held[before]
            glyphs[place] = _wider(glyphs[place], frame.box(*item.bounds), glyphs[place + 1 : place + 2])
    return found


def _wider(glyph: Glyph, ink: Box, after: Sequence[Glyph]) -> Glyph:
    """The glyph up to the end of what else is painted in its ActualText; and, where that is a sound mark, up to the
    next glyph."""
    if glyph.angle or not (glyph.x0 <= ink.x0 and ink.top < glyph.bottom and ink.bottom > glyph.top):
        return glyph
    x1 = max(glyph.x1, ink.x1)
    for following in after:
        gap = following.x0 - x1
        near = 0 < gap < BEARING_EM * glyph.size and following.baseline == glyph.baseline
        if near and glyph.text[-1] in SOUND_MARKS:
            x1 = following.x0
    return glyph._replace(x1=x1)
