"""Pages that are set vertically, and pages that only hold labels written downwards."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfgen.canvas import Canvas

from reportpipe.model.page import Glyph, Page, Setting
from reportpipe.model.report import Paragraph
from reportpipe.pipeline import read
from reportpipe.read.lines.lines import page_lines
from reportpipe.read.pages.setting import in_reading_frame
from reportpipe.read.pages.vertical import is_vertical, upright
from tests.pages import Text, outline, page, report

A4 = (595.0, 842.0)
COLUMNS = (
    "我が国の国際交流（研究者の交流を含む。）は、この十年の間に大きく変わった。特に、",
    "「国際共同研究」については、研究機関どうしの連携が進み、論文の数も増えている。しか",
    "し、まだ十分とは言えない。",
)


def column(text: str, x: float, y: float, size: float = 12.0) -> list[Text]:
    """Characters below each other: x of the left edge of a full one, y of the top of the first; Latin on its side."""
    out = []
    for char in text:
        if char.isascii():
            out.append(Text(char, x, y, size, angle=90))
            y += size / 2
        else:
            out.append(Text(char, x, y + 0.88 * size, size))
            y += size
    return out


def sheet(*columns: list[Text], others: tuple[Text, ...] = (), size: tuple[float, float] = A4, number: int = 1) -> Page:
    """A page of columns. The Latin letters of `column` are laid on their side."""
    made = page(*(text for one in columns for text in one), *others, number=number, size=size)
    return replace(made, glyphs=tuple(_on_its_side(one) if one.angle else one for one in made.glyphs))


def _on_its_side(glyph: Glyph) -> Glyph:
    """A letter that `page` put upright: its x and y are those of the column."""
    x, y, em = glyph.x0, glyph.baseline, glyph.size
    return glyph._replace(x0=x, x1=x + em, top=y, bottom=y + em / 2, baseline=x + 0.12 * em)


def body(x: float = 500.0) -> list[list[Text]]:
    """A paragraph of three columns, the first one set in by one character."""
    return [column(text, x - 21 * place, 60.0 + (12.0 if place == 0 else 0.0)) for place, text in enumerate(COLUMNS)]


def test_columns_are_lines_from_right_to_left() -> None:
    made = upright(sheet(*body()))
    assert (made.setting, made.width, made.height) == (Setting.VERTICAL, 842, 595)
    lines = page_lines(made, made.glyphs)
    assert [line.text for line in lines] == list(COLUMNS)
    assert [line.box.x0 for line in lines] == [72, 60, 60]


def test_a_paragraph_goes_on_in_the_next_column_and_its_place_is_as_displayed() -> None:
    (theme,) = report(sheet(*body())).themes
    (paragraph,) = theme.content or []
    assert isinstance(paragraph, Paragraph)
    assert paragraph.paragraph == "".join(COLUMNS)
    assert paragraph.at == "page=1&viewrect=458,60,54,492"


def test_an_indent_begins_a_paragraph() -> None:
    shown = outline(report(sheet(*body(), *body(500.0 - 63))))
    assert shown[1:] == ["".join(COLUMNS)] * 2


def test_latin_words_and_digits_in_one_square_stand_in_their_column() -> None:
    start = column("研究者はOECDの", 500, 60)
    beside = Text("12", 500, 60 + 12 * 7 + 10.6, 12)
    rest = column("年の数を調べたものをまとめる。", 500, 60 + 12 * 8)
    made = upright(sheet([*start, beside, *rest]))
    assert [line.text for line in page_lines(made, made.glyphs)] == ["研究者はOECDの12年の数を調べたものをまとめる。"]


def test_presentation_forms_are_written_as_their_characters() -> None:
    made = upright(sheet(column("国際︵研究者の交流︶は︑﹁推進﹂する︒", 500, 60)))
    assert [line.text for line in page_lines(made, made.glyphs)] == ["国際（研究者の交流）は、「推進」する。"]


def test_page_numbers_and_running_heads_may_run_across() -> None:
    sheets = [
        sheet(*body(), others=(Text("国際交流年報", 60, 40, 9), Text(f"- {n} -", 290, 810, 9)), number=n)
        for n in range(1, 5)
    ]
    made = report(*sheets)
    assert [(left.text, left.why, left.pages) for left in made.left_out or []] == [
        ("- 1 -–- 4 -", "page-number", "1-4"), ("国際交流年報", "running-head", "1-4"),
    ]  # fmt: skip
    assert outline(made)[1:] == ["".join(COLUMNS)] * 4


def test_a_page_with_labels_written_downwards_is_none() -> None:
    labels = [*column("研究機関", 60, 100), *column("大学等研究者", 60, 200)]
    across = [Text("大学や研究機関への聞き取りの結果をまとめる。", 100, 120 + 24 * row, 12) for row in range(3)]
    assert not is_vertical(sheet(labels, others=tuple(across)))


def test_labels_of_a_chart_make_no_vertical_page_even_without_other_text() -> None:
    labels = [column("国際共同研究の件数", 60.0 + 30 * place, 300, 9) for place in range(8)]
    assert not is_vertical(sheet(*labels, size=(960, 540)))


def test_a_table_column_of_signs_is_no_vertical_page() -> None:
    rows = [Text("○", 300, 100 + 24 * row, 12) for row in range(20)]
    assert not is_vertical(sheet(rows))


def test_text_across_is_left_as_it_is() -> None:
    across = page(*(Text(text, 60, 100 + 24 * row, 12) for row, text in enumerate(COLUMNS)), size=A4)
    assert in_reading_frame(across) is across


def vertical_pdf() -> bytes:
    """Three columns in a font that runs downwards, and a page number across."""
    registerFont(UnicodeCIDFont("HeiseiMin-W3", isVertical=True))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True)
    canvas.setFont("HeiseiMin-W3", 12)
    for place, text in enumerate((*COLUMNS, "国際的なReportによる。")):
        canvas.drawString(500 - 21 * place, 780.5 - (12 if place in (0, 3) else 0), text)
    canvas.save()
    return buffer.getvalue()


@pytest.mark.parametrize("source", ["pdfium", "pdfplumber"])
def test_a_pdf_with_a_vertical_font_reads_the_same_with_both_sources(source: str) -> None:
    made = read(vertical_pdf(), source=source).report
    assert outline(made)[1:] == ["".join(COLUMNS), "国際的なReportによる。"]
    (first, second) = made.themes[0].content or []
    assert (first.at, second.at) == ("page=1&viewrect=452,61,54,493", "page=1&viewrect=431,73,12,169")
