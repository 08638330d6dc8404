"""What pandoc reads out of the Word, Markdown and HTML renditions is the tree of the YAML, for the corpus."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from reportpipe.model.report import REFERENCE, Block, Bullet, Note, Report, walk
from reportpipe.pipeline import read, render
from reportpipe.renderers.markers import footnote_labels, footnotes
from reportpipe.renderers.readings import with_readings
from tests.shared import outlined
from tests.trees import read_by_pandoc

READERS = {"docx": "docx", "md": "gfm+footnotes", "html": "html"}
pytestmark = pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")


class Row(NamedTuple):
    """A heading (its depth is less than 0), a bullet, or (0) another block, which ends a list of Word."""

    depth: int
    text: str
    marker: str = ""


def rows(report: Report) -> Iterator[Row]:
    """Every heading, bullet and other block that is seen in the text."""
    noted = {id(note) for note in footnotes(report, footnote_labels(report)).values()}
    for depth, theme in walk(report.themes):
        yield Row(-depth, theme.full)
        yield from below(theme.content, noted)


def below(content: list[Block] | None, noted: set[int], depth: int = 1) -> Iterator[Row]:
    for block in content or []:
        if isinstance(block, Bullet):
            yield Row(depth, block.bullet, block.marker or "")
            yield from below(block.content, noted, depth + 1)
        elif not (isinstance(block, Note) and id(block) in noted):
            yield Row(0, "")


def as_in_word(found: list[Row]) -> Iterator[Row]:
    """The depths as pandoc sees them in Word, where a list ends at whatever is no item: what follows nests anew."""
    open_levels: list[int] = []
    for row in found:
        if row.depth <= 0:
            open_levels = []
            yield row
            continue
        while open_levels and open_levels[-1] >= row.depth:
            open_levels.pop()
        open_levels.append(row.depth)
        yield row._replace(depth=len(open_levels))


def folded(text: str) -> str:
    return re.sub(r"\s+", " ", REFERENCE.sub("", text)).strip()


@cache
def report_of(folder: Path) -> Report:
    return with_readings(read(folder / "document.pdf").report)


@pytest.mark.parametrize("folder", outlined())
@pytest.mark.parametrize("form", READERS)
def test_pandoc_reads_the_yamls_tree(form: str, folder: Path) -> None:
    report = report_of(folder)
    data = render(report, form)
    if form == "md":
        data = re.sub(rb"\A---\n.*?\n---\n", b"", data, flags=re.S)
    if form == "html":
        data = re.sub(rb"<(nav|header)\b.*?</\1>", b"", data, flags=re.S)
    found = [row for row in rows(report) if row.depth >= 0 or row.text.strip()]  # no title, no heading
    top = 1 if form == "html" or (form == "md" and report.title) else 0
    want = [row for row in (as_in_word(found) if form == "docx" else found) if row.depth]
    got = [(depth, folded(text)) for depth, text in read_by_pandoc(data, READERS[form])]
    if form == "md" and report.title:
        assert got.pop(0) == (-1, folded(report.title))
    deepest = 9 if form == "docx" else 6
    assert [depth for depth, _ in got] == [
        max(-deepest, row.depth - top) if row.depth < 0 else row.depth for row in want
    ]
    for (_, text), row in zip(got, want, strict=True):
        assert text in (folded(row.text), folded(f"{row.marker} {row.text}"))
