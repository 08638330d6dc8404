"""Pages that no parser finds are told; whole files, and those that were appended to, are not suspected."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportpipe import pipeline, plugins
from reportpipe.audit.pages import pages_missing
from reportpipe.model.diagnostic import Code
from tests.pdfs import Pdf, one_page, text
from tests.shared import over_the_corpus


def deck(pages: int) -> bytes:
    pdf = Pdf()
    for number in range(pages):
        pdf.page(text(40, 300, f"Budget {number}"))
    return pdf.bytes()


def test_a_whole_file_is_not_suspected() -> None:
    assert pages_missing(deck(3), 3) == []


def test_a_tree_that_lost_a_kid_is_told() -> None:
    whole = deck(3)
    first = whole.index(b"/Kids [") + len(b"/Kids [")
    end = whole.index(b" 0 R", first) + len(b" 0 R")
    broken = whole[:first] + b" " * (end - first) + whole[end:]
    found = [item for item in pipeline.read(broken).diagnostics if item.code is Code.PAGES_MISSING]
    assert [item.message for item in found] == ["2 pages are read, the file holds 3 and its page tree names 3"]


def test_a_page_that_hangs_nowhere_is_told() -> None:
    whole = deck(3)
    broken = whole.replace(b"/Count 3", b"/Count 2")
    assert [item.code for item in pages_missing(broken, 2)] == [Code.PAGES_MISSING]


def test_a_file_that_was_appended_to_may_hold_deleted_pages() -> None:
    assert pages_missing(deck(3) + deck(2), 2) == []


@over_the_corpus()
def test_the_corpus_is_whole(folders: list[Path]) -> None:
    for path in (folder / "document.pdf" for folder in folders):
        data = path.read_bytes()
        with plugins.source("pdfium").open(data) as document:
            assert pages_missing(data, document.page_count) == [], path


@pytest.mark.long
def test_a_string_that_one_parser_cuts_is_read_by_the_other() -> None:
    long = one_page(f"BT /F 1.5 Tf 10 300 Td ({'Budget ' * 6000}) Tj ET", size=(200_000, 400))
    made = pipeline.read(long)
    assert [item.code for item in made.diagnostics] == [Code.PARSER_FALLBACK]
    assert str(made.report.themes).count("Budget") == 6000
    short = one_page(f"BT /F 1.5 Tf 10 300 Td ({'Budget ' * 600}) Tj ET", size=(200_000, 400))
    assert pipeline.read(short).diagnostics == ()
