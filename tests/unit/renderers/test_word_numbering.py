from __future__ import annotations

import pytest

from reportpipe.renderers.markers import Run
from reportpipe.renderers.word_numbering import hanging_of, printed_levels, run_at
from tests.unit.renderers.samples import bullet


@pytest.mark.parametrize(
    ("marks", "notation"),
    [
        (["1.", "2.", "3."], "decimal %."),
        (["(1)", "(2)"], "decimal (%)"),
        (["（１）", "（２）"], "decimalFullWidth （%）"),
        (["①", "②"], "decimalEnclosedCircle %"),
        (["⑴", "⑵"], "decimalEnclosedParen %"),
        (["ア", "イ"], "aiueoFullWidth %"),
        (["イ", "ロ"], "irohaFullWidth %"),
        (["(a)", "(b)"], "lowerLetter (%)"),
        (["A.", "B."], "upperLetter %."),
        (["i)", "ii)", "iii)", "iv)"], "lowerRoman %)"),
        (["一", "二", "三"], "japaneseCounting %"),
        (["第１章", "第２章"], "decimalFullWidth 第%章"),
        ([str(number) for number in range(1, 30)], "decimal %"),
        (["•", "•"], "bullet •"),
        (["\uf0b7", "\uf0b7"], "bullet •"),
    ],
)
def test_word_prints_the_run(marks: list[str], notation: str) -> None:
    assert run_at(marks, 0) == Run(notation, len(marks))


@pytest.mark.parametrize("mark", ["(2)", "②", "1.1", "Ⅰ", "ウ", "%1", "Annex", "アジア", "01", "❶"])
def test_word_cannot_print_it(mark: str) -> None:
    assert run_at([mark], 0) == Run("", 1)


def test_a_run_ends_where_the_marker_is_another() -> None:
    assert run_at(["(1)", "(2)", "(4)"], 0) == Run("decimal (%)", 2)
    assert run_at(["(1)", "（２）"], 0) == Run("decimal (%)", 1)
    assert run_at(["•", "•", "–"], 0) == Run("bullet •", 2)
    assert run_at([chr(ord("①") + i) for i in range(20)] + ["㉑"], 0).length == 20


def test_wide_markers_get_more_room() -> None:
    assert [hanging_of(mark) for mark in ("", "•", "(1)", "(10)", "（１）", "長い見出しのような標識")] == [
        420,
        420,
        420,
        840,
        840,
        1680,
    ]


def test_a_level_shows_the_glyph_that_is_printed_there() -> None:
    levels = printed_levels([bullet("甲", "(1)", bullet("乙", "–"), bullet("丙", "○"))])
    assert [level.text for level in levels] == ["●", "–", "■", "・", "－", "●", "○", "■", "・"]
