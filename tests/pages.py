"""Made-up pages: lines of text at given places, without a PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

from reportpipe.model.block import Block, Line
from reportpipe.model.page import Bookmark, Box, Glyph, Page, Shape, Veil
from reportpipe.model.report import Report, Source
from reportpipe.pipeline import report_of
from reportpipe.read.blocks.blocks import page_blocks
from reportpipe.read.lines.drawn import with_drawn_bullets
from reportpipe.read.lines.lines import page_lines
from reportpipe.read.pages.profile import PageFacts, facts, learn
from reportpipe.read.pages.visible import seen_glyphs
from reportpipe.read.regions.order import regions

LATIN_EM = 0.5


@dataclass(frozen=True)
class Text:
    """A line: its left edge, its baseline, its size. Wide characters advance one em, others half of one."""

    text: str
    x: float
    y: float
    size: float = 20.0
    bold: bool = False
    angle: int = 0
    hidden: bool = False
    veil: Veil | None = None


def page(
    *texts: Text,
    number: int = 1,
    size: tuple[float, float] = (960, 540),
    shapes: Sequence[Shape] = (),
    bookmarks: Sequence[Bookmark] = (),
) -> Page:
    """A page of those lines; each character is one glyph."""
    glyphs: list[Glyph] = []
    for text in texts:
        x = text.x
        for char in text.text:
            advance = text.size * (1.0 if east_asian_width(char) in "FWA" else LATIN_EM)
            top, bottom = text.y - 0.88 * text.size, text.y + 0.12 * text.size
            glyphs.append(
                Glyph(
                    len(glyphs), char, x, top, x + advance, bottom, text.y, text.size, "Gothic", text.bold, text.angle,
                    text.hidden, veil=text.veil,
                )
            )  # fmt: skip
            x += advance
    return Page(number, *size, tuple(glyphs), tuple(shapes), bookmarks=tuple(bookmarks))


def frame(x0: float, top: float, x1: float, bottom: float) -> Shape:
    """A stroked rectangle."""
    return Shape("path", Box(x0, top, x1, bottom), filled=False, stroked=True, curved=False)


def lines(sheet: Page) -> list[Line]:
    """The lines of a page."""
    return with_drawn_bullets(page_lines(sheet, seen_glyphs(sheet)[0]), sheet.shapes)


def pages(*sheets: Page) -> list[PageFacts]:
    """What reading knows of a document's pages."""
    return [facts(sheet, lines(sheet)) for sheet in sheets]


def blocks(*sheets: Page) -> list[Block]:
    """The blocks of a document."""
    known = pages(*sheets)
    profile = learn(known)
    return [block for one in known for block in page_blocks(regions(one, one.lines), profile, frozenset())]


def report(*sheets: Page) -> Report:
    """The report of a document."""
    return report_of(sheets, Source(file="made-up.pdf"), "ja").report


def outline(made: Report) -> list[str]:
    """Themes and blocks, one a line, indented by depth: "# (1) title", "• bullet", "paragraph", "note ※: …"."""
    from reportpipe.model.report import Bullet, Note, Paragraph, Theme  # noqa: PLC0415

    rows: list[str] = []

    def content(items: Sequence[object] | None, depth: int) -> None:
        for item in items or []:
            pad = "  " * depth
            if isinstance(item, Bullet):
                rows.append(f"{pad}{item.marker} {item.bullet}")
                content(item.content, depth + 1)
            elif isinstance(item, Note):
                rows.append(f"{pad}note {item.mark}: {item.label or ''}|{item.note}")
            elif isinstance(item, Paragraph):
                rows.append(f"{pad}{item.paragraph}")

    def themes(found: Sequence[Theme] | None, depth: int) -> None:
        for theme in found or []:
            rows.append(f"{'#' * depth} {theme.number + ' ' if theme.number else ''}{theme.title}")
            content(theme.content, 0)
            themes(theme.themes, depth + 1)

    themes(made.themes, 1)
    return rows
