"""Pages that the first parser seems to have read badly are read by the second one, where that reads more."""

from __future__ import annotations

import signal
import threading
import time
from dataclasses import replace

import pytest

from reportpipe import plugins
from reportpipe.model.diagnostic import Code
from reportpipe.model.page import UNMAPPED, Box, Page, Shape
from reportpipe.second import SecondLook
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


def test_a_page_that_the_other_does_not_find_stays() -> None:
    page = replace(first(), number=4, glyphs=())
    assert looked(page) is page


def test_a_page_stays_where_the_other_cannot_decrypt_the_file(encrypted_pdf: bytes) -> None:
    lost = replace(first(), glyphs=())
    with SecondLook("pdfium", encrypted_pdf, "unknown to it") as second:
        assert second.better(lost) is lost


def test_looks_take_no_longer_than_they_may(monkeypatch: pytest.MonkeyPatch) -> None:
    """An object that is a reference to itself: pdfminer follows it for ever."""
    monkeypatch.setattr("reportpipe.second.MOST_SECONDS", 0.5)
    pdf = Pdf()
    data = pdf.page("", extra=f"/Rotate {pdf.add(b'3 0 R')} 0 R").bytes()
    lost = replace(first(), glyphs=())
    begun = time.process_time()
    with SecondLook("pdfium", data, None) as second:
        assert [second.better(lost) is lost for _ in range(3)] == [True] * 3
    assert 0.4 < time.process_time() - begun < 2
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGVTALRM) is signal.SIG_DFL


def test_another_thread_looks_at_nothing_again() -> None:
    lost = replace(first(), glyphs=())
    made: list[Page] = []
    thread = threading.Thread(target=lambda: made.append(looked(lost)))
    thread.start()
    thread.join()
    assert made[0] is lost


@pytest.mark.parametrize(("part", "found"), [(1.0, True), (0.5, True), (0.1, False)])
def test_much_text_off_the_page_is_looked_at_again(part: float, found: bool) -> None:
    data = Pdf().page("".join(text(40, 340 - 40 * row, LINE * 2) for row in range(5))).bytes()
    with plugins.source("pdfium").open(data) as document:
        page = document.page(1)
    away = part * len(page.glyphs)
    glyphs = tuple(glyph._replace(x0=-90, x1=-80) if glyph.number < away else glyph for glyph in page.glyphs)
    with SecondLook("pdfium", data, None) as second:
        better = second.better(replace(page, glyphs=glyphs))
    assert [item.message for item in better.diagnostics] == (
        [f"{100 * part:.0f} % of the letters stand off the page; read by pdfplumber"] if found else []
    )


def test_what_both_put_off_the_page_stays_there() -> None:
    data = Pdf().page("".join(text(-600, 340 - 40 * row, LINE * 2) for row in range(5)) + text(40, 40, LINE)).bytes()
    with plugins.source("pdfium").open(data) as document, SecondLook("pdfium", data, None) as second:
        page = document.page(1)
        assert second.better(page) is page
