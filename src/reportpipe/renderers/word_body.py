"""The body of the Word rendition: blocks → paragraphs and tables (ECMA-376 part 1, sections 17.3, 17.4), as XML text.

Text is put together and parsed once: that is far faster than making each element by a call.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape

from reportpipe.model.report import REFERENCE, Block, Bullet, Figure, Note, Paragraph, Report, Table, TableBody, walk
from reportpipe.renderers.markers import siblings, split
from reportpipe.renderers.word_numbering import (
    BULLET,
    INDENT,
    LEVELS,
    LITERAL,
    Level,
    Numbering,
    level_of,
    printed_levels,
    run_at,
)

TEXT_WIDTH = 8504
"""Between the margins, in twips: 210 mm less 30 mm on each side."""
NARROWEST = 567
"""The least width of a column, in twips: 1 cm."""
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold (section 2.2, Char)."""
IN_RUN = {"\n": "<w:br/>", "\t": "<w:tab/>"}
EMPTY = '<w:p><w:pPr><w:spacing w:line="120" w:lineRule="exact"/></w:pPr></w:p>'
"""A low empty paragraph: keeps two tables apart, and ends a document after a table, as Word wants it."""


class _List(NamedTuple):
    """An outermost list. levels: what its nine levels print; ids: the numId of each variant of them in use."""

    levels: tuple[Level, ...]
    ids: dict[tuple[Level, ...], int]


class _Place(NamedTuple):
    """Where blocks stand. level: of a list that begins here, from 0; left: of their text, in twips."""

    level: int = 0
    left: int = 0
    inside: _List | None = None


class Body:
    """Writes the paragraphs and tables of a report. parts: their XML, in order."""

    def __init__(self, numbering: Numbering) -> None:
        self.parts: list[str] = []
        self._numbering = numbering
        self._notes: frozenset[str] = frozenset()

    def report(self, report: Report, notes: frozenset[str]) -> str:
        """The whole body without its section. notes: the numbers that `[^1]` may refer to; they are set superior."""
        self._notes = notes
        self._paragraph("Title", report.title)
        for text in [*(report.organisation or []), report.date_as_printed or report.date or ""]:
            self._paragraph("Subtitle", text)
        for text in report.front or []:
            self._paragraph("Normal", text)
        for depth, theme in walk(report.themes):
            self._paragraph(f"Heading{min(LEVELS, depth)}", theme.full)
            self._blocks(theme.content, _Place())
        if self.parts and self.parts[-1].startswith("<w:tbl>"):
            self.parts.append(EMPTY)
        return "".join(self.parts)

    def _blocks(self, content: Sequence[Block] | None, place: _Place) -> None:
        for piece in siblings(content):
            match piece:
                case list():
                    self._list(piece, place)
                case Paragraph():
                    self._plain(piece.paragraph, place)
                case Note():
                    self._note(piece, place)
                case Table():
                    self._table(piece.table, place)
                case Figure():
                    self._figure(piece, place)

    def _plain(self, text: str, place: _Place) -> None:
        """A paragraph; below a bullet it is indented as that bullet's text."""
        self._paragraph("ListParagraph" if place.left else "Normal", text, _indent(place))

    def _list(self, bullets: list[Bullet], place: _Place) -> None:
        """Siblings as list items. Bullets of one outermost list share a num; each counted run has its own."""
        inside = place.inside or _List(printed_levels(bullets), {})
        level = min(place.level, LEVELS - 1)
        for notation, items in split(bullets, run_at):
            own = level_of(notation, items)
            levels = (*inside.levels[:level], own, *inside.levels[level + 1 :])
            if own.kind not in (BULLET, LITERAL):
                number = self._numbering.new_list(levels, level)
            else:
                number = inside.ids.get(levels) or self._numbering.new_list(levels, level)
                inside.ids[levels] = number
            listed = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
            below = _Place(place.level + 1, INDENT * level + own.hanging, inside)
            for item in items:
                text = f"{item.marker}\t{item.bullet}" if own.kind == LITERAL else item.bullet
                self._paragraph("ListParagraph", text, listed, empty=True)
                self._blocks(item.content, below)

    def _note(self, note: Note, place: _Place) -> None:
        """A framed paragraph: its label in bold, a line break, the text; a mark that the label lacks comes first."""
        label = note.label or ""
        mark = note.mark if note.mark and note.mark not in label else ""
        text = _runs(note.note, self._notes)
        if label:
            text = _runs(f"{mark} {label}".lstrip() + "\n", self._notes, "<w:b/><w:bCs/>") + text
        elif mark:
            text = _runs(f"{mark} ", frozenset()) + text
        self._add("Note", text, _frame_indent(place))

    def _figure(self, figure: Figure, place: _Place) -> None:
        self._paragraph("Caption", figure.figure.caption or "", _indent(place))
        self._paragraph("FigureText", "\n".join(figure.figure.text or []), _frame_indent(place))

    def _table(self, table: TableBody, place: _Place) -> None:
        """A table as wide as the text, in equal columns; header rows repeat on each page, and no row is cut in two."""
        self._paragraph("Caption", table.caption or "", _indent(place))
        header = table.header or []
        rows = [*header, *table.rows]
        columns = max(map(len, rows), default=0)
        if not columns:
            return
        if self.parts and self.parts[-1].startswith("<w:tbl>"):
            self.parts.append(EMPTY)
        width = max(NARROWEST, (TEXT_WIDTH - place.left) // columns)
        self.parts.append(
            f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{width * columns}" w:type="dxa"/>'
            f'<w:tblInd w:w="{place.left}" w:type="dxa"/>'
            f'<w:tblLook w:val="{"0020" if header else "0000"}"/></w:tblPr>'
            f'<w:tblGrid>{f"""<w:gridCol w:w="{width}"/>""" * columns}</w:tblGrid>'
        )
        for index, row in enumerate(rows):
            self.parts[-1] += self._row([*row, *[""] * (columns - len(row))], width, index < len(header))
        self.parts[-1] += "</w:tbl>"

    def _row(self, cells: Sequence[str], width: int, is_header: bool) -> str:
        look = "<w:b/><w:bCs/>" if is_header else ""
        size = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        filled = "".join(f"<w:tc>{size}<w:p>{_runs(cell, self._notes, look)}</w:p></w:tc>" for cell in cells)
        return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if is_header else ''}</w:trPr>{filled}</w:tr>"

    def _paragraph(self, style: str, text: str, layout: str = "", empty: bool = False) -> None:
        """A paragraph of a style; none where there is no text, unless `empty` is set. layout: more children of pPr."""
        if text.strip() or empty:
            self._add(style, _runs(text, self._notes), layout)

    def _add(self, style: str, runs: str, layout: str) -> None:
        self.parts.append(f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{layout}</w:pPr>{runs}</w:p>')


def _indent(place: _Place) -> str:
    return f'<w:ind w:left="{place.left}"/>' if place.left else ""


def _frame_indent(place: _Place) -> str:
    """The indent of a frame below a bullet; elsewhere its style has it. The line stands 4 pt outside of the text."""
    return f'<w:ind w:left="{place.left + 105}" w:right="105"/>' if place.left else ""


def _runs(text: str, notes: frozenset[str], look: str = "") -> str:
    """Text as runs. notes: the numbers whose references become superior figures; look: children of each rPr."""
    out = []
    for index, part in enumerate(REFERENCE.split(NOT_XML.sub("", text.replace("\r\n", "\n")))):
        is_mark = index % 2 == 1  # re.split() alternates text and group
        if is_mark and part in notes:
            out.append(_run(part, f'{look}<w:vertAlign w:val="superscript"/>'))
        elif part:
            out.append(_run(f"[^{part}]" if is_mark else part, look))
    return "".join(out)


def _run(text: str, look: str) -> str:
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    pieces = (
        IN_RUN.get(piece) or f'<w:t xml:space="preserve">{escape(piece)}</w:t>'
        for piece in re.split(r"([\n\t])", text.replace("\r", "\n"))
        if piece
    )
    return f"<w:r>{properties}{''.join(pieces)}</w:r>"
