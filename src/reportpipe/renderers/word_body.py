"""The body of the Word rendition: blocks → paragraphs and tables (ECMA-376 part 1, sections 17.3, 17.4), as XML text.

Text is put together and parsed once: that is far faster than making each element by a call.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

from reportpipe.model.report import Block, Bullet, Figure, Note, Paragraph, Report, Table, Theme, walk
from reportpipe.renderers.markers import siblings, split
from reportpipe.renderers.origin import attribution
from reportpipe.renderers.word_links import PageLinks
from reportpipe.renderers.word_notes import Comments, Footnotes
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
from reportpipe.renderers.word_runs import BOLD, NOT_XML, literal, runs

NARROWEST = 567
"""The least width of a column, in twips: 1 cm."""
KEPT = "<w:keepNext/>"
"""On the same page as what follows (section 17.3.1.15)."""
EMPTY = '<w:p><w:pPr><w:spacing w:line="120" w:lineRule="exact"/></w:pPr></w:p>'
"""A low empty paragraph: keeps two tables apart, and ends a document after a table, as Word wants it."""


class Collected(NamedTuple):
    """What the body's paragraphs refer to, collected while they are written."""

    numbering: Numbering
    footnotes: Footnotes
    comments: Comments
    links: PageLinks


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
    """Writes the paragraphs and tables of a report. width: of the text in twips. parts: their XML, in order."""

    def __init__(self, collected: Collected, width: int) -> None:
        self.parts: list[str] = []
        self._numbering, self._footnotes, self._comments, self._links = collected
        self._width = width
        self._labels: Mapping[str, str] = {}

    def report(self, report: Report, labels: Sequence[Mapping[str, str]]) -> str:
        """The whole body without its section. labels: as markers.footnote_labels() gives them."""
        self._labels = labels[0] if labels else {}
        self._paragraph("Title", report.title)
        for text in [*(report.organisation or []), report.date_as_printed or report.date or ""]:
            self._paragraph("Subtitle", text)
        for text in report.front or []:
            self._paragraph("Normal", text)
        self._paragraph("Attribution", attribution(report))
        for index, ((depth, theme), self._labels) in enumerate(zip(walk(report.themes), labels, strict=True)):
            self._heading(f"Heading{min(LEVELS, depth)}", theme, index)
            self._blocks(theme.content, _Place())
        if self.parts and self.parts[-1].startswith("<w:tbl>"):
            self.parts.append(EMPTY)
        return "".join(self.parts)

    def _heading(self, style: str, theme: Theme, index: int) -> None:
        """The heading, a link to its page, with a bookmark for links that somebody may add."""
        if not theme.full.strip():
            return
        text = self._comments.around(theme.check, self._links.around(theme, runs(theme.full, self._refer)))
        start = f'<w:bookmarkStart w:id="{index}" w:name="theme_{index + 1}"/>'
        self._add(style, f'{start}{text}<w:bookmarkEnd w:id="{index}"/>', "")

    def _refer(self, mark: str) -> str:
        label = self._labels.get(mark)
        return self._footnotes.reference(label) if label else ""

    def _blocks(self, content: Sequence[Block] | None, place: _Place) -> None:
        for piece in siblings(content):
            match piece:
                case list():
                    self._list(piece, place)
                case Paragraph():
                    self._plain(piece, place)
                case Note():
                    self._note(piece, place)
                case Table():
                    self._table(piece, place)
                case Figure():
                    self._figure(piece, place)

    def _plain(self, block: Paragraph, place: _Place) -> None:
        """A paragraph; below a bullet it is indented as that bullet's text."""
        style = "ListParagraph" if place.left else "Normal"
        self._paragraph(style, block.paragraph, _indent(place), block.check)

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
                text = runs(f"{item.marker}\t{item.bullet}" if own.kind == LITERAL else item.bullet, self._refer)
                kept = KEPT if item.content else ""
                self._add("ListParagraph", self._comments.around(item.check, text), kept + listed)
                self._blocks(item.content, below)

    def _note(self, note: Note, place: _Place) -> None:
        """A framed paragraph: its label in bold, a line break, the text; a mark that the label lacks comes first.

        A footnote stands where it is referred to.
        """
        if self._footnotes.is_footnote(note):
            return
        label = note.label or ""
        mark = note.mark if note.mark and note.mark not in label else ""
        text = runs(note.note, self._refer)
        if label:
            text = runs(f"{mark} {label}".lstrip() + "\n", self._refer, BOLD) + text
        elif mark:
            text = runs(f"{mark} ", literal) + text
        self._add("Note", self._comments.around(note.check, text), _frame_indent(place))

    def _figure(self, figure: Figure, place: _Place) -> None:
        """The caption, then the painted words in a frame."""
        caption, words = figure.figure.caption or "", "\n".join(figure.figure.text or [])
        self._paragraph("Caption", caption, _indent(place), figure.check)
        if words.strip():
            text = runs(words, literal)
            marked = text if caption.strip() else self._comments.around(figure.check, text)
            self._add("FigureText", marked, _frame_indent(place))

    def _table(self, block: Table, place: _Place) -> None:
        """A table as wide as the text, in equal columns; header rows repeat on each page, and no row is cut in two."""
        table = block.table
        caption = table.caption or ""
        self._paragraph("Caption", caption, _indent(place), block.check)
        header = table.header or []
        rows = [*header, *table.rows]
        columns = max(map(len, rows), default=0)
        if not columns:
            return
        if self.parts and self.parts[-1].startswith("<w:tbl>"):
            self.parts.append(EMPTY)
        width = max(NARROWEST, (self._width - place.left) // columns)
        named = f"<w:tblCaption w:val={quoteattr(NOT_XML.sub('', caption))}/>" if caption.strip() else ""
        parts = [
            f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{width * columns}" w:type="dxa"/>'
            f'<w:tblInd w:w="{place.left}" w:type="dxa"/>'
            f'<w:tblLook w:val="{"0020" if header else "0000"}"/>{named}</w:tblPr>'
            f'<w:tblGrid>{f"""<w:gridCol w:w="{width}"/>""" * columns}</w:tblGrid>'
        ]
        check = None if caption.strip() else block.check
        for index, row in enumerate(rows):
            cells = [runs(cell, self._refer, BOLD if index < len(header) else "") for cell in row]
            cells += [""] * (columns - len(row))
            if index == 0:
                cells[0] = self._comments.around(check, cells[0])
            parts.append(_row(cells, width, index < len(header)))
        self.parts.append("".join([*parts, "</w:tbl>"]))

    def _paragraph(self, style: str, text: str, layout: str = "", check: Sequence[str] | None = None) -> None:
        """A paragraph of a style; none where there is no text. layout: more children of pPr."""
        if text.strip():
            self._add(style, self._comments.around(check, runs(text, self._refer)), layout)

    def _add(self, style: str, content: str, layout: str) -> None:
        self.parts.append(f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{layout}</w:pPr>{content}</w:p>')


def _row(cells: Sequence[str], width: int, is_header: bool) -> str:
    size = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
    layout = f"<w:pPr>{KEPT}</w:pPr>" if is_header else ""
    filled = "".join(f"<w:tc>{size}<w:p>{layout}{cell}</w:p></w:tc>" for cell in cells)
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if is_header else ''}</w:trPr>{filled}</w:tr>"


def _indent(place: _Place) -> str:
    return f'<w:ind w:left="{place.left}"/>' if place.left else ""


def _frame_indent(place: _Place) -> str:
    """The indent of a frame below a bullet; elsewhere its style has it. The line stands 4 pt outside of the text."""
    return f'<w:ind w:left="{place.left + 105}" w:right="105"/>' if place.left else ""
