"""What is left out is listed so that each page's part of it can be told."""

from __future__ import annotations

import pytest

from reportpipe.model.block import LeftText
from reportpipe.model.page import Box
from reportpipe.read.outline.assemble import left_out

BOX = Box(0, 0, 10, 10)


@pytest.mark.parametrize(
    ("numbers", "rows"),
    [
        ([(2, "1"), (3, "2"), (4, "3")], [("1–3", "2-4")]),
        ([(2, "1"), (4, "3")], [("1–3", "2,4")]),  # the number on each page is the page's, less one
        ([(1, "- 1 -"), (2, "- 2 -")], [("- 1 -–- 2 -", "1-2")]),
        ([(8, "８"), (9, "９"), (10, "10"), (11, "11")], [("８–９", "8-9"), ("10–11", "10-11")]),  # printed otherwise
        ([(1, "1"), (1, "1"), (2, "2")], [("1–2", "1-2"), ("1", "1")]),  # painted twice on one page
        ([(5, "4")], [("4", "5")]),
        ([(1, "i"), (2, "ii"), (3, "1"), (4, "2")], [("i", "1"), ("ii", "2"), ("1–2", "3-4")]),
    ],
)
def test_page_numbers_are_runs_that_count_with_the_pages(
    numbers: list[tuple[int, str]], rows: list[tuple[str, str]]
) -> None:
    left = [LeftText(page, text, "page-number", BOX, "") for page, text in numbers]
    assert [(row.text, row.pages) for row in left_out(left)] == rows


def test_other_texts_have_a_row_each() -> None:
    left = [
        LeftText(page, "資料", why, BOX, "") for page, why in ((1, "running-head"), (2, "running-head"), (2, "hidden"))
    ]
    rows = [(row.text, row.why, row.pages) for row in left_out(left)]
    assert rows == [("資料", "running-head", "1-2"), ("資料", "hidden", "2")]


def test_what_stands_twice_on_a_page_has_two_rows() -> None:
    left = [
        LeftText(page, text, "table-of-contents", BOX, "") for page, text in ((1, "2"), (1, "2"), (1, "3"), (2, "2"))
    ]
    assert [(row.text, row.pages) for row in left_out(left)] == [("2", "1-2"), ("2", "1"), ("3", "1")]


def test_a_row_says_where_hidden_text_stands_and_no_other() -> None:
    left = [
        LeftText(page, "古い", why, Box(10, 20, 40.5, 32), "")
        for page, why in ((1, "hidden"), (3, "hidden"), (3, "running-head"))
    ]
    assert [(row.pages, row.at) for row in left_out(left)] == [
        ("1,3", ["page=1&viewrect=10,20,31,12", "page=3&viewrect=10,20,31,12"]),
        ("3", None),
    ]
