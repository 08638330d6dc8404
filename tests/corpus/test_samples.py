"""The source deck in its three printings, against its true outline, with both text sources."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from reportpipe import plugins
from reportpipe.model.report import Report, to_dict
from reportpipe.pipeline import read, render
from reportpipe.text.normalise import clean
from tests.shared import SHARED, requires_shared

PRINTINGS = ["mext-interviews", "mext-interviews-tagged", "mext-interviews-chromium"]
BOTH = list(product(PRINTINGS, plugins.names(plugins.SOURCES)))


def path(printing: str) -> Path:
    return SHARED / "samples" / f"{printing}.pdf"


@requires_shared
@pytest.mark.parametrize(("printing", "source"), BOTH)
def test_the_outline_is_exact(printing: str, source: str, scorer: ModuleType) -> None:
    truth = json.loads((SHARED / "samples" / "truth.json").read_text("utf-8"))
    markdown = render(read(path(printing), source=source).report, "md").decode()
    assert scorer.score(truth, markdown) == {"themes": 1, "bullets": 1, "edges": 1, "chars": 1, "score": 1}


@requires_shared
@pytest.mark.parametrize(("printing", "source"), BOTH)
def test_every_painted_character_stands_in_the_report_once(printing: str, source: str) -> None:
    painted: Counter[str] = Counter()
    with plugins.source(source).open(path(printing).read_bytes()) as document:
        for number in range(1, document.page_count + 1):
            painted.update(clean("".join(glyph.text for glyph in document.page(number).glyphs)))
    told = Counter(written(read(path(printing), source=source).report))
    for drawn in "•◦":  # Chromium draws bullets and writes none
        if drawn not in painted:
            del told[drawn]
    for blank in " \n":
        del painted[blank], told[blank]
    assert told == painted


def written(report: Report) -> str:
    """All text that a report holds, page numbers written out."""
    data = to_dict(report)
    for key in ("format", "language", "source", "extracted", "date"):
        data.pop(key, None)
    return "".join(texts(data))


def texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, list):
        for item in data:
            yield from texts(item)
    elif data.get("why") == "page-number":
        first, last = map(int, data["text"].split("–"))
        yield "".join(map(str, range(first, last + 1)))
    else:
        for key, value in data.items():
            if key not in ("at", "why", "pages") and not (key == "mark" and value in data.get("label", "")):
                yield from texts(value)
