"""Growth is linear in pages, in lines and in drawings: told by counting calls, which no other load changes."""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import accumulate
from types import FrameType

import pytest

from reportpipe import pipeline
from reportpipe.model.page import Page
from reportpipe.model.report import Source
from reportpipe.pipeline import report_of
from tests.pages import Text, frame, page
from tests.pdfs import Pdf, text

LONG = "国際共同研究の目的は研究分野や相手国により多様なのではないか"
SLACK = 1.15
"""Twice as much may take so much more than twice the calls: sorting does, and a quadratic step takes twice that."""


def calls(work: Callable[[], object]) -> int:
    """How many functions are called, those of C included."""
    count = 0

    def count_call(_frame: FrameType, event: str, _: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(count_call)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def slide(number: int) -> Page:
    """A slide with a title, bullets in two levels, a box and a page number."""
    bullets = [Text(f"・{LONG}{number}の{row}", 60, 120 + 30 * row, 16) for row in range(6)]
    below = [Text(f"－ 新興国との連携{row}", 84, 330 + 24 * row, 14) for row in range(4)]
    title, foot = Text(f"目的の{number}", 40, 50, 28, True), Text(str(number), 900, 520, 10)
    note = [Text("有識者(※)", 620, 440, 14), Text("大学等研究者6名、", 620, 460, 14)]
    return page(title, *bullets, *below, *note, foot, number=number, shapes=[frame(600, 420, 900, 480)])


def deck(pages: int) -> Callable[[], object]:
    sheets = [slide(number) for number in range(1, pages + 1)]
    return lambda: report_of(sheets, Source(file="made-up.pdf"), "ja")


def crowded(lines: int) -> Callable[[], object]:
    """One page with so many lines, with raised numbers and boxes. It is set in parts of parts, with higher white space
    between the larger ones: even lines are peeled off one by one, which is quadratic, if cheap."""
    tops = list(accumulate(14 + 3 * ((row & -row).bit_length()) for row in range(lines)))
    texts = [Text(f"・{LONG[: 10 + row % 20]}", 60 + 20 * (row % 3), top, 10) for row, top in enumerate(tops)]
    texts += [Text(str(row % 10), 500, top - 4, 6) for row, top in enumerate(tops)]
    shapes = [frame(40, top - 10, 50, top) for top in tops]
    sheet = page(*texts, size=(600, tops[-1] + 40), shapes=shapes)
    return lambda: report_of([sheet], Source(file="made-up.pdf"), "ja")


def painted(pages: int) -> Callable[[], object]:
    """A PDF of so many pages, read by pdfium."""
    pdf = Pdf()
    for number in range(pages):
        rows = "".join(text(40, 380 - 20 * row, f"Budget {number} of the year {row}", 12) for row in range(15))
        pdf.page(rows + "40 30 m 560 30 l S ")
    data = pdf.bytes()
    return lambda: pipeline.read(data)


@pytest.mark.parametrize(("made", "size"), [(deck, 20), (crowded, 60), (painted, 20)])
def test_twice_as_much_takes_twice_the_calls(made: Callable[[int], Callable[[], object]], size: int) -> None:
    made(size)()  # what is loaded or cached once counts for neither
    once, twice, four = (calls(made(size * times)) for times in (1, 2, 4))
    assert twice - once > 0.5 * once, "the work does not grow: this would measure nothing"
    assert four - twice <= 2 * SLACK * (twice - once)
