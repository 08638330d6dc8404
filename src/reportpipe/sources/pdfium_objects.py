"""The page objects of pdfium: paths, pictures and text objects, what they look like and where they are painted. Pages
and objects are given by their addresses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from ctypes import c_float, c_int, c_uint
from typing import NamedTuple

from reportpipe.model.page import UNKNOWN, Glyph, Shape
from reportpipe.sources import pdfium_calls as calls
from reportpipe.sources.frame import Frame, picture
from reportpipe.sources.ground import Ground, is_band, is_white
from reportpipe.sources.pdfium_picture import Picture

MAX_DEPTH = 8
"""Form XObjects nested deeper than this are not looked into for shapes."""
TEXT, PATH, IMAGE, FORM = 1, 2, 3, 5
"""FPDF_PAGEOBJ_…"""
BEZIER = 1
"""FPDF_SEGMENT_BEZIERTO"""
MOST_SEGMENTS = 16
"""A path that is curved is so in its first segments."""

_sides = calls.Numbers(c_float, 4)
_matrix = calls.Numbers(c_float, 6)
_modes = calls.Numbers(c_int, 2)
_channels = calls.Numbers(c_uint, 4)
_width = calls.Numbers(c_float, 1)

Corners = tuple[float, float, float, float]


class Painted(NamedTuple):
    """A page object that is no form. kind: FPDF_PAGEOBJ_…; forms: the matrices (a, b, c, d, e, f) of the form XObjects
    around it, innermost first; around: their addresses."""

    handle: int
    kind: int
    forms: tuple[Sequence[float], ...]
    around: tuple[int, ...] = ()

    @property
    def bounds(self) -> Corners:
        """Left, bottom, right, top in the page's user space."""
        box = _bounds(self.handle)
        for a, b, c, d, e, f in self.forms:
            corners = [(a * x + c * y + e, b * x + d * y + f) for x in box[::2] for y in box[1::2]]
            xs, ys = [x for x, _ in corners], [y for _, y in corners]
            box = (min(xs), min(ys), max(xs), max(ys))
        return box


def objects(page: int) -> list[Painted]:
    """Every page object that is no form, in painting order."""
    handles = (calls.page_object(page, index) for index in range(calls.count_objects(page)))
    return [item for handle in handles for item in inside(handle)]


def inside(handle: int) -> list[Painted]:
    """Every object of a form XObject that is none itself, in painting order."""
    return list(_inside(Painted(handle, calls.object_type(handle), ()), MAX_DEPTH))


def _inside(item: Painted, depth: int) -> Iterator[Painted]:
    if item.kind != FORM:
        yield item
    elif depth:
        calls.object_matrix(item.handle, _matrix.at[0])
        forms, around = (_matrix(), *item.forms), (item.handle, *item.around)
        for index in range(calls.count_inside(item.handle)):
            handle = calls.object_inside(item.handle, index)
            yield from _inside(Painted(handle, calls.object_type(handle), forms, around), depth - 1)


def _bounds(handle: int) -> Corners:
    calls.object_bounds(handle, *_sides.at)
    left, bottom, right, top = _sides()
    return left, bottom, right, top


def shapes(painted: Sequence[Painted], frame: Frame) -> Iterator[Shape]:
    """The paths and pictures among the objects of a page."""
    for item in painted:
        if item.kind == IMAGE:
            yield picture(frame.box(*item.bounds))
        elif item.kind == PATH:
            fill, stroke = _draw_mode(item.handle)
            if fill or stroke:
                colours = filled_with(item.handle) if fill else None, stroked_with(item.handle) if stroke else None
                yield Shape("path", frame.box(*item.bounds), fill, stroke, _is_curved(item.handle), *colours)


def _draw_mode(path: int) -> tuple[bool, bool]:
    """Whether a path is filled, and whether it is stroked."""
    calls.draw_mode(path, *_modes.at)
    fill, stroke = _modes()
    return bool(fill), bool(stroke)


def fills(path: int) -> int:
    """The rule by which a path is filled (FPDF_FILLMODE_…); 0 where it is not."""
    calls.draw_mode(path, *_modes.at)
    return int(_modes()[0])


def _is_curved(path: int) -> bool:
    segments = range(min(calls.count_segments(path), MOST_SEGMENTS))
    return any(calls.segment_type(calls.path_segment(path, index)) == BEZIER for index in segments)


def filled_with(handle: int) -> int:
    """The colour that an object is filled with, 0xRRGGBB; UNKNOWN where pdfium has none. Of most patterns it says that
    they are white."""
    return _colour(calls.fill_colour, handle)


def stroked_with(handle: int) -> int:
    """The colour that an object is stroked with, as `filled_with`."""
    return _colour(calls.stroke_colour, handle)


def _colour(ask: calls.Call, handle: int) -> int:
    if not ask(handle, *_channels.at):
        return UNKNOWN
    red, green, blue, _ = _channels()
    return int(red << 16 | green << 8 | blue)


def is_painted_white(handle: int, colour: int | None = None) -> bool:
    """Whether an object is filled with opaque white. colour: what it is filled with, where that is known."""
    colour = filled_with(handle) if colour is None else colour
    if colour == UNKNOWN or not is_white((colour >> 16) / 255, (colour >> 8 & 255) / 255, (colour & 255) / 255):
        return False
    return not calls.has_transparency(handle)


def white_on_white(
    page: int, painted: Sequence[Painted], frame: Frame, white: Mapping[int, Sequence[Glyph]]
) -> set[int]:
    """Numbers of the glyphs that cannot be seen. page: its address; white: the glyphs that are painted white, by
    the address of their text object. A path that is filled with a pattern says that it is white, too: only the picture
    tells."""
    ground, picture, hidden = Ground(), Picture(page, frame.size), set[int]()
    for item in painted:
        if item.kind == TEXT:
            for glyph in white.get(item.handle, ()):
                stands_on = ground.beneath(glyph)
                if stands_on is None or (stands_on[1] and picture.is_paper(stands_on[0])):
                    hidden.add(glyph.number)
        elif item.kind != PATH or is_ground(item.handle):
            ground.paint(frame.box(*item.bounds), item.kind == PATH and is_painted_white(item.handle))
    return hidden


def is_ground(path: int) -> bool:
    """Whether a path paints what it bounds: it is filled, or a line as wide as a band."""
    fill, stroke = _draw_mode(path)
    calls.stroke_width(path, _width.at[0])
    return fill or (stroke and is_band(_bounds(path), _width()[0]))
