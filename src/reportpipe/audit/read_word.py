"""A Word file as rows: python-docx opens it, and its styles and numbering say what each paragraph is."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from reportpipe.audit.rows import Row, Shape, cells_text, key
from reportpipe.errors import UnreadableError
from reportpipe.patterns import pattern

SHAPE = Shape(headings=9, items=9, labels=False, attribution=True)
"""Word knows nine levels of headings and of lists (ECMA-376 part 1, 17.9.23)."""
BREAKS = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): "\t"}
HEADING = pattern(r"Heading([1-9])")


def read_word(data: bytes, language: str) -> tuple[list[Row], list[str]]:
    """The rows of a .docx, and the texts of its footnotes. Raises UnreadableError."""
    try:
        document = docx.Document(io.BytesIO(data))
        rows = [row for row in _Reader(language).rows(document) if row.text]
        return rows, [key(text, language) for text in _footnotes(document)]
    except Exception as error:  # python-docx and lxml raise nearly anything on a broken package
        raise UnreadableError(f"python-docx cannot read it: {type(error).__name__}: {error}") from error


class _Reader:
    """Reads the body. counted: the footnotes so far that Word counts by itself."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.counted = 0

    def rows(self, document: Any) -> Iterator[Row]:
        for part in document.iter_inner_content():
            if isinstance(part, Table):
                for row in part.rows:
                    cells = ["\n".join(self.text(one._p) for one in cell.paragraphs) for cell in row.cells]
                    yield Row("cells", 0, cells_text([key(text, self.language) for text in cells]))
            elif isinstance(part, Paragraph):
                yield _row(part, key(self.text(part._p), self.language))

    def text(self, paragraph: Any) -> str:
        """What a paragraph prints; a footnote's reference prints its number, or the mark that follows it."""
        out = ""
        for node in paragraph.iter():
            if node.tag == qn("w:footnoteReference") and not node.get(qn("w:customMarkFollows")):
                self.counted += 1
                out += str(self.counted)
            out += _printed(node)
        return out


def _printed(node: Any) -> str:
    if node.tag == qn("w:t"):
        return node.text or ""
    return BREAKS.get(node.tag, "")


def _footnotes(document: Any) -> Iterator[str]:
    """The texts of the footnotes, without the marks at their heads; those below 1 are Word's own lines."""
    parts = (rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/footnotes"))
    for footnote in (child for part in parts for child in parse_xml(part.blob)):
        if int(footnote.get(qn("w:id"))) > 0:
            runs = list(footnote.iter(qn("w:r")))
            yield "".join(_printed(node) for run in runs[1:] for node in run.iter()).lstrip(" ")


def _row(paragraph: Any, text: str) -> Row:
    properties = paragraph._p.pPr
    style = properties.pStyle.val if properties is not None and properties.pStyle is not None else ""
    heading = HEADING.fullmatch(style)
    if heading or style == "Title":
        return Row("heading", int(heading[1]) if heading else 0, text)
    numbering = properties.find(qn("w:numPr")) if properties is not None else None
    if numbering is not None:
        level = numbering.find(qn("w:ilvl"))
        return Row("item", int(level.get(qn("w:val"))) + 1 if level is not None else 1, text)
    return Row("figure" if style == "FigureText" else "text", 0, text)
