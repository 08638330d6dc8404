"""Trees of headings and list items: of a report, and of a Word file as pandoc reads it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from typing import Any

from reportpipe.model.report import Block, Bullet, Report, walk


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


def read_by_pandoc(docx: bytes) -> Iterator[tuple[int, str]]:
    """The tree of a Word file: headings, and the paragraphs in its lists."""
    done = subprocess.run(["pandoc", "-f", "docx", "-t", "json"], input=docx, capture_output=True, check=True)
    return read_tree(json.loads(done.stdout)["blocks"])


def read_tree(blocks: list[Any], depth: int = 0) -> Iterator[tuple[int, str]]:
    """The same of pandoc's blocks; a heading's depth is less than 0."""
    for block in blocks:
        kind, content = block["t"], block.get("c")
        if kind == "Header":
            yield -content[0], words(content[2])
        elif kind in ("BulletList", "OrderedList"):
            for item in content if kind == "BulletList" else content[1]:
                yield from read_tree(item, depth + 1)
        elif kind in ("Para", "Plain") and depth:
            yield depth, words(content)


def words(inlines: list[Any]) -> str:
    return "".join(inline.get("c", " ") for inline in inlines if isinstance(inline.get("c", " "), str))
