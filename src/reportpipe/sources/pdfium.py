"""The default text source: pdfium, by the raw API of pypdfium2.

Four habits of pdfium's text page are undone here (each has its test in tests/unit/sources):
* it invents spaces and line breaks (IsGenerated): dropped;
* it drops a painted space beside an invented one: the space is found again as a text object without ink;
* it splits a ligature or an ActualText into several characters with one box: one glyph again;
* it reports a hyphen at a line's end as U+0002.
Threads must not share it; use processes.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, ClassVar
from unicodedata import east_asian_width

import pypdfium2 as pdfium
from pypdfium2 import raw

from reportpipe.errors import EncryptedError, UnreadableError
from reportpipe.model.diagnostic import Code, Diagnostic
from reportpipe.model.page import Glyph, Page
from reportpipe.sources.frame import (
    FILL_AND_STROKE,
    INVISIBLE,
    UNMAPPED,
    Frame,
    Style,
    font_name,
    glyph,
    glyph_diagnostics,
    is_background,
    is_bold,
    visible,
    without_doubles,
)
from reportpipe.sources.outline import Target, bookmarks, by_page
from reportpipe.sources.pdfium_objects import TEXT, bounds, is_painted_white, objects, outer, shapes, white_on_white
from reportpipe.sources.pdfium_outline import targets

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


class PdfiumSource:
    """Opens PDFs with pdfium."""

    name: ClassVar[str] = "pdfium"

    @contextmanager
    def open(self, data: bytes, password: str | None = None) -> Iterator[PdfiumDocument]:
        """Opens a PDF. Raises UnreadableError, or EncryptedError where the password is missing or wrong."""
        try:
            document = pdfium.PdfDocument(data, password=password)
        except pdfium.PdfiumError as error:
            if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
                raise EncryptedError("the PDF is encrypted and wants a password") from error
            raise UnreadableError(f"pdfium cannot open it: {error}") from error
        try:
            yield PdfiumDocument(document)
        finally:
            document.close()


class PdfiumDocument:
    """A PDF that is open in pdfium."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._bookmarks = by_page(targets(document.raw))

    @property
    def page_count(self) -> int:
        """How many pages pdfium finds."""
        return len(self._document)

    def page(self, number: int) -> Page:
        """The page of that number, from 1. Raises UnreadableError where pdfium cannot load it."""
        try:
            page = self._document[number - 1]
            textpage = page.get_textpage()
        except pdfium.PdfiumError as error:
            raise UnreadableError(f"pdfium cannot load page {number}: {error}") from error
        try:
            return _read(page, textpage, number, self._bookmarks.get(number, ()))
        finally:
            textpage.close()
            page.close()


def _read(page: Any, textpage: Any, number: int, marks: Sequence[Target]) -> Page:
    frame = _frame(page)
    width, height = frame.size
    reader = _TextReader(textpage.raw, page.raw, frame)
    glyphs = without_doubles(_marked(reader.glyphs(), reader.white(), page, frame))
    painted = [shape for shape in shapes(page.raw, frame) if not is_background(shape, width, height)]
    diagnostics = glyph_diagnostics(number, glyphs)
    if reader.cut:
        diagnostics.append(Diagnostic(Code.STRING_CUT, f"a string of more than {MAX_STRING:,} bytes", number))
    return Page(number, width, height, tuple(glyphs), tuple(painted), tuple(diagnostics), bookmarks(marks, frame))


def _marked(glyphs: list[Glyph], white: Mapping[int, Sequence[Glyph]], page: Any, frame: Frame) -> list[Glyph]:
    """The glyphs; those that are white on white as hidden."""
    if not white:
        return glyphs
    unseen = white_on_white(page, frame, white)
    return [glyph._replace(hidden=True) if glyph.number in unseen else glyph for glyph in glyphs]


def _frame(page: Any) -> Frame:
    return Frame.of(*visible(page.get_mediabox(), page.get_cropbox()), page.get_rotation())


@dataclass(slots=True)
class _Object:
    """A text object: its style, the number of its first visible glyph, its glyphs if it is painted white, and how many
    characters pdfium gave of it."""

    style: Style
    handle: Any
    first_glyph: int
    white: list[Glyph] | None
    count: int = 0


@dataclass(slots=True)
class _TextReader:
    """Reads the glyphs of one page. The ctypes buffers are made once a page."""

    text: Any
    page: Any
    frame: Frame
    cut: bool = False
    objects: dict[int, _Object] = field(default_factory=dict)
    box: Any = field(default_factory=raw.FS_RECTF)
    x: Any = field(default_factory=ctypes.c_double)
    y: Any = field(default_factory=ctypes.c_double)
    matrix: Any = field(default_factory=raw.FS_MATRIX)
    starts: dict[int, tuple[float, float]] | None = None

    def glyphs(self) -> list[Glyph]:
        """All glyphs, in painting order."""
        out: list[Glyph] = []
        generated = False
        last: tuple[int, tuple[float, ...]] | None = None
        for index in range(raw.FPDFText_CountChars(self.text)):
            handle = raw.FPDFText_GetTextObject(self.text, index)
            if not handle or raw.FPDFText_IsGenerated(self.text, index) == 1:
                generated = True
                continue
            item = self._object(handle, index, len(out))
            char = self._char(index)
            place = self._place(index)
            if last == (id(item), place):  # a further character of a ligature or an ActualText
                out[-1] = out[-1]._replace(text=_paired(out[-1].text + char))
                continue
            last = (id(item), place)
            made = self._glyph(len(out), char, place, item.style)
            space = self._lost_space(out[-1], made, item) if generated and out else None
            if space is not None:
                out.append(space)
                made = made._replace(number=len(out))
            out.append(made)
            generated = False
            if item.white is not None:
                item.white.append(made)
        self.cut = any(item.count in CUT_COUNTS for item in self.objects.values())
        return out

    def white(self) -> dict[int, list[Glyph]]:
        """The glyphs that are painted white, by the address of their text object."""
        return {address: item.white for address, item in self.objects.items() if item.white}

    def _object(self, handle: Any, index: int, number: int) -> _Object:
        key = ctypes.addressof(handle.contents)
        item = self.objects.get(key)
        if item is None:
            is_white = not raw.FPDFTextObj_GetTextRenderMode(handle) and is_painted_white(handle)
            item = self.objects[key] = _Object(self._style(handle, index), handle, number, [] if is_white else None)
        item.count += 1
        return item

    def _style(self, handle: Any, index: int) -> Style:
        raw.FPDFText_GetMatrix(self.text, index, self.matrix)
        matrix = self.matrix
        size = raw.FPDFText_GetFontSize(self.text, index) * math.hypot(matrix.c, matrix.d)
        font = raw.FPDFTextObj_GetFont(handle)
        name = _font_name(font)
        mode = raw.FPDFTextObj_GetTextRenderMode(handle)
        bold = mode == FILL_AND_STROKE or is_bold(name) or bool(raw.FPDFFont_GetFlags(font) & FORCE_BOLD)
        angle, askew = self.frame.angle(matrix.a, matrix.b), self.frame.is_askew(matrix.a, matrix.b)
        return Style(size, angle, name, bold, mode in INVISIBLE, askew)

    def _char(self, index: int) -> str:
        code = raw.FPDFText_GetUnicode(self.text, index)
        if raw.FPDFText_HasUnicodeMapError(self.text, index) == 1 or code == 0:
            return UNMAPPED
        if raw.FPDFText_IsHyphen(self.text, index) == 1 or code == 2:
            return "-"
        return chr(code)

    def _place(self, index: int) -> tuple[float, ...]:
        raw.FPDFText_GetCharOrigin(self.text, index, self.x, self.y)
        raw.FPDFText_GetLooseCharBox(self.text, index, self.box)
        box = self.box
        return self.x.value, self.y.value, box.left, box.bottom, box.right, box.top

    def _glyph(self, index: int, char: str, place: tuple[float, ...], style: Style) -> Glyph:
        x, y, left, bottom, right, top = place
        along_x = (style.angle - self.frame.rotate) % 180 == 0
        advance = (right - left) if along_x else (top - bottom)
        if along_x and left - x > BEARING_EM * style.size:
            # An ActualText gives the box of the ink, not of the advance: one em if wide, else with even bearings.
            advance = style.size if east_asian_width(char) in "WF" else advance + 2 * (left - x)
        elif along_x and x - left > BEARING_EM * style.size and math.isclose(advance, style.size, rel_tol=BEARING_EM):
            x = left  # of a font that runs downwards: the em box around a glyph that is narrower
        return glyph(index, char, self.frame.point(x, y), advance, style)

    def _lost_space(self, before: Glyph, after: Glyph, holder: _Object) -> Glyph | None:
        """The painted space that pdfium dropped between two glyphs, if there was one. It shows as a text object without
        ink in the gap, or as a text object that begins before its first visible glyph."""
        slack = SPACE_EM * after.size
        gap = after.x0 - before.x1
        if before.angle or after.angle or gap < slack or abs(before.baseline - after.baseline) > slack:
            return None
        starts = [
            x for key, (x, y) in self._starts().items() if key not in self.objects and abs(y - after.baseline) < slack
        ]
        if holder.first_glyph == after.number:
            starts.append(self._starts()[ctypes.addressof(holder.handle.contents)][0])
        for start in starts:
            if before.x1 - slack < start < after.x0 - slack / 2:
                width = min(after.x0 - start, WIDEST_SPACE_EM * after.size)
                return glyph(after.number, " ", (start, after.baseline), width, holder.style)
        return None

    def _starts(self) -> dict[int, tuple[float, float]]:
        """Where each text object of the page begins, displayed frame, by its address."""
        if self.starts is None:
            self.starts = {
                ctypes.addressof(handle.contents): self.frame.point(*outer(bounds(handle), forms)[:2])
                for handle, forms in objects(self.page)
                if raw.FPDFPageObj_GetType(handle) == TEXT
            }
        return self.starts


def _paired(text: str) -> str:
    """The text with surrogate pairs, which pdfium gives one by one, as the characters that they stand for."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


def _font_name(font: Any) -> str:
    length = raw.FPDFFont_GetBaseFontName(font, None, 0)
    buffer = ctypes.create_string_buffer(max(length, 1))
    raw.FPDFFont_GetBaseFontName(font, buffer, length)
    return font_name(buffer.value.decode("utf-8", "replace"))
