"""The page objects of pdfium: paths, pictures and text objects, what they look like and where they are painted."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pypdfium2 import raw

from reportpipe.model.page import Glyph, Shape
from reportpipe.sources.frame import Frame, picture
from reportpipe.sources.ground import Ground, is_band, is_white
from reportpipe.sources.pdfium_picture import Picture

MAX_DEPTH = 8
"""Form XObjects nested deeper than this are not looked into for shapes."""
TEXT, PATH, IMAGE, FORM = 1, 2, 3, 5
"""FPDF_PAGEOBJ_…"""


def bounds(handle: Any) -> tuple[float, float, float, float]:
    """Left, bottom, right, top of a page object, in the space of what holds it."""
    sides = [ctypes.c_float() for _ in range(4)]
    raw.FPDFPageObj_GetBounds(handle, *sides)
    return sides[0].value, sides[1].value, sides[2].value, sides[3].value


def objects(page: Any) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    """Every page object that is no form, with the matrices of the form XObjects around it, innermost first."""
    for index in range(raw.FPDFPage_CountObjects(page)):
        yield from _inside(raw.FPDFPage_GetObject(page, index), (), MAX_DEPTH)


def _inside(handle: Any, forms: tuple[Any, ...], depth: int) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    if raw.FPDFPageObj_GetType(handle) != FORM:
        yield handle, forms
    elif depth:
        matrix = raw.FS_MATRIX()
        raw.FPDFPageObj_GetMatrix(handle, matrix)
        for index in range(raw.FPDFFormObj_CountObjects(handle)):
            yield from _inside(raw.FPDFFormObj_GetObject(handle, index), (matrix, *forms), depth - 1)


def shapes(page: Any, frame: Frame) -> Iterator[Shape]:
    """The paths and pictures that a page paints."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    for handle, forms in objects(page):
        kind = raw.FPDFPageObj_GetType(handle)
        if kind == IMAGE:
            yield picture(frame.box(*outer(bounds(handle), forms)))
        elif kind == PATH:
            raw.FPDFPath_GetDrawMode(handle, fill, stroke)
            if fill.value or stroke.value:
                box = frame.box(*outer(bounds(handle), forms))
                yield Shape("path", box, bool(fill.value), bool(stroke.value), _is_curved(handle))


def outer(box: tuple[float, float, float, float], forms: tuple[Any, ...]) -> tuple[float, float, float, float]:
    """A box inside form XObjects, in the page's user space."""
    for m in forms:
        corners = [(m.a * x + m.c * y + m.e, m.b * x + m.d * y + m.f) for x in box[::2] for y in box[1::2]]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        box = (min(xs), min(ys), max(xs), max(ys))
    return box


def _is_curved(path: Any) -> bool:
    segments = min(raw.FPDFPath_CountSegments(path), 16)
    return any(
        raw.FPDFPathSegment_GetType(raw.FPDFPath_GetPathSegment(path, index)) == raw.FPDF_SEGMENT_BEZIERTO
        for index in range(segments)
    )


def is_painted_white(handle: Any) -> bool:
    """Whether an object is filled with opaque white."""
    channels = [ctypes.c_uint() for _ in range(4)]
    if not raw.FPDFPageObj_GetFillColor(handle, *channels) or raw.FPDFPageObj_HasTransparency(handle):
        return False
    red, green, blue, _ = (channel.value / 255 for channel in channels)
    return is_white(red, green, blue)


def white_on_white(page: Any, frame: Frame, white: Mapping[int, Sequence[Glyph]]) -> set[int]:
    """Numbers of the glyphs that cannot be seen. page: with its helpers, of pypdfium2; white: the glyphs that are
    painted white, by the address of their text object. A path that is filled with a pattern says that it is white, too:
    only the picture tells."""
    ground, picture, hidden = Ground(), Picture(page, frame.size), set[int]()
    for handle, forms in objects(page.raw):
        kind = raw.FPDFPageObj_GetType(handle)
        if kind == TEXT:
            for glyph in white.get(ctypes.addressof(handle.contents), ()):
                stands_on = ground.beneath(glyph)
                if stands_on is None or (stands_on[1] and picture.is_paper(stands_on[0])):
                    hidden.add(glyph.number)
        elif kind != PATH or _is_ground(handle):
            box = frame.box(*outer(bounds(handle), forms))
            ground.paint(box, kind == PATH and is_painted_white(handle))
    return hidden


def _is_ground(path: Any) -> bool:
    """Whether a path paints what it bounds: it is filled, or a line as wide as a band."""
    fill, stroke, width = ctypes.c_int(), ctypes.c_int(), ctypes.c_float()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    raw.FPDFPageObj_GetStrokeWidth(path, width)
    return bool(fill.value) or (bool(stroke.value) and is_band(bounds(path), width.value))
