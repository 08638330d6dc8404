from __future__ import annotations

from dataclasses import replace

import pytest

from reportpipe.model.page import Page
from reportpipe.read.pages.profile import learn
from reportpipe.read.regions.furniture import furniture
from reportpipe.read.regions.page_numbers import PAGE_NUMBER
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


def test_a_roman_number_in_the_place_of_page_numbers() -> None:
    sheets = [page(*BODY, Text(str(n - 1), 480, 530, 12), number=n) for n in range(2, 6)]
    assert (1, "i", "page-number") in left(page(*BODY, Text("i", 480, 530, 12)), *sheets)
    assert (1, "i", "page-number") not in left(page(*BODY, Text("i", 400, 530, 12)), *sheets)


def test_what_repeats_at_the_foot_is_a_running_foot_wherever_it_stands_there() -> None:
    ys = [530, 530, 530, 515]
    sheets = [page(*BODY, Text("CC0-1.0", 60, y, 10), number=n) for n, y in enumerate(ys, 1)]
    assert left(*sheets) == [(n, "CC0-1.0", "running-foot") for n in range(1, 5)]
    large = page(*BODY, Text("CC0-1.0", 60, 515, 20), number=4)
    assert [number for number, _, _ in left(*sheets[:3], large)] == [1, 2, 3]


def test_stamps_in_the_margin() -> None:
    sheets = [page(*BODY, Text("部外秘", 920, 300, 12), number=n) for n in range(1, 5)]
    assert left(*sheets) == [(n, "部外秘", "running-side") for n in range(1, 5)]
    assert left(*(page(*BODY, Text("部外秘", 700, 300, 12), number=n) for n in range(1, 5))) == []
    assert left(*(page(*BODY, Text(text, 920, 300, 12), number=n) for n, text in enumerate("甲乙丙丁", 1))) == []


def askew(text: str, number: int, size: float) -> Page:
    sheet = page(*BODY, Text(text, 300, 400, size), number=number)
    glyphs = tuple(glyph._replace(askew=True) if glyph.text in text else glyph for glyph in sheet.glyphs)
    return replace(sheet, glyphs=glyphs)


def test_words_askew_over_the_page_are_a_watermark_if_they_repeat_or_are_large() -> None:
    assert left(*(askew("案", n, 12) for n in range(1, 5))) == [(n, "案", "watermark") for n in range(1, 5)]
    assert left(page(*BODY), askew("案", 2, 60)) == [(2, "案", "watermark")]
    assert left(page(*BODY), askew("案", 2, 12)) == []


def test_large_words_behind_the_text_are_a_watermark_if_they_repeat() -> None:
    def behind(number: int, y: float) -> Page:
        return page(*BODY, Text("見本", 100, y, 90), number=number)

    assert left(*(behind(n, 232) for n in range(1, 5))) == [(n, "見本", "watermark") for n in range(1, 5)]
    assert left(*(behind(n, 400) for n in range(1, 5))) == []
    assert left(behind(1, 232), *(page(*BODY, number=n) for n in range(2, 5))) == []
