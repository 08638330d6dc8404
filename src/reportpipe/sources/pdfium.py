"""The default text source: pdfium, in the library that pypdfium2 brings.

Four habits of pdfium's text page are undone here (each has its test in tests/unit/sources):
* it invents spaces and line breaks (IsGenerated): dropped;
* it drops a painted space beside an invented one: the space is found again as a text object without ink;
* it splits a ligature or an ActualText into several characters with one origin: one glyph again;
* it reports a hyphen at a line's end as U+0002.
Threads must not share it; use processes.
"""

from __future__ import annotations

import ctypes
import math
import struct
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice, takewhile
from typing import ClassVar
from unicodedata import east_asian_width

from reportpipe.model.diagnostic import Code, Diagnostic
from reportpipe.model.page import UNKNOWN, UNMAPPED, Glyph, Page
from reportpipe.sources import pdfium_calls as calls
from reportpipe.sources.annotated import annotated
from reportpipe.sources.annotations import Content
from reportpipe.sources.boxes import doubts, in_points
from reportpipe.sources.frame import (
    FILL_AND_STROKE,
    HYPHENS,
    INVISIBLE,
    STROKE,
    Frame,
    Style,
    font_name,
    glyph,
    glyph_diagnostics,
    is_background,
    is_bold,
    without_doubles,
)
from reportpipe.sources.layers import settled
from reportpipe.sources.outline import bookmarks, by_page
from reportpipe.sources.page_tree import PageTree
from reportpipe.sources.pdfium_annotations import Annotations
from reportpipe.sources.pdfium_document import frame_of, loaded, named_boxes, opened, text_without
from reportpipe.sources.pdfium_marks import further, hyphen, widened
from reportpipe.sources.pdfium_objects import (
    TEXT,
    Painted,
    filled_with,
    inside,
    is_painted_white,
    objects,
    shapes,
    stroked_with,
    white_on_white,
)
from reportpipe.sources.pdfium_outline import targets
from reportpipe.sources.pdfium_paint import in_colour
from reportpipe.sources.pdfium_tags import tagged
from reportpipe.sources.pdfium_veils import Sheet, is_off, judged
from reportpipe.sources.type3 import painted_size

MAX_STRING = 32_767
"""pdfium keeps this many bytes of one string and drops the rest without a word (kMaxStringLength)."""
CUT_COUNTS = {MAX_STRING, MAX_STRING // 2, MAX_STRING // 2 + 1}
"""Characters of a string that was cut: of one byte, or of two (the last one may be half)."""
FORCE_BOLD = 1 << 18
"""Font descriptor flag 19 (ISO 32000-1, table 123)."""
SPACE_EM = 0.1
"""A gap of less than this, in em, is too narrow for a painted space."""
WIDEST_SPACE_EM = 0.5
"""A space that pdfium dropped is taken to be no wider: the gap behind it may be that between two columns."""
BEARING_EM = 0.02
"""A box that begins this far, in em, after its origin is the box of the ink."""
FILL = 0
"""The rendering mode of text that is filled, and no more."""
HYPHEN, SPACE = 0x02, 0x20
"""The codes of a hyphen at a line's end; of a space, which may be painted or generated."""
NOWHERE = (math.nan, math.nan)
"""The place of no character."""

_matrix = ctypes.create_string_buffer(24)
_TURN = struct.Struct("=4f")
"""Of a character's matrix (FS_MATRIX), a to d: all but where it stands."""
_MATRIX = ctypes.addressof(_matrix)
_place = ctypes.create_string_buffer(32)
_PLACE = struct.Struct("=2d4f")
"""Of a character, in user space: x and y of its origin, then left, top, right, bottom of its box (FS_RECTF)."""
_ORIGIN_X, _ORIGIN_Y, _BOX = (ctypes.addressof(_place) + offset for offset in (0, 8, 16))

_box = calls.Numbers(ctypes.c_float, 2)


class PdfiumSource:
    """Opens PDFs with pdfium."""

    name: ClassVar[str] = "pdfium"

    @contextmanager
    def open(self, data: bytes, password: str | None = None) -> Iterator[PdfiumDocument]:
        """Opens a PDF. Raises UnreadableError, or EncryptedError where the password is missing or wrong."""
        mended = settled(data, password)
        with opened(mended, password) as document:
            tree, annotations = PageTree(mended, password), Annotations(document, mended, password)
            yield PdfiumDocument(document, tree, annotations, mended is not data)


class PdfiumDocument:
    """A PDF that is open in pdfium. layers: whether it has layers that are off."""

    def __init__(self, document: int, tree: PageTree, annotations: Annotations, layers: bool) -> None:
        self._document = document
        self._tree = tree
        self._annotations = annotations
        self._layers = layers
        self._bookmarks = by_page(targets(document))

    @property
    def page_count(self) -> int:
        """How many pages pdfium finds."""
        return int(calls.count_pages(self._document))

    def page(self, number: int) -> Page:
        """The page of that number, from 1. Raises UnreadableError where pdfium cannot load it."""
        with loaded(self._document, number) as (page, text):
            boxes = named_boxes(page, self._tree)
            made = self._read(page, text, number)
            frame = frame_of(page)
            found = self._annotations.on(page, number)
            form = self._annotations.diagnostics() if number == 1 else []
            noted = (*made.diagnostics, *doubts(number, frame, boxes), *form)
            made = annotated(replace(made, diagnostics=noted), self._painted(number, found, frame), found, frame)
            return in_points(made, self._tree.unit(number))

    def _painted(self, number: int, found: Content, frame: Frame) -> list[Glyph]:
        """The glyphs that the appearances of a page's annotations paint."""
        if not found.painted:
            return []
        with self._annotations.painted(number, found) as (page, text):
            return _last_painted(page, text, frame) if page else []

    def _read(self, page: int, text: int, number: int) -> Page:
        frame = frame_of(page)
        width, height = frame.size
        everything = objects(page)
        tags, tag_of = tagged(page, everything)
        reader = _TextReader(text, everything, frame, tag_of)
        sheet = Sheet(page, everything, reader.texts(), frame, self._layers)
        glyphs, texts = judged(sheet, partial(reader.without, page))
        painted = [item for item in everything if not is_off(item)] if self._layers else everything
        white = reader.white(texts)
        if white:
            unseen = white_on_white(page, painted, frame, white)
            coloured = set(in_colour(self._document, page, white, unseen))
            glyphs = [_unveiled(glyph, unseen, coloured) for glyph in glyphs]
        glyphs = without_doubles(glyphs)
        drawn = [shape for shape in shapes(painted, frame) if not is_background(shape, width, height)]
        diagnostics = glyph_diagnostics(number, glyphs)
        if reader.is_cut:
            diagnostics.append(Diagnostic(Code.STRING_CUT, f"a string of more than {MAX_STRING:,} bytes", number))
        marks = bookmarks(self._bookmarks.get(number, ()), frame)
        return Page(number, width, height, tuple(glyphs), tuple(drawn), tuple(diagnostics), marks, tags=tags)


def _unveiled(glyph: Glyph, white: Collection[int], coloured: Collection[int]) -> Glyph:
    """A glyph, hidden if its number is among those that are white on white, unless it is in some colour after all."""
    if glyph.number in coloured:
        return glyph._replace(colour=UNKNOWN)
    return glyph._replace(hidden=True) if glyph.number in white else glyph


def _last_painted(page: int, text: int, frame: Frame) -> list[Glyph]:
    """The glyphs of the object that a page paints last."""
    last = inside(calls.page_object(page, calls.count_objects(page) - 1))
    handles = {item.handle for item in last}
    reader = _TextReader(text, last, frame)
    glyphs = reader.glyphs()
    return [made for made, owner in zip(glyphs, reader.owners, strict=True) if owner.handle in handles]


@dataclass(slots=True)
class _Object:
    """A text object: its address and style, the number of its first visible glyph, whether it is painted white, and how
    many characters pdfium gave of it."""

    handle: int
    style: Style
    first_glyph: int
    white: bool
    count: int = 0


@dataclass(slots=True)
class _TextReader:
    """Reads the glyphs of one page. text: the address of its text page; painted: its objects; tag_of: the numbers of
    the tags of its text objects, by their addresses."""

    text: int
    painted: Sequence[Painted]
    frame: Frame
    tag_of: Mapping[int, int] = field(default_factory=dict)
    objects: dict[int, _Object] = field(default_factory=dict)
    fonts: dict[int, tuple[str, bool]] = field(default_factory=dict)
    styles: dict[tuple[bytes, float, int, int, int], Style] = field(default_factory=dict)
    owners: list[_Object] = field(default_factory=list)

    def glyphs(self) -> list[Glyph]:
        """All glyphs, in painting order."""
        text, objects, owners = self.text, self.objects, self.owners
        out: list[Glyph] = []
        gaps: list[int] = []
        generated = False
        last: tuple[float, ...] = NOWHERE
        for index in range(calls.count_chars(text)):
            handle = calls.text_object(text, index)
            code = calls.unicode_of(text, index)
            if not handle or (code == SPACE and calls.is_generated(text, index) == 1):
                generated = True
                continue
            item = objects.get(handle)
            if item is None:
                item = objects[handle] = self._object(handle, index, len(out))
            item.count += 1
            char = self._char(index, code, item)
            calls.char_origin(text, index, _ORIGIN_X, _ORIGIN_Y)
            calls.char_box(text, index, _BOX)
            place = _PLACE.unpack_from(_place)
            if place[0] == last[0] and place[1] == last[1] and owners[-1] is item and (grown := further(last, place)):
                char = _paired(out[-1].text + char)
                out[-1], last = self._glyph(len(out) - 1, char, grown, item.style), grown
                continue
            last = place
            if generated and out:
                gaps.append(len(out))
            generated = False
            out.append(self._glyph(len(out), char, place, item.style))
            owners.append(item)
        spanned = widened(out, [item.handle for item in owners], self.painted, self.frame)
        return self._with_spaces(out, gaps, spanned) if gaps else out

    @property
    def is_cut(self) -> bool:
        """Whether pdfium cut a string."""
        return any(item.count in CUT_COUNTS for item in self.objects.values())

    def without(self, page: int, gone: Sequence[int]) -> dict[int, list[Glyph]]:
        """The glyphs without those of some text objects. page: its address."""
        with text_without(page, gone) as text:
            other = _TextReader(text, self.painted, self.frame, self.tag_of, fonts=self.fonts, styles=self.styles)
            found = other.texts()
        self.objects |= other.objects
        return found

    def texts(self) -> dict[int, list[Glyph]]:
        """The glyphs by the address of their text object."""
        glyphs = self.glyphs()
        found: dict[int, list[Glyph]] = {}
        for made, item in zip(glyphs, self.owners, strict=True):
            found.setdefault(item.handle, []).append(made)
        return found

    def white(self, texts: Mapping[int, Sequence[Glyph]]) -> dict[int, Sequence[Glyph]]:
        """Those glyphs among `texts` that are painted white, by the address of their text object, too."""
        return {handle: texts[handle] for handle, item in self.objects.items() if item.white and handle in texts}

    def _object(self, handle: int, index: int, number: int) -> _Object:
        mode = calls.render_mode(handle)
        colour = _painted_with(handle, mode)
        white = mode == FILL and is_painted_white(handle, colour)
        style = self._style(handle, index, mode, colour)
        tag = self.tag_of.get(handle)
        return _Object(handle, style._replace(tag=tag) if tag else style, number, white)

    def _style(self, handle: int, index: int, mode: int, colour: int) -> Style:
        calls.char_matrix(self.text, index, _MATRIX)
        key = _matrix.raw[: _TURN.size], calls.font_size(self.text, index), calls.font_of(handle), mode, colour
        style = self.styles.get(key)
        if style is None:  # a page has many objects, and few styles
            style = self.styles[key] = self._new_style(*key, index)
        return style

    def _new_style(self, matrix: bytes, em: float, font: int, mode: int, colour: int, index: int) -> Style:
        """matrix: a to d of the text's; em: the size that it is set in, points; index: of a character in this style."""
        a, b, c, d = _TURN.unpack(matrix)
        if em < 0:  # the text is painted the other way round
            em, a, b = -em, -a, -b
        size = em * math.hypot(c, d)
        if font not in self.fonts:
            name = _font_name(font)
            self.fonts[font] = name, is_bold(name) or bool(calls.font_flags(font) & FORCE_BOLD)
        name, bold = self.fonts[font]
        if not name and em:
            size = painted_size(size, _height(font), self._advance(index) / size if size else 0.0)
        angle, askew = self.frame.angle(a, b), self.frame.is_askew(a, b)
        return Style(size, angle, name, bold or mode == FILL_AND_STROKE, mode in INVISIBLE, askew, colour)

    def _advance(self, index: int) -> float:
        calls.char_box(self.text, index, _BOX)
        left, top, right, bottom = _PLACE.unpack_from(_place)[2:]
        return float(max(right - left, top - bottom))  # it may run downwards

    def _char(self, index: int, code: int, item: _Object) -> str:
        if calls.has_map_error(self.text, index) == 1 or code == 0:
            return UNMAPPED
        char = "-" if code == HYPHEN else chr(code)
        if char in HYPHENS and item.count == 1 and calls.text_object(self.text, index + 1) != item.handle:
            return hyphen(item.handle, char)
        return char

    def _glyph(self, index: int, char: str, place: tuple[float, ...], style: Style) -> Glyph:
        x, y, left, top, right, bottom = place
        if (style.angle - self.frame.rotate) % 180:
            return glyph(index, char, self.frame.point(x, y), top - bottom, style)
        advance, slack = right - left, BEARING_EM * style.size
        if left - x > slack:
            # An ActualText gives the box of the ink, not of the advance: one em if wide, else with even bearings.
            is_wide = len(char) == 1 and east_asian_width(char) in "WF"
            advance = style.size if is_wide else advance + 2 * (left - x)
        elif x - left > slack and math.isclose(advance, style.size, rel_tol=BEARING_EM):
            x = left  # of a font that runs downwards: the em box around a glyph that is narrower
        return glyph(index, char, self.frame.point(x, y), advance, style)

    def _with_spaces(self, glyphs: list[Glyph], gaps: Sequence[int], spanned: Collection[int]) -> list[Glyph]:
        """The glyphs with the painted spaces that pdfium dropped. gaps: the numbers of the glyphs before which it may
        have dropped one; spanned: the text objects that stand in an ActualText, and so are none."""
        texts = {item.handle: item for item in self.painted if item.kind == TEXT and item.handle not in spanned}
        starts = (self._start(item) for handle, item in texts.items() if handle not in self.objects)
        blank = sorted((y, x) for x, y in starts)
        found = {gap: space for gap in gaps if (space := self._lost_space(glyphs, gap, texts, blank)) is not None}
        if not found:
            return glyphs
        out = glyphs[: min(found)]
        owners = self.owners[: len(out)]
        for made, item in zip(glyphs[len(out) :], self.owners[len(out) :], strict=True):
            for one in (found.get(made.number), made):
                if one is not None:
                    out.append(tuple.__new__(Glyph, (len(out), *one[1:])))
                    owners.append(item)
        self.owners = owners
        return out

    def _start(self, item: Painted) -> tuple[float, float]:
        """Where a text object begins, as displayed."""
        return self.frame.point(*item.bounds[:2])

    def _lost_space(
        self, glyphs: Sequence[Glyph], gap: int, texts: Mapping[int, Painted], blank: Sequence[tuple[float, float]]
    ) -> Glyph | None:
        """The painted space that pdfium dropped before a glyph, if there was one. It shows as a text object without ink
        in the gap, or as a text object that begins before its first visible glyph. texts: the text objects, by
        their address; blank: where those without ink begin, y and x, sorted."""
        before, after, holder = glyphs[gap - 1], glyphs[gap], self.owners[gap]
        slack = SPACE_EM * after.size
        if before.angle or after.angle or after.x0 - before.x1 < slack or abs(before.baseline - after.baseline) > slack:
            return None
        near = islice(blank, bisect_left(blank, (after.baseline - slack,)), None)
        candidates = [x for y, x in takewhile(lambda point: point[0] < after.baseline + slack, near)]
        if holder.first_glyph == gap and holder.handle in texts:
            candidates.append(self._start(texts[holder.handle])[0])
        for start in candidates:
            if before.x1 - slack < start < after.x0 - slack / 2:
                width = min(after.x0 - start, WIDEST_SPACE_EM * after.size)
                return glyph(after.number, " ", (start, after.baseline), width, holder.style)
        return None


def _painted_with(text: int, mode: int) -> int:
    """The colour of a text object, as of a Glyph."""
    if mode in INVISIBLE:
        return UNKNOWN
    return stroked_with(text) if mode in STROKE else filled_with(text)


def _paired(text: str) -> str:
    """The text with surrogate pairs, which pdfium gives one by one, as the characters that they stand for."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


def _height(font: int) -> float:
    """The height of a font's box, in units of text space."""
    calls.font_ascent(font, 1.0, _box.at[0])
    calls.font_descent(font, 1.0, _box.at[1])
    ascent, descent = _box()
    return float(ascent - descent)


def _font_name(font: int) -> str:
    length = calls.base_font_name(font, None, 0)
    buffer = ctypes.create_string_buffer(max(length, 1))
    calls.base_font_name(font, buffer, length)
    return font_name(buffer.value.decode("utf-8", "replace"))
