"""A Word file as rows: python-docx opens it, and its styles and numbering say what each paragraph is."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from reportpipe.audit.rows import Row, Shape, cells_text, key
from reportpipe.errors import UnreadableError

SHAPE = Shape(headings=9, items=9, labels=False)
"""Word knows nine levels of headings and of lists (ECMA-376 part 1, 17.9.23)."""
HEADING = re.compile(r"Heading([1-9])")


def read_word(data: bytes, language: str) -> list[Row]:
    """The rows of a .docx. Raises UnreadableError."""
    try:
        document = docx.Document(io.BytesIO(data))
        return [row for row in _rows(document, language) if row.text]
    except Exception as error:  # python-docx and lxml raise nearly anything on a broken package
        raise UnreadableError(f"python-docx cannot read it: {type(error).__name__}: {error}") from error


def _rows(document: Any, language: str) -> Iterator[Row]:
    for part in document.iter_inner_content():
        if isinstance(part, Table):
            for row in part.rows:
                yield Row("cells", 0, cells_text([key(cell.text, language) for cell in row.cells]))
        elif isinstance(part, Paragraph):
            yield _row(part, key(part.text, language))


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
