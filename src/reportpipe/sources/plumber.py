"""The second text source: pdfplumber, on pdfminer.six, a parser that shares no code with pdfium.

pdfminer ignores ActualText, and pdfplumber loses the outer of two nested marked contents; the device below keeps a
stack of them. It also notes what the layout objects of pdfminer forget: font size, rise and rendering mode.
"""

from __future__ import annotations

import io
import logging
import math
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, ClassVar

import pdfplumber
from pdfminer.layout import LTChar, LTComponent, LTCurve, LTFigure, LTImage
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdffont import PDFType3Font
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import resolve1
from pdfminer.utils import MATRIX_IDENTITY, decode_text
from pdfplumber.page import PDFPageAggregatorWithMarkedContent
from pdfplumber.utils.exceptions import PdfminerException

from reportpipe.errors import EncryptedError, UnreadableError
from reportpipe.model.page import ARTIFACT, UNKNOWN, UNMAPPED, Glyph, Page, Shape
from reportpipe.sources.annotated import annotated
from reportpipe.sources.boxes import doubts, frame_of, in_points
from reportpipe.sources.frame import (
    FILL_AND_STROKE,
    INVISIBLE,
    MOST_SIDE,
    STROKE,
    Frame,
    Style,
    font_name,
    glyph,
    glyph_diagnostics,
    is_background,
    is_bold,
    picture,
    without_doubles,
)
from reportpipe.sources.ground import Ground, is_band
from reportpipe.sources.layers import settled
from reportpipe.sources.outline import Target, bookmarks, by_page
from reportpipe.sources.plumber_annotations import content_of, form_diagnostics, notes_of, paint
from reportpipe.sources.plumber_boxes import PlainPage, named_boxes, rotation, unit
from reportpipe.sources.plumber_colours import filled_with, is_white_fill, stroked_with
from reportpipe.sources.plumber_fonts import without_guesses
from reportpipe.sources.plumber_marks import Span, spanned
from reportpipe.sources.plumber_outline import targets
from reportpipe.sources.plumber_state import StateDevice, StateInterpreter
from reportpipe.sources.plumber_tags import Tags
from reportpipe.sources.plumber_veils import veils
from reportpipe.sources.type3 import painted_size
from reportpipe.sources.veils import veiled

PATTERN = "Pattern"
"""The colour space of patterns (ISO 32000-1, 8.7), which may leave gaps."""

logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of each odd font; what matters is a diagnostic


class PlumberSource:
    """Opens PDFs with pdfplumber."""

    name: ClassVar[str] = "pdfplumber"

    @contextmanager
    def open(self, data: bytes, password: str | None = None) -> Iterator[PlumberDocument]:
        """Opens a PDF. Raises UnreadableError, or EncryptedError where the password is missing or wrong."""
        try:
            document = pdfplumber.open(io.BytesIO(settled(data, password)), password=password or "")
            pages = list(PlainPage.create_pages(document.doc))
        except Exception as error:  # pdfminer raises nearly anything on a broken file
            if _is_about_password(error):
                raise EncryptedError("the PDF is encrypted and wants a password") from error
            raise UnreadableError(f"pdfplumber cannot open it: {_words(error)}") from error
        # It is in memory, and not closed: pdfplumber would look at the boxes of all pages, and stumble on bad ones.
        yield PlumberDocument(document, pages, _bookmarks(document.doc, pages))


def _bookmarks(document: Any, pages: Iterable[PDFPage]) -> dict[int, list[Target]]:
    """The bookmarks of each page; none where the outline cannot be read."""
    numbers: dict[Any, int] = {page.pageid: number for number, page in enumerate(pages, 1)}
    try:
        return by_page(targets(document, numbers))
    except Exception:  # pdfminer raises nearly anything on a broken object, and bookmarks are evidence only
        return {}


def _is_about_password(error: BaseException | None) -> bool:
    while error is not None:
        inner = [error, *error.args]
        if any(isinstance(item, PDFPasswordIncorrect | PDFEncryptionError) for item in inner):
            return True
        error = error.__cause__ or error.__context__
    return False


def _words(error: Exception) -> str:
    inner = error.args[0] if isinstance(error, PdfminerException) and error.args else error
    return f"{type(inner).__name__}: {inner}" if isinstance(inner, Exception) else str(inner)


@dataclass(frozen=True, slots=True)
class PlumberDocument:
    """A PDF that is open in pdfplumber."""

    document: Any
    pages: Sequence[PDFPage]
    bookmarks: dict[int, list[Target]]

    @property
    def page_count(self) -> int:
        """How many pages pdfminer finds."""
        return len(self.pages)

    def page(self, number: int) -> Page:
        """The page of that number, from 1. Raises UnreadableError where pdfminer cannot read it."""
        page = self.pages[number - 1]
        tags = Tags(page)
        device = _GlyphDevice(self.document.rsrcmgr, number, tags)
        boxes = named_boxes(page)
        frame = frame_of(boxes.get("MediaBox"), boxes.get("CropBox"), rotation(page))
        try:
            notes = notes_of(page)
            found = content_of(page, notes)
            shown = [one for place in found.painted if (one := notes[place]) is not None]
            own = _Interpreter(self.document.rsrcmgr, device).paint(page, shown)
        except Exception as error:  # pdfminer raises nearly anything on a broken page
            raise UnreadableError(f"pdfplumber cannot read page {number}: {_words(error)}") from error
        width, height = frame.size
        items = [item for item in _flat(own) if isinstance(item, LTChar) or not _is_off(item)]
        added = _glyphs(_flat(list(device.get_result())[len(own) :]), frame)
        glyphs = _glyphs(items, frame)
        glyphs = without_doubles(veiled(glyphs, veils(items, glyphs, frame)))
        shapes = [shape for shape in _shapes(items, frame) if not is_background(shape, width, height)]
        marks = bookmarks(self.bookmarks.get(number, ()), frame)
        form = form_diagnostics(self.document.doc) if number == 1 else []
        noted = (*glyph_diagnostics(number, glyphs), *doubts(number, frame, boxes), *form)
        made = Page(number, width, height, tuple(glyphs), tuple(shapes), noted, marks, tags=tuple(tags.found))
        return in_points(annotated(made, added, found, frame), unit(page))


def _is_off(item: Any) -> bool:
    """Whether something is painted on a layer that is off."""
    return getattr(item, "is_off", False)


class _Shading(LTComponent):
    """A gradient (ISO 32000-1, 8.7.4.2), which pdfminer passes over. What it covers is not known."""

    def __init__(self) -> None:
        super().__init__((-MOST_SIDE, -MOST_SIDE, MOST_SIDE, MOST_SIDE))


class _Interpreter(StateInterpreter):
    """Tells the device of gradients, and takes from fonts what pdfminer guesses."""

    def paint(self, page: PDFPage, notes: Iterable[Any]) -> list[LTComponent]:
        """Paints a page, then the appearance of annotations; gives what the page itself paints."""
        device: Any = self.device
        device.begin_page(page, MATRIX_IDENTITY)
        self.render_contents(page.resources, page.contents, ctm=MATRIX_IDENTITY)
        own = list(device.cur_item)
        paint(self, notes)
        device.end_page(page)
        return own

    def init_resources(self, resources: Any) -> None:
        """Reads the fonts of a page or form."""
        super().init_resources(resources)
        fonts = resolve1(resources.get("Font")) if resources else None
        for name, spec in (fonts or {}).items():
            without_guesses(self.fontmap.get(name), resolve1(spec))

    def do_sh(self, name: object) -> None:
        """Paints a gradient."""
        device: Any = self.device
        shading = _Shading()
        device.cur_item.add(shading)
        device.shine(shading)


class _GlyphDevice(StateDevice, PDFPageAggregatorWithMarkedContent):
    """Marks each character with its font size, rise, rendering mode, whether it is white, and the ActualText that it
    stands in; and each path with whether it is filled with white."""

    def __init__(self, rsrcmgr: Any, pageno: int, tags: Tags) -> None:
        super().__init__(rsrcmgr, pageno=pageno, laparams=None)
        self.tags = tags
        self.contents: list[Span | None] = []
        self.tag_of_contents: list[int] = []
        self.forms = 0
        self.mode = 0
        self.white = False
        self.colour = UNKNOWN

    def begin_tag(self, tag: Any, props: Any = None) -> None:
        """Opens a marked content (ISO 32000-1, 14.6); its ActualText is 14.9.4."""
        actual = props.get("ActualText") if isinstance(props, dict) else None
        outer = self.contents[-1] if self.contents else None
        self.contents.append(Span(decode_text(actual)) if isinstance(actual, bytes) else outer)
        around = self.tag_of_contents[-1] if self.tag_of_contents else 0
        self.tag_of_contents.append(around or self._tag(tag, props))

    def _tag(self, tag: Any, props: Any) -> int:
        """The number of the tag of a marked content. What stands in a form is numbered anew there."""
        content = props.get("MCID") if isinstance(props, dict) and not self.forms else None
        number = self.tags.of(content) if isinstance(content, int) else 0
        if not number and getattr(tag, "name", None) == ARTIFACT:
            return self.tags.artifact()
        return number

    def end_tag(self) -> None:
        """Closes the innermost marked content."""
        if self.contents:
            self.contents.pop()
            self.tag_of_contents.pop()

    def begin_figure(self, *args: Any) -> None:
        """Begins a form or a picture."""
        self.forms += 1
        super().begin_figure(*args)

    def end_figure(self, *args: Any) -> None:
        """Ends a form or a picture."""
        self.forms -= 1
        super().end_figure(*args)

    def render_string(self, textstate: Any, *args: Any) -> None:
        """Notes the rendering mode and the colour of the string."""
        self.mode = textstate.render
        self.white = not self.mode and is_white_fill(args[-1])
        if self.mode in INVISIBLE:
            self.colour = UNKNOWN
        else:
            self.colour = (stroked_with if self.mode in STROKE else filled_with)(args[-1])
        super().render_string(textstate, *args)

    def paint_path(self, gstate: Any, *args: Any) -> None:
        """Adds a path, with what LTCurve forgets."""
        before = len(self.cur_item._objs)
        super().paint_path(gstate, *args)
        for made in self.cur_item._objs[before:]:
            path: Any = made
            path.white = path.fill and is_white_fill(gstate)
            path.colours = filled_with(gstate) if path.fill else None, stroked_with(gstate) if path.stroke else None
            path.fills_solid = path.fill and gstate.ncs.name != PATTERN

    def render_char(self, matrix: Any, font: Any, fontsize: float, *args: Any) -> float:
        """Adds a character, with what LTChar forgets."""
        advance: float = super().render_char(matrix, font, fontsize, *args)
        made: Any = self.cur_item._objs[-1]
        made.fontsize, made.mode, made.rise, made.white = fontsize, self.mode, args[1], self.white
        made.colour, made.tag = self.colour, self.tag_of_contents[-1] if self.tag_of_contents else 0
        # In a font that runs downwards, the baseline stands so far, in em, below the origin (ISO 32000-1, 9.7.4.3).
        made.fall = font.char_disp(args[2])[1] / 1000 if font.is_vertical() else None
        made.high, made.wide = _measures(font)
        made.font = getattr(font, "basefont", None) or font.fontname
        made.span = self.contents[-1] if self.contents else None
        if made.span is not None:
            made.span.painted += made.get_text()
        return advance


def _measures(font: Any) -> tuple[float, float]:
    """Height of a Type 3 font, advance of its widest character, in units of text space; 0 for other fonts."""
    if not isinstance(font, PDFType3Font):
        return 0.0, 0.0
    widths = [abs(width) for width in font.widths.values() if isinstance(width, int | float)]
    return abs(font.bbox[3] - font.bbox[1]) * abs(font.vscale), max(widths, default=0.0) * abs(font.hscale)


def _flat(container: Iterable[LTComponent]) -> Iterator[LTComponent]:
    for item in container:
        if isinstance(item, LTFigure):
            yield from _flat(item)
        else:
            yield item


def _glyphs(items: Iterable[LTComponent], frame: Frame) -> list[Glyph]:
    out: list[Glyph] = []
    ground = Ground()
    for item in items:
        if isinstance(item, LTChar):
            _add(out, item, frame, ground)
        elif not isinstance(item, LTCurve) or item.fill or (item.stroke and is_band(item.bbox, item.linewidth)):
            half = item.linewidth / 2 if isinstance(item, LTCurve) and item.stroke else 0.0
            x0, y0, x1, y1 = item.bbox
            ground.paint(frame.box(x0 - half, y0 - half, x1 + half, y1 + half), getattr(item, "white", False))
    return out


def _add(out: list[Glyph], char: Any, frame: Frame, ground: Ground) -> None:
    """Adds a glyph; or makes the one wider that stands for the ActualText that it is painted in. The character is
    told the number of its glyph."""
    span: Span | None = char.span if char.span is not None and char.span.replaces else None
    text = _text(char) if span is None else span.text if span.first < 0 else ""
    made = _placed(len(out), text, char, frame)
    if char.white and ground.hides(made):
        made = made._replace(hidden=True)
    if span is not None:
        if span.first < 0:
            span.first = len(out)
        elif (wider := spanned(out[span.first], made)) is not None:
            out[span.first] = wider
            char.number = span.first
            return
    char.number = len(out)
    out.append(made)


def _placed(index: int, text: str, char: Any, frame: Frame) -> Glyph:
    a, b, c, d, e, f = char.matrix
    size = char.fontsize * math.hypot(c, d)
    turned = math.copysign(1, size)  # of a negative size: the text is painted the other way round
    size = painted_size(abs(size), char.high, char.wide)
    name = font_name(char.font if isinstance(char.font, str) else char.font.decode("utf-8", "replace"))
    bold = char.mode == FILL_AND_STROKE or is_bold(name)
    hidden = char.mode in INVISIBLE and not char.is_lit
    style = Style(
        size, frame.angle(turned * a, turned * b), name, bold, hidden, frame.is_askew(a, b), char.colour, char.tag
    )
    if char.fall is not None:  # in its em box, which begins half an em to the left of the origin
        left, down = char.fontsize / 2, char.fontsize * char.fall
        return glyph(index, text, frame.point(e - a * left - c * down, f - b * left - d * down), size, style)
    origin = frame.point(e + c * char.rise, f + d * char.rise)
    return glyph(index, text, origin, abs(char.adv) * math.hypot(a, b), style)


def _text(char: Any) -> str:
    text = str(char.get_text())
    return UNMAPPED if text.startswith("(cid:") or text == "\0" else text


def _shapes(items: Iterable[LTComponent], frame: Frame) -> Iterator[Shape]:
    for item in items:
        if isinstance(item, LTCurve) and (item.fill or item.stroke):
            curved = any(part[0] in "cvy" for part in item.original_path or ())
            fill, stroke = getattr(item, "colours", (None, None))
            yield Shape("path", frame.box(*item.bbox), bool(item.fill), bool(item.stroke), curved, fill, stroke)
        elif isinstance(item, LTImage):
            yield picture(frame.box(*item.bbox))
