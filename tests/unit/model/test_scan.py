"""What is the OCR layer of a scan: by the pictures that cover the page, and by those that a glyph lies on."""

from __future__ import annotations

import pytest

from reportpipe.model.page import Box, Shape
from reportpipe.model.scan import Scan
from tests.pages import Text, page


def picture(x0: float, top: float, x1: float, bottom: float) -> Shape:
    return Shape("image", Box(x0, top, x1, bottom), filled=True, stroked=False, curved=False)


def scan(*pictures: Shape) -> Scan:
    return Scan(page(Text("隠", 100, 100, hidden=True), size=(600, 400), shapes=pictures))


@pytest.mark.parametrize(
    ("pictures", "whole"),
    [
        ([], False),
        ([picture(0, 0, 600, 400)], True),
        ([picture(-50, -50, 700, 500)], True),
        ([picture(0, 0, 600, 190)], False),
        ([picture(0, top, 600, top + 20) for top in range(0, 400, 20)], True),
        ([picture(x, y, x + 60, y + 40) for x in range(0, 600, 60) for y in range(0, 400, 40)], True),
        ([picture(0, 0, 300, 200)] * 4, False),
        ([picture(900, 900, 1500, 1300)], False),
        ([Shape("path", Box(0, 0, 600, 400), filled=True, stroked=False, curved=False)], False),
    ],
    ids=["none", "page", "beyond it", "part", "strips", "tiles", "over each other", "off the page", "path"],
)
def test_a_page_is_a_scan_where_pictures_cover_most_of_it_together(pictures: list[Shape], whole: bool) -> None:
    assert scan(*pictures).is_whole is whole


def test_invisible_text_is_content_where_it_lies_on_a_picture() -> None:
    hidden = page(Text("隠", 100, 100, hidden=True), Text("隠", 100, 300, hidden=True), Text("見", 400, 300))
    strip = Scan(page(size=(960, 540), shapes=[picture(90, 82, 300, 104)]))
    assert [strip.shows(glyph) for glyph in hidden.glyphs] == [True, False, True]
    assert not scan().shows(hidden.glyphs[0])


def test_text_that_something_hides_is_none_on_a_scan_either() -> None:
    from reportpipe.model.page import Veil  # noqa: PLC0415

    veiled = page(Text("隠", 100, 100, hidden=True, veil=next(iter(Veil))))
    assert not scan(picture(0, 0, 600, 400)).shows(veiled.glyphs[0])
