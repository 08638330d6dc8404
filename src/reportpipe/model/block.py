"""Lines and blocks: what reading makes of glyphs. Coordinates as in `page.py`: points, displayed frame."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, replace
from typing import NamedTuple

from reportpipe.model.diagnostic import Code, Doubt
from reportpipe.model.page import BLACK, Box
from reportpipe.model.reason import Reason, Rule


class LeftText(NamedTuple):
    """Painted text that is no content. why: the label of a `Why` (left_out.py). box: where it stands; evidence: what
    made it so."""

    page: int
    text: str
    why: str
    box: Box
    evidence: str


class Reading(NamedTuple):
    """Kana that spell the characters that they stand above."""

    base: str
    text: str

    def __str__(self) -> str:
        return f"{self.base}（{self.text}）"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text, as far as no wide gap divides it.

    text: cleaned, without leading and trailing white space. lefts: the left edge, points, of each of its characters.
    numbers: the glyphs (Glyph.number, of this page) that the line is made of, painted spaces included.
    raised: (start, stop) of the characters that are set as superscripts.
    gaps: before which characters a gap stands that may be a typed space or a typesetter's (read/lines/spacing.py).
    whites: (start, stop) in points, along the line, of the wider gaps in it: columns may be divided there.
    ruby: the readings that stand above it, from left to right; their glyphs are among `numbers`.
    angle: as of its glyphs; ASKEW where these are askew.
    marker: of a drawn bullet, which is no text; "" where there is none. marker_x: its left edge.
    colour: that of most of its glyphs (Glyph.colour). slant: whether its font says that it is italic or oblique.
    tag: that of more than half of its glyphs (Page.tags); 0 where these have none, or none is in the majority.
    """

    page: int
    text: str
    box: Box
    baseline: float
    size: float
    bold: bool
    font: str
    numbers: array[int]
    lefts: array[float]
    raised: tuple[tuple[int, int], ...] = ()
    gaps: tuple[int, ...] = ()
    whites: tuple[tuple[float, float], ...] = ()
    ruby: tuple[Reading, ...] = ()
    marker: str = ""
    marker_x: float = 0.0
    angle: int = 0
    colour: int = BLACK
    slant: bool = False
    tag: int = 0


@dataclass(frozen=True, slots=True)
class Solid:
    """A table or a figure: what is not read line by line. lines: all that stands in it, its caption too.

    rows: a table's cells, row by row, the first `header` of them its head; a figure's words, one a row.
    xs, ys: the rules between a table's columns and, on its last page, between its rows, outer ones included, in points;
    empty where it has no rules. onward: where a table goes on, a box on each of the pages after the first.
    evidence: what made it a table or a figure. doubts: what a person should look at.
    """

    kind: str  # "table" or "figure"
    page: int
    box: Box
    caption: str
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[Line, ...]
    header: int = 0
    xs: tuple[float, ...] = ()
    ys: tuple[float, ...] = ()
    onward: tuple[Box, ...] = ()
    evidence: str = ""
    doubts: tuple[Doubt, ...] = ()

    @property
    def last_page(self) -> int:
        """The page that it ends on."""
        return self.page + len(self.onward)

    @property
    def last_box(self) -> Box:
        """Where it stands on that page."""
        return self.onward[-1] if self.onward else self.box


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that are read as one: an item, a paragraph or a heading.

    marker: as printed, "" where there is none; kind: of the marker ("bullet", "paren", "arabic", …; see
    text/enumerators.py). text: without the marker, wrapped lines joined, a hard line break as "\\n".
    x0: left edge of the marker, or of the text where there is none. text_x: left edge of the text.
    frame: the drawn box that the block stands in. solid: the table or figure that the block is.
    heading: of a heading, the size in points by which it ranks among others; 0 for all else.
    region: lines of one column or box of a page share this number.
    level: below how many open items it hangs; None where that is not decided. sub: whether it heads a part of a slide.
    named: by what the block is named, "contents" (a table of them), "agenda" or "bookmark"; "" by nothing.
    bookmark: the level, 0 for the outermost, of the bookmark that names it; None where none does.
    reasons: what was decided about the block, in that order. doubts: what a person should look at.
    """

    page: int
    text: str
    marker: str
    kind: str
    lines: tuple[Line, ...]
    box: Box
    x0: float
    text_x: float
    size: float
    bold: bool
    region: int
    frame: Box | None = None
    solid: Solid | None = None
    heading: float = 0.0
    level: int | None = None
    sub: bool = False
    named: str = ""
    bookmark: int | None = None
    reasons: tuple[Reason, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    @property
    def ruby(self) -> tuple[Reading, ...]:
        """The readings of its lines."""
        return tuple(reading for line in self.lines for reading in line.ruby)

    @property
    def full(self) -> str:
        """The text with its marker, as printed."""
        return f"{self.marker} {self.text}" if self.marker else self.text

    @property
    def look(self) -> str:
        """Its size and weight, in words."""
        return f"{self.size:.1f} pt{', bold' if self.bold else ''}"

    def as_heading(self, rank: float, rule: Rule, evidence: str) -> Block:
        """The block as a heading. rank: the size in points by which it ranks; rule, evidence: why it is one."""
        return replace(self, heading=rank, reasons=(*self.reasons, Reason(rule, evidence)))

    def as_text(self, rule: Rule, evidence: str) -> Block:
        """The block as no heading after all. rule, evidence: why it is none."""
        doubts = tuple(doubt for doubt in self.doubts if doubt.code is not Code.GUESSED_HEADING)
        return replace(self, heading=0.0, reasons=(*self.reasons, Reason(rule, evidence)), doubts=doubts)
