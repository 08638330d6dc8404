from __future__ import annotations

from dataclasses import replace

import pytest

from tests.pages import Text, lines, page


def texts(*shown: Text) -> list[str]:
    return [line.text for line in lines(page(*shown))]


def test_what_stands_on_one_baseline_is_one_line() -> None:
    (line,) = lines(page(Text("国際", 100, 100), Text("協力", 140, 101)))
    assert line.text == "国際協力"
    assert list(line.numbers) == [0, 1, 2, 3]
    assert list(line.lefts) == [100, 120, 140, 160]
    assert (line.box.x0, line.box.x1, line.size) == (100, 180, 20)


def test_a_wide_gap_divides_columns() -> None:
    assert texts(Text("左の段", 100, 100), Text("右の段", 400, 100)) == ["左の段", "右の段"]


@pytest.mark.parametrize("marker", ["•", "(1)", "第１章", "1.1", "①", "－"])
def test_a_marker_is_joined_with_its_text_over_a_tab(marker: str) -> None:
    (line,) = lines(page(Text(marker, 100, 100), Text("国際化", 200, 100)))
    assert line.text.replace(" ", "") == f"{marker}国際化"
    assert line.lefts[-3] == 200


def test_a_word_is_not_joined_as_if_it_were_a_marker() -> None:
    assert texts(Text("※", 100, 100), Text("国際化", 200, 100)) == ["※", "国際化"]


def test_a_typesetters_gap_between_japanese_and_latin_is_no_space() -> None:
    assert texts(Text("令和", 100, 100), Text("3", 145, 100), Text("年", 160, 100)) == ["令和3年"]


def test_a_painted_space_is_one() -> None:
    assert texts(Text("SDGs ", 100, 100), Text("目標", 155, 100)) == ["SDGs 目標"]
    assert texts(Text("山田　太郎", 100, 100)) == ["山田　太郎"]


def test_a_gap_between_latin_words_is_a_space() -> None:
    assert texts(Text("Open", 100, 100), Text("Chain", 145, 100)) == ["Open Chain"]


def test_a_gap_of_more_than_half_an_em_between_japanese_is_a_space() -> None:
    assert texts(Text("国際", 100, 100), Text("協力", 152, 100)) == ["国際 協力"]


@pytest.mark.parametrize("mark", "ﾞﾟ゛゜")
def test_a_sound_mark_belongs_to_the_kana_before_it(mark: str) -> None:
    (line,) = texts(Text("ﾊ", 100, 100), Text(mark, 131, 100), Text("国際", 151, 100))
    assert line in ("バ国際", "パ国際")


@pytest.mark.parametrize(
    ("before", "low", "after", "expected"),
    [
        ("CO", "2", "を", "CO₂を"),
        ("x", "1", " is", "x₁ is"),
        ("C", "6", "H", "C₆H"),
        ("log", "2", "n", "log₂n"),
        ("x", "n", "y", "xny"),
        ("国際", "2", "を", "国際2を"),
    ],
)
def test_lowered_figures_are_subscripts(before: str, low: str, after: str, expected: str) -> None:
    width = sum(10 if char.isascii() else 20 for char in before)
    (line,) = texts(Text(before, 100, 100), Text(low, 100 + width, 104, 12), Text(after, 106 + width, 100))
    assert line == expected


def test_letter_spacing_makes_no_spaces() -> None:
    spaced = [Text(char, 100 + 32 * place, 100) for place, char in enumerate("国際交流")]
    assert texts(*spaced) == ["国際交流"]
    latin = [Text(char, 100 + 14 * place, 100) for place, char in enumerate("MEXT")]
    assert texts(*latin) == ["MEXT"]


def test_spaces_at_the_ends_are_indents() -> None:
    (line,) = lines(page(Text("　　○国際", 100, 100)))
    assert (line.text, line.box.x0, line.lefts[0]) == ("○国際", 140, 140)


def test_a_superscript_stands_in_its_line() -> None:
    (line,) = lines(page(Text("国際", 100, 100), Text("1", 140, 92, 10), Text("協力", 146, 100)))
    assert line.text == "国際1協力"
    assert line.raised == ((2, 3),)


def test_a_small_line_of_its_own_is_no_superscript() -> None:
    assert texts(Text("国際協力", 100, 100), Text("注釈", 100, 60, 10)) == ["注釈", "国際協力"]


def test_text_is_cleaned_and_keeps_its_places() -> None:
    (line,) = lines(page(Text("⾼⾒ ﬁn", 100, 100)))
    assert line.text == "高見 fin"
    assert len(line.lefts) == len(line.text)
    assert list(line.lefts)[:2] == [100, 120]


def test_turned_text_reads_along_its_own_direction() -> None:
    turned = page(size=(400, 400))
    glyphs = tuple(
        one._replace(x0=100, x1=120, top=200 - 20 * place, bottom=220 - 20 * place, baseline=117.6, angle=270)
        for place, one in enumerate(page(Text("縦の軸", 0, 0)).glyphs)
    )
    turned = type(turned)(1, 400, 400, glyphs)
    (line,) = lines(turned)
    assert (line.text, line.angle) == ("縦の軸", 270)
    assert tuple(line.box) == pytest.approx((100, 160, 120, 220))


def test_every_glyph_is_in_exactly_one_line() -> None:
    sheet = page(Text("(1) 国際", 100, 100), Text("2", 180, 92, 10), Text("右", 600, 100), Text("下", 100, 300))
    numbers = sorted(number for line in lines(sheet) for number in line.numbers)
    assert numbers == [glyph.number for glyph in sheet.glyphs]


def test_a_gap_in_a_line_that_is_set_solid_is_a_typed_space() -> None:
    assert texts(Text("論点２＞", 60, 100), Text("産業界や技術者", 146, 100)) == ["論点２＞ 産業界や技術者"]
    assert texts(Text("論点２＞", 60, 100), Text("産業界や技術者", 144, 100)) == ["論点２＞産業界や技術者"]
    spaced = [Text(char, 60 + 23 * place + (6 if place > 3 else 0), 100) for place, char in enumerate("国際共同研究")]
    assert texts(*spaced) == ["国際共同研究"]


def test_a_line_knows_the_colour_the_tag_and_the_slant_of_most_of_its_glyphs() -> None:
    sheet = page(Text("AAAABB", 100, 100))
    marked = [glyph._replace(colour=0xFF0000, tag=2, font="Times-Italic") for glyph in sheet.glyphs]
    known = [
        [
            (line.colour, line.tag, line.slant)
            for line in lines(replace(sheet, glyphs=(*marked[:count], *sheet.glyphs[count:])))
        ]
        for count in (4, 2)
    ]
    assert known == [[(0xFF0000, 2, True)], [(0, 0, False)]]


def test_a_line_of_which_no_tag_has_the_most_has_none() -> None:
    sheet = page(Text("AABB", 100, 100))
    glyphs = tuple(glyph._replace(tag=1 + glyph.number // 2) for glyph in sheet.glyphs)
    assert [line.tag for line in lines(replace(sheet, glyphs=glyphs))] == [0]
