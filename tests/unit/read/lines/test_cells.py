"""Which glyphs stand in which cell: rules part them, however close they stand."""

from __future__ import annotations

from collections.abc import Sequence

from reportpipe.model.page import Box, Shape
from reportpipe.read.lines.lines import page_lines
from reportpipe.read.pages.grid import dividers, grids
from tests.pages import Text, page

XS, YS = (100.0, 130.0, 170.0, 230.0), (100.0, 118.0, 136.0, 154.0)


def rules(xs: Sequence[float] = XS, ys: Sequence[float] = YS) -> list[Shape]:
    boxes = [Box(xs[0], y - 0.25, xs[-1], y + 0.25) for y in ys] + [Box(x - 0.25, ys[0], x + 0.25, ys[-1]) for x in xs]
    return [Shape("path", box, filled=True, stroked=False, curved=False) for box in boxes]


def texts(*shown: Text, shapes: Sequence[Shape] | None = None) -> list[str]:
    sheet = page(*shown, size=(595, 842), shapes=rules() if shapes is None else shapes)
    ruled = grids(sheet.shapes)
    return [line.text for line in page_lines(sheet, sheet.glyphs, "ja", dividers(sheet.shapes, ruled), ruled)]


def test_figures_without_padding_do_not_run_together() -> None:
    row = [Text("14", 120, 114, 10), Text("98,765", 140, 114, 10), Text("7番橋", 170, 114, 10)]
    assert texts(*row) == ["14", "98,765", "7番橋"]
    touching = [Text("14", 120, 114, 10), Text("98,765", 130.3, 114, 10)]
    assert texts(*touching) == ["14", "98,765"]
    assert texts(*touching, shapes=()) == ["1498,765"]


def test_a_text_that_is_too_long_for_its_cell_is_not_cut() -> None:
    assert texts(Text("東公民館", 102, 114, 10)) == ["東公民館"]
    assert texts(Text("123,456,789", 113.5, 114, 10)) == ["123,456,789"]
    assert texts(Text("1,234,567.5", 115, 114, 10)) == ["1,234,567.5"]  # the rule stands behind 1,2


def test_a_mark_is_alone_in_its_cell_and_heads_no_text_of_the_next_one() -> None:
    marks = [Text(mark, x, 114, 10) for mark, x in (("○", 110), ("×", 145), ("△", 195))]
    assert texts(*marks) == ["○", "×", "△"]
    assert texts(Text("－", 110, 114, 10), Text("東", 132, 114, 10)) == ["－", "東"]
    assert texts(Text("－", 110, 114, 10), Text("東", 132, 114, 10), shapes=()) == ["－ 東"]


def test_single_characters_of_cells_below_each_other_are_no_label() -> None:
    column = [Text(char, 110, 114 + 18 * row, 12) for row, char in enumerate("有無有")]
    assert texts(*column) == ["有", "無", "有"]
    assert texts(*column, shapes=()) == ["有無有"]


def test_a_head_written_downwards_stays_in_its_cell() -> None:
    head = [Text(char, 110, 112 + 12 * row, 10) for row, char in enumerate("授乳室")]
    below = Text("有", 110, 155, 10)
    assert texts(*head, below, shapes=rules(ys=(100.0, 143.0, 161.0))) == ["授乳室", "有"]


def test_what_stands_in_no_cell_is_made_lines_of_as_ever() -> None:
    assert texts(Text("台帳は", 60, 90, 10), Text("次の", 90, 90, 10), Text("14", 120, 114, 10)) == ["台帳は次の", "14"]


def test_the_innermost_table_counts() -> None:
    inner = rules((180.0, 200.0, 220.0), (102.0, 109.0, 116.0))
    assert texts(Text("甲", 186, 108, 6), Text("乙", 206, 108, 6), shapes=[*rules(), *inner]) == ["甲", "乙"]
