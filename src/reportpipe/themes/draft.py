"""Themes and items in the making, and how they become the report's frozen parts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import compress

from reportpipe.model import report as model
from reportpipe.model.block import Block, LeftText, Line, Reading, Solid
from reportpipe.model.page import Box, union


@dataclass(slots=True)
class Item:
    """A block of the report. kind: "bullet", "paragraph", "note", "table" or "figure". label: of a note.
    solid: of a table or figure. ruby: its readings."""

    kind: str
    text: str
    at: list[str]
    marker: str = ""
    label: str = ""
    solid: Solid | None = None
    ruby: Sequence[Reading] = ()
    content: list[Item] = field(default_factory=list)

    def freeze(self) -> model.Block:
        """The report's block."""
        at = one_or_all(self.at)
        if self.solid is not None:
            return _frozen_solid(self.solid, at)
        ruby = _frozen_ruby(self.ruby)
        if self.kind == "bullet":
            inner = frozen(self.content)
            return model.Bullet(bullet=self.text, marker=self.marker or None, at=at, ruby=ruby, content=inner)
        if self.kind == "note":
            return model.Note(note=self.text, mark=self.marker or None, label=self.label or None, at=at, ruby=ruby)
        return model.Paragraph(paragraph=self.text, at=at, ruby=ruby)


def _frozen_ruby(ruby: Sequence[Reading]) -> list[model.Ruby] | None:
    return [model.Ruby(base=reading.base, text=reading.text) for reading in ruby] or None


def left_readings(lines: Iterable[Line]) -> list[LeftText]:
    """The readings of lines that become what can carry none, such as the cells of a table."""
    return [LeftText(line.page, f"{base}（{text}）", "ruby") for line in lines for base, text in line.ruby]


def _frozen_solid(solid: Solid, at: str | list[str] | None) -> model.Block:
    """The report's table or figure, without the columns in which nothing stands on any page."""
    filled = [any(cells) for cells in zip(*solid.rows, strict=True)]
    rows = [list(compress(row, filled)) for row in solid.rows]
    if solid.kind == "figure":
        words = [word for row in rows for word in row] or None
        return model.Figure(figure=model.FigureBody(caption=solid.caption or None, text=words), at=at)
    head, body = rows[: solid.header] or None, rows[solid.header :]
    return model.Table(table=model.TableBody(caption=solid.caption or None, header=head, rows=body), at=at)


@dataclass(slots=True)
class Draft:
    """A theme in the making. ruby: the readings of its title; notes: its footnotes, which come after its content."""

    number: str
    title: str
    at: list[str]
    content: list[Item] = field(default_factory=list)
    themes: list[Draft] = field(default_factory=list)
    notes: list[Item] = field(default_factory=list)
    ruby: Sequence[Reading] = ()

    @property
    def full(self) -> str:
        """The title with its number, as printed."""
        return f"{self.number} {self.title}" if self.number else self.title

    def freeze(self) -> model.Theme:
        """The report's theme."""
        return model.Theme(
            number=self.number or None,
            title=self.title,
            at=one_or_all(self.at),
            ruby=_frozen_ruby(self.ruby),
            content=frozen([*self.content, *self.notes]),
            themes=[theme.freeze() for theme in self.themes] or None,
        )


def frozen(items: Sequence[Item]) -> list[model.Block] | None:
    """The report's blocks; None for none, so that no empty key is written."""
    return [item.freeze() for item in items] or None


def one_or_all(places: list[str]) -> str | list[str] | None:
    """A single place as text, several as a list."""
    return places[0] if len(places) == 1 else places or None


def place(page: int, box: Box) -> str:
    """Where something stands, as an RFC 8118 fragment: whole points, outwards, so that a viewer cuts nothing off."""
    left, top = int(max(box.x0, 0)), int(max(box.top, 0))
    width, height = -int(-(box.x1 - left) // 1), -int(-(box.bottom - top) // 1)
    return f"page={page}&viewrect={left},{top},{max(width, 0)},{max(height, 0)}"


def places(block: Block) -> list[str]:
    """The places of a block: one, or one on each page that it spans."""
    if block.solid is not None:
        boxes = (block.solid.box, *block.solid.onward)
        return [place(page, box) for page, box in enumerate(boxes, block.solid.page)]
    if block.lines[-1].page == block.page:
        return [place(block.page, block.box)]
    pages = dict.fromkeys(line.page for line in block.lines)
    return [place(page, union([line.box for line in block.lines if line.page == page])) for page in pages]
