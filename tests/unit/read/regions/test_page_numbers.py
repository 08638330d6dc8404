"""Page numbers against numbers that stand where these do."""

from __future__ import annotations

from reportpipe.model.page import Page
from reportpipe.read.pages.profile import learn
from reportpipe.read.regions.page_numbers import page_numbers
from tests.pages import Text, page, pages

PORTRAIT = (600.0, 840.0)
BODY = [Text("本文の行がここに続いている", 60, 300, 12), Text("次の行もここにある", 60, 320, 12)]


def told(*sheets: Page) -> list[tuple[int, str]]:
    known = pages(*sheets)
    return sorted((one.line.page, one.line.text) for one in page_numbers(known, learn(known)))


def sheet(*shown: Text, number: int = 1) -> Page:
    return page(*BODY, *shown, number=number, size=PORTRAIT)


def test_one_number_alone_at_the_foot() -> None:
    assert told(sheet(Text("3", 297, 800, 12))) == [(1, "3")]
    assert told(sheet(Text("- 3 -", 285, 800, 12)), sheet(number=2)) == [(1, "- 3 -")]


def test_a_number_right_below_the_text_or_beside_it_stays() -> None:
    assert told(sheet(Text("続く行", 280, 786, 12), Text("3", 297, 800, 12))) == []
    assert told(sheet(Text("3", 120, 800, 12))) == []
    assert told(sheet(Text("2024", 288, 800, 12))) == []
    assert told(sheet(Text("3", 290, 800, 30))) == []


def test_of_a_slide_the_number_is_its_own() -> None:
    assert told(page(*BODY, Text("3", 477, 520, 12), number=3)) == [(3, "3")]
    assert told(page(*BODY, Text("7", 477, 520, 12), number=3)) == []


def test_the_last_row_of_a_page_and_the_first_of_the_next_are_no_page_numbers() -> None:
    first = [Text(str(row), 60, 760 + 18 * (row - 30), 12) for row in range(30, 33)]
    second = [Text(str(row), 60, 60 + 18 * (row - 33), 12) for row in range(33, 36)]
    assert told(sheet(*first), sheet(*second, number=2)) == []
    assert told(sheet(Text("32", 60, 800, 12)), sheet(Text("33", 60, 60, 12), number=2)) == []


def test_numbers_at_the_feet_of_two_pages() -> None:
    sheets = [sheet(Text(str(n + 4), 297, 800, 12), number=n) for n in (1, 2)]
    assert told(*sheets) == [(1, "5"), (2, "6")]
