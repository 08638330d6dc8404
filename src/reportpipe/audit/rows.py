"""A report as rows, and a rendition as rows: what a reader of either sees, in order, without a renderer's help."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reportpipe.audit.keys import keys
from reportpipe.model import report as model
from reportpipe.patterns import pattern
from reportpipe.renderers.origin import attribution

REFERENCE = pattern(rf"\[\^({model.MARK})(?:-[0-9]+)?\]")
"""A reference to a footnote; Markdown may need a label of its own for it: [^1-2]."""


class Row(NamedTuple):
    """kind: "heading", "item", "text", "cells" or "figure". level: of a heading, 0 for the report's title; of an item,
    1 for the outermost; 0 for all else. text: as `key`."""

    kind: str
    level: int
    text: str


class Expected(NamedTuple):
    """A row that a rendition must have, unless it has no text. others: how its text may read too, with its marker or
    mark printed. path and page: where the report says it. note: it may stand among the footnotes instead."""

    row: Row
    others: tuple[str, ...]
    path: str
    page: int
    note: bool = False


def key(text: str, language: str) -> str:
    """A text as it is compared: what `keys` leaves of it, references as their numbers."""
    return "".join(keys(REFERENCE.sub(r"\1", text), language))


class Shape(NamedTuple):
    """What a format can hold: its deepest heading and item. labels: whether a note's label is a row of its own.
    attribution: whether the line that says whose work was adapted is a row (Markdown has it in its front matter)."""

    headings: int
    items: int
    labels: bool
    attribution: bool = False


def expected(report: model.Report, shape: Shape) -> list[Expected]:
    """The rows that a rendition of that shape must have."""
    maker = _Maker(report.language, shape)
    front = [*(report.organisation or []), report.date_as_printed or report.date or "", *(report.front or [])]
    rows = [*maker.row("heading", 0, [report.title], "title", 1)]
    for number, text in enumerate(front):
        rows += maker.row("text", 0, [text], f"front[{number}]", 1)
    if shape.attribution:
        rows += maker.row("text", 0, [attribution(report)], "source.publisher", 1)
    rows += maker.themes(report.themes, "themes", 1)
    return rows


class _Maker:
    def __init__(self, language: str, shape: Shape) -> None:
        self.language = language
        self.shape = shape
        self.page = 1

    def row(
        self, kind: str, level: int, texts: Sequence[str], path: str, page: int, note: bool = False
    ) -> Iterator[Expected]:
        """One row, if it has a text. texts: the first is what it says, the others how it may read too."""
        found = [key(text, self.language) for text in texts]
        if any(found):
            yield Expected(Row(kind, level, found[0]), tuple(found[1:]), path, page, note)

    def themes(self, themes: Sequence[model.Theme], path: str, depth: int) -> Iterator[Expected]:
        for number, theme in enumerate(themes):
            here = f"{path}[{number}]"
            self.page = model.first_page(theme.at) or self.page
            level = min(depth, self.shape.headings)
            yield from self.row("heading", level, [theme.full], f"{here}.title", self.page)
            yield from self.blocks(theme.content or [], f"{here}.content", 1)
            yield from self.themes(theme.themes or [], f"{here}.themes", depth + 1)

    def blocks(self, blocks: Sequence[model.Block], path: str, level: int) -> Iterator[Expected]:
        for number, block in enumerate(blocks):
            here = f"{path}[{number}]"
            self.page = model.first_page(block.at) or self.page
            if isinstance(block, model.Bullet):
                texts = [block.bullet, f"{block.marker or ''}{block.bullet}"]
                yield from self.row("item", min(level, self.shape.items), texts, f"{here}.bullet", self.page)
                yield from self.blocks(block.content or [], f"{here}.content", level + 1)
            elif isinstance(block, model.Paragraph):
                yield from self.row("text", 0, [block.paragraph], f"{here}.paragraph", self.page)
            elif isinstance(block, model.Note):
                yield from self._note(block, here)
            elif isinstance(block, model.Table):
                yield from self._table(block.table, here)
            else:
                yield from self.row("text", 0, [block.figure.caption or ""], f"{here}.figure.caption", self.page)
                words = "\n".join(block.figure.text or [])
                yield from self.row("figure", 0, [words], f"{here}.figure.text", self.page)

    def _note(self, note: model.Note, path: str) -> Iterator[Expected]:
        mark, label = note.mark or "", note.label or ""
        if label and self.shape.labels:
            yield from self.row("text", 0, [label, mark + label], f"{path}.label", self.page)
            yield from self.row("text", 0, [note.note], f"{path}.note", self.page)
        else:
            texts = [label + note.note, mark + label + note.note]
            yield from self.row("text", 0, texts, f"{path}.note", self.page, note=not label)

    def _table(self, table: model.TableBody, path: str) -> Iterator[Expected]:
        yield from self.row("text", 0, [table.caption or ""], f"{path}.table.caption", self.page)
        for number, cells in enumerate([*(table.header or []), *table.rows]):
            text = cells_text([key(cell, self.language) for cell in cells])
            if text:
                yield Expected(Row("cells", 0, text), (), f"{path}.table[{number}]", self.page)


def cells_text(cells: Sequence[str]) -> str:
    """The cells of a table's row as one text; empty ones at its end, which renditions fill up, do not count."""
    return "\t".join(cells).rstrip("\t")
