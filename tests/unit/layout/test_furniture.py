from __future__ import annotations

import pytest

from reportpipe.layout.furniture import PAGE_NUMBER, furniture
from reportpipe.layout.profile import learn
from reportpipe.model.page import Page
from tests.pages import Text, page, pages

BODY = [Text("本文の行がここに続いている", 60, 200), Text("次の行もここにある", 60, 240)]


def left(*sheets: Page) -> list[tuple[int, str, str]]:
    known = pages(*sheets)
    return sorted((item.line.page, item.line.text, item.why) for item in furniture(known, learn(known)))


def test_numbers_that_count_the_pages() -> None:
    sheets = [page(*BODY, Text(str(n - 1), 930, 530, 12), number=n) for n in range(2, 6)]
    assert left(page(*BODY), *sheets) == [(n, str(n - 1), "page-number") for n in range(2, 6)]


def test_numbers_that_do_not_count_stay() -> None:
    sheets = [page(*BODY, Text(text, 930, 530, 12), number=n) for n, text in enumerate(["7", "3", "11", "8"], 1)]
    assert left(*sheets) == []


def test_a_number_in_the_middle_of_the_page_stays() -> None:
    sheets = [page(*BODY, Text(str(n), 400, 300), number=n) for n in range(1, 5)]
    assert left(*sheets) == []


def test_what_repeats_at_one_place_of_the_edge() -> None:
    sheets = [page(*BODY, Text("国際戦略委員会 資料", 60, 530, 10), number=n) for n in range(1, 5)]
    assert left(*sheets) == [(n, "国際戦略委員会 資料", "running-foot") for n in range(1, 5)]


def test_what_stands_on_one_page_only_is_content() -> None:
    sheets = [page(*BODY, number=n) for n in range(1, 4)]
    assert left(*sheets, page(*BODY, Text("出典：文部科学省", 60, 530, 10), number=4)) == []


def test_a_title_that_repeats_is_no_running_head() -> None:
    sheets = [page(*BODY, Text("国際共同研究について", 60, 50, 28), number=n) for n in range(1, 5)]
    assert left(*sheets) == []


@pytest.mark.parametrize("text", ["3", "- 3 -", "３", "p.3", "3/10", "Page 3 of 10", "3 ページ", "－３－"])
def test_forms_of_page_numbers(text: str) -> None:
    assert PAGE_NUMBER.match(text)


@pytest.mark.parametrize("text", ["3名", "第3章", "2021年", "3.5", "12345"])
def test_no_page_numbers(text: str) -> None:
    assert not PAGE_NUMBER.match(text)
