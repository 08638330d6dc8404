"""Readings above kanji, emphasis marks, and small text that is neither."""

from __future__ import annotations

import io

import pytest
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfgen.canvas import Canvas

from reportpipe.model.block import Reading
from reportpipe.model.report import Paragraph, Ruby
from reportpipe.pipeline import read
from reportpipe.read.lines.ruby import with_readings
from reportpipe.read.outline.draft import left_readings
from tests.pages import Text, lines, outline, page, report

BASE = Text("漢字には振り仮名がある。", 100, 100, 12)
TOP = 100 - 0.88 * 12
"""Top of the base line."""


def small(text: str, x: float, size: float = 6.0, gap: float = 0.7) -> Text:
    """A line `gap` points above the base."""
    return Text(text, x, TOP - gap - 0.12 * size, size)


def spread(text: str, x: float, step: float) -> list[Text]:
    return [small(char, x + step * place) for place, char in enumerate(text)]


def readings(*shown: Text) -> list[tuple[str, tuple[Reading, ...]]]:
    kept, _ = with_readings(lines(page(*shown)))
    return [(line.text, line.ruby) for line in kept]


def test_kana_above_kanji_are_their_reading() -> None:
    shown = [*spread("かんじ", 101, 8), small("ふ", 151), *spread("がな", 175, 12)]
    assert readings(*shown, BASE) == [
        (BASE.text, (Reading("漢字", "かんじ"), Reading("振", "ふ"), Reading("仮名", "がな")))
    ]


def test_the_glyphs_of_a_reading_are_among_its_lines() -> None:
    sheet = page(*spread("かんじ", 101, 8), BASE)
    (line,), _ = with_readings(lines(sheet))
    assert sorted(line.numbers) == [glyph.number for glyph in sheet.glyphs]


def test_readings_of_neighbours_are_kept_apart_by_what_stands_between_them() -> None:
    base = Text("国の会", 100, 100, 12)
    assert readings(*spread("くに", 100, 6), *spread("かい", 124, 6), base) == [
        (base.text, (Reading("国", "くに"), Reading("会", "かい")))
    ]
    close = Text("東の承る", 100, 100, 12)
    assert readings(*spread("ひがし", 97, 6), *spread("うけたまわ", 121, 6), close) == [
        (close.text, (Reading("東", "ひがし"), Reading("承", "うけたまわ")))
    ]


@pytest.mark.parametrize(
    "other",
    [
        small("かんじ", 103, size=9.0),
        small("かんじ", 103, gap=8.0),
        small("漢字", 106),
        small("kanji", 103),
        small("には", 127),
        small("にはふりがな", 124),
        Text("かんじ", 103, 107, 6),
    ],
    ids=["too large", "too far", "no kana", "Latin", "above kana", "beside its kanji", "below"],
)
def test_small_text_near_a_line_is_no_reading(other: Text) -> None:
    found = readings(other, BASE)
    assert all(not ruby for _, ruby in found)
    assert "".join(sorted(other.text)) == "".join(sorted("".join(text for text, _ in found).replace(BASE.text, "")))


def test_a_superscript_in_kana_stays_in_its_line() -> None:
    assert readings(Text("国際", 100, 100, 12), Text("ア", 124, 95, 6), Text("協力", 130, 100, 12)) == [
        ("国際ア協力", ())
    ]


def test_emphasis_marks_are_left_out_with_their_reason() -> None:
    dots = [small("・", 103), small("・", 115)]
    kept, marks = with_readings(lines(page(*dots, BASE)))
    assert [line.text for line in kept] == [BASE.text]
    assert [(mark.text.replace(" ", ""), mark.why) for mark in marks] == [("・・", "emphasis-mark")]


@pytest.mark.parametrize("other", [small("・", 97), small("・", 103, gap=8.0), Text("・", 103, 80, 12)])
def test_other_dots_are_no_emphasis(other: Text) -> None:
    assert with_readings(lines(page(other, BASE)))[1] == []


def test_readings_come_with_their_paragraph() -> None:
    made = report(page(*spread("かんじ", 101, 8), BASE))
    ((block,),) = [theme.content or [] for theme in made.themes]
    assert isinstance(block, Paragraph)
    assert (block.paragraph, block.ruby) == (BASE.text, [Ruby(base="漢字", text="かんじ")])


def test_readings_of_a_heading_come_with_its_theme() -> None:
    heading = Text("１　国際協力", 60, 100, 20)
    above = [Text(char, 100 + 10 * place, 80, 10) for place, char in enumerate("こくさい")]
    body = [Text("本文は、この頁に六行にわたり続く文である。" * 2, 60, 130 + 20 * row, 12) for row in range(6)]
    made = report(page(*above, heading, *body, size=(595, 842)))
    assert outline(made)[0] == "# １ 国際協力"
    assert made.themes[0].ruby == [Ruby(base="国際", text="こくさい")]


def test_readings_of_what_can_carry_none_are_left_out() -> None:
    kept, _ = with_readings(lines(page(*spread("かんじ", 101, 8), BASE)))
    assert [(row.text, row.why, row.box) for row in left_readings(kept)] == [("漢字（かんじ）", "ruby", kept[0].box)]


def vertical_pdf() -> bytes:
    """Two columns in a font that runs downwards, with a reading to the right of the second one."""
    registerFont(UnicodeCIDFont("HeiseiMin-W3", isVertical=True))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842), invariant=True)
    for text, x, y, size in (
        ("国際交流の推進について、次のとおり取りまとめた。", 500, 780, 12),
        ("かんじ", 488, 777, 6),
        ("漢字には振り仮名があることを、ここに示している。", 479, 780, 12),
    ):
        canvas.setFont("HeiseiMin-W3", size)
        canvas.drawString(x, y, text)
    canvas.save()
    return buffer.getvalue()


@pytest.mark.parametrize("source", ["pdfium", "pdfplumber"])
def test_readings_of_a_vertical_pdf_stand_to_the_right(source: str) -> None:
    (theme,) = read(vertical_pdf(), source=source).report.themes
    *_, block = theme.content or []
    assert isinstance(block, Paragraph)
    assert block.paragraph.endswith("漢字には振り仮名があることを、ここに示している。")
    assert block.ruby == [Ruby(base="漢字", text="かんじ")]
