"""A Markdown file as rows: markdown-it-py, a CommonMark parser that our writer knows nothing of, reads it.

Footnotes and front matter are no CommonMark; both are taken out line by line before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from markdown_it import MarkdownIt

from reportpipe.audit.rows import Row, Shape, cells_text, key
from reportpipe.errors import UnreadableError
from reportpipe.patterns import pattern

FRONT = pattern(r"\A---\n.*?^---$\n?", re.DOTALL | re.MULTILINE)
FENCE = pattern(r" *(`{3,})")
DEFINITION = pattern(r"\[\^([^\]]+)\]: ?(.*)")
"""A footnote (GitHub's extension); what is indented below goes on with it."""
INDENT = "    "
DEEPEST = 6


def shape(title: str) -> Shape:
    """What Markdown can hold: six levels of headings, the first for the report's title, if it has one."""
    return Shape(headings=DEEPEST - 1 if title else DEEPEST, items=1_000, labels=True)


def read_markdown(data: bytes, language: str, title: str) -> tuple[list[Row], list[str]]:
    """The rows of a .md, and the texts of its footnotes. title: of the report, "" where none takes the first level of
    headings. Raises UnreadableError."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableError(f"it is not UTF-8: {error.reason}") from error
    body, notes = _without_notes(FRONT.sub("", text).split("\n"))
    parser = MarkdownIt("commonmark").enable("table")
    rows = _rows(parser.parse("\n".join(body)), language, 1 if title else 0)
    return [row for row in rows if row.text], [key(_plain(parser.parseInline(note)), language) for note in notes]


def _without_notes(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """The lines without the footnotes, and the source of each of these."""
    body: list[str] = []
    notes: list[str] = []
    fence = ""
    inside = False
    for line in lines:
        mark = FENCE.match(line)
        if mark and (not fence or mark[1] == fence):
            fence = "" if fence else mark[1]
        found = None if fence else DEFINITION.match(line)
        if found:
            notes.append(found[2])
        elif inside and line.startswith(INDENT):
            notes[-1] += "\n" + line.strip()
        else:
            body.append(line)
        inside = bool(found) or (inside and line.startswith(INDENT))
    return body, notes


def _rows(tokens: Sequence[Any], language: str, top: int) -> Iterator[Row]:
    level, is_item = 0, False
    cells: list[str] | None = None
    for place, token in enumerate(tokens):
        if token.type == "list_item_open":
            level, is_item = level + 1, True
        elif token.type == "list_item_close":
            level, is_item = level - 1, False
        elif token.type == "tr_open":
            cells = []
        elif token.type == "tr_close":
            yield Row("cells", 0, cells_text(cells or []))
            cells = None
        elif token.type == "fence":
            yield Row("figure", 0, key(token.content, language))
            is_item = False
        elif token.type == "inline":
            text = key(_plain([token]), language)
            opener = tokens[place - 1]
            if cells is not None:
                cells.append(text)
            elif opener.type == "heading_open":
                yield Row("heading", int(opener.tag[1]) - top, text)
            else:
                yield Row("item" if is_item else "text", level if is_item else 0, text)
                is_item = False


def _plain(tokens: Sequence[Any]) -> str:
    """The words of inline tokens: no syntax, a line break for each break."""
    out = ""
    for token in tokens:
        for child in token.children or []:
            if child.type in ("softbreak", "hardbreak", "html_inline"):
                out += "\n"
            else:
                out += child.content
    return out
