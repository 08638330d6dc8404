"""Ruled tables: grids, cells, heads, captions, and boxes that are none."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from reportpipe.model.block import Solid
from reportpipe.model.page import Box, Shape
from reportpipe.read.lines.lines import page_lines
from reportpipe.read.pages.grid import Cell, Grid, dividers, grids
from reportpipe.read.pages.profile import facts, learn
from reportpipe.read.pages.visible import seen_glyphs
from reportpipe.read.regions.solids import with_tables
from tests.pages import Text, frame, page

XS, YS = (100.0, 250.0, 400.0), (100.0, 130.0, 160.0)
CELLS = [Text("区分", 110, 120, 10), Text("件数", 260, 120, 10), Text("大学", 110, 150, 10), Text("12件", 260, 150, 10)]
BODY = Text("国際共同研究の目的は研究分野や相手国により多様なのではないか", 100, 400, 10)


def across(y: float, x0: float = XS[0], x1: float = XS[-1]) -> Shape:
    return Shape("path", Box(x0, y, x1, y + 0.5), filled=True, stroked=False, curved=False)


def upright(x: float, top: float = YS[0], bottom: float = YS[-1]) -> Shape:
    return Shape("path", Box(x, top, x + 0.5, bottom), filled=True, stroked=False, curved=False)


def shade(x0: float, top: float, x1: float, bottom: float) -> Shape:
    return Shape("path", Box(x0, top, x1, bottom), filled=True, stroked=False, curved=False)


RULED = [*map(across, YS), *map(upright, XS)]


def tables(texts: Sequence[Text], shapes: Sequence[Shape], portrait: bool = True) -> tuple[Solid, ...]:
    sheet = page(*texts, BODY, size=(595, 842) if portrait else (960, 540), shapes=shapes)
    ruled = grids(sheet.shapes)
    known = facts(sheet, page_lines(sheet, seen_glyphs(sheet)[0], "ja", dividers(sheet.shapes, ruled)), ruled)
    return with_tables(known, learn([known])).solids


def test_rules_make_rows_and_columns() -> None:
    (table,) = tables(CELLS, RULED)
    assert table.kind == "table"
    assert table.rows == (("区分", "件数"), ("大学", "12件"))
    assert table.header == 0


def test_a_line_is_in_one_cell_though_cells_overlap() -> None:
    sheet = page(*CELLS, BODY, size=(595, 842))
    boxes = [Box(x0, top, x1, bottom) for top, bottom in pairwise(YS) for x0, x1 in pairwise(XS)]
    cells = [Cell(box, place // 2, place % 2, 1, 1) for place, box in enumerate(boxes)]
    whole = Box(XS[0], YS[0], XS[-1], YS[-1])
    for more in (whole, boxes[0]):  # a cell around all others, and two that share a place
        grid = Grid((Cell(more, 0, 0, 1, 1), *cells), tuple(XS), tuple(YS), is_regular=True)
        known = facts(sheet, page_lines(sheet, seen_glyphs(sheet)[0], "ja"), [grid])
        (table,) = with_tables(known, learn([known])).solids
        assert table.rows == (("区分", "件数"), ("大学", "12件"))


def test_a_line_between_the_cells_is_not_lost() -> None:
    sheet = page(*CELLS, Text("注", 248, 162, 4), BODY, size=(595, 842))
    boxes = [Box(x0 + 9, top + 5, x1 - 9, bottom - 9) for top, bottom in pairwise(YS) for x0, x1 in pairwise(XS)]
    cells = tuple(Cell(box, place // 2, place % 2, 1, 1) for place, box in enumerate(boxes))
    grid = Grid(cells, tuple(XS), tuple(YS), is_regular=True)
    known = facts(sheet, page_lines(sheet, seen_glyphs(sheet)[0], "ja"), [grid])
    (table,) = with_tables(known, learn([known])).solids
    assert "".join(sorted("".join(map("".join, table.rows)).replace("\n", ""))) == "".join(sorted("区分件数大学12件注"))


def test_boxes_that_touch_are_cells_too() -> None:
    boxes = [frame(x0, top, x1, bottom) for x0, x1 in pairwise(XS) for top, bottom in pairwise(YS)]
    (table,) = tables(CELLS, boxes)
    assert table.rows == (("区分", "件数"), ("大学", "12件"))


def test_a_missing_rule_merges_two_cells() -> None:
    wide = [across(100), across(130), across(160), upright(100), upright(250, 130), upright(400)]
    (table,) = tables([Text("件数の内訳", 200, 120, 10), *CELLS[2:]], wide)
    assert table.rows == (("件数の内訳", ""), ("大学", "12件"))


def test_wrapped_lines_of_a_cell_are_joined_and_others_kept_apart() -> None:
    texts = [*CELLS[:2], Text("国際共同研究の目的は研究分", 104, 142, 10), Text("野", 104, 154, 10), CELLS[3]]
    assert tables(texts, RULED)[0].rows[1][0] == "国際共同研究の目的は研究分野"
    texts = [*CELLS[:2], Text("大学", 104, 142, 10), Text("企業", 104, 154, 10), CELLS[3]]
    assert tables(texts, RULED)[0].rows[1][0] == "大学\n企業"


def test_a_bold_or_shaded_first_row_is_the_head() -> None:
    bold = [Text(text.text, text.x, text.y, text.size, bold=text.y < 130) for text in CELLS]
    assert tables(bold, RULED)[0].header == 1
    assert tables(CELLS, [*RULED, shade(100, 100, 250, 130), shade(250, 100, 400, 130)])[0].header == 1
    assert tables(CELLS, [*RULED, shade(100, 100, 400, 160)])[0].header == 0


def test_the_caption_above_belongs_to_the_table() -> None:
    caption = Text("表１　件数の内訳", 100, 90, 10)
    assert tables([*CELLS, caption], RULED)[0].caption == "表１　件数の内訳"
    assert tables([*CELLS, Text("件数の内訳", 100, 90, 10)], RULED)[0].caption == ""


def test_one_box_and_two_boxes_beside_each_other_are_no_table() -> None:
    assert tables(CELLS, [frame(100, 100, 400, 160)]) == ()
    assert tables(CELLS, [frame(100, 100, 250, 160), frame(250, 100, 400, 160)]) == ()


def test_a_ruled_drawing_with_few_words_is_no_table() -> None:
    assert tables(CELLS[:1], RULED) == ()


def test_an_underline_beside_a_rule_does_not_shorten_it() -> None:
    pieces = [across(130, 100, 250), across(130, 250, 400), across(128, 300, 390)]
    (table,) = tables(CELLS, [across(100), across(160), *pieces, *map(upright, XS)])
    assert table.rows == (("区分", "件数"), ("大学", "12件"))


def test_shading_inside_a_cells_padding_is_no_column() -> None:
    inset = [shade(x0 + 5, 100, x1 - 5, 130) for x0, x1 in pairwise(XS)]
    assert tables(CELLS, [*RULED, *inset])[0].rows == (("区分", "件数"), ("大学", "12件"))
    boxes = [shade(x0, top, x1, bottom) for x0, x1 in pairwise(XS) for top, bottom in pairwise(YS)]
    assert tables(CELLS, boxes)[0].rows == (("区分", "件数"), ("大学", "12件"))


def test_what_encloses_other_shapes_than_rectangles_is_no_table() -> None:
    corner = [across(100), across(130, 100, 250), across(160), upright(100), upright(250, 130), upright(400)]
    assert tables(CELLS, corner) == ()


def test_two_boxes_that_share_a_corner_are_no_table() -> None:
    assert tables(CELLS, [frame(100, 100, 250, 130), frame(250, 130, 400, 160)]) == ()


def test_a_table_may_have_no_corner() -> None:
    open_corner = [across(100, 250), across(130), across(160), upright(100, 130), upright(250), upright(400)]
    assert tables(CELLS[1:], open_corner)[0].rows == (("", "件数"), ("大学", "12件"))


def test_a_grid_of_long_texts_is_a_slides_layout_and_a_reports_table() -> None:
    long = [Text("国際" * 14, 104, y, 5) for y in range(106, 128, 3)]
    assert tables([*long, *CELLS[1:]], RULED, portrait=False) == ()
    assert len(tables([*long, *CELLS[1:]], RULED)) == 1


def test_cells_divide_lines_that_stand_close() -> None:
    close = [Text("区分の名称と件数の内", 104, 120, 14.5), Text("訳", 254, 120, 14.5), *CELLS[2:]]
    assert tables(close, RULED)[0].rows[0] == ("区分の名称と件数の内", "訳")


def test_a_table_may_have_no_sides() -> None:
    ys = (100.0, 130.0, 160.0, 190.0)
    more = [*CELLS, Text("企業", 110, 180, 10), Text("8件", 260, 180, 10)]
    open_sides = [*map(across, ys), upright(XS[1], bottom=ys[-1])]
    assert tables(more, open_sides)[0].rows == (("区分", "件数"), ("大学", "12件"), ("企業", "8件"))
    assert (
        tables(CELLS, [*map(across, YS), upright(XS[1])]) == ()
    )  # three may stand above, below the head, and below all


def test_double_rules_are_one() -> None:
    double = [*RULED, *(across(y + 3.6) for y in YS), *(upright(x + 3.6) for x in XS)]
    assert tables(CELLS, double)[0].rows == (("区分", "件数"), ("大学", "12件"))


def test_rows_that_no_rule_divides_stand_level() -> None:
    names, values = ("大人", "こども", "合計"), ("12", "1,204", "1,216")
    shown = [*CELLS[:2], *(Text(name, 110, 145 + 15 * row, 10) for row, name in enumerate(names))]
    rules = [across(100), across(130), across(190), *(upright(x, 100, 190) for x in XS)]
    level = [Text(value, 260, 145 + 15 * row, 10) for row, value in enumerate(values)]
    assert tables([*shown, *level], rules)[0].rows == (("区分", "件数"), *zip(names, values, strict=True))
    words = [Text(name, 260, 145 + 15 * row, 10) for row, name in enumerate(names)]
    assert tables([*shown, *words], rules)[0].rows[1] == ("大人\nこども\n合計",) * 2
    uneven = [Text(value, 260, 140 + 15 * row, 10) for row, value in enumerate(values)]
    assert len(tables([*shown, *uneven], rules)[0].rows) == 2
