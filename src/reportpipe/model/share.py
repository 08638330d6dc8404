"""How much of a report's text is left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reportpipe.model.left_out import Why
from reportpipe.model.report import LeftOut, Report, to_dict

NO_TEXT = frozenset({"format", "date", "language", "source", "extracted", "left_out", "at", "check", "base"})
"""Keys below which nothing is that the PDF prints, or only what stands elsewhere in the report, too."""
NUMBERS = Why.PAGE_NUMBER.label


def left_share(report: Report) -> float:
    """Which part of the letters, 0 to 1, is left out. Only letters and figures count: a leader of a table of contents
    has more dots than its entry has letters."""
    told = sum(map(letters, _texts(to_dict(report))))
    left = sum(map(letters_left, report.left_out or ()))
    return left / (told + left) if left else 0.0


def letters(text: str) -> int:
    """How many letters and figures a text has."""
    return sum(map(str.isalnum, text))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            if key not in NO_TEXT:
                yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)


def letters_left(row: LeftOut) -> int:
    """The letters of a row, on all its pages. A run of page numbers ("1–7") is counted by its first."""
    text = row.text.partition("–")[0] if row.why == NUMBERS else row.text
    spans = [list(map(int, span.split("-"))) for span in row.pages.split(",")]
    return letters(text) * sum(span[-1] - span[0] + 1 for span in spans)
