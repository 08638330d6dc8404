"""What of a page's text cannot be seen, though pdfium gives it: covered by a later page object, or clipped away.

pdfium has already dropped each clipping path that is one rectangle around its object (CPDF_ContentParser::CheckClip):
hardly a text object has any left to ask about. Pages and objects are given by their addresses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from ctypes import c_float, c_int
from functools import partial
from operator import attrgetter
from typing import NamedTuple

from reportpipe.model.page import Box, Glyph, Veil
from reportpipe.sources import pdfium_calls as calls
from reportpipe.sources.area import Area, Point, curve, is_bar, product
from reportpipe.sources.frame import Frame
from reportpipe.sources.layers import MARK
from reportpipe.sources.pdfium_objects import BEZIER, IMAGE, PATH, TEXT, Painted, fills
from reportpipe.sources.pdfium_picture import Stage
from reportpipe.sources.veils import MOST_CORNERS, Cover, Text, common, covered, inner, is_clipped, veiled, within

LINE_SEGMENTS = 2
"""A line moves to its start, and goes to its end."""
MOVE = 2
"""FPDF_SEGMENT_MOVETO"""
FIRST_CLIPPING = 4
"""Text of this rendering mode and of those after it is clipped to (ISO 32000-1, table 106)."""
EVEN_ODD = 1
"""FPDF_FILLMODE_ALTERNATE"""

_point = calls.Numbers(c_float, 2)
_number = calls.Numbers(c_int, 1)
_matrix = calls.Numbers(c_float, 6)

Texts = Mapping[int, Sequence[Glyph]]
"""Glyphs by the address of their text object."""


class Sheet(NamedTuple):
    """A page as it is judged. page: its address; painted: its objects; texts: its glyphs, by the address of their text
    object; layers: whether something may be on a layer that is off."""

    page: int
    painted: Sequence[Painted]
    texts: Texts
    frame: Frame
    layers: bool


def judged(sheet: Sheet, again: Callable[[Sequence[int]], Texts]) -> tuple[list[Glyph], Texts]:
    """The page's glyphs, those marked that cannot be seen; and the same by the address of their text object.

    again: reads the page without some text objects. Of a character that is painted twice at one place, pdfium gives the
    first one alone (CPDF_TextPage::ProcessTextObjectItems), though a cover may lie between them.
    """
    sheet = sheet._replace(texts=_with_lit(sheet))
    found = veils(sheet)
    gone = [
        handle
        for handle, glyphs in sheet.texts.items()
        if all(glyph.hidden or glyph.number in found for glyph in glyphs)
    ]
    if not found and not (gone and _has_others(sheet, gone)):
        return _in_order(sheet.texts), sheet.texts
    texts = _numbered(sheet, {**again(gone), **{handle: sheet.texts[handle] for handle in gone}})
    sheet = sheet._replace(texts=texts)
    sheet = sheet._replace(texts=_with_lit(sheet))
    found = veils(sheet)
    texts = {handle: veiled(glyphs, found) for handle, glyphs in sheet.texts.items()}
    return _in_order(texts), texts


def _has_others(sheet: Sheet, gone: Sequence[int]) -> bool:
    """Whether a page has text objects but those: a scan with its OCR layer has none."""
    return any(item.kind == TEXT and item.handle not in gone for item in sheet.painted)


def _with_lit(sheet: Sheet) -> Texts:
    """The glyphs; those that only clip are seen where something is painted through them. pdfium does not tell to what
    text an object is clipped: it is that before it."""
    if not any(glyph.hidden for glyphs in sheet.texts.values() for glyph in glyphs[:1]):  # nearly all pages
        return sheet.texts
    lit: set[int] = set()
    clipping: list[Glyph] = []
    for item in sheet.painted:
        if item.kind == TEXT:
            clips_to = calls.render_mode(item.handle) >= FIRST_CLIPPING
            clipping = [*clipping, *sheet.texts.get(item.handle, ())] if clips_to else []
        elif clipping and (item.kind != PATH or fills(item.handle)):
            lit |= _standing_in(sheet.frame.box(*item.bounds), clipping)
    return {
        handle: [glyph._replace(hidden=False) if glyph.number in lit else glyph for glyph in glyphs]
        for handle, glyphs in sheet.texts.items()
    }


def _standing_in(box: Box, glyphs: Sequence[Glyph]) -> set[int]:
    """The numbers of the glyphs whose middle lies in a box."""
    return {
        glyph.number
        for glyph in glyphs
        if box.x0 <= (glyph.x0 + glyph.x1) / 2 <= box.x1 and box.top <= (glyph.top + glyph.bottom) / 2 <= box.bottom
    }


def _in_order(texts: Texts) -> list[Glyph]:
    return sorted((glyph for glyphs in texts.values() for glyph in glyphs), key=attrgetter("number"))


def _numbered(sheet: Sheet, texts: Texts) -> Texts:
    """The glyphs, numbered anew in painting order."""
    out: dict[int, Sequence[Glyph]] = {}
    count = 0
    for item in sheet.painted:
        if item.kind == TEXT and item.handle in texts:
            glyphs = texts[item.handle]
            out[item.handle] = [glyph._replace(number=number) for number, glyph in enumerate(glyphs, count)]
            count += len(glyphs)
    return out


def veils(sheet: Sheet) -> dict[int, Veil | None]:
    """The numbers of the glyphs that cannot be seen, each with what hides it (None: it may be an OCR layer)."""
    found: dict[int, Veil | None] = {}
    rows: list[Text] = []
    for order, item in enumerate(sheet.painted):
        glyphs = sheet.texts.get(item.handle, ()) if item.kind == TEXT else ()
        if glyphs:
            clip = common(area.box for area in clips(item, sheet.frame))
            off = sheet.layers and is_off(item)
            for glyph in glyphs:
                if off:
                    found[glyph.number] = Veil.LAYER
                elif clip is not None and is_clipped(glyph, clip):
                    found[glyph.number] = Veil.CLIPPED
                elif not glyph.hidden:
                    rows.append(Text(order, glyph))
    width, height = sheet.frame.size
    if not rows:
        return found
    with closing(Stage(sheet.page, [item.handle for item in sheet.painted], sheet.frame.size)) as stage:
        return found | covered(rows, list(_covers(sheet, stage, rows[0].order)), width * height)


def _covers(sheet: Sheet, stage: Stage, first: int) -> Iterator[Cover]:
    """The paths and pictures that were painted after the first text."""
    for order, item in enumerate(sheet.painted[first:], first):
        if item.kind in (PATH, IMAGE) and not (sheet.layers and is_off(item)):
            yield Cover(order, sheet.frame.box(*item.bounds), partial(_hides, sheet, stage, item), item.kind == IMAGE)


def _hides(sheet: Sheet, stage: Stage, item: Painted, glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The glyphs that an object covers. Whether a picture has holes, or a path is filled with a pattern that leaves
    gaps, pdfium does not tell: what they look like does."""
    found = within(_areas(sheet, item), glyphs)
    if not found:
        return []
    opaque = stage.opaque(item.handle, [inner(glyph) for glyph in found])
    return [glyph for glyph, is_covered in zip(found, opaque, strict=True) if is_covered]


def _areas(sheet: Sheet, item: Painted) -> list[Area]:
    """The areas in all of which an object paints something opaque; none where it does not for sure."""
    if any(map(calls.has_transparency, (item.handle, *item.around))):
        return []
    if item.kind == PATH and _is_bar(item):
        return [Area.rectangle(*sheet.frame.box(*item.bounds)), *clips(item, sheet.frame)]
    own = Area.rectangle(0, 0, 1, 1) if item.kind == IMAGE else _outline(item.handle)
    if own is None:
        return []
    return [_shown(own, (_matrix_of(item.handle), *item.forms), sheet.frame), *clips(item, sheet.frame)]


def _is_bar(item: Painted) -> bool:
    """Whether a path is one line without dashes, along a side of the page: what it bounds, it paints."""
    path = item.handle
    if fills(path) or calls.count_segments(path) != LINE_SEGMENTS or calls.count_dashes(path) > 0:
        return False
    points = _polygons(calls.path_segment(path, number) for number in range(LINE_SEGMENTS))
    for matrix in (_matrix_of(path), *item.forms):
        points = [[product(matrix, x, y) for x, y in part] for part in points]
    return is_bar(points[0])


def _outline(path: int) -> Area | None:
    """What a path fills, in its own space; None where it fills nothing, or is a drawing."""
    count = calls.count_segments(path)
    if not fills(path) or count > MOST_CORNERS:
        return None
    polygons = _polygons(calls.path_segment(path, number) for number in range(count))
    return Area.of(polygons, fills(path) == EVEN_ODD)


def _polygons(segments: Iterable[int]) -> list[list[Point]]:
    """The corners of a path, one list for each of its parts."""
    parts: list[list[Point]] = []
    bend: list[Point] = []
    for segment in segments:
        calls.segment_point(segment, *_point.at)
        x, y = _point()
        kind = calls.segment_type(segment)
        if kind == MOVE or not parts:
            parts.append([(x, y)])
        elif kind == BEZIER:
            bend.append((x, y))
            if len(bend) == 3:
                parts[-1] += curve(parts[-1][-1], *bend)
                bend.clear()
        else:
            parts[-1].append((x, y))
    return parts


def clips(item: Painted, frame: Frame) -> list[Area]:
    """The clipping paths of an object and of the forms around it, as displayed."""
    if calls.count_clips(calls.clip_of(item.handle)) <= 0 and not item.around:  # nearly all
        return []
    found: list[Area] = []
    for depth, handle in enumerate((item.handle, *item.around)):
        clip = calls.clip_of(handle)
        for number in range(calls.count_clips(clip)):
            count = calls.count_clip_segments(clip, number)
            segments = (calls.clip_segment(clip, number, place) for place in range(count))
            found.append(_shown(Area.of(_polygons(segments)), item.forms[depth:], frame))
    return found


def _shown(area: Area, matrices: Sequence[Sequence[float]], frame: Frame) -> Area:
    """An area as displayed. matrices: those that put it on the page, the innermost first."""
    for matrix in matrices:
        area = area.moved(partial(product, matrix))
    return area.moved(frame.point)


def _matrix_of(handle: int) -> Sequence[float]:
    calls.object_matrix(handle, _matrix.at[0])
    return _matrix()


def is_off(item: Painted) -> bool:
    """Whether an object, or a form around it, is on a layer that is off."""
    for handle in (item.handle, *item.around):
        for number in range(calls.count_marks(handle)):
            if calls.mark_number(calls.mark_of(handle, number), MARK.encode(), _number.at[0]):
                return True
    return False
