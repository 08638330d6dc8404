"""Tables that go on over a page's end, and tables on the next page that are others."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest

from reportpipe.model.page import Box, Page, Shape
from reportpipe.model.report import Report, Table
from tests.pages import Text, frame, page, report

PORTRAIT = (595.0, 842.0)
FULL = "国際共同研究の目的は研究分野や相手国により多様なのではないかと考えられるところであるがまた"
HEAD = ("年度", "区分", "件数")
XS = (60.0, 160.0, 300.0, 530.0)
ROW = 24.0
BOTTOM = 780.0
Rows = Sequence[Sequence[str]]


def rows(first: int, last: int) -> list[tuple[str, str, str]]:
    return [(f"令和{number}", "国際共同", f"{number}件") for number in range(first, last + 1)]


def table(cells: Rows, top: float, xs: Sequence[float] = XS) -> tuple[list[Text], list[object]]:
    texts = [
        Text(text, xs[column] + 5, top + ROW * row + 16, 10)
        for row, line in enumerate(cells)
        for column, text in enumerate(line)
        if text
    ]
    boxes = [
        frame(x0, top + ROW * row, x1, top + ROW * (row + 1)) for row in range(len(cells)) for x0, x1 in pairwise(xs)
    ]
    return texts, list(boxes)


def sheet(cells: Rows, number: int, top: float, *more: Text, xs: Sequence[float] = XS) -> Page:
    texts, boxes = table(cells, top, xs)
    return page(*more, *texts, number=number, size=PORTRAIT, shapes=boxes)  # type: ignore[arg-type]


def body(number: int) -> Page:
    """A page of text that shows where it begins and ends."""
    return page(*(Text(FULL, 60, 80 + 20 * row, 10) for row in range(36)), number=number, size=PORTRAIT)


def first_page(cells: Rows, *more: Text, bottom: float = BOTTOM) -> Page:
    top = bottom - ROW * len(cells)
    filler = (Text(FULL, 60, 80 + 20 * row, 10) for row in range(int((top - 110) // 20)))
    return sheet(cells, 1, top, *filler, *more)


def tables(made: Report) -> list[Table]:
    return [block for theme in made.themes for block in theme.content or [] if isinstance(block, Table)]


def read(one: Page, other: Page) -> list[Table]:
    return tables(report(one, other, body(3)))


def test_a_table_goes_on_over_the_pages_end() -> None:
    (whole,) = read(first_page(rows(1, 4)), sheet(rows(5, 7), 2, 72))
    assert [row[0] for row in whole.table.rows] == [f"令和{number}" for number in range(1, 8)]
    assert isinstance(whole.at, list)
    assert [place.split("&")[0] for place in whole.at] == ["page=1", "page=2"]


def test_a_repeated_head_is_left_out_and_makes_the_first_row_the_head() -> None:
    made = report(first_page([HEAD, *rows(1, 4)]), sheet([HEAD, *rows(5, 7)], 2, 72), body(3))
    (whole,) = tables(made)
    assert whole.table.header == [list(HEAD)]
    assert len(whole.table.rows) == 7
    assert [item.text for item in made.left_out or [] if item.why == "repeated-header"] == list(HEAD)


def test_a_repeated_caption_is_left_out() -> None:
    above = Text("表１　件数の内訳", 60, BOTTOM - 5 * ROW - 6, 10)
    made = report(
        first_page([HEAD, *rows(1, 4)], above), sheet(rows(5, 7), 2, 90, Text("表１（続き）", 60, 84, 10)), body(3)
    )
    (whole,) = tables(made)
    assert whole.table.caption == "表１　件数の内訳"
    assert [(item.text, item.why) for item in made.left_out or []] == [("表１（続き）", "continued-title")]


def test_a_table_over_three_pages() -> None:
    middle = sheet(rows(5, 33), 2, 72)
    made = report(first_page(rows(1, 4)), middle, sheet(rows(34, 36), 3, 72), body(4))
    (whole,) = tables(made)
    assert len(whole.table.rows) == 36
    assert isinstance(whole.at, list)
    assert len(whole.at) == 3


def test_a_line_that_says_that_the_table_goes_on_may_stand_between() -> None:
    above = Text("（前ページからの続き）", 60, 84, 10)
    assert len(read(first_page(rows(1, 4)), sheet(rows(5, 7), 2, 100, above))) == 1


OTHERS = {
    "another number of columns": sheet([row[:2] for row in rows(5, 7)], 2, 72, xs=(60, 160, 530)),
    "other columns": sheet(rows(5, 7), 2, 72, xs=(60, 180, 300, 530)),
    "a caption of its own": sheet(rows(5, 7), 2, 90, Text("表２　件数の推移", 60, 84, 10)),
    "text between": sheet(rows(5, 7), 2, 130, Text("次の表に件数を示す。", 60, 80, 10)),
    "not at the top": sheet(rows(5, 7), 2, 300),
}


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS.keys())
def test_another_table(other: Page) -> None:
    assert len(read(first_page(rows(1, 4)), other)) == 2


def test_a_page_with_room_for_more_rows_ends_its_table() -> None:
    assert len(read(first_page(rows(1, 4), bottom=600), sheet(rows(5, 7), 2, 72))) == 2


def test_a_head_of_its_own_begins_another_table() -> None:
    texts, boxes = table([("氏名", "所属", "役職"), *rows(5, 7)], 72)
    bold = [Text(text.text, text.x, text.y, text.size, bold=text.y < 72 + ROW) for text in texts]
    other = page(*bold, number=2, size=PORTRAIT, shapes=boxes)  # type: ignore[arg-type]
    assert len(read(first_page([HEAD, *rows(1, 4)]), other)) == 2


LONG = "国際共同研究の目的は研究分野や相手国により多"  # fills the last column


def test_a_row_that_the_page_cut_is_one() -> None:
    cut = [*rows(1, 3), ("令和4", "国際共同", LONG)]
    (whole,) = read(first_page(cut), sheet([("", "", "様である。"), *rows(5, 6)], 2, 72))
    assert whole.table.rows[3] == ["令和4", "国際共同", LONG + "様である。"]
    assert len(whole.table.rows) == 6


@pytest.mark.parametrize(
    "cells",
    [
        [*rows(1, 3), ("令和4", "国際共同", "4件")],
        [*rows(1, 2), ("", "国際共同", "3件"), ("令和4", "国際共同", LONG)],
    ],
    ids=["no sentence goes on", "a cell may span rows"],
)
def test_a_row_that_may_be_another_stays_one(cells: Rows) -> None:
    (whole,) = read(first_page(cells), sheet([("", "国際交流", "様である。"), *rows(5, 6)], 2, 72))
    assert len(whole.table.rows) == 7


def slide(cells: Rows, number: int, title: str) -> Page:
    texts, boxes = table(cells, 100)
    return page(Text(title, 40, 50, 28), *texts, number=number, shapes=boxes)  # type: ignore[arg-type]


def slides(title: str, cells: Rows) -> list[Table]:
    made = report(slide([HEAD, *rows(1, 4)], 1, "件数の内訳"), slide(cells, 2, title), slide([], 3, "まとめ"))
    return tables(made)


def test_on_slides_a_table_goes_on_below_the_same_title_with_the_same_head() -> None:
    for title in ("件数の内訳（続き）", "件数の内訳"):
        (whole,) = slides(title, [HEAD, *rows(5, 7)])
        assert len(whole.table.rows) == 7


def test_on_slides_it_does_not_without_its_head_or_below_another_title() -> None:
    assert len(slides("件数の内訳（続き）", rows(5, 7))) == 2
    assert len(slides("件数の推移", [HEAD, *rows(5, 7)])) == 2


def unruled(cells: Rows, number: int, top: float, *more: Text) -> Page:
    """A table between rules that run across it: above, below the head and below the last row."""
    texts, _ = table(cells, top)
    ys = (top, top + ROW, top + ROW * len(cells))
    boxes = [Box(XS[0], y, XS[-1], y + 0.5) for y in ys]
    shapes = [Shape("path", box, filled=True, stroked=False, curved=False) for box in boxes]
    return page(*more, *texts, number=number, size=PORTRAIT, shapes=shapes)


def test_a_table_without_upright_rules_goes_on_below_the_same_head() -> None:
    top = BOTTOM - ROW * 5
    first = unruled([HEAD, *rows(1, 4)], 2, top, *(Text(FULL, 60, 80 + 20 * row, 10) for row in range(25)))
    made = report(body(1), first, unruled([HEAD, *rows(5, 7)], 3, 70), body(4))
    assert [item.table.rows for item in tables(made)] == [[list(row) for row in rows(1, 7)]]
    other = unruled([("年次", "名", "数"), *rows(5, 7)], 3, 70)
    assert len(tables(report(body(1), first, other, body(4)))) == 2
