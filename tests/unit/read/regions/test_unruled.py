"""Tables without upright rules, and rows that look like them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from reportpipe.model.block import Solid
from reportpipe.model.diagnostic import Code
from reportpipe.model.page import Box, Shape
from reportpipe.read.regions.unruled import with_unruled_tables
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
    assert table.doubts == ()


def test_a_caption_may_stand_below() -> None:
    below = Text("表１　件数の内訳", 60, TOP + 4 * ROW + 14, 10)
    (table,) = tables([*texts([row[:2] for row in CELLS]), below])
    assert (table.caption, table.doubts) == ("表１　件数の内訳", ())


def test_what_only_looks_like_a_table_is_one_with_a_doubt() -> None:
    (numbers,) = tables(texts([row[:2] for row in CELLS]))
    assert numbers.rows == tuple(row[:2] for row in CELLS)
    (words,) = tables(texts([("日時", "五月二日　午後三時"), ("場所", "公民館の二階"), ("費用", "無料")]))
    assert words.rows[0] == ("日時", "五月二日　午後三時")
    assert [doubt.code for table in (numbers, words) for doubt in table.doubts] == [Code.GUESSED_TABLE] * 2
    assert tables(texts([("日時", "五月二日"), ("公民館で行う催し物の場所", "二階"), ("費用", "無料")])) == ()
    assert tables(texts([("問", "いつ多いか。"), ("答", "春に多い。"), ("問", "誰が測るか。")])) == ()


def test_numbers_in_many_rows_need_no_other_evidence() -> None:
    numbers = [*CELLS[:3], ("合計", "20件", "16件")]
    (table,) = tables(texts(numbers))
    assert table.rows == tuple(numbers)
    assert tables(texts(numbers[:2])) == ()
    words = [("区分", "所属", "氏名"), ("国際共同研究の目的", "東京", "山田"), ("企業", "大阪", "鈴木")]
    assert tables(texts(words)) == ()


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
    ends = [across(TOP), across(TOP + ROW * 2), across(TOP + ROW * 4, 50, 300)]
    assert tables(texts([("国際共同研究の目的", row[1]) for row in [*CELLS[:3], CELLS[0]]]), ends) == ()


def test_boxes_below_each_other_make_no_table() -> None:
    boxes = [frame(50, TOP, 530, TOP + ROW), frame(50, TOP + ROW, 530, TOP + 4 * ROW)]
    assert tables(texts([row[:2] for row in CELLS]), boxes) == ()


def test_a_table_may_have_an_upright_rule_without_sides() -> None:
    upright = Shape("path", Box(200, TOP, 200.5, TOP + 4 * ROW), filled=True, stroked=False, curved=False)
    assert tables(texts([row[:2] for row in CELLS]), [*ruled(4), upright])[0].rows == tuple(row[:2] for row in CELLS)
    assert tables(texts([row[:2] for row in CELLS]), [upright]) == ()


def test_drawings_are_for_others() -> None:
    numbers = [*CELLS[:3], CELLS[1]]
    picture = Shape("image", Box(50, 190, 500, 300), filled=False, stroked=False, curved=False)
    assert len(tables(texts(numbers))) == 1
    assert tables(texts(numbers), [picture]) == ()


def test_the_caption_of_a_figure_makes_no_table() -> None:
    rows = texts([row[:2] for row in CELLS])
    assert tables([Text("図１　件数の内訳", 60, 188, 10), *rows]) == ()


def test_text_close_below_a_cell_is_the_rest_of_it() -> None:
    numbers = [*CELLS[:3], CELLS[1], ("", "うち国立", "")]
    assert tables(texts(numbers))[0].rows[-1] == ("大学", "12件\nうち国立", "15件")
    sentence = Text("大学には国立のものを含む。", 60, TOP + 4 * ROW + 14, 10)
    (table,) = tables([*texts([*CELLS[:3], CELLS[1]]), sentence])
    assert sentence.text not in [line.text for line in table.lines]


def test_columns_may_stand_closer_than_lines_are_divided() -> None:
    xs = (60.0, 84.0, 122.0)
    rows = [("朝", "120", "走る人が多い"), ("昼", "45", "二人"), ("夕", "210", "犬が多い"), ("夜", "12", "")]
    (table,) = tables(texts(rows, xs), ruled(4))
    assert table.rows == tuple(rows)


def test_a_rule_below_the_head_is_evidence() -> None:
    words = [("時間をかけた催し物", "所属"), ("朝の催し物の名前", "東京"), ("昼の催し物の名前", "大阪")]
    assert tables(texts(words)) == ()
    (table,) = tables(texts(words), [across(TOP + ROW, 60, 260)])
    assert (table.rows, table.doubts) == (tuple(words), ())


def test_numbers_below_zero_are_no_bullets_and_decimals_share_their_point() -> None:
    rows = [("地区", "割合", "差"), ("北", "61.2", "△12"), ("東", "29.65", "- 0.3"), ("南", "9.2", "▲3.5")]
    (table,) = tables(texts(rows))
    assert (table.rows, table.header, table.doubts) == (tuple(rows), 1, ())


def test_marks_are_values() -> None:
    rows = [("部屋", "机", "鏡"), ("第一", "○", "×"), ("第二", "△", "－"), ("第三", "◎", "○")]
    assert tables(texts(rows))[0].rows == tuple(rows)


def test_a_head_may_be_centred_above_its_column() -> None:
    head = [Text("月", 110, TOP + 14, 10), *texts([("", "大人", "こども")])]
    rows = [("", "", ""), ("四月", "1,204", "331"), ("五月", "986", "412"), ("六月", "77", "5")]
    (table,) = tables([*head, *texts(rows)])
    assert table.rows[:2] == (("月", "大人", "こども"), rows[1])


def test_a_name_alone_in_its_row_heads_a_group() -> None:
    rows = [("項目", "去年", "今年"), ("収入", "", ""), ("会費", "1,200", "1,300"), ("寄付", "450", "380")]
    (table,) = tables(texts(rows))
    assert table.rows == tuple(rows)
    assert [doubt.code for doubt in table.doubts] == [Code.UNEVEN_TABLE]


def test_a_first_cell_that_is_set_close_goes_on() -> None:
    close = [Text("夕方から", 60, TOP + 3 * ROW + 14, 10), Text("夜まで", 60, TOP + 3 * ROW + 26, 10)]
    shown = [*texts([CELLS[0], ("朝", "12", "15"), ("昼", "8", "3"), ("", "4", "7"), ("", "", "")]), *close]
    assert tables(shown)[0].rows[-1] == ("夕方から夜まで", "4", "7")


def test_a_shorter_rule_divides_the_head() -> None:
    rows = [("", "人数", "", "増減"), ("区分", "四月", "五月", ""), ("大人", "12", "9", "3"), ("こども", "4", "5", "1")]
    shapes = [across(TOP), across(TOP + ROW, 180, 420), across(TOP + 2 * ROW), across(TOP + 4 * ROW)]
    (table,) = tables(texts(rows, (60, 200, 320, 440)), shapes)
    assert (table.rows, table.header) == (tuple(rows), 2)


def test_leaders_join_names_and_values() -> None:
    dots = "・" * 10
    shown = [Text(f"{name}{dots}", 60, TOP + ROW * row, 10) for row, name in enumerate(("四月", "五月", "合計"))]
    shown += [
        Text(value, 250, TOP + ROW * row, 10) for row, value in enumerate(("12.4  11.8", "15.0  16.2", "1.1   6.2"))
    ]
    (table,) = tables(shown)
    assert table.rows == (("四月", "12.4", "11.8"), ("五月", "15.0", "16.2"), ("合計", "1.1", "6.2"))
    inline = [Text(f"{name}{dots}{value}円", 60, TOP + ROW * value, 10) for value, name in enumerate("甲乙丙", 1)]
    assert tables(inline)[0].rows == (("甲", "1円"), ("乙", "2円"), ("丙", "3円"))


def test_two_lines_beside_each_other_are_one_row() -> None:
    shown = [Text("国際", 60, TOP, 10), Text("共同", 220, TOP, 10), Text("研究", 220, TOP + ROW, 10)]
    assert tables(shown) == ()
