"""Pages that the first parser seems to have read badly are read by the second one, where that reads more."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reportpipe import plugins
from reportpipe.model.diagnostic import Code
from reportpipe.model.page import UNMAPPED, Box, Page, Shape
from reportpipe.second import MOST_LOOKS, SecondLook
from tests.pdfs import Pdf, text

LINE = "Budget of the fiscal year"
DATA = Pdf().page(text(40, 300, LINE)).page(text(40, 300, LINE)).page("").bytes()


def first(number: int = 1) -> Page:
    with plugins.source("pdfium").open(DATA) as document:
        return document.page(number)


def looked(page: Page, source: str = "pdfium") -> Page:
    with SecondLook(source, DATA, None) as second:
        return second.better(page)


def unmapped(page: Page, count: int) -> Page:
    """The page with so many glyphs that no font explains."""
    glyphs = tuple(glyph._replace(text=UNMAPPED) if place < count else glyph for place, glyph in enumerate(page.glyphs))
    return replace(page, glyphs=glyphs)


def test_a_page_that_reads_well_is_not_looked_at_again() -> None:
    page = first()
    assert looked(page) is page


@pytest.mark.parametrize(
    ("page", "why"),
    [
        (replace(first(), glyphs=()), "no text was found"),
        (unmapped(first(), 20), "20 glyphs have no character"),
    ],
)
def test_a_page_that_lost_its_text_is_read_by_the_other(page: Page, why: str) -> None:
    better = looked(page)
    assert "".join(glyph.text for glyph in better.glyphs) == LINE
    assert [(item.code, item.message, item.page) for item in better.diagnostics] == [
        (Code.PARSER_FALLBACK, f"{why}; read by pdfplumber", 1)
    ]


def test_what_the_other_reads_no_better_stays() -> None:
    blank = first(3)
    assert looked(blank) is blank
    few = unmapped(first(), 2)
    assert looked(few) is few


def test_a_scan_is_not_looked_at_again() -> None:
    picture = Shape("image", Box(0, 0, 600, 400), filled=True, stroked=False, curved=False)
    scan = replace(first(), glyphs=(), shapes=(picture,))
    assert looked(scan) is scan


def test_the_second_source_is_not_asked_about_itself() -> None:
    page = replace(first(), glyphs=())
    assert looked(page, "pdfplumber") is page


def test_looks_are_bounded() -> None:
    lost = replace(first(), glyphs=())
    with SecondLook("pdfium", DATA, None) as second:
        made = [second.better(lost) for _ in range(MOST_LOOKS + 2)]
    assert [page is lost for page in made] == [False] * MOST_LOOKS + [True, True]
