"""What of a page's text cannot be seen, though pdfminer gives it: covered by what is painted later, or clipped away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from pdfminer.layout import LTChar, LTComponent, LTCurve, LTImage, LTLine
from pdfminer.pdftypes import PDFStream, resolve1

from reportpipe.model.page import Box, Glyph, Veil
from reportpipe.sources.area import Area, is_bar
from reportpipe.sources.frame import Frame
from reportpipe.sources.veils import MOST_CORNERS, Cover, Text, common, covered, is_clipped, within


def veils(items: Sequence[LTComponent], glyphs: Sequence[Glyph], frame: Frame) -> dict[int, Veil | None]:
    """The numbers of the glyphs that cannot be seen, each with what hides it (None: it may be an OCR layer).

    items: all that is painted, in order; glyphs: those of the characters among them, which know their
    numbers; of several with one number, the first counts.
    """
    found: dict[int, Veil | None] = {}
    texts: list[Text] = []
    boxes: dict[int, Box | None] = {}
    judged = -1
    for order, item in enumerate(items):
        char: Any = item
        if isinstance(item, LTChar) and char.number > judged:
            judged = char.number
            glyph, clip = glyphs[judged], _clip_box(char, frame, boxes)
            if char.is_off:
                found[glyph.number] = Veil.LAYER
            elif clip is not None and is_clipped(glyph, clip):
                found[glyph.number] = Veil.CLIPPED
            elif not glyph.hidden:
                texts.append(Text(order, glyph))
    width, height = frame.size
    return found | covered(texts, list(_covers(items, texts[0].order, frame)) if texts else [], width * height)


def _clip_box(char: Any, frame: Frame, known: dict[int, Box | None]) -> Box | None:
    """The box around what the clipping paths leave. known: those that were asked for, by the address of their paths,
    which live as long as the characters."""
    clips = char.paint.clips
    if id(clips) not in known:
        known[id(clips)] = common(frame.box(*area.box) for area in clips)
    return known[id(clips)]


def _covers(items: Sequence[LTComponent], first: int, frame: Frame) -> Iterator[Cover]:
    """The paths and pictures that were painted after the first text."""
    last: Any = None
    for order, item in enumerate(items[first:], first):
        if isinstance(item, LTImage) or (isinstance(item, LTCurve) and (item.fill or item.stroke)):
            made: Any = item
            if made.area is last:  # a further part of the same path
                continue
            last = made.area
            box = frame.box(*_bounds(item))
            yield Cover(order, box, partial(_hides, item, frame), isinstance(item, LTImage))


def _bounds(item: Any) -> tuple[float, float, float, float]:
    """The box around all that an item paints: pdfminer's own passes over how far a curve bulges."""
    if isinstance(item, LTImage) or item.fill:
        box: tuple[float, float, float, float] = item.area().box
        return box
    return _around(item)


def _around(item: Any) -> tuple[float, float, float, float]:
    half = item.line_width / 2 if getattr(item, "stroke", False) else 0.0
    return item.x0 - half, item.y0 - half, item.x1 + half, item.y1 + half


def _hides(item: LTImage | LTCurve, frame: Frame, glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The glyphs that an item covers."""
    return within(_areas(item, frame), glyphs)


def _areas(item: LTImage | LTCurve, frame: Frame) -> list[Area]:
    """The areas in all of which an item paints something opaque; none where it does not for sure."""
    made: Any = item
    if not made.paint.is_opaque:
        return []
    if isinstance(item, LTImage):
        areas = [made.area()] if _is_whole(item.stream) else []
    elif item.fill:
        areas = [made.area()] if made.fills_solid else []
    else:
        straight = isinstance(item, LTLine) and is_bar(item.pts) and not _is_dashed(item)
        areas = [Area.rectangle(*_around(item))] if straight else []
    if not areas or areas[0].corners > MOST_CORNERS:
        return []
    return [area.moved(frame.point) for area in (*areas, *made.paint.clips)]


def _is_dashed(line: LTLine) -> bool:
    """Whether a line has gaps: its style is an array of lengths, and where in it to begin."""
    return bool(isinstance(line.dashing_style, tuple) and line.dashing_style[0])


def _is_whole(picture: PDFStream) -> bool:
    """Whether a picture has no holes: no mask, or one that lets all of it be seen."""
    if any(resolve1(picture.get(key)) for key in ("ImageMask", "IM", "Mask", "SMaskInData")):
        return False
    mask = resolve1(picture.get("SMask"))
    if not isinstance(mask, PDFStream):
        return True
    data = mask.get_data()
    return resolve1(mask.get("Decode")) is None and len(data) == data.count(0xFF) > 0
