"""Pages in Hebrew and Arabic, and pages that only quote them."""

from __future__ import annotations

import pytest

from reportpipe.model.page import Setting
from reportpipe.model.report import Bullet, Paragraph, Source
from reportpipe.pipeline import read, report_of
from reportpipe.read.lines.lines import page_lines
from reportpipe.read.pages.setting import in_reading_frame
from tests.pages import Text, lines, page
from tests.pdfs import Pdf, text, with_to_unicode


def test_lines_are_in_the_order_of_reading_and_wrap_at_the_left() -> None:
    first, second = "האבגדהוזחטיכלמנ שנה" * 2, "סוף הפסקה 12."
    rows = [Text(first[::-1], 100, 100), Text(".12 הקספה ףוס", 100 + 10 * (len(first) - len(second)), 124)]
    made = report_of([page(*rows, size=(595, 842))], Source(file="made-up.pdf"), "he").report
    (block,) = made.themes[0].content or []
    assert isinstance(block, Paragraph)
    assert block.paragraph == f"{first} {second}"
    assert block.at == f"page=1&viewrect=100,82,{10 * len(first)},45"


def test_a_bullet_stands_at_the_right() -> None:
    rows = [Text("ןושאר טירפ", 400, 100), Text("•", 510, 100), Text("ינש טירפ", 420, 124), Text("•", 510, 124)]
    made = report_of([page(*rows, size=(595, 842))], Source(file="made-up.pdf"), "he").report
    items = made.themes[0].content or []
    assert [item.bullet for item in items if isinstance(item, Bullet)] == ["פריט ראשון", "פריט שני"]


def test_a_latin_line_of_such_a_page_stays() -> None:
    sheet = in_reading_frame(page(Text("OECD Report 2021", 100, 100), Text("הנשה ךלהמב תוליעפה תריקס", 100, 140)))
    assert sheet.setting is Setting.RIGHT_TO_LEFT
    assert [line.text for line in page_lines(sheet, sheet.glyphs)] == ["OECD Report 2021", "סקירת הפעילות במהלך השנה"]


def test_words_that_a_page_quotes_are_turned_within_their_line() -> None:
    sheet = page(Text("The word םולש means peace.", 100, 100))
    assert in_reading_frame(sheet) is sheet
    assert [line.text for line in lines(sheet)] == ["The word שלום means peace."]


def hebrew_pdf() -> bytes:
    """One line in a font whose ToUnicode names Hebrew letters, painted from left to right."""
    seen = "12 הנש םולש"
    codes = {char: code for code, char in enumerate(dict.fromkeys(seen), 65)}
    font, cmap = with_to_unicode({code: char for char, code in codes.items()})
    pdf = Pdf()
    widths = b"/FirstChar 65 /LastChar 90 /Widths [%s] >>" % (b"500 " * 26)
    pdf.fonts = {"F": (font % pdf.stream(cmap))[:-2] + widths}
    shown = "".join(chr(codes[char]) for char in seen)
    return pdf.page(text(100, 300, shown)).bytes()


@pytest.mark.parametrize("source", ["pdfium", "pdfplumber"])
def test_a_pdf_reads_the_same_with_both_sources(source: str) -> None:
    (block,) = read(hebrew_pdf(), source=source).report.themes[0].content or []
    assert isinstance(block, Paragraph)
    assert block.paragraph == "שלום שנה 12"
