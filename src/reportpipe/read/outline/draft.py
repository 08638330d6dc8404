"""Themes and items in the making, and how they become the report's frozen parts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import compress
from typing import NamedTuple

from reportpipe.model import report as model
from reportpipe.model.block import Block, LeftText, Line, Reading, Solid
from reportpipe.model.diagnostic import Doubt
from reportpipe.model.page import Box, union
from reportpipe.model.reason import Reason


class Taken(NamedTuple):
    """What a part of a page was taken for, and why. what: "heading", "bullet", "paragraph", "note", "table", "figure";
    of a title page "title", "date", "organisation", "front". depth: of a heading or bullet, from 1, else 0. at: its
    places. doubts: the list of its item, which may grow."""

    what: str
    depth: int
    marker: str
    text: str
    at: Sequence[str]
    reasons: Sequence[Reason]
    doubts: Sequence[Doubt] = ()


@dataclass(slots=True)
class Item:
    """A block of the report. kind: "bullet", "paragraph", "note", "table" or "figure". label: of a note.
    solid: of a table or figure. ruby: its readings. reasons: why it is what it is. doubts: what a person should look
    at."""

    kind: str
    text: str
    at: list[str]
    marker: str = ""
    label: str = ""
    solid: Solid | None = None
    ruby: Sequence[Reading] = ()
    content: list[Item] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    def freeze(self) -> model.Block:
        """The report's block."""
        at, check = one_or_all(self.at), codes(self.doubts)
        if self.solid is not None:
            return _frozen_solid(self.solid, at, check)
        ruby = _frozen_ruby(self.ruby)
        if self.kind == "bullet":
            inner = frozen(self.content)
            return model.Bullet(
                bullet=self.text, marker=self.marker or None, at=at, check=check, ruby=ruby, content=inner
            )
        if self.kind == "note":
            mark, label = self.marker or None, self.label or None
            return model.Note(note=self.text, mark=mark, label=label, at=at, check=check, ruby=ruby)
        return model.Paragraph(paragraph=self.text, at=at, check=check, ruby=ruby)


def _frozen_ruby(ruby: Sequence[Reading]) -> list[model.Ruby] | None:
    return [model.Ruby(base=reading.base, text=reading.text) for reading in ruby] or None


def left_readings(lines: Iterable[Line]) -> list[LeftText]:
    """The readings of lines that become what can carry none, such as the cells of a table."""
    evidence = "stands above text that can carry no readings"
    return [LeftText(line.page, str(reading), "ruby", line.box, evidence) for line in lines for reading in line.ruby]


def codes(doubts: Sequence[Doubt]) -> list[str] | None:
    """The codes of doubts, each once; None for none."""
    return list(dict.fromkeys(doubt.code.label for doubt in doubts)) or None


def _frozen_solid(solid: Solid, at: str | list[str] | None, check: list[str] | None) -> model.Block:
    """The report's table or figure, without the columns in which nothing stands on any page."""
    filled = [any(cells) for cells in zip(*solid.rows, strict=True)]
    rows = [list(compress(row, filled)) for row in solid.rows]
    if solid.kind == "figure":
        words = [word for row in rows for word in row] or None
        return model.Figure(figure=model.FigureBody(caption=solid.caption or None, text=words), at=at, check=check)
    head, body = rows[: solid.header] or None, rows[solid.header :]
    return model.Table(table=model.TableBody(caption=solid.caption or None, header=head, rows=body), at=at, check=check)


@dataclass(slots=True)
class Draft:
    """A theme in the making. ruby: the readings of its title; notes: its footnotes, which come after its content;
    doubts: what a person should look at."""

    number: str
    title: str
    at: list[str]
    content: list[Item] = field(default_factory=list)
    themes: list[Draft] = field(default_factory=list)
    notes: list[Item] = field(default_factory=list)
    ruby: Sequence[Reading] = ()
    doubts: list[Doubt] = field(default_factory=list)

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
            check=codes(self.doubts),
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


def placed(at: str) -> tuple[int, Box]:
    """The page and the box that a fragment of `place` names."""
    page, rectangle = at.removeprefix("page=").split("&viewrect=")
    left, top, width, height = map(float, rectangle.split(","))
    return int(page), Box(left, top, left + width, top + height)


def places(block: Block) -> list[str]:
    """The places of a block: one, or one on each page that it spans."""
    if block.solid is not None:
        boxes = (block.solid.box, *block.solid.onward)
        return [place(page, box) for page, box in enumerate(boxes, block.solid.page)]
    if block.lines[-1].page == block.page:
        return [place(block.page, block.box)]
    pages = dict.fromkeys(line.page for line in block.lines)
    return [place(page, union([line.box for line in block.lines if line.page == page])) for page in pages]
