"""Tables without upright rules, and rows that look like them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from reportpipe.layout.unruled import with_unruled_tables
from reportpipe.model.block import Solid
from reportpipe.model.page import Box, Shape
from tests.pages import Text, frame, page, pages

XS = (60.0, 220.0, 380.0)
TOP, ROW = 200.0, 20.0
CAPTION = Text("表１　件数の内訳", 60, 188, 10)
CELLS = (("区分", "令和元年", "令和２年"), ("大学", "12件", "15件"), ("企業", "8件", "1,240件"), ("合計", "20件", "―"))
Rows = Sequence[Sequence[str]]


def texts(rows: Rows, xs: Sequence[float] = XS, pitch: float = ROW) -> list[Text]:
    return [
        Text(text, xs[column], TOP + pitch * row + 14, 10)
        for row, line in enumerate(rows)
        for column, text in enumerate(line)
        if text
    ]


def across(y: float, x0: float = 50, x1: float = 530) -> Shape:
    return Shape("path", Box(x0, y, x1, y + 0.5), filled=True, stroked=False, curved=False)


def tables(lines: Sequence[Text], shapes: Sequence[Shape] = ()) -> tuple[Solid, ...]:
    (known,) = pages(page(*lines, size=(595, 842), shapes=shapes))
    return with_unruled_tables(known).solids


def ruled(count: int) -> list[Shape]:
    return [across(TOP), across(TOP + ROW), across(TOP + ROW * count)]


def test_rules_above_below_the_head_and_below_the_last_row() -> None:
    (table,) = tables(texts(CELLS), ruled(4))
    assert (table.kind, table.rows, table.header) == ("table", CELLS, 1)
    assert (table.box.x0, table.box.x1) == (50, 530)


def test_pieces_of_a_rule_are_one() -> None:
    pieces = [across(rule.box.top, x0, x0 + 160) for rule in ruled(4) for x0 in (50, 210, 370)]
    assert tables(texts(CELLS), pieces)[0].rows == CELLS


def test_a_caption_right_above_is_evidence_and_belongs_to_the_table() -> None:
    (table,) = tables([CAPTION, *texts([row[:2] for row in CELLS])])
    assert table.caption == "表１　件数の内訳"
    assert table.rows == tuple(row[:2] for row in CELLS)
    assert len(table.lines) == 9
    assert tables(texts([row[:2] for row in CELLS])) == ()


def test_numbers_in_many_rows_need_no_other_evidence() -> None:
    numbers = [*CELLS[:3], ("合計", "20件", "16件")]
    (table,) = tables(texts(numbers))
    assert table.rows == tuple(numbers)
    assert tables(texts(numbers[:3])) == ()
    assert tables(texts([("区分", "所属", "氏名"), *(("大学", "東京", "山田"),) * 3])) == ()


def test_a_line_without_a_first_cell_belongs_to_the_row_above() -> None:
    rows = [CELLS[0], ("大学", "国際共同研", "15件"), ("", "究", ""), *CELLS[2:]]
    (table,) = tables(texts(rows), ruled(5))
    assert table.rows == (CELLS[0], ("大学", "国際共同研究", "15件"), *CELLS[2:])


def test_rules_between_all_rows_begin_them() -> None:
    rows = [CELLS[0], ("国際共同研", "国際共同研", "15件"), ("究", "究", ""), *CELLS[2:]]
    shapes = [across(TOP + ROW * row) for row in (0, 1, 3, 4, 5)]
    (table,) = tables(texts(rows), shapes)
    assert table.rows == (CELLS[0], ("国際共同研究", "国際共同研究", "15件"), *CELLS[2:])


def test_a_cell_of_the_head_may_span_columns() -> None:
    head = [Text("区分", 60, TOP + 14, 10), Text("件数（令和元年から令和２年まで）", 230, TOP + 14, 10)]
    (table,) = tables([*head, *texts([("", "", ""), *CELLS[1:]])], ruled(4))
    assert table.rows[0] == ("区分", "件数（令和元年から令和２年まで）", "")


def test_every_line_stands_in_one_cell() -> None:
    for shapes in ([], ruled(4)):
        (table,) = tables([CAPTION, *texts([("", *CELLS[0][1:]), *CELLS[1:]])], shapes)
        assert table.rows[0] == ("", "令和元年", "令和２年")


RUNNING = "国際共同研究の目的は研究分野や相手国により"
WRONG = {
    "two columns of running text": texts([(RUNNING, RUNNING)] * 6, (60, 300)),
    "keys and values": texts([("日時：", "令和３年", "12件"), ("場所：", "東京", "8件"), *CELLS[2:]]),
    "bullets in columns": texts([("・大学", "・12件", "・15件")] * 4),
    "a timetable": texts([(f"{hour}:00", "開会", "12件") for hour in range(10, 15)]),
    "leaders": texts([(f"第{number}章", "………………", f"{number}") for number in range(1, 6)]),
    "ragged columns": [
        Text(text, x + 17 * ((3 * row + column) % 4), TOP + ROW * row + 14, 10)
        for row, line in enumerate([*CELLS, *CELLS[1:]])
        for column, (text, x) in enumerate(zip(line, XS, strict=True))
    ],
    "rows far apart": texts([*CELLS[:3], CELLS[1]], pitch=60),
}


@pytest.mark.parametrize("lines", WRONG.values(), ids=WRONG.keys())
def test_what_is_no_table_without_rules(lines: Sequence[Text]) -> None:
    assert tables(lines) == ()


def test_the_rules_of_a_pages_layout_make_no_table() -> None:
    shapes = [across(TOP), across(TOP + ROW), across(TOP + ROW * 7)]
    assert tables(texts([("１　目的", ""), *((RUNNING, RUNNING),) * 6], (60, 300)), shapes) == ()
    ends = [across(TOP), across(TOP + ROW), across(TOP + ROW * 4, 50, 300)]
    assert tables(texts([row[:2] for row in CELLS]), ends) == ()


def test_boxes_below_each_other_make_no_table() -> None:
    boxes = [frame(50, TOP, 530, TOP + ROW), frame(50, TOP + ROW, 530, TOP + 4 * ROW)]
    assert tables(texts([row[:2] for row in CELLS]), boxes) == ()


def test_upright_rules_and_drawings_are_for_others() -> None:
    upright = Shape("path", Box(200, TOP, 200.5, TOP + 4 * ROW), filled=True, stroked=False, curved=False)
    assert tables(texts([row[:2] for row in CELLS]), [*ruled(4), upright]) == ()
    numbers = [*CELLS[:3], CELLS[1]]
    picture = Shape("image", Box(50, 190, 500, 300), filled=False, stroked=False, curved=False)
    assert len(tables(texts(numbers))) == 1
    assert tables(texts(numbers), [picture]) == ()


def test_the_caption_of_a_figure_makes_no_table() -> None:
    rows = texts([row[:2] for row in CELLS])
    assert tables([Text("図１　件数の内訳", 60, 188, 10), *rows]) == ()


def test_text_close_below_may_be_the_rest_of_a_cell() -> None:
    numbers = [*CELLS[:3], CELLS[1], ("", "うち国立", "")]
    assert tables(texts(numbers)) == ()
