"""Trees of headings and list items: of a report, and of a Word file as pandoc reads it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from typing import Any

from reportpipe.model.report import Block, Bullet, Report, walk

TEXT = ("Para", "Plain")


def report_tree(report: Report) -> list[tuple[int, str]]:
    """(-level, title) of every theme, and (depth, text) of every bullet, in reading order."""
    rows: list[tuple[int, str]] = []
    for depth, theme in walk(report.themes):
        rows.append((-depth, " ".join(part for part in (theme.number, theme.title) if part)))
        rows += tree(theme.content)
    return rows


def tree(content: list[Block] | None, depth: int = 1) -> Iterator[tuple[int, str]]:
    """(depth, text) of every bullet."""
    for block in content or []:
        if isinstance(block, Bullet):
            yield depth, block.bullet
            yield from tree(block.content, depth + 1)


def read_by_pandoc(rendition: bytes, reader: str = "docx") -> Iterator[tuple[int, str]]:
    """The tree of a rendition: headings, and the first paragraph of each list item.

    Of a Word file, every paragraph: pandoc takes items whose marker is text for more paragraphs of the item before.
    """
    done = subprocess.run(["pandoc", "-f", reader, "-t", "json"], input=rendition, capture_output=True, check=True)
    return read_tree(json.loads(done.stdout)["blocks"], every=reader == "docx")


def read_tree(blocks: list[Any], depth: int = 0, every: bool = False) -> Iterator[tuple[int, str]]:
    """The same of pandoc's blocks; a heading's depth is less than 0."""
    for block in blocks:
        kind, content = block["t"], block.get("c")
        if kind == "Header":
            yield -content[0], words(content[2])
        elif kind == "Div":
            yield from read_tree(content[1], depth, every)
        elif kind in ("BulletList", "OrderedList"):
            for item in content if kind == "BulletList" else content[1]:
                has_text = item and item[0]["t"] in TEXT
                yield depth + 1, words(item[0]["c"]) if has_text else ""
                yield from read_tree(item[1:] if has_text else item, depth + 1, every)
        elif every and depth and kind in TEXT:
            yield depth, words(content)


def words(inlines: list[Any]) -> str:
    """Text, without footnotes and marks set superior; a line break is a blank."""
    out = []
    for inline in inlines:
        kind, content = inline["t"], inline.get("c", " ")
        if kind in ("Span", "Link"):
            out.append(words(content[1]))
        elif kind in ("Strong", "Emph"):
            out.append(words(content))
        elif kind == "RawInline":
            out.append(" ")
        elif isinstance(content, str):
            out.append(content)
    return "".join(out)
